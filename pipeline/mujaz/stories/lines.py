"""A sentence of a telling, folded for matching, with the way back to the words as they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from mujaz.arabic.clitics import fold
from mujaz.arabic.letters import SIGNS, TATWEEL
from mujaz.numbers.arabic import find
from mujaz.numbers.numerals import Number
from mujaz.stories.evidence import RECALLING
from mujaz.stories.stems import stem
from mujaz.stories.telling import Telling
from mujaz.stories.vectors import telling

_MARK = re.compile(f"[{SIGNS}{TATWEEL}]")  # what `fold` takes out
_WORD = re.compile(r"[ء-ي]+|[A-Za-z]+|[0-9٠-٩][0-9٠-٩.,٫٬:/]*%?")
_YEAR = re.compile(
    r"(?:عام|لعام|سنه|منذ|في|خلال|نوفمبر|ديسمبر|اكتوبر|سبتمبر|الثاني|الاول|فبراير|شباط|اذار|مارس|نيسان|ابريل)\s+((?:19|20)\d\d)(?!\d)"
)
_LONG_AGO = re.compile(
    r"منذ (?:مطلع|بدايه|اول) (?:هذا )?(?:العام|السنه)|خلال العام|هذا العام|العام الجاري|الاعوام|السنوات"
)
_LONGEST = (
    2000  # characters; a longer "sentence" is a list, whose every word would be looked up beside every number
)
TITLE = 0  # the number of a title among the sentences


@dataclass(frozen=True)
class Word:
    """One word: `line.folded[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Line:
    """One sentence."""

    article: str
    n: int  # of the sentence, from 1; `TITLE` for the title
    when: datetime | None
    day: str | None  # ISO date of publication
    text: str
    folded: str
    recalls: bool  # it begins as sentences do that recall what was before
    words: tuple[Word, ...]
    stems: frozenset[str]  # of its words of three letters and more
    numbers: tuple[Number, ...]  # of the folded text
    _at: tuple[int, ...] = field(repr=False)  # of each folded letter in the text

    def shown(self, start: int, end: int) -> str:
        """The words of `folded[start:end]` as they stand in the text."""
        if start >= end:
            return ""
        last = self._at[end - 1] + 1
        while last < len(self.text) and _MARK.match(self.text[last]):
            last += 1
        return self.text[self._at[start] : last]

    def before(self, place: int, number: int) -> list[Word]:
        """The last words that end before this place of the folded text, the nearest last."""
        return [word for word in self.words if word.end <= place][-number:]

    def after(self, place: int, number: int) -> list[Word]:
        """The first words that begin from this place on."""
        return [word for word in self.words if word.start >= place][:number]

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The stretch between commas and the like that holds a place."""
        first = max(self.folded.rfind(mark, 0, start) for mark in "،؛,") + 1
        last = min(
            (at for mark in "،؛," if (at := self.folded.find(mark, end)) >= 0), default=len(self.folded)
        )
        return first, last

    def long_ago(self, start: int, end: int) -> bool:
        """Whether the clause of a place names a year before the publication's, or looks back over a time."""
        first, last = self.clause(start, end)
        years = (match[1] for match in _YEAR.finditer(self.folded, first, last))
        old = self.day is not None and any(year < self.day[:4] for year in years)
        return old or bool(_LONG_AGO.search(self.folded, first, last))

    def around(self, start: int, end: int, number: int = 8) -> frozenset[str]:
        """The stems of the words about a place, of three letters and more."""
        return _stems((*self.before(start, number), *self.after(end, number)))


def lines(telling: Telling) -> list[Line]:
    """The title, where there is one, and the sentences of a telling, but for endless ones."""
    numbered = [(TITLE, telling.title)] if telling.title else []
    numbered += enumerate(telling.sentences, 1)
    return [_line(telling, n, text) for n, text in numbered if len(text) <= _LONGEST]


def _line(telling: Telling, n: int, text: str) -> Line:
    day = telling.published[:10] if telling.when and telling.published else None
    folded = fold(text)
    words = tuple(Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(folded))
    recalls = n > 1 and bool(RECALLING.match(text))
    marked = _MARK.search(text) is not None
    at = tuple(place for place, letter in enumerate(text) if not (marked and _MARK.match(letter)))
    numbers = tuple(find(folded))
    return Line(telling.id, n, telling.when, day, text, folded, recalls, words, _stems(words), numbers, at)


def _stems(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(found for word in words if telling(found := stem(word.text)))
