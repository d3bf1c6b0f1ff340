"""The executor of this machine."""

from collections.abc import Iterator

from pipeline.article import Article, Failure
from pipeline.pipeline import Pipeline
from pipeline.plan import Plan
from pipeline.runs.executor import Observer, Saved, save
from pipeline.runs.folder import RunFolder


class LocalExecutor:
    """All work on this machine.

    Args:
        plan: Models and settings.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._pipeline: Pipeline | None = None

    def execute(
        self, folder: RunFolder, articles: Iterator[Article], observer: Observer
    ) -> Iterator[Saved | Failure | None]:
        """See `Executor`."""
        if self._pipeline is None:
            observer.loading(self._plan)
            self._pipeline = Pipeline(self._plan)
        for outcome in self._pipeline.process(articles, observer.translating):
            yield outcome if isinstance(outcome, Failure) else save(folder, outcome)

    def close(self) -> None:
        """See `Executor`."""
        self._pipeline = None
