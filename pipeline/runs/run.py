"""A batch run: what is finished is skipped, what fails is recorded, what is done stays done."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.article import Article, Failure
from pipeline.errors import ArticleError
from pipeline.plan import Plan
from pipeline.readers import Input, read
from pipeline.runs.executor import Executor, Observer, Saved
from pipeline.runs.folder import RunFolder
from pipeline.runs.manifest import Manifest


@dataclass(slots=True)
class Run:
    """One run over one list of inputs: the books are kept here, the work is the executor's.

    Args:
        plan: Models and settings.
        inputs: What to process, in this order.
        folder: Where the results go.
        executor: Who does the work.
        observer: Who is told.
        fresh: Make every brief anew, whatever is finished.
        interrupted: Says whether a signal has asked to end the run.
    """

    plan: Plan
    inputs: Sequence[Input]
    folder: RunFolder
    executor: Executor
    observer: Observer
    fresh: bool = False
    interrupted: Callable[[], bool] = lambda: False
    failures: list[Failure] = field(default_factory=list)
    done: set[str] = field(
        default_factory=set
    )  # ids of articles whose briefs are known to be whole and up to date

    def run(self) -> Manifest:
        """Process what is not finished.

        `run.json`, `failures.jsonl` and `briefs.jsonl` are up to date also when the run is interrupted.

        Raises:
            MujazError: The run cannot go on: a model is broken, the folder is in use or cannot be written.
            KeyboardInterrupt: After everything finished has been recorded.
        """
        manifest = Manifest(self.plan)
        with self.folder.locked():
            try:
                if self.fresh:
                    self.folder.renew_run_id()
                self.folder.manifest(manifest.to_json())
                self._process(manifest)
                manifest.status = "finished"
            except BaseException as error:
                # An interruption in the middle of importing a compiled module comes out as that module's ImportError.
                by_person = isinstance(error, KeyboardInterrupt) or self.interrupted()
                manifest.status = "interrupted" if by_person else "stopped"
                if by_person:
                    raise KeyboardInterrupt from error
                raise
            finally:
                self._close(manifest)
        return manifest

    def _process(self, manifest: Manifest) -> None:
        articles = self._articles(manifest)
        first = next(articles, None)
        if first is None:
            return  # all finished or failed: no model is needed
        for outcome in self.executor.execute(self.folder, _chain(first, articles), self.observer):
            if isinstance(outcome, Failure):
                self._fail(manifest, outcome)
            elif outcome is not None:
                self._written(manifest, outcome)
            self._heed()

    def _heed(self) -> None:
        if self.interrupted():
            raise KeyboardInterrupt

    def _written(self, manifest: Manifest, saved: Saved) -> None:
        self.done.add(saved.id)
        manifest.signature = saved.signature
        manifest.written += 1
        manifest.counts += saved.counts
        for stage, seconds in saved.timings.items():
            manifest.seconds[stage] = manifest.seconds.get(stage, 0.0) + seconds
        self.observer.written(saved)

    def _articles(self, manifest: Manifest) -> Iterator[Article]:
        """Read what is to be done, one by one; record what is done and what cannot be read."""
        for item in self.inputs:
            self._heed()
            manifest.inputs[item.id] = {"path": item.shown}
            try:
                article = read(item, self.plan.config.input.max_characters)
            except ArticleError as error:
                self._fail(
                    manifest, Failure(item.id, item.shown, f"{error.message}; {error.hint}", "ArticleError")
                )
                continue
            manifest.inputs[item.id]["sha256"] = article.source.sha256
            found = None if self.fresh else self.folder.finished(item.id, self.plan.fingerprint(article))
            if found is None:
                yield article
                continue
            self.done.add(item.id)
            manifest.resumed += 1
            manifest.counts += found
            self.observer.resumed()

    def _fail(self, manifest: Manifest, failure: Failure) -> None:
        manifest.failed += 1
        self.failures.append(failure)
        self.observer.failed(failure)

    def _close(self, manifest: Manifest) -> None:
        order = {item.id: place for place, item in enumerate(self.inputs)}
        self.folder.report(sorted(self.failures, key=lambda failure: order[failure.id]))
        self.folder.manifest(manifest.to_json())
        known = self.done | (set() if manifest.status == "finished" else self._unreached(manifest))
        self.folder.collect([item.id for item in self.inputs if item.id in known])

    def _unreached(self, manifest: Manifest) -> set[str]:
        """Articles that this run did not come to, and that have a whole brief from an earlier one."""
        rest = (item.id for item in self.inputs if item.id not in manifest.inputs)
        return {article_id for article_id in rest if self.folder.whole(article_id)}


def _chain(first: Article, rest: Iterator[Article]) -> Iterator[Article]:
    yield first
    yield from rest
