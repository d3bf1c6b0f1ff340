"""The parts of a clause, drawn at random: persons, places, times, shares."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from tests.tiny import lexicon as words
from tests.tiny.lexicon import Noun

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class People:
    """So many persons: the Arabic in three cases, the number, and the English."""

    nominative: str
    accusative: str
    genitive: str
    number: int
    en: str


class Parts:
    """Draws parts, as (Arabic, English), with its own generator of random numbers.

    Args:
        seed: the same seed gives the same parts, in order.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # nothing secret is drawn

    def _pick(self, items: Sequence[_T]) -> _T:
        return self._random.choice(items)

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _count(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def _people(self) -> People:
        kind = self._pick(words.PEOPLE)
        number = self._random.choices(
            (1, 2, self._count(3, 10), self._count(11, 99), self._count(100, 990)), weights=(6, 8, 36, 40, 10)
        )[0]
        if number == 1:
            one = f"{kind.singular} واحد"
            return People(one, f"{kind.accusative} واحدا", one, 1, f"one {kind.en_singular}")
        if number == 2:
            return People(kind.dual, kind.dual_accusative, kind.dual_accusative, 2, f"two {kind.en_plural}")
        if number <= 10 and self._chance(0.6):
            numeral = words.NUMERALS[number - 3]
            arabic, english = f"{numeral[0]} {kind.plural}", f"{numeral[1]} {kind.en_plural}"
        else:
            rest = number % 100  # the counted noun follows the last two figures
            form = kind.plural if 3 <= rest <= 10 else kind.accusative if rest > 10 else kind.singular
            arabic, english = f"{number} {form}", f"{number} {kind.en_plural}"
        return People(arabic, arabic, arabic, number, english)

    def _person(self) -> Noun:
        first, last = self._pick(words.FIRST_NAMES), self._pick(words.LAST_NAMES)
        return Noun(f"{first.ar} {last[0]}", f"{first.en} {last[1]}", first.gender)

    def _speaker(self) -> Noun:
        kind = self._random.random()
        if kind < 0.35:
            return self._pick(words.BODIES)
        if kind < 0.5:
            country = self._pick(words.COUNTRIES)
            return Noun(country.ar, country.en, country.gender)
        if kind < 0.62:
            return self._person()
        country, title = self._pick(words.COUNTRIES), self._pick(words.TITLES)
        arabic = f"{title[0]} ال{country.adjective}"
        if kind < 0.72:
            first, last = self._pick(words.FIRST_NAMES[:6]), self._pick(words.LAST_NAMES)
            return Noun(
                f"{arabic} {first.ar} {last[0]}",
                f"{country.adjective_en} {title[1].title()} {first.en} {last[1]}",
            )
        return Noun(arabic, f"the {country.adjective_en} {title[1]}")

    def _where(self) -> tuple[str, str]:
        place = self._pick(words.PLACES[:2] if self._chance(0.5) else words.PLACES)
        city = self._pick(words.CITIES)
        return f"{place[0]} {city[0]}", f"{place[1]} {city[1]}"

    def _when(self) -> tuple[str, str]:
        """A time in the past with a space before it, or nothing."""
        kind = self._random.random()
        if kind < 0.5:
            return "", ""
        if kind < 0.72:
            day = self._pick(words.DAYS)
            return f" يوم {day[0]}", f" on {day[1]}"
        if kind < 0.82:
            return self._pick(
                [(" أمس", " yesterday"), (" اليوم", " today"), (" الأسبوع الماضي", " last week")]
            )
        if kind < 0.93:
            number, month = self._count(1, 30), self._pick(words.MONTHS)
            return f" في {number} {month[0]}", f" on {month[1]} {number}"
        return self._year()

    def _year(self) -> tuple[str, str]:
        year = self._count(1990, 2029)
        return f" في عام {year}", f" in {year}"

    def _future(self) -> tuple[str, str]:
        if self._chance(0.4):
            return "", ""
        day = self._pick(words.DAYS)
        return self._pick(
            [
                (" غدا", " tomorrow"),
                (f" يوم {day[0]} المقبل", f" next {day[1]}"),
                (" الأسبوع المقبل", " next week"),
                (" الشهر المقبل", " next month"),
            ]
        )

    def _percent(self) -> tuple[str, str]:
        number = f"{self._count(2, 98)}"
        if self._chance(0.4):
            number += f".{self._count(1, 9)}"
        sign = self._random.random()
        if sign < 0.3:
            return f"{number}%", f"{number}%"
        return f"{number} {self._pick(['في المئة', 'بالمئة'])}", f"{number} percent"
