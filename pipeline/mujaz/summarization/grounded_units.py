"""What a number counts: five years that became five months, 3.5 percent that became points, a lost minus."""

import re
from collections.abc import Sequence

from mujaz.checks import signs
from mujaz.numbers import measures
from mujaz.numbers.english import find
from mujaz.numbers.measures import Measure
from mujaz.numbers.numerals import Number

_POINTS = re.compile(r"[ -]points?\b", re.IGNORECASE)


def changed(text: str, sources: Sequence[str]) -> list[str]:
    """The numbers of `text` that count something else than in the sources, in plain words.

    Compared are units of time, weight, length and money (18 months are a year and a half), percent with percentage points,
    and signs. A number whose unit one side leaves out is not looked at.
    """
    mine = find(text)
    theirs = [(number, source) for source in sources for number in find(source)]
    found = _units(text, mine, sources)
    for number in mine:
        same = [(one, source) for one, source in theirs if one.value == number.value]
        if not same or number.kind in ("month", "name"):
            continue
        points = {_points(one, source) for one, source in same if one.kind == "percent"}
        if number.kind == "percent" and points and _points(number, text) not in points:
            found.append(
                f"it says “{_shown(number, text)}” where a sentence it rests on says “{_shown(*same[0])}”"
            )
        falls = signs.negative_in_english(text, number) or signs.falls(text, number)
        if not falls and all(signs.negative_in_english(source, one) for one, source in same):
            found.append(f"it leaves out the minus of “{number.text}”")
    return list(dict.fromkeys(found))


def _points(number: Number, text: str) -> bool:
    return number.kind == "percent" and _POINTS.match(text, number.end) is not None


def _shown(number: Number, text: str) -> str:
    match = _POINTS.match(text, number.end)
    return text[number.start : match.end() if match else number.end]


def _units(text: str, mine: list[Number], sources: Sequence[str]) -> list[str]:
    ours = measures.english(text, mine)
    if not ours:
        return []
    found = []
    read = [(source, find(source)) for source in sources]
    known = [(one, source, numbers) for source, numbers in read for one in measures.english(source, numbers)]
    kept = [one for one in ours if any(measures.same(one, other) for other, _, _ in known)]
    for one in ours:
        number = _number(one, mine)
        if number is None or any(other.start <= one.start and one.end <= other.end for other in kept):
            continue
        same = [(other, source) for other, source, numbers in known if _counts(other, numbers, number)]
        often = sum(other.value == number.value for _, numbers in read for other in numbers)
        if same and len(same) >= often:
            other, source = same[0]
            said = source[other.start : other.end]
            found.append(f"it says “{text[one.start : one.end]}” where a sentence it rests on says “{said}”")
    return found


def _number(one: Measure, numbers: Sequence[Number]) -> Number | None:
    return next((number for number in numbers if one.start <= number.start < one.end), None)


def _counts(one: Measure, numbers: Sequence[Number], number: Number) -> bool:
    counted = _number(one, numbers)
    return counted is not None and counted.value == number.value
