"""What a model's scores mean: where one lies among the scores that the same model gives to ordinary news.

A score by itself says little: a mean log-probability of -1 is a bad sign from a large model and an everyday one from
a small one. So a model's folder may carry the quantiles of its own scores on known text.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mujaz.errors import ModelError
from mujaz.models import files

FILE = "calibration.json"
UNSURE = 0.05  # one sentence in twenty of ordinary text: below, a reader is told that the model was unsure
_STEPS = (
    20  # quantiles 0, 5, … 100 %: finer ones would be noise for the few hundred sentences that they come from
)
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Calibration:
    """The scores of one model on ordinary text, at evenly spaced quantiles from 0 to 1, ascending."""

    scores: tuple[float, ...]

    @classmethod
    def of(cls, scores: Sequence[float]) -> "Calibration":
        """The calibration that the scores of known sentences give.

        Raises:
            ValueError: There are fewer than a hundred scores.
        """
        if len(scores) < 5 * _STEPS:
            raise ValueError(
                f"{len(scores)} sentences are too few to calibrate with; {5 * _STEPS} are needed"
            )
        ranked = sorted(scores)
        places = (round(step * (len(ranked) - 1) / _STEPS) for step in range(_STEPS + 1))
        return cls(tuple(round(ranked[place], _DIGITS) for place in places))

    @classmethod
    def read(cls, folder: Path) -> "Calibration | None":
        """The calibration in a model's folder; None where it has none.

        Raises:
            ModelError: The file is not a calibration.
        """
        path = folder / FILE
        if not path.is_file():
            return None
        scores = files.read_json(path).get("scores")
        if not isinstance(scores, list) or not _ascending(scores):
            raise ModelError(
                f"the file {path} does not hold ascending scores",
                "copy the model's folder anew, or delete the file: scores then say less",
            )
        return cls(tuple(map(float, scores)))

    def confidence(self, score: float) -> float:
        """The share of ordinary sentences that score lower, from 0 to 1; between two quantiles in proportion."""
        at = bisect_left(self.scores, score)
        steps = len(self.scores) - 1
        if at == 0:
            return 0.0
        if at > steps:
            return 1.0
        low, high = self.scores[at - 1], self.scores[at]
        return (at - 1 + (score - low) / (high - low)) / steps

    @property
    def lowest(self) -> float:
        """The score below which a sentence counts as one that the model was unsure of."""
        at = UNSURE * (len(self.scores) - 1)
        low = min(int(at), len(self.scores) - 2)
        return self.scores[low] + (at - low) * (self.scores[low + 1] - self.scores[low])


def _ascending(scores: list[object]) -> bool:
    numbers = [one for one in scores if isinstance(one, int | float) and not isinstance(one, bool)]
    return len(numbers) == len(scores) > 1 and numbers == sorted(numbers)
