"""What the pipeline asks of an engine, whatever library stands behind it."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, overload

from mujaz.config import Device, Precision


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Where and how a model of files runs, and what a model of many languages is told."""

    device: Device = "auto"  # auto takes a GPU where there is one
    precision: Precision = "auto"  # on a CPU int8 (ctranslate2) or float32 (transformers), on a GPU float16
    threads: int = 0  # of the CPU; 0 takes all that this process may use
    source_code: str | None = None  # as the model writes the language, e.g. `arb_Arab`; None is Arabic
    target_code: str | None = None  # likewise; None is English
    prefix: str | None = (
        None  # text before each input; None takes what the family expects (T5, MADLAD), else nothing
    )


DEFAULTS = EngineSettings()


@dataclass(frozen=True, slots=True)
class DecodingOptions:
    """How to search for the output. `None` means: what the model's own configuration says."""

    beam_size: int | None = None  # 1 is greedy
    batch_tokens: int = 2048  # padded source tokens in one batch, at most
    no_repeat_ngram: int | None = None  # no n-gram of this many tokens twice; 0 allows all
    min_length: int | None = None  # target tokens
    max_length: int | None = None  # target tokens; None: in proportion to the source
    length_penalty: float | None = None
    hypotheses: int = 1  # how many of the beam to give back, at most; engines without a beam give one


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What came out for one input text."""

    text: str
    score: float | None  # mean log-probability per target token (end-of-sentence included), at most 0
    finished: bool  # False: stopped at the length limit, without an end-of-sentence token
    others: Sequence["Hypothesis"] = ()  # the next best of the beam, where more than one was asked for


class Others(Sequence[Hypothesis]):
    """What else a beam held, made into text only where it is looked at: few translations are doubted.

    Args:
        make: Makes a hypothesis of an output's tokens and its score.
        tokens: Of each output.
        scores: Of each output.
    """

    def __init__(
        self,
        make: Callable[[list[str], float], Hypothesis],
        tokens: Sequence[list[str]],
        scores: Sequence[float],
    ) -> None:
        self._make, self._tokens, self._scores = make, tokens, scores

    @overload
    def __getitem__(self, at: int) -> Hypothesis: ...
    @overload
    def __getitem__(self, at: slice) -> list[Hypothesis]: ...
    def __getitem__(self, at: int | slice) -> Hypothesis | list[Hypothesis]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        return self._make(self._tokens[at], self._scores[at])

    def __len__(self) -> int:
        return len(self._tokens)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Engine(Protocol):
    """A loaded sequence-to-sequence model: for translation, and for abstractive summaries."""

    @property
    def signature(self) -> str:
        """Engine, model, revision and precision, e.g. `ctranslate2|Helsinki-NLP/opus-mt-ar-en@9c5efff|int8`."""
        ...

    @property
    def max_source_tokens(self) -> int:
        """The longest input in tokens, special tokens not counted."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The length of each text in source tokens, special tokens not counted."""
        ...

    def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:
        """One hypothesis for each text, in the same order; several threads may call it.

        Args:
            texts: Each within `max_source_tokens`. An engine never truncates.
            options: How to decode.

        Raises:
            ValueError: A text is longer than `max_source_tokens`.
        """
        ...


class FixedDecoding:
    """The mark of an engine with one way of decoding: beam size, n-gram rule and length penalty change nothing."""
