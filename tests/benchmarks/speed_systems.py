"""The systems that `speed.py` compares, each in a process of its own: texts in by standard input, seconds out.

`python -m tests.benchmarks.speed_systems SYSTEM CHECKPOINT CONVERTED BEAM TOKENS` loads the model, says `{}`, and answers
every line (a JSON list of texts) with `{"seconds": …, "cpu": …}`: from the texts to their outputs as text, of TOKENS
tokens each. The system `bits` answers with `{"different": …}` instead.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Translate = Callable[[Sequence[str]], Sequence[str]]


@dataclass(frozen=True)
class Job:
    """What a system is to load and to do."""

    checkpoint: Path
    converted: Path  # the same model in CTranslate2's format, int8
    beam: int
    tokens: int  # of every output
    first: str | None  # a token that every output starts with, before those


def transformers_batches(job: Job, size: int) -> Translate:
    """generate() over batches of `size`, sorted by length: float32, all cores."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(job.checkpoint)
    model = AutoModelForSeq2SeqLM.from_pretrained(job.checkpoint).eval()
    forced = job.tokens + (job.first is not None)

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


def ctranslate2_at_once(job: Job) -> Translate:
    """Everything in one call, as CTranslate2's documentation asks: token batches, one thread each, sorted by it."""
    import ctranslate2
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(job.checkpoint)
    cores = len(os.sched_getaffinity(0))
    translator = ctranslate2.Translator(
        str(job.converted), device="cpu", compute_type="int8", inter_threads=cores, intra_threads=1
    )
    forced = job.tokens + (job.first is not None)

    def translate(texts: Sequence[str]) -> Sequence[str]:
        rows = [tokenizer.convert_ids_to_tokens(ids) for ids in tokenizer(list(texts)).input_ids]
        results = translator.translate_batch(
            rows,
            target_prefix=[[job.first]] * len(rows) if job.first else None,
            beam_size=job.beam,
            max_batch_size=2048,
            batch_type="tokens",
            min_decoding_length=forced,
            max_decoding_length=forced,
        )
        outputs = [result.hypotheses[0] for result in results]
        if any(len(tokens) != forced for tokens in outputs):
            raise AssertionError("outputs of another length came out")
        return [tokenizer.decode(tokenizer.convert_tokens_to_ids(tokens)) for tokens in outputs]

    return translate


def mujaz_engine(job: Job) -> Translate:
    """Mujaz's engine, as its pipeline calls it for a window of articles."""
    from mujaz.engines import registry
    from mujaz.engines.protocol import DecodingOptions, EngineSettings
    from mujaz.models.resolve import resolve

    engine = registry.load("ctranslate2", resolve(str(job.checkpoint), None), EngineSettings(device="cpu"))
    options = DecodingOptions(beam_size=job.beam, min_length=job.tokens, max_length=job.tokens)

    def translate(texts: Sequence[str]) -> Sequence[str]:
        return [hypothesis.text for hypothesis in engine.translate(texts, options)]

    return translate


def bits(job: Job) -> Callable[[Sequence[str]], int]:
    """How many texts Mujaz's engine translates otherwise, by a single bit, in other company than all together."""
    from mujaz.engines import registry
    from mujaz.engines.protocol import DecodingOptions, EngineSettings
    from mujaz.models.resolve import resolve

    engine = registry.load("ctranslate2", resolve(str(job.checkpoint), None), EngineSettings(device="cpu"))
    options = DecodingOptions(beam_size=job.beam, min_length=job.tokens, max_length=job.tokens)

    def different(texts: Sequence[str]) -> int:
        together = dict(zip(texts, engine.translate(texts, options), strict=True))
        shuffled = random.Random(5).sample(list(texts), len(texts))  # noqa: S311 - no secret
        wrong: set[str] = set()
        for size, count in ((1, 40), (5, 150), (50, len(texts))):
            for low in range(0, min(count, len(texts)), size):
                window = shuffled[low : low + size]
                made = engine.translate(window, options)
                wrong |= {text for text, one in zip(window, made, strict=True) if one != together[text]}
        return len(wrong)

    return different


BITS = "bits"
SYSTEMS: dict[str, Callable[[Job], Translate]] = {
    "transformers, one by one": lambda job: transformers_batches(job, 1),
    "transformers, sorted batches of 16": lambda job: transformers_batches(job, 16),
    "CTranslate2, all at once": ctranslate2_at_once,
    "Mujaz's engine": mujaz_engine,
}


def main() -> None:
    name, checkpoint, converted, beam, tokens = sys.argv[1:]
    config: dict[str, Any] = json.loads((Path(checkpoint) / "config.json").read_text(encoding="utf-8"))
    first = "<s>" if "forced_bos_token_id" in config else None
    job = Job(Path(checkpoint), Path(converted), int(beam), int(tokens), first)
    answer = _different(bits(job)) if name == BITS else _timed(SYSTEMS[name](job))
    say = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints must not come between
    print("{}", file=say, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=say, flush=True)


def _timed(translate: Translate) -> Callable[[list[str]], dict[str, float]]:
    def answer(texts: list[str]) -> dict[str, float]:
        wall, cpu = time.perf_counter(), time.process_time()
        translate(texts)
        return {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}

    return answer


def _different(different: Callable[[Sequence[str]], int]) -> Callable[[list[str]], dict[str, float]]:
    return lambda texts: {"different": different(texts)}


if __name__ == "__main__":
    main()
