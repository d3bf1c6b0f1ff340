"""Compare the numbers of an Arabic sentence with those of its English."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from mujaz.arabic.letters import PLAIN, WORD_END, WORD_START
from mujaz.checks import scores, signs
from mujaz.checks.amounts import in_words, resized
from mujaz.checks.duals import converted, dual_lost
from mujaz.checks.number_kinds import half_of_day_changed, percent_added, percent_lost
from mujaz.checks.restated import Restated
from mujaz.checks.twos import two_added
from mujaz.numbers import arabic as arabic_numbers
from mujaz.numbers import english as english_numbers
from mujaz.numbers.numerals import Number, Reading


@dataclass(frozen=True, slots=True)
class NumberFault:
    """A number of one side that the other side lacks."""

    number: Number
    missing: bool  # True: it is in the Arabic and not in the English; False: the reverse

    @property
    def sentence(self) -> str:
        """For a reader who knows no Arabic."""
        if self.missing:
            return f"{written(self.number)} is missing from the English"
        return f"{self.number.text} is not in the Arabic"


# The Arabic dual ending marks "two" on any noun, and the sound plural looks the same, so a word with such an
# ending can explain a 2 of the English.
_DUAL_LIKE = re.compile(rf"[{PLAIN}]{{3}}(?:ان|ين|تا|تي|ا|ي)(?:هما|ها|هم|ه|نا)?{WORD_END}")
# Any Arabic noun says "one" by its singular, and "two" by its dual; a score's 0 has many words.
_MINUTES = 60
_YEARS = 10_000  # below, no commas: 1980
_NONE: frozenset[Fraction] = frozenset()
_FEW = (1, 2)
_FIRST_DAY = re.compile(rf"{WORD_START}(?:ال)?(?:فاتح|غرة){WORD_END}")
_SINGULAR = frozenset((Fraction(0), Fraction(1)))
_SINGULAR_AND_DUAL = _SINGULAR | {Fraction(2)}


def compare(arabic: str, english: str) -> tuple[NumberFault, ...]:
    """The numbers that one side has and the other cannot account for."""
    source, target = arabic_numbers.find(arabic), english_numbers.find(english)
    lost = dual_lost(arabic, source, english, target)
    if not source and not target and not lost:
        return ()
    missing = unexplained(source, target)
    if lost and not any(one.start <= lost.start < one.end and one.value > lost.value for one in source):
        missing.append(lost)
    invented = unexplained(target, source, _SINGULAR)
    if invented and _DUAL_LIKE.search(arabic):
        invented = unexplained(target, source, _SINGULAR_AND_DUAL | converted(arabic))
    known = set(invented)
    invented += [number for number in _small(target, arabic, source) if number not in known]
    if missing or invented:
        missing, invented = Restated(arabic, source, english, target).without(missing, invented)
    lost_sizes, added_sizes = resized(source, target)
    lost_signs, added_signs = signs.changed(arabic, source, english, target)
    missing += [*lost_sizes, *lost_signs, *percent_lost(source, english, target)]
    invented = [*invented, *added_sizes, *added_signs, *percent_added(target, arabic, source)]
    turned = half_of_day_changed(arabic, english, target)
    if turned:
        invented.append(turned)
    two = two_added(arabic, source, english, target)
    if two and two not in invented:
        invented.append(two)
    invented += _other_score(arabic, english)
    return (
        *(NumberFault(n, missing=True) for n in missing),
        *(NumberFault(n, missing=False) for n in invented),
    )


def _other_score(arabic: str, english: str) -> list[Number]:
    """The score of the English where the Arabic says another one in words: بهدفين مقابل هدف, 2-0."""
    score = scores.changed(arabic, english)
    if score is None:
        return []
    value = Fraction(score.first)
    text = english[score.start : score.end]
    return [
        Number(
            value, "cardinal", score.start, score.end, text, certain=True, digits=True, readings=((value,),)
        )
    ]


def _small(target: list[Number], arabic: str, source: list[Number]) -> list[Number]:
    """A 1 or 2 in digits, or a date, for which grammar is no excuse: no translator writes "2 people" or "March 1" for a noun.

    Of 9,214 human translations of newswire, of FLORES dev's and of those of six systems none has such a number by right,
    but for the first of a month, which the Maghreb calls فاتح.
    """
    digits = [
        number
        for number in target
        if number.digits and (number.kind == "date" or (number.kind == "cardinal" and number.value in _FEW))
    ]
    if not digits:
        return []
    implied = {Fraction(2)} if _DUAL_LIKE.search(arabic) else set()
    implied |= {Fraction(1)} if _FIRST_DAY.search(arabic) else set()
    return unexplained(digits, source, frozenset(implied))


def unexplained(
    numbers: list[Number], others: list[Number], implied: frozenset[Fraction] = _NONE
) -> list[Number]:
    """The certain numbers among the first that neither the second nor the grammar accounts for."""
    certain = [number for number in numbers if number.certain]
    if not certain:
        return []
    pool = _Pool.of(others, implied)
    return [
        number
        for number in certain
        if not any(pool.holds(one, _may_be_date(number)) for one in number.readings)
    ]


def _may_be_date(number: Number) -> bool:
    return number.kind == "date" or (number.digits and ("/" in number.text or "." in number.text))


@dataclass(frozen=True, slots=True)
class _Pool:
    """What one side can account for."""

    whole: frozenset[Fraction]  # values of readings that are one number
    parts: frozenset[Fraction]  # values of readings that are several
    several: frozenset[Reading]
    months: frozenset[Fraction]
    implied: frozenset[Fraction]  # by grammar alone

    @classmethod
    def of(cls, numbers: list[Number], implied: frozenset[Fraction]) -> "_Pool":
        exact = [number for number in numbers if number.kind not in ("month", "indefinite")]
        readings = [reading for number in exact for reading in number.readings]
        several = [reading for reading in readings if len(reading) > 1]
        return cls(
            whole=frozenset(reading[0] for reading in readings if len(reading) == 1),
            parts=frozenset(value for reading in several for value in reading),
            several=frozenset(several),
            months=frozenset(number.value for number in numbers if number.kind == "month"),
            implied=implied,
        )

    def holds(self, reading: Reading, date: bool) -> bool:
        """Whether a reading is here.

        Parts match whole numbers, not the parts of another reading: else 88.1, as 88 and 1, would pass for 88.7.
        """
        if len(reading) == 1:
            return reading[0] in self.whole or reading[0] in self.parts or reading[0] in self.implied
        if reading in self.several:
            return True
        values = set(reading) - self.whole - (self.months if date else frozenset())
        return values <= self.implied and len(values) < len(set(reading))


def written(number: Number) -> str:
    """A number in Western digits: 25, 1,200,000, 2.5, 3/4, 50%, 10:30."""
    value = number.value
    if value < 0:
        return f"-{written(replace(number, value=-value))}"
    if number.kind == "indefinite":
        return in_words(value)
    if number.kind == "time" and (value * _MINUTES).denominator == 1:
        return f"{int(value)}:{int(value % 1 * _MINUTES):02}" if value % 1 else str(value)
    if number.kind == "date":
        return number.text
    text = str(value)
    if value.denominator == 1:
        text = str(value) if value < _YEARS else f"{int(value):,}"
    elif number.kind == "percent" or value.denominator not in (2, 3, 4, 6) or value > 1:
        text = f"{float(value):,.10g}"
    return text + "%" if number.kind == "percent" else text
