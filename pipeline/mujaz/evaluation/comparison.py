"""Two systems side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.evaluation.bootstrap import Difference, paired
from mujaz.evaluation.differences import DifferentSentence, different_sentences
from mujaz.evaluation.scoring import Scored


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second system against the first."""

    names: tuple[str, str]
    differences: tuple[Difference, ...]  # one a measure
    different: tuple[DifferentSentence, ...]  # sentences that came out differently, in order
    sentences: int


def versus(
    first: Scored, second: Scored, source: Sequence[str], reference: Sequence[str] | None, resamples: int
) -> Comparison:
    """Compare two systems on every measure that both have and that has a better side."""
    pairs = [(one, second.measure(one.name)) for one in first.measures if not one.neutral]
    found = [paired(one, other, resamples) for one, other in pairs if other is not None]
    return Comparison(
        (first.output.name, second.output.name),
        tuple(one for one in found if one is not None),
        tuple(different_sentences(first.output, second.output, source, reference)),
        len(source),
    )
