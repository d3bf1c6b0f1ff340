"""What runs in a cluster: one actor a model, each doing what `mujaz run` does on one machine."""

import json
import pickle
import platform
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mujaz import plan as planning
from mujaz.article import Article, Failure, Source
from mujaz.config import Config
from mujaz.errors import ModelError, MujazError
from mujaz.plan import Plan
from mujaz.runs.executor import Saved
from mujaz.runs.folder import RunFolder
from mujaz.runs.local import LocalExecutor
from mujaz.storage.remote import path_of

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Note:
    """What a person should know of a worker."""

    text: str


Outcome = (
    Saved | Failure | Note | MujazError
)  # an error, where no article is at fault and the run cannot go on


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
        self._executor: LocalExecutor | MujazError  # the error that kept it from being made
        try:
            self._executor = LocalExecutor(worker_plan(task))
        except MujazError as error:
            self._executor = error

    def __call__(self, batch: "pa.Table") -> "pa.Table":
        """Process the articles of some shards (column `shard`: paths) into outcomes (column `outcome`: pickles)."""
        import pyarrow as pa

        paths = map(path_of, batch["shard"].to_pylist())
        outcomes = [pickle.dumps(outcome) for path in paths for outcome in self._outcomes(articles(path))]
        return pa.table({"outcome": pa.array(outcomes, pa.binary())})

    def _outcomes(self, articles: Iterator[Article]) -> Iterator[Outcome]:
        if isinstance(self._executor, MujazError):
            yield self._executor
            return
        notes = _Notes()
        try:
            for outcome in self._executor.execute(self._folder, articles, notes):
                if outcome is not None:
                    yield outcome
        except MujazError as error:
            yield error
        yield from notes.kept


class _Notes:
    """An observer that keeps what a person should know for the driver, which tells the rest itself."""

    def __init__(self) -> None:
        self.kept: list[Note] = []

    def warned(self, text: str) -> None:
        self.kept.append(Note(f"{platform.node()}: {text}"))

    def crashed(self, how: str) -> None:
        self.warned(f"the engine process was {how}; another one is started")

    def loading(self, plan: Plan) -> None:
        pass

    def translating(self, sentences: int) -> None:
        pass


def worker_plan(task: Task) -> Plan:
    """The driver's plan, with the models found on this machine.

    Raises:
        MujazError: A model is not to be had here, or is another one than the driver's.
    """
    plan = planning.make_plan(task.config)
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


def shard(articles: Iterable[Article]) -> str:
    """Articles as lines of JSON, for workers to read."""
    return "".join(json.dumps(asdict(article), ensure_ascii=False) + "\n" for article in articles)


def articles(path: Path) -> Iterator[Article]:
    """The articles of such a file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Article(**row | {"source": Source(**row["source"]), "warnings": tuple(row["warnings"])})
