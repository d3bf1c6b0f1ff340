# ruff: noqa: PLR2004 - numbers are the subject here
"""What two Arabic numbers that stand side by side say about each other."""

import re
from dataclasses import replace
from fractions import Fraction

from mujaz.arabic.letters import WORD_END
from mujaz.numbers.numerals import SIZES, Number, Reading, clock, season_end

_RANGE = re.compile(r"\s*(?:[-–—]|و|او|الي|حتي)?\s*")
_CENTURY = re.compile(r"\s+(?:من\s+)?القرن\s+")
_LESS = re.compile(r"(?:\s+[ء-ي]+)?\s+الا\s+")
_AFTER = re.compile(r"\s+بعد\s+")
_ROUND = frozenset((100, 200, 1000))
_FAR = 24  # characters between two numbers that may belong together
_SCALE_WORD = re.compile(r"الف|الاف|مليو|ملايي|مليار|بليو|تريلي|ترلي")
_LESS_MINUTES = re.compile(rf"(?:\s+[ء-ي]+)?\s+الا\s+(?P<minute>دقيقه{WORD_END})?")
_CLOCK_WORD = re.compile(r"ال[ء-ي]+ه")
_HALF_DAY = 12


def together(numbers: list[Number], text: str, folded: str) -> list[Number]:
    """The numbers of a text, those that are one thing put together, the others read in the light of their neighbours."""
    found: list[Number] = []
    for following in numbers:
        if not found:
            found.append(following)
            continue
        one = _one_of(found[-1], following, text, folded)
        if one is None:
            found[-1], second = _beside(found[-1], following, folded)
            found.append(second)
        else:
            found[-1] = one
    return [_less_a_minute(number, text, folded) for number in found]


def _one_of(  # noqa: PLR0911 - one case a line
    number: Number, following: Number, text: str, folded: str
) -> Number | None:
    """The number that two make together, or None."""
    if following.start - number.end > _FAR:
        return None
    if number.value >= 100 and following.kind == "dual" and folded[following.start] == "و":
        if not folded[number.end : following.start].isspace() or number.kind != "cardinal":
            return None
        both = number.value + following.value  # مئة وشخصين
        readings: tuple[Reading, ...] = ((both,), (number.value, following.value))
        return replace(
            number,
            value=both,
            end=following.end,
            text=text[number.start : following.end],
            readings=readings,
            certain=True,
        )
    if (
        not _is_clock(number, folded)
        or following.value >= 30
        or following.kind not in ("cardinal", "fraction", "dual")
    ):
        return None
    gap = folded[number.end : following.start]
    if gap.isspace() and folded[following.start] == "و" and number.value % 1 and following.value > 2:
        return _before_the_hour(number, -following.value, following.end, text)  # الرابعة والنصف وخمس دقائق
    if not _LESS_MINUTES.fullmatch(folded, number.end, following.start):
        return None
    less = following.value
    if less < 1:
        less = Fraction(20) if folded.startswith("ثلثا", following.start) else less * 60
    return _before_the_hour(number, less, following.end, text)


def _less_a_minute(number: Number, text: str, folded: str) -> Number:
    """الثالثة إلا دقيقة, which has no second number."""
    if not _is_clock(number, folded):
        return number
    match = _LESS_MINUTES.match(folded, number.end)
    return _before_the_hour(number, Fraction(1), match.end(), text) if match and match["minute"] else number


def _is_clock(number: Number, folded: str) -> bool:
    word = _CLOCK_WORD.match(folded, number.start, number.end) is not None
    return number.value <= _HALF_DAY and (number.kind == "time" or (number.kind == "ordinal" and word))


def _before_the_hour(number: Number, minutes: Fraction, end: int, text: str) -> Number:
    """So many minutes before a time: التاسعة إلا خمس دقائق is 8:55."""
    at = number.value * 60 - minutes
    hour, minute = divmod(int(at if at >= 60 else at + _HALF_DAY * 60), 60)
    readings = clock(hour, minute, (Fraction(hour), Fraction(minute)))
    spoken = (minutes, number.value)  # five to nine
    return replace(
        number,
        value=readings[0][0],
        kind="time",
        end=end,
        text=text[number.start : end],
        certain=True,
        readings=(*readings, spoken, (minutes / 60, number.value)),
    )


def _beside(number: Number, following: Number, folded: str) -> tuple[Number, Number]:  # noqa: PLR0911 - one case a line
    """What two neighbours say about each other."""
    if following.start - number.end > _FAR:
        return number, following
    if number.kind == "year" and _CENTURY.fullmatch(folded, number.end, following.start):
        return number, replace(following, certain=False)
    if (
        number.kind == "ordinal"
        and following.value in _ROUND
        and _AFTER.fullmatch(folded, number.end, following.start)
    ):
        total = (number.value + following.value,)  # الثالث والعشرون بعد المئتين
        return replace(number, value=total[0], readings=(total,)), replace(following, certain=False)
    if number.kind == "decade" and _CENTURY.fullmatch(folded, number.end, following.start):
        year = (following.value - 1) * 100 + number.value  # the 1830s say it all
        return replace(number, readings=(number.readings[0], (year,))), replace(following, certain=False)
    if following.value < 1 and following.kind in ("fraction", "percent"):
        if _LESS.fullmatch(folded, number.end, following.start):
            less = number.value - following.value  # three hours less a quarter, or two hours and 45 minutes
            minutes = (number.value - 1, (1 - following.value) * 60)
            return replace(number, readings=(*number.readings, (less,), minutes), certain=False), following
        if (
            number.certain
            and folded[following.start] == "و"
            and folded[number.end : following.start].isspace()
        ):
            both = number.value + following.value  # ثلاثة وسبعين وستة أعشار
            readings = ((both,), (number.value, following.value))
            return (
                replace(number, certain=False),
                replace(following, value=both, readings=readings, certain=True, kind=following.kind),
            )
    if (
        number.value >= 1000
        and folded.startswith(("ونصف", "وربع"), following.start)
        and following.value >= 1000
    ):
        whole = (number.value + following.value,)  # ملياري دولار ونصف المليار
        return replace(number, readings=(*number.readings, whole)), replace(following, certain=False)
    season = season_end(number, following, folded)
    if season is not None:
        return number, season
    return _with_shared_scale(number, following, folded), following


def _with_shared_scale(number: Number, following: Number, folded: str) -> Number:
    """`20 إلى 30 ألفا`: the first may be 20 or 20,000, so both readings are kept."""
    if (
        number.value >= 1000
        or following.value < 1000
        or not _SCALE_WORD.search(folded, following.start, following.end)
    ):
        return number
    if not _RANGE.fullmatch(folded, number.end, following.start):
        return number
    scale = next(size for size in SIZES if following.value >= size)
    return replace(number, readings=(*number.readings, (number.value * scale,)))
