"""What a person sees while commands work: all of it on stderr, because stdout is for data."""

import time
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
    TimeRemainingColumn,
)

from pipeline.article import Failure
from pipeline.errors import MujazError

if TYPE_CHECKING:  # its imports are not needed to show --help
    from pipeline.plan import Plan
    from pipeline.runs.executor import Saved

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


class Talk:
    """The progress of a run: a live line on a terminal, a plain line now and then when piped.

    Args:
        total: Articles in the run.
        quiet: Say only what failed.
        verbose: Say a line for every article.
    """

    def __init__(self, total: int, *, quiet: bool, verbose: bool) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._quiet, self._verbose, self._total = quiet, verbose, total
        self._done = self._sentences = 0
        self._begun = self._told = time.monotonic()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._console.is_terminal and not self._quiet:
            columns = (
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(None),
                MofNCompleteColumn(),
            )
            rate = (TimeRemainingColumn(), TextColumn("{task.fields[rate]}"))
            self._progress = Progress(*columns, *rate, console=self._console, transient=True, expand=True)
            self._task = self._progress.add_task("briefs", total=self._total, rate="")
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

    def loading(self, plan: "Plan") -> None:
        """Models are about to be loaded."""
        if self._verbose or not self._console.is_terminal:
            self.say(
                f"loading {', '.join(m.identity for m in (plan.translation, plan.second, plan.summary) if m)}"
            )
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description="loading")

    def translating(self, sentences: int) -> None:
        """A window of articles is about to be translated."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=f"translating {sentences} sentences")
        else:
            self.say(f"translating {sentences} sentences")

    def written(self, saved: "Saved") -> None:
        """A brief is in its place."""
        self._sentences += saved.counts.sentences
        if self._verbose:
            self.say(f"{saved.id}: {saved.headline}")
        self._advance()

    def resumed(self) -> None:
        """An article was found finished."""
        self._advance()

    def failed(self, failure: Failure) -> None:
        """An article failed: always said."""
        self._console.print(f"[red]failed:[/] {escape(failure.path)}: {escape(failure.reason)}")
        self._advance()

    def crashed(self, how: str) -> None:
        """The engine process ended: always said."""
        self.warn(
            f"the engine process was {how}; it is started again, and the articles it held are tried one by one"
        )

    def _advance(self) -> None:
        self._done += 1
        now = time.monotonic()
        speed = self._sentences / max(0.001, now - self._begun)
        rate = f"{speed:.1f} sentences/s" if self._sentences else ""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=self._done, description="briefs", rate=rate)
        elif now - self._told >= _PLAIN_EVERY:
            self._told = now
            left = (now - self._begun) / self._done * (self._total - self._done)
            self.say(f"{self._done} of {self._total} articles, {rate}, about {left / 60:.0f} min left")
