"""Claims that lose their source on the way into a brief."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.article import Translation
from mujaz.english.words import STOP_WORDS
from mujaz.summarization.alike import key, keys

_VERBS = (
    r"(?:said|says|say|saying|told|tells|stated|states|stating|added|adds|adding|claimed|claims|claiming|alleged|alleges"
    r"|asserted|asserts|noted|notes|noting|explained|reported|reports|reporting|confirmed|confirms|announced|declared"
    r"|insisted|insists|maintained|argued|believes?|estimates?|estimated|warned|warns|revealed|disclosed|quoted|denied|denies"
    r"|pointed out|indicated|stressed|affirmed|considered|accused|described|called|vowed|expects?|expected|predicted|predicts)"
)
_ACCORDING = re.compile(
    r"\b(?:according to|as reported by|as stated by|citing|quoting|in the words of)\s+(?P<who>[^,;.]+)",
    re.IGNORECASE,
)
_CLAIMED = re.compile(  # "said that …", "said: “…", "…, the ministry said."
    r"\b(?:said|says|told \w+|stated|added|claimed|alleged|asserted|noted|explained|insisted|maintained"
    r"|(?:reported|confirmed|announced|declared|warned|revealed|disclosed|pointed out|indicated|stressed|affirmed|denied"
    r"|believes?|estimates?|estimated)(?=\s+(?:that\b|:|[\"“])|[.\"”]*$))",
    re.IGNORECASE,
)
_CUE = re.compile(
    rf"\b{_VERBS}\b|\baccording to\b|\breportedly\b|\ballegedly\b|\bciting\b|\bstatement\b|[\"“”]",
    re.IGNORECASE,
)
_SUBJECT_WORDS = 9  # before the verb of saying, at most, for a reader
_SHARE = 0.6  # of the point's words that the attributed sentence must hold for the claim to be its


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence and who answers for it."""

    n: int
    who: str  # as it stands; empty where nobody is named
    words: frozenset[str]


def dropped(text: str, cited: Sequence[Translation]) -> tuple[str, ...]:
    """A line in plain words when a point tells as a fact what the article gives only as somebody's word.

    Marked: the point has no word of saying, and every cited sentence that holds most of it has one ("said",
    "according to", "reported that"). A point that tells an act of speaking ("announced a curfew") is left alone.

    Args:
        text: The point.
        cited: The sentences on which it rests.
    """
    if _CUE.search(text):
        return ()
    mine = set(keys(text))
    holding = [one for one in cited if mine and len(mine & set(keys(one.english))) / len(mine) >= _SHARE]
    said = [_said(one) for one in holding]
    if not said or any(one is None for one in said):
        return ()
    first = said[0]
    assert first is not None  # noqa: S101 - looked at in the line above
    whose = f" ({first.who})" if first.who else ""
    return (f"sentence {first.n} gives this as somebody's word{whose}; the point does not say so",)


def _said(translation: Translation) -> _Said | None:
    english = " ".join(translation.english.split())
    words = frozenset(key(word) for word in english.lower().split() if word not in STOP_WORDS)
    according = _ACCORDING.search(english)
    if according:
        return _Said(translation.sentence.n, according.group().strip(), words)
    claimed = _CLAIMED.search(english)
    if claimed is None:
        return None
    before = re.split(r"[,;:\"“”]", english[: claimed.start()])[-1].split()
    who = " ".join([*before[-_SUBJECT_WORDS:], claimed.group()]) if before else ""
    return _Said(translation.sentence.n, who, words)
