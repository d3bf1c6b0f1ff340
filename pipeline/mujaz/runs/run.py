"""A batch run: what is finished is skipped, what fails is recorded, what is done stays done."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Protocol

from mujaz.article import Article, Failure
from mujaz.errors import ArticleError, NotArabicError, OutputError, UsageError
from mujaz.plan import Plan
from mujaz.readers import Input, Reader
from mujaz.readers.duplicates import Duplicates
from mujaz.runs.executor import Executor, Observer, Saved
from mujaz.runs.folder import RunFolder
from mujaz.runs.manifest import Manifest, Status
from mujaz.runs.records import Copy, RunRecords, Skipped


class RunObserver(Observer, Protocol):
    """Who is told how a run goes, such as the terminal."""

    def found(self, articles: int, *, all_of_them: bool) -> None:
        """So many articles there are, as far as is known: a file may hold many, which shows when it is read."""

    def written(self, saved: Saved) -> None:
        """A brief is in its place."""

    def resumed(self) -> None:
        """An article was found finished."""

    def failed(self, failure: Failure) -> None:
        """An article could not be processed."""

    def passed_over(self, article: Skipped | Copy) -> None:
        """An article is not translated, which is no failure."""

    def closing(self) -> None:
        """The lists and the digest are about to be written."""


@dataclass(slots=True)
class Run:
    """One run into one folder: the records are kept here, the work is the executor's.

    Args:
        plan: Models and settings.
        folder: Where the results go.
        executor: Who does the work.
        observer: Who is told.
        fresh: Make every brief anew, whatever is finished.
        limit: Take so many articles at most.
        only: Try only these articles, where they are not finished; None: all.
        keep: Also list briefs of earlier inputs that are gone now.
        sources: The inputs as a person named them, for `run.json`.
        interrupted: Says whether a signal has asked to end the run.
    """

    plan: Plan
    folder: RunFolder
    executor: Executor
    observer: RunObserver
    fresh: bool = False
    limit: int | None = None
    only: frozenset[str] | None = None
    keep: bool = False
    sources: Sequence[str] = ()
    interrupted: Callable[[], bool] = lambda: False
    records: RunRecords = field(default_factory=RunRecords)
    _copies: Duplicates = field(default_factory=Duplicates)
    _copies_in: dict[str, Input] = field(default_factory=dict)  # id of a copy → where it was read
    _changed: set[str] = field(default_factory=set)  # ids that came again, in this turn, with another text
    _failed_before: list[Failure] = field(default_factory=list)  # in the run before this one
    _manifest: Manifest = field(init=False)

    def __post_init__(self) -> None:
        self._manifest = Manifest(self.plan, self.records, self.sources)

    def run(self, inputs: Sequence[Input]) -> Manifest:
        """Process what is not finished of these inputs, in their order.

        `run.json`, `failures.jsonl` and `briefs.jsonl` are up to date also when the run is interrupted.

        Raises:
            MujazError: The run cannot go on: a model is broken, the folder is in use or cannot be written.
            KeyboardInterrupt: After everything finished has been recorded.
        """
        with self.folder.locked():
            self.begin()
            self.turn(inputs)
            return self.record("finished")

    def begin(self) -> None:
        """Make the folder, which is locked, ready for `turn`."""
        if self.fresh:
            self.folder.renew_run_id()
        self.folder.run_id()  # there before anyone else wants to know it
        self._failed_before = self.folder.failures()
        self.folder.manifest(self._manifest.to_json())

    def turn(self, inputs: Sequence[Input]) -> None:
        """Process in a folder that is begun; it may be called again with more, or changed, inputs. Then `record`.

        Raises:
            MujazError, KeyboardInterrupt: As `run` does; everything finished has been recorded then.
        """
        try:
            self._process(inputs)
        except BaseException as error:
            # An interruption in the middle of importing a compiled module comes out as that module's ImportError.
            by_person = isinstance(error, KeyboardInterrupt) or self.interrupted()
            with suppress(OutputError):  # a full disk again: what stopped the run is the thing to tell
                self.record("interrupted" if by_person else "stopped")
            if by_person:
                raise KeyboardInterrupt from error
            raise

    def _process(self, inputs: Sequence[Input]) -> None:
        self._changed.clear()
        self._work(self._unfinished(inputs))
        if copies := self._copies_of_changed():
            self._work(self._no_longer_copies(copies))
        if copies := self._copies_of_failed():
            self._work(self._in_place_of_failed(copies))

    def _work(self, articles: Iterator[Article]) -> None:
        first = next(articles, None)
        if first is None:
            return  # all finished or failed: no model is needed
        for outcome in self.executor.execute(self.folder, chain([first], articles), self.observer):
            if isinstance(outcome, Failure):
                self._fail(outcome)
            elif outcome is not None:
                self._written(outcome)
            self._stop_if_interrupted()

    def _stop_if_interrupted(self) -> None:
        if self.interrupted():
            raise KeyboardInterrupt

    def _written(self, saved: Saved) -> None:
        records = self.records
        records.done[saved.id] = saved.counts
        records.signature = saved.signature
        records.written += 1
        for stage, seconds in saved.timings.items():
            records.seconds[stage] = records.seconds.get(stage, 0.0) + seconds
        self.observer.written(saved)

    def _unfinished(self, inputs: Sequence[Input]) -> Iterator[Article]:
        """Read what is to be done, one by one; record what is done and what is not to be translated."""
        for item, article in self._read(inputs):
            if self._is_copy(article):
                self._copies_in[article.id] = item
            elif self._is_finished(article):
                continue
            elif self.only is None or article.id in self.only:
                self._keep_name_free(article)
                yield article
            else:
                self.records.left += 1

    def _is_finished(self, article: Article) -> bool:
        found = None if self.fresh else self.folder.finished(article.id, self.plan.fingerprint(article))
        if found is None:
            return False
        self.records.done[article.id] = found
        self.records.resumed += 1
        self.observer.resumed()
        return True

    def _keep_name_free(self, article: Article) -> None:
        """Let no article take the place of another one of the same name that is still there.

        Raises:
            UsageError: It would.
        """
        other = self.folder.source(article.id)
        if other is None or article.source.sha256 == other.sha256 or article.source.path == other.path:
            return
        with suppress(OSError):  # one of them is gone, or no file of this machine
            if not Path(other.path).samefile(article.source.path):
                raise UsageError(
                    f"{self.folder.path}: the brief {article.id} is of {other.path}, and {article.source.path} would take its place",
                    "give another -o DIR, or name all folders in one command: then the two get names of their own",
                )

    def _is_copy(self, article: Article) -> bool:
        if self.plan.config.input.duplicates == "keep":
            return False
        original = self._copies.of(article)
        if original is None or original.id == article.id:  # an earlier version of itself
            return False
        copy = Copy(article.id, article.source.path, original.id, original.similarity)
        self.records.copies[article.id] = copy
        self.observer.passed_over(copy)
        return True

    def _copies_of_failed(self) -> frozenset[str]:
        """The first copy of each article that failed: it is translated in its place, lest the news be lost with it."""
        first: dict[str, str] = {}
        for copy in self.records.copies.values():
            if copy.original in self.records.failures:
                first.setdefault(copy.original, copy.id)
        return frozenset(first.values())

    def _in_place_of_failed(self, copies: frozenset[str]) -> Iterator[Article]:
        """Those copies that are not finished; they are no copies any more."""
        for article in self._copies_again(copies):
            failed = self.records.copies.pop(article.id).original
            for copy in [one for one in self.records.copies.values() if one.original == failed]:
                self.records.copies[copy.id] = replace(copy, original=article.id)
            if not self._is_finished(article):
                yield article

    def _copies_of_changed(self) -> frozenset[str]:
        """Copies of what a changed article said before: it may not say so any more."""
        return frozenset(copy.id for copy in self.records.copies.values() if copy.original in self._changed)

    def _no_longer_copies(self, copies: frozenset[str]) -> Iterator[Article]:
        """Those that are copies of nothing now, and not finished."""
        for article in self._copies_again(copies):
            del self.records.copies[article.id]
            if not self._is_copy(article) and not self._is_finished(article):
                yield article

    def _copies_again(self, wanted: frozenset[str]) -> Iterator[Article]:
        """Read these copies once more; one that is gone meanwhile stays in the records as it is."""
        inputs = dict.fromkeys(self._copies_in[one] for one in self.records.copies if one in wanted)
        with Reader(self.plan.config.input) as reader:
            for article in (found for item in inputs for found in reader.read(item)):
                self._stop_if_interrupted()
                if (
                    isinstance(article, Article)
                    and article.id in wanted
                    and article.id in self.records.copies
                ):
                    yield article

    def _read(self, inputs: Sequence[Input]) -> Iterator[tuple[Input, Article]]:
        """All articles of the inputs; those that cannot be read, or are not Arabic, are recorded."""
        taken = len(self.records.inputs)
        known = taken + len(inputs)
        self.observer.found(known, all_of_them=False)
        with Reader(self.plan.config.input) as reader:
            for item in inputs:
                for place, found in enumerate(reader.read(item)):
                    self._stop_if_interrupted()
                    if place:
                        known += 1
                        self.observer.found(known, all_of_them=False)
                    if taken == self.limit:
                        return
                    taken += 1
                    if isinstance(found, Article):
                        self._enter(found.id, found.source.path, found.source.sha256)
                        yield item, found
                    else:
                        self._enter(found.id, found.path, None)
                        self._unread(found.id, found.path, found.error)
        self.observer.found(known, all_of_them=True)

    def _enter(self, article_id: str, path: str, sha256: str | None) -> None:
        before = self.records.inputs.get(article_id)
        if before is not None and before[1] != sha256:
            self._copies.forget(article_id)
            self._changed.add(article_id)
        self.records.enter(article_id, path, sha256)

    def _unread(self, article_id: str, path: str, error: ArticleError) -> None:
        if isinstance(error, NotArabicError):
            self.records.skipped[article_id] = skipped = Skipped(article_id, path, error.message)
            self.observer.passed_over(skipped)
        else:
            reason = f"{error.message}; {error.hint}" if error.hint else error.message
            self._fail(Failure(article_id, path, reason, type(error).__name__))

    def _fail(self, failure: Failure) -> None:
        self.records.failures[failure.id] = failure
        self.observer.failed(failure)

    def record(self, status: Status) -> Manifest:
        """Write the records, the lists and the digest.

        Raises:
            OutputError: They cannot be written.
        """
        self.observer.closing()
        self._manifest.status = status
        whole = status not in {"interrupted", "stopped"} and self.only is None and self.limit is None
        self.folder.report(self.records, [] if whole else self._still_failed())
        self.folder.manifest(self._manifest.to_json())
        known = self.records.in_order(self.records.done)
        if self.keep or not whole:
            known += self._earlier()
        self.folder.collect(known)
        return self._manifest

    def _still_failed(self) -> list[Failure]:
        """What failed in an earlier run, and is not settled by this one: `--retry-failed` is to try it yet."""
        records = self.records
        settled = (
            records.done.keys() | records.failures.keys() | records.skipped.keys() | records.copies.keys()
        )
        return [failure for failure in self._failed_before if failure.id not in settled]

    def _earlier(self) -> list[str]:
        """What an earlier run finished, and this one has not come to."""
        here = {path for path, _ in self.records.inputs.values()}  # one file may have had another id before
        return [
            article_id
            for article_id in self.folder.collected()
            if article_id not in self.records.inputs
            and (source := self.folder.source(article_id))
            and source.path not in here
        ]
