"""Notice a number that kept its value and changed its kind: 25 % that became 25, 5 p.m. that became 5 a.m.

Measured on 15,600 human pairs and the output of seven systems: none of 572 sentences with a percentage in the Arabic,
and none of 640 with one in the English, lacks the percent sign or word beside the same digits of the other side. Of 40
sentences with a.m. or p.m., none puts `صباحا` in the afternoon or `مساء` in the morning.
"""

import re
from fractions import Fraction

from mujaz.arabic.letters import WORD_END, WORD_START
from mujaz.numbers.numerals import Number

# "Between 20 and 30 percent": the word may stand by the neighbour, so this many characters around are searched.
_AROUND = 30
_PERCENT_ENGLISH = re.compile(
    r"[%٪]|\bper[- ]?cent|\bpct\b|\bpercent|\bbasis point|\bpoints?\b", re.IGNORECASE
)
_PERCENT_ARABIC = re.compile(rf"[%٪]|(?:مئ|مائ|ماي|مي)[ةه]{WORD_END}|مئوي|نسب|معدل|نقط|نقاط")

_MORNING = re.compile(rf"{WORD_START}[وب]?(?:ال)?(?:صباح[اً]*|فجر[اً]*){WORD_END}")
_EVENING = re.compile(rf"{WORD_START}[وب]?(?:ال)?(?:مساء[اً]*|عصر[اً]*){WORD_END}")
_OTHER_TIMES = re.compile(
    rf"{WORD_START}[وب]?(?:ال)?(?:ليل[ةهاً]*|ظهر[اً]*|ظهيره|ظهيرة|منتصف|غروب|ضحى|مغرب|عشاء){WORD_END}"
)
_AM = re.compile(r"[0-9 ]a\.?m\b", re.IGNORECASE)
_PM = re.compile(r"[0-9 ]p\.?m\b", re.IGNORECASE)


def percent_lost(source: list[Number], english: str, target: list[Number]) -> list[Number]:
    """The percentages in digits of the Arabic that are plain numbers in the English."""
    return _plain(source, english, target, _PERCENT_ENGLISH)


def percent_added(target: list[Number], arabic: str, source: list[Number]) -> list[Number]:
    """The percentages in digits of the English that are plain numbers in the Arabic."""
    return _plain(target, arabic, source, _PERCENT_ARABIC)


def _plain(numbers: list[Number], other: str, others: list[Number], sign: re.Pattern[str]) -> list[Number]:
    """The percentages whose digits stand on the other side too, and never by a percent sign or its words."""
    wanted = {one.value: one for one in numbers if one.kind == "percent" and one.digits}
    if not wanted:
        return []
    plain: set[Fraction] = set()
    percent: set[Fraction] = set()
    for one in others:
        if one.digits and one.value in wanted:
            near = sign.search(other, max(0, one.start - _AROUND), one.end + _AROUND)
            (percent if one.kind == "percent" or near else plain).add(one.value)
    return [one for value, one in wanted.items() if value in plain - percent]


def half_of_day_changed(arabic: str, english: str, target: list[Number]) -> Number | None:
    """The first a.m. or p.m. time of the English that contradicts the only time of day in the Arabic, or None."""
    if all(one.kind != "time" for one in target):
        return None
    before, after = bool(_AM.search(english)), bool(_PM.search(english))
    if before == after or _OTHER_TIMES.search(arabic):
        return None
    morning, evening = bool(_MORNING.search(arabic)), bool(_EVENING.search(arabic))
    if morning in (evening, before):
        return None
    mark = _AM if before else _PM
    return next((one for one in target if one.kind == "time" and mark.search(one.text)), None)
