"""What the model sees of an Arabic text: no vowel signs, no ornament, one form for each letter.

The reader never sees this form: citations keep the original, character for character. Alef, final ya and
ta marbuta stay as they are written: unifying them is a rule of search engines, and translation models
are trained on texts that keep them apart.
"""

import re
import unicodedata
from typing import Final

from mujaz.arabic.letters import FORMS, INVISIBLE, SIGNS, TATWEEL, characters

# Variants from Persian, Urdu, Kurdish and Quranic typing that stand for an Arabic letter. Persian yeh becomes
# ya, at a word's end too, where it may stand for ya or alef maqsura: ya is by far the commoner final letter
# (every nisba adjective, في, الذي), and guessing at maqsura would turn the name علي into the preposition.
# Letters for foreign sounds (پ چ ژ گ ڤ) have no Arabic equivalent and stay.
_LETTERS: Final = {
    "ک": "ك", "ڪ": "ك", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ۓ": "ئ", "ہ": "ه", "ھ": "ه", "ە": "ه",
    "ۀ": "ه", "ۂ": "ه", "ۃ": "ة", "ں": "ن", "ٱ": "ا",
}  # fmt: skip
# Soft hyphen, grapheme joiner, Mongolian separator, mathematical signs, variation selectors, controls that are no white
# space: a text without them says the same.
_UNSEEN: Final = characters(
    INVISIBLE
    + "\u00ad\u034f\u180e\u2061-\u2064\u206a-\u206f\ufe00-\ufe0f\ufff9-\ufffb"
    + "\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f"
)


def _fold(form: str) -> str:
    """The letters behind one presentation form; a vowel sign drawn on a space loses the space."""
    plain = unicodedata.normalize("NFKC", form)
    if len(plain) > 1 and plain[0] == " " and unicodedata.combining(plain[1]):
        plain = plain[1:]
    return "".join(_LETTERS.get(letter, letter) for letter in plain if letter != TATWEEL)


_TO_LETTERS: Final = str.maketrans(
    {form: _fold(form) for form in characters(FORMS)} | _LETTERS | dict.fromkeys(_UNSEEN + TATWEEL, "")
)
_WITHOUT_SIGNS: Final = str.maketrans("", "", characters(SIGNS))
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
