"""The classes of Arabic characters agree with what Unicode says of each character, and with one another."""

import re
import sys
import unicodedata

import pytest

from mujaz.arabic import letters

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
LETTERS, SIGNS = frozenset(letters.characters(letters.LETTERS)), frozenset(letters.characters(letters.SIGNS))


def test_a_letter_is_what_unicode_calls_an_arabic_letter() -> None:
    named = {c for c in EVERY if unicodedata.name(c, "").startswith("ARABIC LETTER")}
    today = {c for c in named if "\u0600" <= c <= "\u077f" and unicodedata.category(c) == "Lo"}
    assert today <= LETTERS
    assert {unicodedata.category(c) for c in LETTERS} <= {"Lo", "Cn"}


def test_a_sign_is_a_mark_and_no_letter() -> None:
    assert not SIGNS & LETTERS
    assert {unicodedata.category(c)[0] for c in SIGNS} <= {"M", "S", "L", "C"}
    assert set("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670") <= SIGNS


def test_no_invisible_mark_is_seen() -> None:
    assert {unicodedata.category(c) for c in letters.characters(letters.INVISIBLE)} == {"Cf"}


@pytest.mark.parametrize(
    "name", ["LETTERS", "PLAIN", "FORMS", "SCRIPT", "DIGITS", "SIGNS", "INVISIBLE", "SILENT"]
)
def test_a_class_spelt_out_is_what_the_class_matches(name: str) -> None:
    of = getattr(letters, name)
    assert set(letters.characters(of)) == {c for c in EVERY if re.match(f"[{of}]", c)}


@pytest.mark.parametrize(
    ("text", "arabic", "latin", "bare"),
    [
        ("قَالَ الوزيـــر\u200f", 9, 0, "قال الوزير"),
        ("گرم ﻻ", 4, 0, "گرم ﻻ"),
        ("٣٫٥ ـ ١٢، ؟", 0, 0, "٣٫٥  ١٢، ؟"),  # digits, tatweel and punctuation are no letters
        ("Zürich في 12", 2, 6, "Zürich في 12"),
    ],
)
def test_letters_are_counted_and_words_bared(text: str, arabic: int, latin: int, bare: str) -> None:
    assert letters.count_letters(text) == arabic
    assert letters.has_letters(text) == (arabic > 0)
    assert letters.count_latin_letters(text) == latin
    assert letters.bare(text) == bare
