"""What a story needs of one brief."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from mujaz.article import Brief, Point
from mujaz.stories.evidence import RECALLING, Evidence, evidence
from mujaz.stories.facts import mentions
from mujaz.stories.mention import Mention
from mujaz.stories.stems import stems
from mujaz.stories.telling import Telling
from mujaz.stories.vectors import telling as says_something


@dataclass(frozen=True)
class Account:
    """One article's telling, with what its brief says in English."""

    telling: Telling
    headline: str
    title: str | None  # the article's own
    path: str
    url: str | None
    day: str | None  # ISO date
    points: tuple[Point, ...]
    english: tuple[str, ...]  # of its sentences
    doubtful: frozenset[int]  # numbers of sentences

    @classmethod
    def of(cls, brief: Brief) -> "Account":
        """The account in a brief."""
        return cls(
            telling=Telling.of(brief),
            headline=brief.headline,
            title=brief.source.title,
            path=brief.source.path,
            url=brief.source.url,
            day=brief.source.published,
            points=brief.points,
            english=tuple(translation.english for translation in brief.sentences),
            doubtful=frozenset(t.sentence.n for t in brief.sentences if t.doubtful),
        )

    @property
    def id(self) -> str:
        """The brief's."""
        return self.telling.id

    @cached_property
    def evidence(self) -> Evidence:
        """For grouping."""
        return evidence(self.telling)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """For comparing."""
        return tuple(mentions(self.telling))

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """The stems of each sentence that say something."""
        return tuple(frozenset(filter(says_something, stems(text))) for text in self.telling.sentences)

    @cached_property
    def numbers(self) -> tuple[frozenset[Fraction], ...]:
        """The numbers of each sentence, one and the like apart."""
        return tuple(
            frozenset(number.value for number in found if number.certain and number.value > 1)
            for found in self.telling.numbers
        )

    @cached_property
    def beginning(self) -> frozenset[str]:
        """Those of the title and the first sentence."""
        first = frozenset(filter(says_something, stems(self.telling.title)))
        return first | self.words[0] if self.words else first

    def new(self, n: int) -> bool:
        """Whether a sentence tells something, and does not recall what was before."""
        text = self.telling.sentences[n - 1]
        return bool(self.words[n - 1]) and not RECALLING.match(text)
