"""Parts of the speed benchmark besides throughput: one article alone, and Ray with two workers on this machine."""

import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import cycle

from tests.benchmarks import random_models
from tests.benchmarks.speed_commands import FORCED, Runs, command
from tests.benchmarks.speed_models import OPUS, articles, built, checkpoint
from tests.benchmarks.speed_parts import AT_ONCE, Place, best_fed
from tests.benchmarks.speed_rounds import Taken, Turn, Worker, play, show
from tests.benchmarks.speed_systems import SINGLE, Feeding, Job

_LOADED = "Mujaz, a loaded pipeline"
_LOCAL, _RAY = "the local executor", "Ray, two workers"


def latency(place: Place) -> None:
    """One article at a time, beam 4: models loaded, and as a command."""
    several = articles(240)[: 3 if place.quick else None]
    model = built(place.models, OPUS)
    from mujaz.models.resolve import resolve

    forced = Job(str(model.checkpoint), str(model.standard), 4, random_models.TARGET_TOKENS)
    own = Job("starter", str(resolve("starter", None).folder), 4)
    for name, job in ("opus-mt-ar-en's shape", forced), ("the bundled model", own):
        fed = best_fed(job, several[0])
        with ExitStack() as stack:
            turns = {
                AT_ONCE: _alone(Worker(stack, "at once", fed), several, str(Feeding(**fed.feeding))),
                _LOADED: _alone(Worker(stack, "pipeline", fed), several),
            }
            if job.tokens:
                turns = {SINGLE: _alone(Worker(stack, SINGLE, fed), several)} | turns
                turns[SINGLE].every = 4
            play(turns, 3 if place.quick else 15)
            show(f"One article of twelve sentences alone, {name}, beam 4", turns, _LOADED, "articles")
        settings = {"translation.beam_size": "4", "translation.model": job.checkpoint}
        settings |= FORCED if job.tokens else {}
        runs = Runs(place.work / f"alone-{name[:4].strip()}", several[:1], settings)
        words = [word for key, value in settings.items() for word in ("--set", f"{key}={value}")]
        times = 2 if place.quick else 7
        whole = [runs.once("one").seconds for _ in range(times)]
        line = [command(["translate", "-c", "offline", *words], several[0][0]).seconds for _ in range(times)]
        print(f"\n{name}: `mujaz run` on one article {statistics.median(whole):.2f} s, ", end="")
        print(f"`mujaz translate` of one sentence {statistics.median(line):.2f} s, as commands", flush=True)


def _alone(worker: Worker, several: Sequence[Sequence[str]], note: str = "") -> Turn:
    """Turns of one article each, another one every time."""
    articles_again: Iterator[Sequence[str]] = cycle(several)
    worker.ask(several[-1])

    def take() -> Taken:
        article = next(articles_again)
        each = worker.time(article)
        return Taken(each.seconds * len(article), each.cpu * len(article))

    return Turn(take, lambda: worker.memory, note=note)


def ray(place: Place) -> None:
    """The same articles by both executors, greedy, on as many threads."""
    several = articles(place.count(768))
    settings = {
        "translation.model": str(checkpoint(place.models, OPUS)),
        "translation.beam_size": "1",
        **FORCED,
    }
    clustered = settings | {"ray.workers": "2", "ray.cpus_per_worker": "1", "ray.batch_articles": "8"}
    local = Runs(place.work / "local", several, settings)
    spread = Runs(place.work / "ray", several, clustered, ("--executor", "ray"))
    turns = {
        _LOCAL: Turn(local.take, lambda: local.memory),
        _RAY: Turn(spread.take, lambda: spread.memory),
    }
    play(turns, 1 if place.quick else 5)
    for turn, runs in zip(turns.values(), (local, spread), strict=True):
        turn.note = runs.note()
    shape = f"{len(several)} articles, {sum(map(len, several))} sentences"
    show(f"Executors, opus-mt-ar-en's shape, greedy, {shape}", turns, _RAY)
