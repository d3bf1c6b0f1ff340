"""How a point says that it stands in for a generated one, or rests on a doubtful sentence."""

from collections.abc import Sequence
from dataclasses import replace

from mujaz.article import Point

REPLACED = "taken from the article in place of a generated sentence"
DOUBT = "the translation of sentence"


def replaced(points: Sequence[Point]) -> int:
    """How many of the points stand in for a generated sentence that could not be trusted."""
    return sum(any(flag.startswith(REPLACED) for flag in point.flags) for point in points)


def without_doubts(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points of an article that is doubtful as a whole and says so once: none says it again."""
    return tuple(
        replace(point, flags=tuple(flag for flag in point.flags if not flag.startswith(DOUBT)))
        for point in points
    )
