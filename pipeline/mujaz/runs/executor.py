"""The seam between a run, which keeps the records, and who does the work: this machine or a cluster."""

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from mujaz.article import Article, Brief, Failure
from mujaz.errors import OutputError
from mujaz.plan import Plan
from mujaz.runs.folder import RunFolder
from mujaz.writers.json_brief import Counts, counts

# Trouble with one file's name; any other trouble in writing (a full disk, lost permission) would meet every article.
_OF_ONE_FILE = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ})


@dataclass(frozen=True, slots=True)
class Saved:
    """A brief is in its place; this is what the run records of it, small enough to be sent between machines."""

    id: str
    headline: str
    signature: str
    counts: Counts
    timings: dict[str, float]  # stage → seconds


class Observer(Protocol):
    """Who is told how the work goes."""

    def loading(self, plan: Plan) -> None:
        """Models are about to be loaded."""

    def translating(self, sentences: int) -> None:
        """A window of articles is about to be translated; all windows before it are finished."""

    def crashed(self, how: str) -> None:
        """A process that does the work ended, e.g. `killed by SIGSEGV`; another is started in its place."""

    def warned(self, text: str) -> None:
        """There is trouble that does not end the run, such as a damaged translation memory."""


class Executor(Protocol):
    """Turns articles into saved briefs, somewhere.

    It may be used several times in a row (`mujaz watch`), with models kept loaded between, and must be closed.
    """

    def execute(
        self, folder: RunFolder, articles: Iterator[Article], observer: Observer
    ) -> Iterator[Saved | Failure | None]:
        """One saved brief or failure for each article, in any order.

        Articles are taken from the iterator no faster than they are processed, because they are read as they are taken;
        there is at least one. While there is nothing to tell, None must come about every second: the run looks then
        whether it is to end, and if so closes this generator, which must leave what it has not told undone.

        Raises:
            ModelError: A model is broken.
            OutputError: Briefs cannot be written.
        """

    def close(self) -> None:
        """End the processes that do the work and let go of the models."""


def save(folder: RunFolder, brief: Brief) -> Saved | Failure:
    """Put a brief in its place; trouble with the name of its own file is the article's failure.

    Raises:
        OutputError: Nothing can be written there: the disk is full, permission was lost.
    """
    try:
        folder.save(brief)
    except OutputError as error:
        if not (isinstance(error.__cause__, OSError) and error.__cause__.errno in _OF_ONE_FILE):
            raise
        return Failure(brief.id, brief.source.path, error.message, "OutputError")
    return Saved(brief.id, brief.headline, brief.signature, counts(brief), brief.timings)
