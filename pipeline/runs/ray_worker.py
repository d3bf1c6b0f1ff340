"""What runs in a cluster: one actor a model, each doing what `mujaz run` does on one machine."""

import pickle
import platform
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import plan as planning
from pipeline.article import Article, Failure, Source
from pipeline.config import Config
from pipeline.errors import ModelError, MujazError
from pipeline.plan import Plan
from pipeline.runs.executor import Saved
from pipeline.runs.folder import RunFolder
from pipeline.runs.local import LocalExecutor

if TYPE_CHECKING:
    import pyarrow as pa

Outcome = Saved | Failure | MujazError  # an error, where no article is at fault and the run cannot go on
_SOURCE = ("path", "sha256", "encoding", "title", "url", "published", "language")


@dataclass(frozen=True, slots=True)
class Task:
    """What every worker is told when it starts."""

    config: Config  # with absolute paths: a worker has another working directory
    key: str  # of the driver's plan: workers must come to the same models and settings
    folder: Path  # of the run, as it is named on every machine
    threads: int  # CPU threads of a worker


class Worker:
    """A Ray Data actor: models are loaded once, batches of articles become saved briefs.

    The models run in a process of their own (see `LocalExecutor`), so an article that crashes the engine costs neither
    the actor nor its batch. Errors come back as rows, because Ray would retry a raised one or end the whole job.

    Args:
        task: What to do.
    """

    def __init__(self, task: Task) -> None:
        self._folder = RunFolder(task.folder, task.config.output.formats)
        self._executor: LocalExecutor | None = None
        self._trouble: MujazError | None = None
        try:
            self._executor = LocalExecutor(_plan(task))
        except MujazError as error:
            self._trouble = error

    def __call__(self, batch: "pa.Table") -> "pa.Table":
        """Process a batch of articles (columns as `table` makes them) into outcomes (one column of pickles)."""
        import pyarrow as pa

        outcomes = [pickle.dumps(outcome) for outcome in self._outcomes(articles(batch))]
        return pa.table({"outcome": pa.array(outcomes, pa.binary())})

    def _outcomes(self, batch: list[Article]) -> Iterator[Outcome]:
        if self._executor is None:
            if self._trouble is not None:
                yield self._trouble
            return
        try:
            for outcome in self._executor.execute(self._folder, iter(batch), _Silent()):
                if outcome is not None:
                    yield outcome
        except MujazError as error:
            yield error


class _Silent:
    """An observer that keeps quiet: the driver tells what is to be told."""

    def loading(self, plan: Plan) -> None:
        pass

    def translating(self, sentences: int) -> None:
        pass

    def written(self, saved: Saved) -> None:
        pass

    def resumed(self) -> None:
        pass

    def failed(self, failure: Failure) -> None:
        pass

    def crashed(self, how: str) -> None:
        pass


def _plan(task: Task) -> Plan:
    """The driver's plan, with the models found on this machine.

    Raises:
        MujazError: A model is not to be had here, or is another one than the driver's.
    """
    plan = planning.make(task.config)
    if plan.key != task.key:
        models = ", ".join(m.identity for m in (plan.translation, plan.second, plan.summary) if m)
        raise ModelError(
            f"on {platform.node()} this configuration means other models or another version of Mujaz: {models}",
            "install the same version everywhere, and `mujaz models pull` the same revision on every machine",
        )
    translation = plan.config.translation
    if not translation.threads:
        translation = translation.model_copy(update={"threads": task.threads})
    return replace(plan, config=plan.config.model_copy(update={"translation": translation}))


def table(batch: list[Article]) -> "pa.Table":
    """Articles as rows that Ray can send."""
    import pyarrow as pa

    columns = {"id": [article.id for article in batch], "text": [article.text for article in batch]}
    columns["warnings"] = [list(article.warnings) for article in batch]  # type: ignore[misc]
    columns |= {name: [getattr(article.source, name) for article in batch] for name in _SOURCE}
    return pa.table(columns, schema())


def schema() -> "pa.Schema":
    """The columns of `table`: also one that holds nothing has its type."""
    import pyarrow as pa

    text = [(name, pa.string()) for name in ("id", "text", *_SOURCE)]
    return pa.schema([*text[:2], ("warnings", pa.list_(pa.string())), *text[2:]])


def articles(rows: "pa.Table") -> list[Article]:
    """Articles out of such rows."""
    return [
        Article(
            row["id"], row["text"], Source(**{name: row[name] for name in _SOURCE}), tuple(row["warnings"])
        )
        for row in rows.to_pylist()
    ]
