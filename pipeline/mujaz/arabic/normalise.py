"""What the model sees of an Arabic text: no vowel signs, no ornament, one form for each letter.

The reader never sees this form: citations keep the original, character for character. Alef, final ya and
ta marbuta stay as they are written: unifying them is a rule of search engines, and translation models
are trained on texts that keep them apart.
"""

import re
import unicodedata
from typing import Final

from mujaz.arabic.letters import FORMS, INVISIBLE, SIGNS, TATWEEL, characters
from mujaz.arabic.yeh import YEH, settled

# Variants from Persian, Urdu, Kurdish and Quranic typing that stand for an Arabic letter; Persian yeh is settled word by
# word (`mujaz.arabic.yeh`). Letters for foreign sounds (پ چ ژ گ ڤ) have no Arabic equivalent and stay.
_LETTERS: Final = {
    "ک": "ك", "ڪ": "ك", "ې": "ي", "ۍ": "ي", "ے": "ي", "ۓ": "ئ", "ہ": "ه", "ھ": "ه", "ە": "ه",
    "ۀ": "ه", "ۂ": "ه", "ۃ": "ة", "ں": "ن", "ٱ": "ا",
}  # fmt: skip
# Soft hyphen, grapheme joiner, Mongolian separator, mathematical signs, variation selectors, controls that are no white
# space: a text without them says the same.
_UNSEEN: Final = (
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
    {form: _fold(form) for form in characters(FORMS)}
    | _LETTERS
    | dict.fromkeys(characters(_UNSEEN) + TATWEEL, "")
)
_FORMS_TO_LETTERS: Final = str.maketrans(
    {form: _fold(form).replace(YEH, "ي") for form in characters(FORMS)} | _LETTERS | {YEH: "ي"}
)
# Quick: a text without one of these (of the second, or Persian yeh) is as it should be, but for white space.
_UNUSUAL: Final = re.compile(f"[{FORMS}{''.join(_LETTERS)}{_UNSEEN}{TATWEEL}{SIGNS}]")
_FOREIGN: Final = re.compile(f"[{FORMS}{''.join(_LETTERS)}{YEH}]")
_WITHOUT_SIGNS: Final = str.maketrans("", "", characters(SIGNS))
# Hamza and madda as separate signs (text in NFD, e.g. from PDF) are part of the letter, not vowels.
_DECOMPOSED: Final = re.compile("[اوي][\u064b-\u065f\u0670]*[\u0653-\u0655][\u064b-\u065f\u0670]*")

_STANDING_ALONE: Final = re.compile(rf"(?<=\s){TATWEEL}+(?=\s)")  # between words tatweel is typed for a dash


def _compose(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match.group())


def _lettered(text: str) -> str:
    """Arabic letters for all others, without marks; Persian yeh as it is, unless a dagger alef tells what it is."""
    letters = text.translate(_TO_LETTERS)
    if YEH in letters:
        letters = letters.replace(f"{YEH}\u0670", "ى")
    return letters.translate(_WITHOUT_SIGNS)


def plain_letters(text: str) -> str:
    """The text with presentation forms and Persian letters as the Arabic ones, its marks and ornament as they are."""
    return text.translate(_FORMS_TO_LETTERS) if _FOREIGN.search(text) else text


def without_marks(text: str) -> str:
    """The text without vowel signs, tatweel and invisible marks, white space untouched."""
    return settled(_lettered(text))


def normalise(text: str) -> str:
    """The form of an Arabic text that goes into a translation model.

    Vowel signs, Quranic signs, tatweel and invisible marks are removed (with nothing in their place, see
    speechbrain#1290; tatweel between words becomes the dash that it stands for); presentation forms and Persian letter variants become the Arabic letters; every run of
    white space becomes one space, and the ends are trimmed. Digits, fractions and superscripts stay: a
    general NFKC would turn 29¾ into 293/4. Idempotent.

    Args:
        text: Any text.

    Returns:
        The normalised text; empty when nothing visible is left.
    """
    if not _UNUSUAL.search(text):
        return settled(" ".join(text.split()))
    dashed = _STANDING_ALONE.sub("-", text) if TATWEEL in text else text
    composed = _DECOMPOSED.sub(_compose, dashed.translate(_TO_LETTERS))
    return settled(" ".join(_lettered(composed).split()))
