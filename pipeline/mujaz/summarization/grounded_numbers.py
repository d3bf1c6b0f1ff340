"""Numbers of a generated sentence that the sentences it cites do not have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from mujaz.numbers import measures
from mujaz.numbers.english import find
from mujaz.numbers.numerals import Number, Reading

_UP = re.compile(
    r"\b(?:nearly|almost|close to|approaching|(?:just )?under|less than|fewer than|up to)[ $€£]*$",
    re.IGNORECASE,
)
_DOWN = re.compile(r"\b(?:more than|over|above|at least|upwards? of|exceeding)[ $€£]*$", re.IGNORECASE)
_EITHER = re.compile(
    r"\b(?:about|around|some|roughly|approximately|an estimated|circa)[ $€£]*$", re.IGNORECASE
)
_AS_MANY = 20  # "hundreds" may be 100 to 1,999
_BEFORE = 24  # characters before a number in which a rounding word may stand
# "Nearly 400" may stand for 398 or 370; for 301 it would mislead. One leading figure of a number that was rounded
# in its direction is off by a half at most, so this bounds what a reader can be misled by.
_FARTHEST = Fraction(15, 100)
_ONE = frozenset(("one", "a", "an", "once", "first", "single", "lone", "sole", "solo", "firstly", "ones"))


@dataclass(frozen=True, slots=True)
class _Pool:
    """What the sources say in numbers."""

    first: frozenset[Fraction]  # likeliest values
    values: frozenset[Fraction]  # of all readings that are one number
    several: frozenset[Reading]
    shares: frozenset[Fraction]  # percentages, and parts of a whole as percentages
    amounts: frozenset[Fraction]  # indefinite ones: hundreds, tens of thousands
    exact: frozenset[Fraction]  # all others
    counted: frozenset[Fraction]  # likeliest values that are no percentages


def unfounded(text: str, sources: Sequence[str]) -> list[str]:
    """The numbers of `text` that no source has, as they stand in it, in order.

    Compared by value: eleven is 11, half is 50 percent, the sixties are the 1960s. A percentage matches no
    count. "Nearly", "more than", "about" and the like before a number allow for one that a number of the
    sources rounds to, in that direction and by at most 15 percent. "Hundreds" allows for 450. "One" and "first" are
    left aside: English says them by the way.
    """
    mine = [number for number in find(text) if number.kind != "month" and number.text.lower() not in _ONE]
    if not mine:
        return []
    pool = _pool([number for source in sources for number in find(source)])
    shares = any(number.kind == "percent" for number in mine)
    lost = [number for number in mine if not _held(number, text, pool, shares)]
    return [number.text for number in _not_measured(lost, mine, text, sources)] if lost else []


def _not_measured(lost: list[Number], mine: list[Number], text: str, sources: Sequence[str]) -> list[Number]:
    """The numbers that belong to no amount which the sources have in another unit: 18 months for a year and a half."""
    known = [one for source in sources for one in measures.english(source, find(source))]
    held = [one for one in measures.english(text, mine) if any(measures.same(one, other) for other in known)]
    return [number for number in lost if not any(one.start <= number.start < one.end for one in held)]


def values(text: str) -> set[Fraction]:
    """The likeliest value of every number of a text, "one", "first", months and the numbers in names left out."""
    return {n.value for n in find(text) if n.kind not in ("month", "name") and n.text.lower() not in _ONE}


def _pool(numbers: Sequence[Number]) -> _Pool:
    numbers = [number for number in numbers if number.kind != "month"]
    readings = [reading for number in numbers for reading in number.readings]
    percents = {number.value for number in numbers if number.kind == "percent"}
    fractions = {number.value * 100 for number in numbers if number.kind == "fraction"}
    return _Pool(
        first=frozenset(number.value for number in numbers),
        values=frozenset(reading[0] for reading in readings if len(reading) == 1),
        several=frozenset(reading for reading in readings if len(reading) > 1),
        shares=frozenset(percents | fractions),
        amounts=frozenset(number.value for number in numbers if number.kind == "indefinite"),
        exact=frozenset(number.value for number in numbers if number.kind != "indefinite"),
        counted=frozenset(number.value for number in numbers if number.kind != "percent"),
    )


def _held(number: Number, text: str, pool: _Pool, shares: bool) -> bool:
    before = text[max(0, number.start - _BEFORE) : number.start]
    if number.kind == "percent":
        return number.value in pool.shares or _rounds(number.value, before, pool.shares)
    if number.kind == "indefinite":
        return number.value in pool.amounts or any(
            number.value <= value < _AS_MANY * number.value for value in pool.exact
        )
    if number.kind == "date" or len(number.readings[0]) > 1:
        return any(reading in pool.several for reading in number.readings) or all(
            part in pool.values for part in number.readings[0]
        )
    if number.value in pool.values or any(
        len(reading) == 1 and reading[0] in pool.first for reading in number.readings[1:]
    ):
        # 12 for 12 percent: only where the text itself speaks of percentages ("from 10 to 12 percent")
        return shares or number.value not in pool.shares - pool.counted or number.kind == "fraction"
    return _rounds(number.value, before, pool.counted)


def _rounds(value: Fraction, before: str, known: frozenset[Fraction]) -> bool:
    """Whether the word before a number says that it was rounded, and a known number rounds to it so."""
    up, down, either = (pattern.search(before) is not None for pattern in (_UP, _DOWN, _EITHER))
    if not (up or down or either) or value <= 0:
        return False
    near = [one for one in known if one > 0 and abs(one - value) <= _FARTHEST * value]
    return any(
        (one < value and (up or either)) or (one > value and (down or either))
        for one in near
        if _figures(value) < _figures(one)
    )


def _figures(value: Fraction) -> int:
    """How many significant figures a number has; a rounded one has fewer than what it stands for."""
    if value.denominator != 1:
        return len(f"{float(value):.10g}".replace(".", "").strip("0"))
    return len(str(value.numerator).rstrip("0"))
