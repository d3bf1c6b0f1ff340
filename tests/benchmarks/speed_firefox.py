"""The part of the speed benchmark that sets the configuration `firefox` beside `fast`: which one should a laptop take?

Both engines translate the same sentences with random weights of the real shapes, greedy. A Firefox model's length cannot
be forced, so two are timed: one that ends every sentence at once, and one that never does (the package does then). A
decoder's steps cost the same each, so what TARGET_TOKENS take lies on the line between the two.
"""

import shutil
import statistics
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

from tests.benchmarks import random_firefox, random_models
from tests.benchmarks.speed_models import OPUS, articles, checkpoint
from tests.benchmarks.speed_parts import Place, timed
from tests.benchmarks.speed_rounds import Taken, Turn, Worker, play, show
from tests.benchmarks.speed_systems import Job

_FAST = "`fast`: opus-mt-ar-en, CTranslate2"
_FIREFOX = "`firefox`: ar-en-base-memory, fxtranslate"


def firefox(place: Place) -> None:
    """See above."""
    sentences = list(chain.from_iterable(articles(place.count(480))))
    tokens = random_models.TARGET_TOKENS
    never, at_once = (_model(place.models, stops=stops) for stops in (False, True))
    with ExitStack() as stack:
        fast = Job(str(checkpoint(place.models, OPUS)), "", 1, tokens)
        long, short = (Worker(stack, "engine", Job(str(folder), "", 1)) for folder in (never, at_once))
        share = (tokens - 1) / (_longest(never, sentences) - 1)

        def take() -> Taken:
            most, least = long.time(sentences), short.time(sentences)
            return Taken(*(low + share * (high - low) for low, high in zip(least, most, strict=True)))

        turns = {
            _FAST: timed(Worker(stack, "engine", fast), sentences),
            _FIREFOX: Turn(take, lambda: long.memory),
        }
        play(turns, place.rounds)
        show(
            f"`firefox` beside `fast`, greedy, {len(sentences)} sentences, {tokens} tokens each",
            turns,
            _FIREFOX,
        )


def _model(folder: Path, *, stops: bool) -> Path:
    found = folder / f"firefox-{'stops' if stops else 'goes-on'}"
    if not (found / "lex.50.50.aren.s2t.bin").is_file():  # the last of its files
        shutil.rmtree(found, ignore_errors=True)
        random_firefox.build(found, stops=stops)
    return found


def _longest(folder: Path, sentences: list[str]) -> float:
    """Tokens of the outputs of a model that never ends, on average."""
    from sentencepiece import SentencePieceProcessor

    pieces = SentencePieceProcessor(model_file=str(folder / "vocab.aren.spm"))
    return statistics.mean(min(2 * (len(row) + 1) + 4, 256) for row in pieces.encode(sentences))
