"""Facts that a generated sentence ties to the wrong thing: another number's people, another man's deed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.english.words import STOP_WORDS
from mujaz.numbers.english import find
from mujaz.summarization.alike import key, word_set
from mujaz.summarization.grounded_names import parts
from mujaz.summarization.grounded_names import spans as name_spans
from mujaz.summarization.worth import without_dateline

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:()—–]")
_STEP = 0.75  # what a word's weight falls by from one word with meaning to the next
_APART = 2  # how many words a comma or a conjunction counts for
_REACH = 7  # words with meaning on either side
_JOINTS = word_set("and or but while whereas when after before who which that as with")
_PRONOUN = re.compile(
    r"\W*(?:he|she|they|it|his|her|their|its|the (?:latter|former|minister|president))\b", re.IGNORECASE
)
_BY = re.compile(r"\bby\b", re.IGNORECASE)
# A rival's surroundings must resemble the fact's by this much more than its own do, of at most 1. Measured by
# `python -m tests.benchmarks.grounding`: two names of a sentence swapped are found in 91, 86 and 73 % at 0.2, 0.3 and
# 0.4; of 208 hand-written points 29, 27 and 27 are refused.
MARGIN = 0.3
LEAST = 0.5  # what a rival's surroundings must have of the fact's at all


@dataclass(frozen=True, slots=True)
class _Fact:
    """A number or a name in its surroundings."""

    kind: str  # "name", or the kind of a number: a year stands in no count's place
    text: str
    same: frozenset[str]  # two facts are one when these meet
    around: dict[tuple[str, int], float]  # (word's key, side: -1 before, 1 after) → weight by nearness
    sentence: int  # position of its sentence
    pronoun: bool  # its sentence opens with a pronoun: whose deed it tells, it does not say
    dateline: bool  # it stands in the dateline, where nothing is told of it


def misplaced(text: str, sources: Sequence[str]) -> list[str]:
    """The numbers and names of `text` in whose place the sources have another one, in plain words.

    Each fact that the sources have is compared by the words around it: with the places where they have it, and
    with the places where they have another fact of its kind. When one of the latter fits clearly better and the
    other fact does not stand in the text, the fact was put in its place. Facts that are missing altogether are
    not looked at.
    """
    mine = _facts(text, -1)
    theirs = [fact for at, source in enumerate(sources) for fact in _facts(source, at)]
    active = bool(_BY.search(text)) == any(_BY.search(source) for source in sources)
    found = []
    for fact in mine:
        at_home = [other for other in theirs if _same(fact, other)]
        if not at_home or any(other.dateline for other in at_home):
            continue
        own = max(_like(fact, other, active) for other in at_home)
        homes = {other.sentence for other in at_home}
        rivals = [
            (_like(fact, other, active), other)
            for other in theirs
            if _sort(other) == _sort(fact)
            and not _same(fact, other)
            and not other.pronoun
            and not other.dateline
            # "Damascus denied" for "the Foreign Ministry in Damascus denied": of two names in one sentence either
            # may stand for the other, unless the point has both
            and (
                fact.kind == "number" or other.sentence not in homes or any(_same(one, other) for one in mine)
            )
        ]
        best, rival = max(rivals, key=lambda pair: pair[0], default=(0.0, None))
        if rival is None or best < max(own + MARGIN, LEAST):
            continue
        if any(_same(one, rival) and _like(one, rival, active) >= best for one in mine):
            continue  # the other fact stands there too, in its right place
        found.append(f"it says “{fact.text}” where the article says “{rival.text}”")
    return found


def _sort(fact: _Fact) -> str:
    """Name, calendar or count: what may stand in one another's place."""
    if fact.kind in ("year", "decade", "date", "time", "ordinal"):
        return "calendar"
    return fact.kind if fact.kind == "name" else "count"


def _same(one: _Fact, other: _Fact) -> bool:
    return (one.kind == "name") == (other.kind == "name") and bool(one.same & other.same)


def _like(mine: _Fact, theirs: _Fact, sided: bool) -> float:
    """How much of the first fact's surroundings the second has, 0 to 1; on the same side counts in full."""
    total = sum(mine.around.values())
    if not total:
        return 0.0
    shared = 0.0
    for (word, side), weight in mine.around.items():
        here = theirs.around.get((word, side), 0.0)
        there = theirs.around.get((word, -side), 0.0)
        across = there if mine.kind != "name" or not sided else there / 2
        shared += min(weight, max(here, across))
    return shared / total


def _facts(text: str, sentence: int) -> list[_Fact]:
    tokens = list(_TOKEN.finditer(text))
    pronoun = bool(_PRONOUN.match(text))
    body = len(text) - len(without_dateline(text))
    found = []
    spans = [(span.start, span.end, "name", span.text) for span in name_spans(text)]
    inside = [(start, end) for start, end, _, _ in spans]
    for number in find(text):
        loose = all(number.end <= start or number.start >= end for start, end in inside)
        if loose and number.kind not in ("month", "name") and (number.certain or number.value > 1):
            spans.append((number.start, number.end, number.kind, number.text))
    values = {number.start: str(number.value) for number in find(text)}
    numbers = [(start, end) for start, end, kind, _ in spans if kind != "name"]
    for start, end, kind, shown in sorted(spans):
        same = frozenset([values[start]]) if kind != "name" else frozenset(parts(shown))
        bounds = numbers if kind != "name" else ()
        found.append(
            _Fact(kind, shown, same, _around(tokens, start, end, bounds), sentence, pronoun, start < body)
        )
    return found


def _around(
    tokens: Sequence[re.Match[str]], start: int, end: int, numbers: Sequence[tuple[int, int]]
) -> dict[tuple[str, int], float]:
    around: dict[tuple[str, int], float] = {}
    """What stands on both sides of a fact; of a number up to the next number, whose affair the rest is."""
    floor = max((stop for _, stop in numbers if stop <= start), default=0)
    ceiling = min((begin for begin, _ in numbers if begin >= end), default=tokens[-1].end() if tokens else 0)
    before = [token.group() for token in tokens if floor <= token.start() and token.end() <= start][::-1]
    after = [token.group() for token in tokens if token.start() >= end and token.end() <= ceiling]
    for side, words in ((-1, before), (1, after)):
        distance = 0
        for token in words:
            low = token.lower()
            if not low[0].isalnum() or low in _JOINTS:
                distance += _APART
            elif low not in STOP_WORDS:
                weight = _STEP**distance
                place = (key(low.removesuffix("'s").removesuffix("’s")), side)
                around[place] = max(around.get(place, 0.0), weight)
                distance += 1
            if distance > _REACH:
                break
    return around
