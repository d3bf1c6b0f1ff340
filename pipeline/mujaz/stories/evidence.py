"""What an article offers for finding others that tell the same event."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from mujaz.numbers.arabic import find
from mujaz.numbers.numerals import Number
from mujaz.stories.days import days
from mujaz.stories.gazetteer import countries
from mujaz.stories.stems import stems
from mujaz.stories.telling import Telling

# How much a word says by where it stands. Chosen together with the constants of `vectors.py` and `grouping.py` on the
# development set of `python -m tests.benchmarks.stories`, which reports what other values give.
_TITLE, _LEAD = 2.5, 2.0
_FADING = 0.6  # of the core's weight from one sentence to the next
_BACKGROUND = 0.3
_PAIRS = 0.3  # of two words side by side, to those of one
_LEAD_SENTENCES = 2  # whose countries are those of the event
_NUMBERS = frozenset(("cardinal", "percent", "fraction"))
_SMALL = 13  # lower numbers are in every article
RECALLING = re.compile(  # a sentence that begins so is background, in the rhetoric of Arabic agencies
    r"و(?:كان|كانت|كانوا|[يت]أتي|[يت]قع|[يت]شهد|[يتُ]{1,2}عد|يستخدم|تأسست|[يت]خوض|[يت]شن|سبق|يذكر|يشار|هذا|هذه)\s|و?منذ\s|و?خلال العام|يذكر |يشار "
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of an article by weight, and the countries and days of its beginning."""

    id: str
    when: datetime | None
    core: dict[str, float]  # term → weight in title and beginning
    whole: dict[str, float]  # term → weight in all of it
    countries: frozenset[str]
    days: frozenset[date]


def evidence(telling: Telling) -> Evidence:
    """What this telling offers; it depends on nothing else."""
    core: dict[str, float] = defaultdict(float)
    whole: dict[str, float] = defaultdict(float)
    for text, numbers, in_core, in_whole, beginning in _weighed(telling):
        words = stems(text)
        terms = [*words, *_numbers(numbers)]
        for term in terms:
            whole[term] += in_whole
        if in_core:
            for term in terms:
                core[term] += in_core
        if beginning:
            for one, other in pairwise(words):
                pair = f"{one} {other}"
                core[pair] += in_core * _PAIRS
                whole[pair] += in_whole * _PAIRS
    first = (telling.title, *telling.sentences[:_LEAD_SENTENCES])
    named = frozenset(code for text in first for code in countries(text))
    return Evidence(telling.id, telling.when, dict(core), dict(whole), named, _days(telling))


def _weighed(telling: Telling) -> Iterator[tuple[str, Iterable[Number], float, float, bool]]:
    """The title and each sentence with its numbers, its weight in the core and in the whole, and whether it is of the beginning."""
    if telling.title:
        yield telling.title, find(telling.title), _TITLE, _TITLE, True
    for place, (text, numbers) in enumerate(zip(telling.sentences, telling.numbers, strict=True)):
        if not place:
            yield text, numbers, _LEAD, _LEAD, True
        elif RECALLING.match(text):
            yield text, numbers, 0.0, _BACKGROUND, False
        else:
            yield text, numbers, _FADING**place, 1 / (1 + 0.2 * place), place < _LEAD_SENTENCES


def _numbers(found: Iterable[Number]) -> list[str]:
    return [
        f"#{number.value}"
        for number in found
        if number.certain and number.kind in _NUMBERS and number.value >= _SMALL
    ]


def _days(telling: Telling) -> frozenset[date]:
    if telling.when is None or not telling.published:
        return frozenset()
    told = date.fromisoformat(telling.published[:10])
    return frozenset(
        day for text in (telling.title, *telling.sentences[:1]) for day, _, _ in days(text, told)
    )
