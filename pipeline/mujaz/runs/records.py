"""What a run knows of each of its articles, kept small: a run may have a million of them."""

import operator
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce

from mujaz.article import Failure
from mujaz.writers.json_brief import Counts


@dataclass(frozen=True, slots=True)
class Skipped:
    """A text that is in another language: listed, not translated, and no failure."""

    id: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that says nothing beyond an earlier one: not translated, listed with that."""

    id: str
    path: str
    original: str  # id of the earlier article
    similarity: float  # 0 to 1


@dataclass(slots=True)
class RunRecords:
    """The records of a run; an article that comes again, changed, takes the place of what it was."""

    inputs: dict[str, tuple[str, str | None]] = field(
        default_factory=dict
    )  # id → path, sha256 where it could be read
    done: dict[str, Counts] = field(
        default_factory=dict
    )  # id → counts of a brief that is whole and up to date
    failures: dict[str, Failure] = field(default_factory=dict)
    skipped: dict[str, Skipped] = field(default_factory=dict)
    copies: dict[str, Copy] = field(default_factory=dict)
    written: int = 0  # briefs made by this run
    resumed: int = 0  # briefs found finished
    left: int = 0  # articles that are not finished, and were not to be tried
    seconds: dict[str, float] = field(default_factory=dict)  # stage → seconds, of the briefs made by this run
    signature: str | None = None  # of the briefs made by this run

    def enter(self, article_id: str, path: str, sha256: str | None) -> None:
        """An article was come to, in the order of the inputs."""
        self.inputs[article_id] = (path, sha256)
        for records in (self.done, self.failures, self.skipped, self.copies):
            records.pop(article_id, None)

    @property
    def all_skipped(self) -> bool:
        """Whether there were articles, and each was in another language: more often a wrong reading than what was meant."""
        return bool(self.skipped) and not (self.done or self.failures or self.copies or self.left)

    @property
    def counts(self) -> Counts:
        """Of all finished briefs."""
        return reduce(operator.add, self.done.values(), Counts())

    def in_order(self, known: Iterable[str]) -> list[str]:
        """These ids in the order of the inputs."""
        wanted = frozenset(known)
        return [article_id for article_id in self.inputs if article_id in wanted]
