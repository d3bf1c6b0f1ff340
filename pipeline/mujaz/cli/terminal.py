"""What a person sees while commands work: all of it on stderr, because stdout is for data."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
)

from mujaz.article import Failure
from mujaz.errors import MujazError

if TYPE_CHECKING:  # its imports are not needed to show --help
    from mujaz.plan import Plan
    from mujaz.runs.executor import Saved
    from mujaz.runs.records import Copy, Skipped

_PLAIN_EVERY = 30.0  # seconds between two lines when piped: a log of a night's run stays readable


def fail(error: MujazError) -> None:
    """Print an error and its hint."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(f"[bold red]error:[/] {escape(error.message)}")
    if error.hint:
        console.print(f"[bold]hint:[/] {escape(error.hint)}")


def warn(text: str) -> None:
    """Print a warning: a line that `--quiet` does not silence."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[yellow]warning:[/] {escape(text)}")


class RunDisplay:
    """The progress of a run: a live line on a terminal, a plain line now and then when piped.

    Rate and time left are reckoned only when a window of articles is finished, because briefs come in bursts: between two
    bursts the time left counts down, and the rate stays.

    Args:
        quiet: Say only what goes wrong.
        verbose: Say a line for every article.
    """

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._quiet, self._verbose = quiet, verbose
        self._total, self._open = 0, False  # open: a file that holds many is being read
        self._done = 0  # articles dealt with, in whatever way
        self._pace = _Pace()
        self._told = time.monotonic()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._console.is_terminal and not self._quiet:
            columns = (
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(None),
                MofNCompleteColumn(),
                TextColumn("{task.fields[pace]}"),
            )
            self._progress = Progress(*columns, console=self._console, transient=True, expand=True)
            self._task = self._progress.add_task("briefs", total=None, pace="")
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def say(self, text: str, style: str = "") -> None:
        """A line for a person, unless quiet."""
        if not self._quiet:
            self._console.print(escape(text), style=style or None)

    def warn(self, text: str) -> None:
        """A line that `--quiet` does not silence."""
        self._console.print(f"[yellow]warning:[/] {escape(text)}")

    def found(self, articles: int, *, all_of_them: bool) -> None:
        """So many articles there are, as far as is known."""
        self._open = bool(self._total) and articles > self._total and not all_of_them
        self._total = articles
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, total=articles)

    def loading(self, plan: "Plan") -> None:
        """Models are about to be loaded."""
        if self._verbose or not self._console.is_terminal:
            self.say(
                f"loading {', '.join(m.identity for m in (plan.translation, plan.second, plan.summary) if m)}"
            )
        self._describe("loading")

    def translating(self, sentences: int) -> None:
        """A window of articles is about to be translated."""
        self._pace.window(sentences, time.monotonic())
        what = "translating 1 sentence" if sentences == 1 else f"translating {sentences} sentences"
        if self._progress is None:
            self.say(what)
        self._describe(what)

    def written(self, saved: "Saved") -> None:
        """A brief is in its place."""
        self._pace.article(saved.counts.sentences)
        if self._verbose:
            self.say(f"{saved.id}: {saved.headline}")
        self._advance()

    def resumed(self) -> None:
        """An article was found finished."""
        self._advance()

    def passed_over(self, article: "Skipped | Copy") -> None:
        """An article is not translated, which is no failure."""
        if self._verbose:
            reason = (
                getattr(article, "reason", None) or f"says the same as {getattr(article, 'original', '')}"
            )
            self.say(f"passed over: {article.path}: {reason}")
        self._advance()

    def failed(self, failure: Failure) -> None:
        """An article failed: always said."""
        self._console.print(f"[red]failed:[/] {escape(failure.path)}: {escape(failure.reason)}")
        self._advance()

    def crashed(self, how: str) -> None:
        """The engine process ended: always said."""
        self.warn(
            f"the engine process was {how}; it is started again, and what it was at is tried one by one"
        )

    def warned(self, text: str) -> None:
        """There is trouble that does not end the run."""
        self.warn(text)

    def waiting(self, folder: Path) -> None:
        """All that has arrived is done."""
        self._describe(f"waiting for articles in {folder}")

    def closing(self) -> None:
        """The lists and the digest are about to be written."""
        self._describe("writing the digest")

    def _describe(self, doing: str) -> None:
        if self._progress is not None and self._task is not None:
            pace = self._pace.said(self._left, time.monotonic())
            self._progress.update(self._task, completed=self._done, description=doing, pace=pace)

    @property
    def _left(self) -> int | None:
        """Articles that are still to be dealt with; None where files that may hold many are not read yet."""
        return None if self._open else self._total - self._done

    def _advance(self) -> None:
        self._done += 1
        now = time.monotonic()
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=self._done, pace=self._pace.said(self._left, now))
        elif now - self._told >= _PLAIN_EVERY:
            self._told = now
            pace = self._pace.said(self._left, now)
            self.say(f"{self._done} of {self._total} articles{f', {pace}' if pace else ''}")


@dataclass(slots=True)
class _Pace:
    """How fast articles are made into briefs, measured from the first window to the beginning of the last one.

    Two windows are in work at once: when one begins, the one before it counts as half done.
    """

    begun: float | None = None  # when the first window began; seconds of a monotonic clock, as are all here
    begun_sentences: int = 0  # of all windows so far
    last: int = 0  # sentences of the last window
    measured: float = 0.0  # when the last window began
    measured_articles: int = 0  # how many were finished then
    articles: int = 0
    sentences: int = 0
    per_article: float | None = None
    per_second: float = 0.0

    def window(self, sentences: int, now: float) -> None:
        """A window begins: all before are finished, but for the last one perhaps."""
        if self.begun is None:
            self.begun = now
        elif self.sentences and now > self.begun:
            half = max(0, min(self.last, self.begun_sentences - self.sentences)) / 2
            self.measured, self.measured_articles = now, self.articles
            self.per_second = (self.sentences + half) / (now - self.begun)
            self.per_article = self.sentences / self.articles / self.per_second
        self.last, self.begun_sentences = sentences, self.begun_sentences + sentences

    def article(self, sentences: int) -> None:
        """An article is finished."""
        self.articles += 1
        self.sentences += sentences

    def said(self, left: int | None, now: float) -> str:
        """Rate and time left, as far as they are known."""
        if self.per_article is None:
            return ""
        rate = f"{self.per_second:.1f} sentences/s"
        if left is None:
            return rate
        left_then = left + self.articles - self.measured_articles
        seconds = max(0.0, left_then * self.per_article - (now - self.measured))
        return f"{rate}, about {_duration(seconds)} left"


def _duration(seconds: float) -> str:
    if seconds < 90:  # noqa: PLR2004 - below, minutes say too little
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.1f} h"  # noqa: PLR2004 - two hours
