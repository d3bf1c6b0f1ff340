"""Translations in, points out: extractive and abstractive.

May import everything below but `readers`, `memory` and `translation`. The protocol that both kinds keep stands here.
"""

from collections.abc import Sequence
from typing import Protocol

from mujaz.article import Point, Translation


class Summarizer(Protocol):
    """Chooses or writes the points of a brief."""

    @property
    def signature(self) -> str:
        """Method, model and version: changes whenever the same article could give other points."""
        ...

    def summarize(self, translations: Sequence[Translation], points: int) -> list[Point]:
        """The points of one article, in the article's order, each citing the sentences on which it rests.

        Args:
            translations: All sentences of one article, in order.
            points: How many points there are to be, at most; at least 1.

        Returns:
            Fewer points than asked for when the article has less to say; none only when no sentence has
            any English.
        """
        ...

    def summarize_all(self, articles: Sequence[Sequence[Translation]], points: int) -> list[list[Point]]:
        """The points of each of several articles, the same as one by one; a model works on all of them at once."""
        ...
