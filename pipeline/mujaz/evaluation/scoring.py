"""All measures of one system over one corpus."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.evaluation.facts import Carried
from mujaz.evaluation.measures import Measure, Wanted, corpus_metrics, fact_measures, length, share
from mujaz.evaluation.outputs import Output


@dataclass(frozen=True, slots=True)
class Scored:
    """One row of the table."""

    output: Output
    measures: tuple[Measure, ...]  # in the order of the columns
    comet: float | None = None  # in 0 to 1 for wmt22-comet-da

    @property
    def speed(self) -> float | None:
        """Sentences a second, models loaded; None for a file."""
        return len(self.output.lines) / self.output.seconds if self.output.seconds else None

    @property
    def flags(self) -> dict[str, int]:
        """How many sentences carry each flag, the commonest first."""
        counts = Counter(name for flags in self.output.flags for name in {flag.name for flag in flags})
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def measure(self, name: str) -> Measure | None:
        """A measure by its name, or None where it was not taken."""
        return next((one for one in self.measures if one.name == name), None)


def score(
    output: Output,
    source: Sequence[str],
    reference: Sequence[str] | None,
    wanted: Wanted,
    *,
    likeness: bool = True,
) -> Scored:
    """Take every measure that can be taken: without a reference, only what the source alone allows.

    Args:
        output: The English.
        source: The Arabic.
        reference: A person's English.
        wanted: What the English must show.
        likeness: Whether to measure how like the reference it is; not worth while for the reference itself.
    """
    measures = [*(corpus_metrics(output.lines, reference) if reference and likeness else ())]
    measures += fact_measures(source, output.lines, wanted)
    doubtful = [
        Carried(int(one), int(bool(arabic))) for one, arabic in zip(output.doubtful, source, strict=True)
    ]
    measures.append(share("doubtful", doubtful, lower_is_better=True))
    measures.append(length(output.lines, reference or source))
    return Scored(output, tuple(measures))
