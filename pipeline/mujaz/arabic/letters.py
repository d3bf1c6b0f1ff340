"""The characters of Arabic text, in classes: each stands between the brackets of a regular expression.

Where a module needs another set (a splitter's stops, the scripts that run from right to left), it is one of its own
subject, not another idea of what an Arabic letter is.
"""

import re
from typing import Final

# Every letter of the script, Persian, Urdu and Kurdish ones and presentation forms with them; no mark, no tatweel.
LETTERS: Final = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c8"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufdf0-\ufdfb\ufe80-\ufefc"
)
PLAIN: Final = "ء-ي"  # the letters that normalised Arabic is written with
# Letters of foreign names and of dialects, in Arabic texts too: چ and گ in Iraq, ڨ in Tunisia, ڭ in Morocco.
BORROWED: Final = "پچژگڤڨڭڥ"
FORMS: Final = "\ufb50-\ufdff\ufe70-\ufefc"  # presentation forms: letters drawn for their place in the word
# All that the blocks of the script hold: letters, marks, digits, punctuation.
SCRIPT: Final = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
DIGITS: Final = "0-9٠-٩۰-۹"  # European, Arabic, Persian
SIGNS: Final = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0898-\u089f\u08ca-\u08ff"  # vowels, Quranic annotation
)
TATWEEL: Final = "\u0640"
# Zero-width space and joiners, direction marks, embeddings, isolates, word joiner, byte order mark.
INVISIBLE: Final = "\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
SILENT: Final = SIGNS + TATWEEL + INVISIBLE  # what changes no word

WORD_START: Final = f"(?<![{PLAIN}])"  # no letter stands before
WORD_END: Final = f"(?![{PLAIN}])"  # and none after

_LETTER = re.compile(f"[{LETTERS}]+")  # runs: many times faster to count
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_SILENT = re.compile(f"[{SILENT}]+")


def characters(of: str) -> str:
    """Every character of a class: "a-c" gives "abc"."""
    return re.sub("(.)-(.)", lambda ends: "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))), of)


def has_letters(text: str) -> bool:
    """Whether there is an Arabic letter in a text."""
    return _LETTER.search(text) is not None


def count_letters(text: str) -> int:
    """How many Arabic letters a text has."""
    return sum(map(len, _LETTER.findall(text)))


def count_latin_letters(text: str) -> int:
    """How many Latin letters a text has, which is how one tells which side of a pair it is."""
    return len(_LATIN.findall(text))


def bare(text: str) -> str:
    """A text without vowel signs, tatweel and invisible marks, its letters as they are."""
    return _SILENT.sub("", text)
