"""Raised signs: marks of notes, which are no part of the text, and exponents and units, which are."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from mujaz.arabic.letters import DIGITS, LETTERS

_ONE: Final = rf"(?:[{DIGITS}]{{1,3}}|[a-zA-Z]|[{LETTERS}]|[*†‡§¶#]{{1,3}}|[ivx]{{1,5}}|↩\ufe0e?|↑|\^)"
_MARK: Final = re.compile(rf"[\[(（]?\s*{_ONE}(?:\s*[,،;؛.\-–—:/]\s*{_ONE})*\s*[\])）.]?")
_POWER: Final = re.compile(r"[-−+]?\d{1,2}")
_UNIT: Final = re.compile(
    rf"(?:(?<![{LETTERS}])(?:[كسم]?م|كلم|ملم|سنتم|(?:(?:كيلو|سنتي|مل?لي)\s?)?متر(?:ا|ات)?|أمتار|ميلا?|أميال|قدما?|أقدام|بوص[ةه])|(?<![A-Za-z])(?:[kcdm]?m|ft|in|s))\.?$"
)
_SQUARE: Final = str.maketrans("23٢٣", "²³²³")
_SUPERSCRIPT: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_JOINED: Final = re.compile(f"[{DIGITS}{LETTERS}]")
_PLAIN: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# After `× 10` it is an exponent whatever it is; after 10 alone where it names a million or more.
_TIMES_TEN: Final = re.compile(r"[×xX*·⋅]\s*10$")
_TEN: Final = re.compile(r"(?<!\d)(?<!\d[.,])10$")
_LARGE: Final = frozenset(("6", "9", "12"))
_LOOKED_AT: Final = 8  # characters before superscripts
_HALF: Final = re.compile(rf"[{DIGITS}]\s?[/⁄]\s?[{DIGITS}]")  # 3 and a raised 1/2
_LONGEST_ENDING: Final = 3  # of an ordinal: 5th, 1er


def is_mark(text: str) -> bool:
    """Whether a text is as short as the mark of a note: `3`, `[3]`, `(أ)`, `*`, `1, 2`."""
    return _MARK.fullmatch(text.strip()) is not None


def without_superscripts(text: str) -> str:
    """The text without marks of notes that are written as superscript figures, which models take for plain ones."""
    return _SUPERSCRIPT.sub(_superscript, text)


def _superscript(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - _LOOKED_AT) : found.start()]
    joined = _JOINED.match(before[-1:]) is not None
    return raised(found.group().translate(_PLAIN), before) if joined else found.group()


def raised(text: str, before: str) -> str:
    """What stands in the text where signs were raised: nothing for the mark of a note.

    `م` and a raised 2 are `م²`; 10 and a raised 6 are `10^6`, because 106 is another number, and superscripts become
    plain digits in most models' eyes.

    Args:
        text: The raised signs.
        before: What stands before them, as far as it is known.
    """
    signs, before = text.strip(), before.rstrip()
    if not signs:
        return text
    if _POWER.fullmatch(signs):
        if signs in "23٢٣" and _UNIT.search(before):
            return signs.translate(_SQUARE)
        if _TIMES_TEN.search(before) or (_TEN.search(before) and (signs in _LARGE or signs[0] in "-−+")):
            return f"^{signs}"
    if _HALF.fullmatch(signs) and before[-1:].isdigit():
        return f" {signs}"
    if is_mark(signs):
        return ""
    apart = before and len(signs) > _LONGEST_ENDING and signs[0] not in "[(.,،؛)"
    return f" {text}" if apart else text


def joined(pieces: Iterable[tuple[str, bool]]) -> str:
    """Pieces of a paragraph as one text, each told whether it is raised; raised ones that follow each other are one."""
    text = ""
    for is_raised, run in groupby(pieces, key=lambda piece: piece[1]):
        words = "".join(piece for piece, _ in run)
        text += raised(words, text) if is_raised else words
    return text
