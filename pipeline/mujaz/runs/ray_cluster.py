"""The executor of a cluster, through Ray Data: articles are spooled to the run's folder, actors turn them into briefs.

The driver reads the inputs itself, because what is finished, and what is agency copy, is decided in reading order; that
costs a fraction of translating. The folder must be one that all machines see under the same name: on a shared file
system, or in an object store.
"""

import logging
import os
import pickle
import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any

from mujaz.article import Article, Failure
from mujaz.config import Config, RayConfig
from mujaz.errors import MujazError, OutputError, UsageError
from mujaz.models.resolve import ResolvedModel
from mujaz.models.served import ServedModel
from mujaz.plan import Plan
from mujaz.runs import ray_worker
from mujaz.runs.executor import Observer, Saved
from mujaz.runs.folder import RunFolder
from mujaz.storage import atomic, remote

_SPOOL = ".ray"
_BEAT = 1.0  # seconds, see `Executor.execute`


@dataclass(frozen=True, slots=True)
class _Ended:
    error: BaseException | None


class RayExecutor:
    """All work in a Ray cluster, or in one of this machine's own where none is named.

    Args:
        plan: Models and settings; `plan.config.ray` says where and on how many actors.

    Raises:
        UsageError: Ray is not installed, or the cluster cannot be reached, or it is too small for one worker.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._settings = plan.config.ray
        self._started = _connect(self._settings)
        try:
            fits = _room(self._settings)
        except UsageError:
            self.close()
            raise
        wanted = self._settings.workers
        # None: more are started when an autoscaling cluster makes room.
        self._least, self._most = min(fits, wanted or fits), wanted or None

    def execute(
        self, folder: RunFolder, articles: Iterator[Article], observer: Observer
    ) -> Iterator[Saved | Failure | None]:
        """See `Executor`."""
        spool = folder.path.absolute() / _SPOOL
        try:
            _sweep(spool)  # of a run that was killed
            shards = []
            for path in _spool(spool, articles, self._settings.batch_articles):
                shards.append(path)
                yield None
            observer.loading(self._plan)
            results: queue.SimpleQueue[ray_worker.Outcome | _Ended] = queue.SimpleQueue()
            work = threading.Thread(target=self._work, args=(folder, shards, results), daemon=True)
            work.start()
            yield from _told(results, observer)
        finally:
            with suppress(OutputError):  # what brought us here is to be told; the next run sweeps
                _sweep(spool)

    def _work(
        self,
        folder: RunFolder,
        shards: list[Path],
        results: "queue.SimpleQueue[ray_worker.Outcome | _Ended]",
    ) -> None:
        """Run the job; it blocks, so it has a thread of its own."""
        from ray.exceptions import RayError

        try:
            for row in self._dataset(folder, shards).iter_rows():
                results.put(pickle.loads(row["outcome"]))  # noqa: S301 - from our own workers
        except RayError as error:
            told = MujazError(
                f"the Ray job failed: {str(error).strip().splitlines()[-1]}",
                "the same command resumes; with `mujaz --debug run …` Ray tells the whole story",
            )
            told.__cause__ = error
            results.put(_Ended(told))
        except BaseException as error:  # noqa: BLE001 - raised in the run's thread
            results.put(_Ended(error))
        else:
            results.put(_Ended(None))

    def _dataset(self, folder: RunFolder, shards: list[Path]) -> Any:
        import ray.data

        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False  # the run has its own
        settings = self._settings
        task = ray_worker.Task(
            config=_absolute(self._plan),
            key=self._plan.key,
            folder=folder.path.absolute(),
            threads=max(1, int(settings.cpus_per_worker)),
        )
        # The workers read the shards themselves: a reading stage of Ray's own would wait for ever for a processor where
        # the workers hold them all.
        rows = ray.data.from_items([{"shard": str(path)} for path in shards], override_num_blocks=len(shards))
        return rows.map_batches(
            ray_worker.Worker,
            batch_size=1,  # shard,
            batch_format="pyarrow",
            compute=ray.data.ActorPoolStrategy(min_size=self._least, max_size=self._most),
            num_cpus=settings.cpus_per_worker,
            num_gpus=settings.gpus_per_worker,
            fn_constructor_kwargs={"task": task},
        )

    def close(self) -> None:
        """See `Executor`."""
        import ray

        if self._started:
            ray.shutdown()
            self._started = False


def _connect(settings: RayConfig) -> bool:
    """Join the cluster, unless this process has; whether it has now."""
    try:
        import ray
        import ray.data  # Ray without its data part is another installation
    except ImportError:
        raise UsageError(
            "Ray is not installed", "`pip install 'mujaz[ray]'`, or leave out `--executor ray`"
        ) from None
    if ray.is_initialized():
        return False
    level = logging.getLogger().getEffectiveLevel()  # DEBUG under --debug; else Ray keeps to its log files
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(level)
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "info" if level == logging.DEBUG else "fatal")
    try:
        ray.init(settings.address, log_to_driver=level == logging.DEBUG, logging_level=level)
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
        raise UsageError(
            f"the Ray cluster {settings.address} cannot be joined: {error}",
            "see `ray status` on its head; ray.address is null for this machine alone",
        ) from None
    return True


def _room(settings: RayConfig) -> int:
    """For how many workers the cluster has room now.

    Raises:
        UsageError: Not for one.
    """
    import ray

    there = ray.cluster_resources()
    fits = int(there.get("CPU", 0) / settings.cpus_per_worker)
    if settings.gpus_per_worker:
        fits = min(fits, int(there.get("GPU", 0) / settings.gpus_per_worker))
    if not fits:
        raise UsageError(
            f"the Ray cluster has {there.get('CPU', 0):g} CPUs and {there.get('GPU', 0):g} GPUs: too few for one worker",
            "lower ray.cpus_per_worker or ray.gpus_per_worker",
        )
    return fits


def _sweep(spool: Path) -> None:
    try:
        remote.remove_folder(spool)
    except OSError as error:
        raise atomic.trouble(spool, "removed", error) from error


def _spool(folder: Path, articles: Iterator[Article], size: int) -> Iterator[Path]:
    """Write the articles to files of `size` each.

    Raises:
        OutputError: They cannot be written.
    """
    try:
        folder.mkdir()
    except OSError as error:
        raise atomic.trouble(folder, "made", error) from error
    for number in count():
        if not (batch := list(islice(articles, size))):
            return
        path = folder / f"{number:06}.jsonl"
        atomic.write(path, ray_worker.shard(batch))
        yield path


def _told(
    results: "queue.SimpleQueue[ray_worker.Outcome | _Ended]", observer: Observer
) -> Iterator[Saved | Failure | None]:
    """What the workers report, with a None now and then while they report nothing."""
    while True:
        try:
            result = results.get(timeout=_BEAT)
        except queue.Empty:
            yield None
            continue
        if isinstance(result, _Ended):
            if result.error is not None:
                raise result.error
            return
        if isinstance(result, MujazError):
            raise result
        if isinstance(result, ray_worker.Note):
            observer.warned(result.text)
            continue
        yield result


def _absolute(plan: Plan) -> Config:
    """The configuration as a process with another working directory can read it."""
    config = plan.config

    def place(model: ResolvedModel | ServedModel | None) -> str | None:
        if isinstance(model, ResolvedModel) and model.origin == "folder":
            return str(model.folder.absolute())
        return model.name if model else None

    translation = config.translation.model_copy(
        update={"model": place(plan.translation), "second_model": place(plan.second)}
    )
    summary = config.summary.model_copy(update={"model": place(plan.summary) or config.summary.model})
    glossary = str(Path(config.glossary).absolute()) if config.glossary else None
    return config.model_copy(update={"translation": translation, "summary": summary, "glossary": glossary})
