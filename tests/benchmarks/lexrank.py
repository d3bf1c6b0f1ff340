"""The points that Mujaz took before its ranker was learnt: LexRank and a prior for the lead. To measure against."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mujaz.article import Point, Translation
from mujaz.summarization.extractive import Extractive, verbatim
from mujaz.summarization.tfidf import Vectors
from mujaz.summarization.worth import Worth, worth

if TYPE_CHECKING:
    from mujaz.summarization.tfidf import Vector

_DIGITS = 9


@dataclass(frozen=True, slots=True)
class LexRank:
    """The most central sentences of an article, in its order.

    A sentence's score is its LexRank centrality, mixed with a prior that falls from the lead downwards; then as in
    `Extractive`. Its defaults were chosen on summaries.txt.

    Args:
        lead: Share of the prior in the score, 0 to 1; the rest is centrality.
        half: The position (from 0) at which the prior has fallen to a half.
        novelty: Weight of the likeness that is deducted, 0 to 1.
        repeats: A cosine from which on a sentence counts as a repetition.
    """

    lead: float = 0.4
    half: float = 1.5
    novelty: float = 0.5
    repeats: float = 0.7

    def summarize(self, translations: Sequence[Translation], points: int) -> list[Point]:
        """Up to `points` sentences of the article, verbatim, each citing itself."""
        classed = [(worth(one), one) for one in translations]
        useful = [one for kind, one in classed if kind < Worth.FURNITURE]
        if not useful:
            useful = [one for kind, one in classed if kind < Worth.EMPTY]
        if len(useful) > points:
            useful = self._choose(useful, points)
        return [verbatim(one) for one in useful]

    def _scores(self, sentences: Sequence[Translation], vectors: Vectors) -> "Vector":
        """Centrality with the lead prior, 0 to about 1, rounded."""
        position = np.arange(len(sentences))
        prior = 1.0 / (1.0 + position / self.half)
        return np.round((1 - self.lead) * vectors.centrality() + self.lead * prior, _DIGITS)

    def _choose(self, sentences: Sequence[Translation], points: int) -> list[Translation]:
        vectors = Vectors([one.english for one in sentences])
        scores = self._scores(sentences, vectors)
        classes = [worth(one) for one in sentences]
        picking = Extractive(novelty=self.novelty, repeats=self.repeats)
        return [sentences[at] for at in picking.pick(scores, vectors, classes, points)]
