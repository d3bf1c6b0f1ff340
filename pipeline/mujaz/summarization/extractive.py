"""Points taken word for word from the article: LexRank, a prior for the lead, no repetition."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mujaz.article import Point, Translation
from mujaz.flags import FLAGS
from mujaz.summarization.marks import DOUBT
from mujaz.summarization.tfidf import Vector, Vectors
from mujaz.summarization.worth import Worth, worth

_DIGITS = 9  # scores are compared after rounding: the last bits of a float differ between machines


@dataclass(frozen=True, slots=True)
class Extractive:
    """The most central sentences of an article, in its order.

    A sentence's score is its LexRank centrality, mixed with a prior that falls from the lead downwards. Sentences are
    taken one by one, each time the one with the highest score less its likeness to those already taken (maximal marginal
    relevance, Carbonell & Goldstein 1998); a near-repetition is never taken. No model, no randomness.

    Measured with `python -m tests.benchmarks.summaries`, four points, ROUGE-2: on the 14 mini articles on which the
    defaults were chosen .310 against .274 for the first four sentences and .295 for LexRank alone; on 52 further ones,
    written afterwards, .146 against .146 and .150, so nothing is gained there but in ROUGE-L (.284 against .266 for
    the first four) and in names. The lead prior helps where an article's lead holds a point (35 of the 52) and harms
    where it opens with colour; newswire opens with its point.

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

    @property
    def signature(self) -> str:
        """The method and all its settings."""
        return f"lexrank2|lead{self.lead:g}/{self.half:g}|novelty{self.novelty:g}|repeats{self.repeats:g}"

    def summarize(self, translations: Sequence[Translation], points: int) -> list[Point]:
        """Up to `points` sentences of the article, verbatim, each citing itself.

        Sound sentences come first, then questions and very short ones; doubtful translations only where there is no
        sound one (the point says so); bylines, datelines and credits only when there is nothing else. An article with
        no more such sentences than points passes through whole.

        Raises:
            ValueError: `points` is below 1.
        """
        if points < 1:
            raise ValueError(f"a brief needs at least one point, not {points}")
        classed = [(worth(one), one) for one in translations]
        useful = [one for kind, one in classed if kind < Worth.FURNITURE]
        if any(kind == Worth.SOUND for kind, _ in classed):
            useful = [one for kind, one in classed if kind < Worth.DOUBTFUL]
        if not useful:
            useful = [one for kind, one in classed if kind < Worth.EMPTY]
        if len(useful) > points:
            useful = self._choose(useful, points)
        return [verbatim(one) for one in useful]

    def summarize_all(self, articles: Sequence[Sequence[Translation]], points: int) -> list[list[Point]]:
        """See `Summarizer`."""
        return [self.summarize(translations, points) for translations in articles]

    def rank(self, translations: Sequence[Translation]) -> list[Translation]:
        """The sentences with any English, the fittest first; for taking the place of an untrusted point."""
        usable = [one for one in translations if worth(one) < Worth.EMPTY]
        scores = self._scores(usable, Vectors([one.english for one in usable]))
        order = sorted(range(len(usable)), key=lambda at: (worth(usable[at]), -scores[at], at))
        return [usable[at] for at in order]

    def _scores(self, sentences: Sequence[Translation], vectors: Vectors) -> Vector:
        """Centrality with the lead prior, 0 to about 1, rounded."""
        position = np.arange(len(sentences))
        prior = 1.0 / (1.0 + position / self.half)
        return np.round((1 - self.lead) * vectors.centrality() + self.lead * prior, _DIGITS)

    def _choose(self, sentences: Sequence[Translation], points: int) -> list[Translation]:
        vectors = Vectors([one.english for one in sentences])
        scores = self._scores(sentences, vectors)
        classes = [worth(one) for one in sentences]
        likeness = np.zeros(len(sentences))
        chosen: list[int] = []
        while len(chosen) < points:
            left = [at for at in range(len(sentences)) if at not in chosen and likeness[at] < self.repeats]
            if not left:
                break
            value = np.round(scores - self.novelty * likeness, _DIGITS)
            best = min(left, key=lambda at: (classes[at], -value[at], at))
            chosen.append(best)
            likeness = np.maximum(likeness, vectors.similarity(best))
        return [sentences[at] for at in sorted(chosen)]


def verbatim(translation: Translation, *flags: str) -> Point:
    """A sentence as a point that cites itself; a doubtful translation is marked as such."""
    return Point(
        text=translation.english.strip(),
        cites=(translation.sentence.n,),
        origin="extractive",
        flags=(*flags, *doubts([translation])),
    )


def doubts(translations: Sequence[Translation]) -> tuple[str, ...]:
    """One line in few words for each doubtful translation; what was seen stands beside the sentence itself."""
    return tuple(
        f"{DOUBT} {one.sentence.n} is doubtful: {', '.join(labels)}"
        for one in translations
        if (
            labels := dict.fromkeys(
                FLAGS[flag.name].label.lower() for flag in one.flags if flag.severity == "high"
            )
        )
    )
