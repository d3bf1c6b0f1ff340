"""What the model sees of an Arabic text: no vowel signs, no ornament, one form for each letter.

The reader never sees this form: citations keep the original, character for character. Alef, final ya and
ta marbuta stay as they are written: unifying them is a rule of search engines, and translation models
are trained on texts that keep them apart.
"""

import re
import unicodedata
from typing import Final

_PRESENTATION_FORMS: Final = (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF))
# Variants from Persian, Urdu, Kurdish and Quranic typing that stand for an Arabic letter. Persian yeh becomes
# ya, at a word's end too, where it may stand for ya or alef maqsura: ya is by far the commoner final letter
# (every nisba adjective, في, الذي), and guessing at maqsura would turn the name علي into the preposition.
# Letters for foreign sounds (پ چ ژ گ ڤ) have no Arabic equivalent and stay.
_LETTERS: Final = {
    "ک": "ك", "ڪ": "ك", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ۓ": "ئ", "ہ": "ه", "ھ": "ه", "ە": "ه",
    "ۀ": "ه", "ۂ": "ه", "ۃ": "ة", "ں": "ن", "ٱ": "ا",
}  # fmt: skip
_SIGNS: Final = "".join(
    chr(code)
    for first, last in (
        (0x0610, 0x061A),  # honorifics and Quranic signs
        (0x064B, 0x065F),  # vowel signs
        (0x0670, 0x0670),  # dagger alef
        (0x06D6, 0x06ED),  # Quranic annotation
        (0x0898, 0x089F),
        (0x08CA, 0x08FF),
    )
    for code in range(first, last + 1)
)
_TATWEEL: Final = "ـ"
_INVISIBLE: Final = "".join(
    chr(code)
    for first, last in (
        (0x00AD, 0x00AD),  # soft hyphen
        (0x034F, 0x034F),  # combining grapheme joiner
        (0x061C, 0x061C),  # Arabic letter mark
        (0x180E, 0x180E),
        (0x200B, 0x200F),  # zero-width space, ZWNJ, ZWJ, LRM, RLM
        (0x202A, 0x202E),  # embeddings and overrides
        (0x2060, 0x2064),
        (0x2066, 0x206F),  # isolates
        (0xFE00, 0xFE0F),  # variation selectors
        (0xFEFF, 0xFEFF),  # byte order mark
        (0xFFF9, 0xFFFB),
        (0x0000, 0x0008),  # controls that are not white space
        (0x000E, 0x001B),
        (0x007F, 0x0084),
        (0x0086, 0x009F),
    )
    for code in range(first, last + 1)
)


def _fold(form: str) -> str:
    """The letters behind one presentation form; a vowel sign drawn on a space loses the space."""
    plain = unicodedata.normalize("NFKC", form)
    if len(plain) > 1 and plain[0] == " " and unicodedata.combining(plain[1]):
        plain = plain[1:]
    return "".join(_LETTERS.get(letter, letter) for letter in plain if letter != _TATWEEL)


_TO_LETTERS: Final = str.maketrans(
    {chr(code): _fold(chr(code)) for code in _PRESENTATION_FORMS}
    | _LETTERS
    | dict.fromkeys(_INVISIBLE + _TATWEEL, "")
)
_WITHOUT_SIGNS: Final = str.maketrans("", "", _SIGNS)
# Hamza and madda as separate signs (text in NFD, e.g. from PDF) are part of the letter, not vowels.
_DECOMPOSED: Final = re.compile("[اوي][\u064b-\u065f\u0670]*[\u0653-\u0655][\u064b-\u065f\u0670]*")


def _compose(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match.group())


def without_marks(text: str) -> str:
    """The text without vowel signs, tatweel and invisible marks, white space untouched."""
    return text.translate(_TO_LETTERS).translate(_WITHOUT_SIGNS)


def normalise(text: str) -> str:
    """The form of an Arabic text that goes into a translation model.

    Vowel signs, Quranic signs, tatweel and invisible marks are removed (with nothing in their place, see
    speechbrain#1290); presentation forms and Persian letter variants become the Arabic letters; every run of
    white space becomes one space, and the ends are trimmed. Digits, fractions and superscripts stay: a
    general NFKC would turn 29¾ into 293/4. Idempotent.

    Args:
        text: Any text.

    Returns:
        The normalised text; empty when nothing visible is left.
    """
    letters = _DECOMPOSED.sub(_compose, text.translate(_TO_LETTERS))
    return " ".join(letters.translate(_WITHOUT_SIGNS).split())
