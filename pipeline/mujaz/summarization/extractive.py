"""Points taken from the article: the sentences that an analyst would pick, no repetition."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mujaz.article import Point, Translation
from mujaz.flags import FLAGS
from mujaz.summarization.claims import claims
from mujaz.summarization.marks import DOUBT
from mujaz.summarization.ranker import Ranker, novelty, shipped
from mujaz.summarization.shorten import shortened
from mujaz.summarization.tfidf import Vectors
from mujaz.summarization.worth import Worth, worth

if TYPE_CHECKING:
    from mujaz.summarization.tfidf import Vector

_DIGITS = 9  # scores are compared after rounding: the last bits of a float differ between machines


@dataclass(frozen=True, slots=True)
class Extractive:
    """The sentences of an article that a ranker values most, in the article's order.

    Sentences are taken one by one, each time the one with the highest score less its likeness to those already taken
    (maximal marginal relevance, Carbonell & Goldstein 1998); a near-repetition is never taken. The likeness is that of the
    Arabic. No model, no randomness. What it is worth: `python -m tests.benchmarks.briefs`.

    Args:
        ranker: Scores the sentences; by default the one of this package.
        novelty: Weight of the likeness that is deducted, at least 0.
        repeats: A cosine from which on a sentence counts as a repetition.
    """

    ranker: Ranker = field(default_factory=shipped)
    novelty: float = field(default_factory=novelty)
    repeats: float = 0.7

    @property
    def signature(self) -> str:
        """The method, the weights and all settings."""
        return f"picks2|{self.ranker.signature}|novelty{self.novelty:g}|repeats{self.repeats:g}"

    def summarize(self, translations: Sequence[Translation], points: int) -> list[Point]:
        """Up to `points` sentences of the article, made fit to stand alone, each citing itself.

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
        speakers = {claim.sentence: claim.speaker for claim in reversed(claims(translations))}
        return [_point(one, speakers.get(one.sentence.n, "")) for one in useful]

    def summarize_all(self, articles: Sequence[Sequence[Translation]], points: int) -> list[list[Point]]:
        """See `Summarizer`."""
        return [self.summarize(translations, points) for translations in articles]

    def rank(self, translations: Sequence[Translation]) -> list[Translation]:
        """The sentences with any English, the fittest first; for taking the place of an untrusted point."""
        usable = [one for one in translations if worth(one) < Worth.EMPTY]
        scores, _ = self.ranker.scores(usable)
        order = sorted(range(len(usable)), key=lambda at: (worth(usable[at]), -scores[at], at))
        return [usable[at] for at in order]

    def _choose(self, sentences: Sequence[Translation], points: int) -> list[Translation]:
        scores, vectors = self.ranker.scores(sentences)
        classes = [worth(one) for one in sentences]
        return [sentences[at] for at in self.pick(scores, vectors, classes, points)]

    def pick(self, scores: "Vector", vectors: Vectors, classes: Sequence[Worth], points: int) -> list[int]:
        """The places, from 0 and in order, of the sentences to take: by class, by score less likeness, by place."""
        import numpy as np

        likeness = np.zeros(len(scores))
        chosen: list[int] = []
        while len(chosen) < points:
            left = [at for at in range(len(scores)) if at not in chosen and likeness[at] < self.repeats]
            if not left:
                break
            value = np.round(scores - self.novelty * likeness, _DIGITS)
            best = min(left, key=lambda at: (classes[at], -value[at], at))
            chosen.append(best)
            likeness = np.maximum(likeness, vectors.similarity(best))
        return sorted(chosen)


def _point(translation: Translation, speaker: str) -> Point:
    """A sentence as a point, shorter where that is safe; a doubtful translation stays as it is."""
    whole = verbatim(translation)
    if translation.doubtful:
        return whole
    text = shortened(translation, speaker)
    return replace(whole, text=text, shortened=text != " ".join(whole.text.split()))


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
