"""How a point says that it stands in for a generated one."""

from collections.abc import Sequence

from mujaz.article import Point

REPLACED = "taken from the article in place of a generated sentence"


def replaced(points: Sequence[Point]) -> int:
    """How many of the points stand in for a generated sentence that could not be trusted."""
    return sum(any(flag.startswith(REPLACED) for flag in point.flags) for point in points)
