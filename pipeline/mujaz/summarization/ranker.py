"""How much each sentence of an article deserves to stand in its brief: a weighted sum of its features."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mujaz.article import Translation
from mujaz.summarization.features import NAMES, features
from mujaz.summarization.tfidf import Vectors

if TYPE_CHECKING:
    from mujaz.summarization.tfidf import Vector

WEIGHTS = Path(__file__).with_name("picks.json")
_DIGITS = 9  # scores are compared after rounding: the last bits of a float differ between machines


@dataclass(frozen=True, slots=True)
class Ranker:
    """A linear ranker; its weights were learnt from an analyst's picks by `python -m recipes.picks`.

    Args:
        weights: One for each of `features.NAMES`.
    """

    weights: tuple[float, ...]

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> "Ranker":
        """From weights by name.

        Raises:
            ValueError: The names are not those of the features.
        """
        if set(weights) != set(NAMES):
            wrong = ", ".join(sorted(set(weights) ^ set(NAMES)))
            raise ValueError(f"the weights and the features differ: {wrong}")
        return cls(tuple(weights[name] for name in NAMES))

    @property
    def signature(self) -> str:
        """A hash of names and weights."""
        told = json.dumps(list(zip(NAMES, self.weights, strict=True)))
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    def scores(self, translations: Sequence[Translation]) -> "tuple[Vector, Vectors]":
        """A score for each sentence of an article, the higher the fitter, and the sentences as vectors."""
        import numpy as np

        matrix, vectors = features(translations)
        scores: Vector = np.round(matrix @ np.array(self.weights, dtype=np.float64), _DIGITS)
        return scores, vectors


def shipped() -> Ranker:
    """The ranker of this package."""
    return _read()[0]


def novelty() -> float:
    """The deduction for likeness that was chosen together with the weights."""
    return _read()[1]


@cache
def _read() -> tuple[Ranker, float]:
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Ranker.of(data["weights"]), float(data["novelty"])
