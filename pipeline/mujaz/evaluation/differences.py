"""The sentences that two systems translated differently."""

from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.evaluation.measures import chrf
from mujaz.evaluation.outputs import Output
from mujaz.flags import Flag


@dataclass(frozen=True, slots=True)
class DifferentSentence:
    """One sentence that two systems translated differently."""

    line: int  # from 1
    arabic: str
    reference: str | None
    english: tuple[str, str]
    chrf: tuple[float, float] | None  # of each against the reference
    flags: tuple[tuple[Flag, ...], tuple[Flag, ...]]  # the grave ones

    @property
    def gain(self) -> float:
        """By how much chrF2++ of the second is higher; 0 without a reference."""
        return self.chrf[1] - self.chrf[0] if self.chrf else 0.0


def different_sentences(
    first: Output, second: Output, source: Sequence[str], reference: Sequence[str] | None
) -> list[DifferentSentence]:
    """All sentences that came out differently, in order."""
    numbers = [
        n for n, (one, other) in enumerate(zip(first.lines, second.lines, strict=True)) if one != other
    ]
    if not numbers:
        return []
    scores: list[tuple[float, float] | None] = [None] * len(numbers)
    if reference:
        wanted = [reference[n] for n in numbers]
        one, other = (chrf([output.lines[n] for n in numbers], wanted) for output in (first, second))
        scores = [(one.sentence(at) or 0.0, other.sentence(at) or 0.0) for at in range(len(numbers))]
    return [
        DifferentSentence(
            line=n + 1,
            arabic=source[n],
            reference=reference[n] if reference else None,
            english=(first.lines[n], second.lines[n]),
            chrf=pair,
            flags=(_grave(first.flags[n]), _grave(second.flags[n])),
        )
        for n, pair in zip(numbers, scores, strict=True)
    ]


def most_different(sentences: Sequence[DifferentSentence], count: int) -> list[DifferentSentence]:
    """Those whose chrF2++ differs most, either way; none without a reference."""
    scored = [one for one in sentences if one.chrf]
    return sorted(scored, key=lambda one: (-abs(one.gain), one.line))[:count]


def doubtful_in_one(sentences: Sequence[DifferentSentence]) -> list[DifferentSentence]:
    """Those that are doubtful in one system and not in the other: in order."""
    return [one for one in sentences if bool(one.flags[0]) != bool(one.flags[1])]


def _grave(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    return tuple(flag for flag in flags if flag.severity == "high")
