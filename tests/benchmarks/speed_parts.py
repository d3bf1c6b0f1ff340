"""The parts of the speed benchmark that translate or summarise many texts: each prints its table."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from tests.benchmarks import random_models
from tests.benchmarks.speed_commands import FORCED, Runs
from tests.benchmarks.speed_models import DISTILBART, OPUS, articles, built, checkpoint, sample
from tests.benchmarks.speed_rounds import Turn, Worker, play, show, times
from tests.benchmarks.speed_systems import SINGLE, SIXTEEN, Feeding, Job

RUN = "Mujaz, end to end (`mujaz run`)"
FIRST_TRIES = "the same, without second tries"  # which CTranslate2 alone does not know
ENGINE = "Mujaz's engine"
AT_ONCE = "CTranslate2, all at once"
_OURS = "the same, on Mujaz's conversion"
_ARGOS = "CTranslate2, one sentence a call"
_SELDOM = 3  # systems that are not the point come every third round


@dataclass(frozen=True)
class Place:
    """Where models are kept and runs go, and how much of everything."""

    models: Path
    work: Path
    quick: bool
    rounds: int  # how often every system has its turn

    def count(self, texts: int) -> int:
        """So many texts, or an eighth of them in a quick run."""
        return texts // 8 if self.quick else texts


def best_fed(job: Job, texts: Sequence[str]) -> Job:
    """The job with what feeds CTranslate2 best, found in a process of its own."""
    with ExitStack() as stack:
        return replace(job, feeding=Worker(stack, "tries", job).ask(texts))


def timed(worker: Worker, texts: Sequence[str], every: int = 1, note: str = "") -> Turn:
    """The turns of a worker with these texts."""
    worker.time(texts[:2])  # the first call allocates and compiles
    return Turn(lambda: worker.time(texts), lambda: worker.memory, every, note)


def opus(place: Place, beam: int) -> None:
    """opus-mt-ar-en's shape with outputs of one length."""
    several = articles(place.count(480 if beam > 1 else 960))
    sentences = list(chain.from_iterable(several))
    model, tokens = built(place.models, OPUS), random_models.TARGET_TOKENS
    job = Job(str(model.checkpoint), str(model.standard), beam, tokens)
    job = best_fed(job, sample(sentences, place.count(160 if beam > 1 else 480)))
    third = sample(sentences, len(sentences) // 3)
    few = 1 if beam > 1 else 3
    settings = {"translation.model": str(model.checkpoint), "translation.beam_size": str(beam), **FORCED}
    runs = Runs(place.work / f"opus-{beam}", several, settings)
    with ExitStack() as stack:
        ours = replace(job, converted=str(model.own))
        turns = {
            SINGLE: timed(Worker(stack, SINGLE, job), sample(sentences, 2 * few), _SELDOM),
            SIXTEEN: timed(Worker(stack, SIXTEEN, job), sample(sentences, 16 * few), _SELDOM),
            _ARGOS: timed(Worker(stack, "one call each", job), sample(sentences, 24 * few)),
            AT_ONCE: timed(Worker(stack, "at once", job), sentences, note=str(Feeding(**job.feeding))),
            _OURS: timed(Worker(stack, "at once", ours), third, _SELDOM),
            ENGINE: timed(Worker(stack, "engine", job), third, _SELDOM),
            RUN: Turn(runs.take, lambda: runs.memory),
        }
        play(turns, place.rounds)
        turns[RUN].note = runs.note()
        shape = f"{len(several)} articles, {len(sentences)} sentences, {tokens} tokens each"
        show(f"opus-mt-ar-en's shape, int8, {_search(beam)}, {shape}", turns, RUN)


def starters(place: Place) -> None:
    """The bundled model with the outputs that it makes."""
    for beam in (4, 1):
        _starter(place, beam)


def _starter(place: Place, beam: int) -> None:
    several = articles(place.count(480 if beam > 1 else 960))
    sentences = list(chain.from_iterable(several))
    from mujaz.models.resolve import resolve

    job = Job("starter", str(resolve("starter", None).folder), beam)
    job = best_fed(job, sample(sentences, place.count(240 if beam > 1 else 480)))
    settings = {"translation.beam_size": str(beam)}
    runs = Runs(place.work / f"starter-{beam}", several, settings)
    first_tries = Runs(
        place.work / f"starter-{beam}-first", several, settings | {"translation.retry": "false"}
    )
    third = sample(sentences, len(sentences) // 3)
    with ExitStack() as stack:
        turns = {
            _ARGOS: timed(Worker(stack, "one call each", job), sample(sentences, 48)),
            AT_ONCE: timed(Worker(stack, "at once", job), sentences, note=str(Feeding(**job.feeding))),
            ENGINE: timed(Worker(stack, "engine", job), third, _SELDOM),
            RUN: Turn(runs.take, lambda: runs.memory),
            FIRST_TRIES: Turn(first_tries.take, lambda: first_tries.memory),
        }
        play(turns, place.rounds)
        turns[RUN].note = runs.note()
        turns[FIRST_TRIES].note = f"{times(turns[FIRST_TRIES], turns[AT_ONCE])} times as fast as {AT_ONCE}"
        shape = f"{len(several)} articles, {len(sentences)} sentences"
        show(f"the bundled model, int8, {_search(beam)}, {shape}", turns, RUN)


def summaries(place: Place) -> None:
    """distilbart-cnn-12-6's shape with outputs of one length."""
    texts = random_models.english_articles(words=350)[: 3 if place.quick else 12]
    model, tokens = built(place.models, DISTILBART), random_models.SUMMARY_TOKENS
    job = best_fed(
        Job(str(model.checkpoint), str(model.standard), 4, tokens), texts[: 2 if place.quick else 8]
    )
    with ExitStack() as stack:
        ours = replace(job, converted=str(model.own))
        turns = {
            SINGLE: timed(Worker(stack, SINGLE, job), texts[:1], _SELDOM),
            AT_ONCE: timed(Worker(stack, "at once", job), texts, note=str(Feeding(**job.feeding))),
            _OURS: timed(Worker(stack, "at once", ours), texts, _SELDOM),
            ENGINE: timed(Worker(stack, "engine", job), texts),
        }
        play(turns, place.rounds)
        shape = f"{len(texts)} articles of 350 words, {tokens} tokens each"
        show(f"distilbart-cnn-12-6's shape, int8, beam 4, {shape}", turns, ENGINE, "articles")


def bits(place: Place) -> None:
    """Whether the company of a sentence changes a bit of its translation."""
    sentences = list(chain.from_iterable(articles(place.count(500))))
    model = checkpoint(place.models, OPUS)
    with ExitStack() as stack:
        found = Worker(stack, "bits", Job(str(model), "", 4, 8)).ask(sentences)
    wrong = f"{found['different']} of {len(sentences)} sentences"
    print(f"\nother company, other bits: {wrong} (beam 4, 8 tokens each)", flush=True)


def _search(beam: int) -> str:
    return "greedy" if beam == 1 else f"beam {beam}"
