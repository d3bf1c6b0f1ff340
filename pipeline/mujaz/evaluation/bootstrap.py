"""Is the difference between two systems more than luck in the choice of sentences? Paired bootstrap resampling.

Koehn 2004 (Statistical Significance Tests for Machine Translation Evaluation): draw as many sentences as there are,
with replacement, a thousand times; score both systems on each draw. `wins` is his figure: the share of draws in which
the second system is better. The p-value is two-sided, of the draws' differences moved to a mean of no difference
(Efron and Tibshirani 1993, chapter 16), with one added above and below so that it is never 0; the interval holds the
middle 95 % of the differences. All systems and all measures are scored on the same draws.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mujaz.evaluation.measures import Measure

RESAMPLES = 1000
SEED = 12345
_CELLS = 4_000_000  # of a draw's matrix at a time: 32 MB
_TAIL = 2.5  # per cent on either side of a 95 % interval


@dataclass(frozen=True, slots=True)
class Difference:
    """The second system minus the first, on one measure."""

    measure: str
    first: float
    second: float
    low: float  # of the 95 % interval of the difference
    high: float
    p: float  # two-sided
    wins: float  # share of the draws in which the second is better

    @property
    def difference(self) -> float:
        """How much the second has more."""
        return self.second - self.first


def paired(
    first: Measure, second: Measure, resamples: int = RESAMPLES, seed: int = SEED
) -> Difference | None:
    """Compare two systems on one measure.

    Args:
        first: The one to compare with.
        second: The other, on the same sentences.
        resamples: Draws.
        seed: Of the draws; the same seed and number of sentences give the same draws.

    Returns:
        None where the sentences hold nothing to measure, such as no number.
    """
    one, other = first.score, second.score
    if one is None or other is None:
        return None
    draws = _draws(first.rows.shape[0], resamples, seed)
    found = np.concatenate([_scores(second, counts) - _scores(first, counts) for counts in draws])
    found = found[~np.isnan(found)]  # a draw of a few sentences may hold no number
    observed = other - one
    extreme = int(np.sum(np.abs(found - observed) >= abs(observed)))
    better = -found if first.lower_is_better else found
    low, high = np.percentile(found, (_TAIL, 100 - _TAIL)) if found.size else (observed, observed)
    wins = float(np.mean(better > 0)) if found.size else 0.0
    p = (extreme + 1) / (found.size + 1)
    return Difference(first.name, one, other, float(low), float(high), p, wins)


def _draws(sentences: int, resamples: int, seed: int) -> Iterator[NDArray[np.float64]]:
    """How often each sentence is drawn: draws x sentences, in blocks that fit into memory."""
    chance = np.random.default_rng(seed)
    at_once = max(1, _CELLS // sentences)
    for start in range(0, resamples, at_once):
        size = min(at_once, resamples - start)
        drawn = chance.integers(sentences, size=(size, sentences))
        counts = np.zeros((size, sentences))
        for at, numbers in enumerate(drawn):
            counts[at] = np.bincount(numbers, minlength=sentences)
        yield counts


def _scores(measure: Measure, counts: NDArray[np.float64]) -> NDArray[np.float64]:
    found = [measure.of_sums(sums) for sums in counts @ measure.rows]
    return np.array([np.nan if one is None else one for one in found])
