"""The systems that `speed.py` compares, each in a process of its own: texts in by standard input, seconds out.

`python -m tests.benchmarks.speed_systems SYSTEM JOB` loads the model that the job (JSON) names, says `{}`, and answers
every line (a JSON list of texts) with `{"seconds": …}`: from the texts to their outputs as text. `tries` answers
with the feeding that suits CTranslate2 best, `bits` with how many texts depend on their company by a bit.
"""

import dataclasses
import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.speed_tokens import Tokens, tokens_of

Translate = Callable[[Sequence[str]], Sequence[str]]
_LONG = 50  # tokens: longer outputs are summaries, of long texts


@dataclass(frozen=True)
class Feeding:
    """How CTranslate2 is given many texts at once: it sorts them by length and cuts them into batches by itself."""

    inter_threads: int = 1  # batches at one time
    intra_threads: int = 1  # threads on one batch
    max_batch_size: int = 2048
    batch_type: str = "tokens"

    def __str__(self) -> str:
        threads = f"{self.inter_threads} × {self.intra_threads} threads"
        return f"{threads}, batches of {self.max_batch_size} {self.batch_type}"


@dataclass(frozen=True)
class Job:
    """What a system is to load and to do."""

    checkpoint: str  # folder with the tokeniser, or `starter`
    converted: str  # the same model in CTranslate2's format, int8
    beam: int
    tokens: int = 0  # of every output; 0: the model says when it ends
    feeding: dict[str, Any] = dataclasses.field(default_factory=dict)  # of CTranslate2 at once

    @classmethod
    def read(cls, text: str) -> "Job":
        return cls(**json.loads(text))

    @property
    def text(self) -> str:
        return json.dumps(dataclasses.asdict(self))


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0))


def transformers_batches(job: Job, size: int) -> Translate:
    """generate() over batches of `size`, sorted by length: float32, all cores."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(job.checkpoint)
    model = AutoModelForSeq2SeqLM.from_pretrained(job.checkpoint).eval()
    forced = job.tokens + (tokens_of(Path(job.checkpoint)).first is not None)

    def translate(texts: Sequence[str]) -> Sequence[str]:
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        found: dict[int, str] = {}
        for low in range(0, len(order), size):
            places = order[low : low + size]
            with torch.inference_mode():
                rows = model.generate(
                    **tokenizer([texts[at] for at in places], return_tensors="pt", padding=True),
                    num_beams=job.beam,
                    min_new_tokens=forced,
                    max_new_tokens=forced,
                    min_length=None,
                    max_length=None,
                )
            if rows.shape[1] != forced + 1:
                raise AssertionError(f"{rows.shape[1] - 1} tokens came out, not {forced}")
            found.update(zip(places, tokenizer.batch_decode(rows, skip_special_tokens=True), strict=True))
        return [found[at] for at in range(len(texts))]

    return translate


class CTranslate2:
    """CTranslate2 alone, with the search that the model's files ask for, and tokenisers that need no transformers."""

    def __init__(self, job: Job, feeding: Feeding) -> None:
        import ctranslate2

        self._tokens: Tokens = tokens_of(_folder(job.checkpoint))
        self._feeding = feeding
        self._translator: Any = ctranslate2.Translator(
            job.converted,
            device="cpu",
            compute_type="int8",
            inter_threads=feeding.inter_threads,
            intra_threads=feeding.intra_threads,
        )
        self._forced = job.tokens and job.tokens + (self._tokens.first is not None)
        self._search: dict[str, Any] = {"beam_size": job.beam, **self._tokens.search}
        if self._forced:
            self._search |= {"min_decoding_length": self._forced, "max_decoding_length": self._forced}

    def at_once(self, texts: Sequence[str]) -> Sequence[str]:
        """Everything in one call."""
        rows = self._tokens.encode(texts)
        results = self._translator.translate_batch(
            rows,
            target_prefix=[[self._tokens.first]] * len(rows) if self._tokens.first else None,
            max_batch_size=self._feeding.max_batch_size,
            batch_type=self._feeding.batch_type,
            **self._search,
        )
        outputs = [result.hypotheses[0] for result in results]
        if self._forced and any(len(tokens) != self._forced for tokens in outputs):
            raise AssertionError("outputs of another length came out")
        return self._tokens.decode(outputs)

    def one_by_one(self, texts: Sequence[str]) -> Sequence[str]:
        """A call for each text, as Argos Translate makes for each sentence."""
        return [self.at_once([text])[0] for text in texts]


def mujaz_engine(job: Job) -> Translate:
    """Mujaz's engine, as its pipeline calls it for a window of articles."""
    engine, options = _engine(job)

    def translate(texts: Sequence[str]) -> Sequence[str]:
        return [hypothesis.text for hypothesis in engine.translate(texts, options)]

    return translate


def mujaz_pipeline(job: Job) -> Translate:
    """Mujaz's loaded pipeline: the texts are the sentences of one article; gives its points."""
    import mujaz

    settings = [f"translation.model={job.checkpoint}", f"translation.beam_size={job.beam}"]
    settings += ["memory.enabled=false"]
    settings += ["translation.retry=false", "translation.canary=false"] if job.tokens else []
    pipeline = mujaz.Pipeline.from_config("offline", settings, warn=lambda _: None)

    def translate(texts: Sequence[str]) -> Sequence[str]:
        brief = next(iter(pipeline.process([mujaz.Article.from_text("\n".join(texts))])))
        if not isinstance(brief, mujaz.Brief):
            raise TypeError(f"no brief: {brief}")
        return [point.text for point in brief.points]

    return translate


def tries(job: Job) -> Callable[[Sequence[str]], dict[str, Any]]:
    """Try ways of feeding CTranslate2: first the threads, then the batches, the best two again; the quickest counts."""
    batches = [(1024, "tokens"), (4096, "tokens"), (16, "examples"), (32, "examples")]
    if job.tokens > _LONG:
        batches = [(4096, "tokens"), (2, "examples"), (4, "examples")]

    def quickest(texts: Sequence[str]) -> dict[str, Any]:
        taken: dict[Feeding, float] = {}

        def take(feeding: Feeding) -> None:
            system = CTranslate2(job, feeding)
            system.at_once(texts[:2])
            begun = time.perf_counter()
            system.at_once(texts)
            seconds = time.perf_counter() - begun
            taken[feeding] = min(seconds, taken.get(feeding, seconds))

        for threads in dict.fromkeys([(cores(), 1), (1, cores())]):
            take(Feeding(*threads))
        best = min(taken, key=taken.__getitem__)
        for size, kind in batches:
            take(dataclasses.replace(best, max_batch_size=size, batch_type=kind))
        for feeding in sorted(taken, key=taken.__getitem__)[:2]:
            take(feeding)
        return dataclasses.asdict(min(taken, key=taken.__getitem__))

    return quickest


def bits(job: Job) -> Callable[[Sequence[str]], dict[str, Any]]:
    """How many texts Mujaz's engine translates otherwise, by a single bit, in other company than all together."""
    engine, options = _engine(job)

    def different(texts: Sequence[str]) -> dict[str, Any]:
        together = dict(zip(texts, engine.translate(texts, options), strict=True))
        shuffled = random.Random(5).sample(list(texts), len(texts))  # noqa: S311 - no secret
        wrong: set[str] = set()
        for size, count in ((1, 40), (5, 150), (50, len(texts))):
            for low in range(0, min(count, len(texts)), size):
                window = shuffled[low : low + size]
                made = engine.translate(window, options)
                wrong |= {text for text, one in zip(window, made, strict=True) if one != together[text]}
        return {"different": len(wrong)}

    return different


def _engine(job: Job) -> tuple[Any, Any]:
    from mujaz.engines import registry
    from mujaz.engines.protocol import DecodingOptions, EngineSettings
    from mujaz.models.resolve import resolve

    engine = registry.load("auto", resolve(job.checkpoint, None), EngineSettings(device="cpu"))
    forced = {"min_length": job.tokens, "max_length": job.tokens} if job.tokens else {}
    return engine, DecodingOptions(beam_size=job.beam, **forced)


def _folder(checkpoint: str) -> Path:
    if checkpoint != "starter":
        return Path(checkpoint)
    from mujaz.models.resolve import resolve

    return resolve(checkpoint, None).folder


SINGLE, SIXTEEN = "transformers, one by one", "transformers, sorted batches of 16"
SYSTEMS: dict[str, Callable[[Job], Translate]] = {
    SINGLE: lambda job: transformers_batches(job, 1),
    SIXTEEN: lambda job: transformers_batches(job, 16),
    "at once": lambda job: CTranslate2(job, Feeding(**job.feeding)).at_once,
    "one call each": lambda job: CTranslate2(job, Feeding(1, cores())).one_by_one,
    "engine": mujaz_engine,
    "pipeline": mujaz_pipeline,
}
QUESTIONS: dict[str, Callable[[Job], Callable[[Sequence[str]], dict[str, Any]]]] = {
    "tries": tries,
    "bits": bits,
}


def main() -> None:
    name, job = sys.argv[1], Job.read(sys.argv[2])
    answer = QUESTIONS[name](job) if name in QUESTIONS else _timed(SYSTEMS[name](job))
    say = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints must not come between
    print("{}", file=say, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=say, flush=True)


def _timed(translate: Translate) -> Callable[[Sequence[str]], dict[str, Any]]:
    def answer(texts: Sequence[str]) -> dict[str, Any]:
        begun = time.perf_counter()
        translate(texts)
        return {"seconds": time.perf_counter() - begun}

    return answer


if __name__ == "__main__":
    main()
