"""Points written by a sequence-to-sequence summariser, each traced to its sentences or replaced by one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from mujaz.article import Point, Translation
from mujaz.engines.protocol import DecodingOptions, Engine, Hypothesis
from mujaz.english import sentences as english_sentences
from mujaz.summarization.attribution import dropped
from mujaz.summarization.chunks import Chunk, chunks
from mujaz.summarization.citing import Citer
from mujaz.summarization.extractive import Extractive, doubts, verbatim
from mujaz.summarization.grounding import MIN_SUPPORT, MIN_TELLING, Check, faults, judge
from mujaz.summarization.marks import REPLACED
from mujaz.summarization.tfidf import Vectors
from mujaz.summarization.worth import Worth, worth

SHORT = 3  # sentences up to which an article is its own summary
FEWEST_POINTS = 3  # a brief has three to five; below this, sentences of the article fill up

# The settings of distilbart-cnn-12-6, the shipped summariser. Above these lengths of the source the model's own
# settings stand; below, they would make it write more than it has read, which is when summarisers invent.
_USUAL_MAX = 142
_USUAL_MIN = 56


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A point that may go into the brief, and the chunk that it tells of."""

    chunk: int
    point: Point


@dataclass(frozen=True, slots=True)
class Abstractive:
    """Summarises with a model, over chunks of whole sentences when the article is longer than the model reads.

    Args:
        engine: Any sequence-to-sequence summariser from English to English.
        fallback: Finds the sentence of the article that stands in for a point that cannot be trusted.
        check: Compares a point with the sentences it cites; by default `grounding.faults`.
    """

    engine: Engine
    fallback: Extractive
    check: Check = faults

    @property
    def signature(self) -> str:
        """The model, the fallback's settings, and the threshold of trust."""
        return f"abstractive2|{self.engine.signature}|support{MIN_SUPPORT:g}/{MIN_TELLING:g}|{self.fallback.signature}"

    def summarize(self, translations: Sequence[Translation], points: int) -> list[Point]:
        """Up to `points` points in the article's order.

        The model reads the sound sentences; doubtful ones only when fewer than four are sound, and then each
        point that rests on one says so. A generated sentence is kept when the sentences it cites explain enough
        of it and have its numbers, names, quotations and denials; otherwise a sentence of the article takes its place,
        marked. A kept point that drops who said something is marked.
        Articles of up to three sentences pass through as they are. A sentence that the model left unfinished
        is dropped.

        Raises:
            ValueError: `points` is below 1.
        """
        return self.summarize_all([translations], points)[0]

    def summarize_all(self, articles: Sequence[Sequence[Translation]], points: int) -> list[list[Point]]:
        """See `Summarizer`."""
        told = [_told(translations) for translations in articles]
        plans = [self._plan(one) if len(one) > SHORT and points >= 1 else [] for one in told]
        written = iter(self._written([chunk for plan in plans for chunk in plan]))
        return [
            self._chosen(one, plan, list(islice(written, len(plan))), points)
            if plan
            else self.fallback.summarize(translations, points)
            for translations, one, plan in zip(articles, told, plans, strict=True)
        ]

    def _plan(self, told: Sequence[Translation]) -> list[Chunk]:
        return chunks([_flat(one) for one in told], self.engine.count_tokens, self.engine.max_source_tokens)

    def _chosen(
        self, told: Sequence[Translation], plan: Sequence[Chunk], written: Sequence[Hypothesis], points: int
    ) -> list[Point]:
        candidates: list[_Candidate] = []
        for at, (chunk, hypothesis) in enumerate(zip(plan, written, strict=True)):
            read = told[chunk.sentences.start : chunk.sentences.stop]
            candidates += [_Candidate(at, point) for point in self._points(hypothesis, read)]
        chosen = self._choose(told, candidates, points)
        return sorted(chosen, key=lambda point: point.cites[0])  # stable: as written where they cite the same

    def _written(self, plan: Sequence[Chunk]) -> list[Hypothesis]:
        """One hypothesis a chunk; chunks with the same settings go to the engine together."""
        lengths = self.engine.count_tokens([chunk.text for chunk in plan])
        options = [_options(length) for length in lengths]
        written: dict[int, Hypothesis] = {}
        for setting in dict.fromkeys(options):
            places = [at for at, option in enumerate(options) if option == setting]
            hypotheses = self.engine.translate([plan[at].text for at in places], setting)
            written.update(zip(places, hypotheses, strict=True))
        return [written[at] for at in range(len(plan))]

    def _points(self, hypothesis: Hypothesis, read: Sequence[Translation]) -> list[Point]:
        """What the model wrote about one chunk, each sentence trusted or replaced."""
        citer = Citer(read)
        ranked = self.fallback.rank(read)
        by_number = {one.sentence.n: one for one in read}
        points: list[Point] = []
        refused: list[tuple[tuple[int, ...], str]] = []  # nearest sentences, reason
        for text in written_sentences(hypothesis):
            verdict = judge(text, citer, self.check)
            if verdict.faults:
                refused.append((verdict.cites, "; ".join(verdict.faults)))
            else:
                cited = [by_number[n] for n in verdict.cites]
                flags = (*dropped(text, cited), *doubts(cited))
                points.append(Point(text, verdict.cites, "abstractive", flags, round(verdict.support, 3)))
        if not points and not refused:
            refused.append(((), "the summariser finished no sentence about this part"))
        taken = {n for point in points for n in point.cites}
        for nearest, reason in refused:
            # What the refused sentence was about comes first, then the best of the chunk.
            preferred = sorted(ranked, key=lambda one: one.sentence.n not in nearest) if nearest else ranked
            stand_in = next((one for one in preferred if one.sentence.n not in taken), None)
            if stand_in is not None:
                taken.add(stand_in.sentence.n)
                points.append(verbatim(stand_in, f"{REPLACED}: {reason}"))
        return points

    def _choose(
        self, told: Sequence[Translation], candidates: Sequence[_Candidate], points: int
    ) -> list[Point]:
        """The best candidates: chunks in turn, within a chunk the most central, nothing twice.

        Sentences of the article fill up what is missing to three points.
        """
        import numpy as np

        best_first = [one for one in self.fallback.rank(told) if worth(one) == Worth.SOUND]
        pool = [candidate.point for candidate in candidates] + [verbatim(one) for one in best_first]
        vectors = Vectors([*(_flat(one) for one in told), *(point.text for point in pool)])
        offset = len(told)
        centrality = np.round(vectors.centrality()[offset:], 9)
        likeness = np.zeros(len(pool))
        taken: list[int] = []
        per_chunk = [0] * (max((candidate.chunk for candidate in candidates), default=0) + 1)

        def take(at: int) -> None:
            nonlocal likeness
            taken.append(at)
            likeness = np.maximum(likeness, vectors.similarity(offset + at)[offset:])

        for _ in range(min(points, len(candidates))):
            left = [
                at
                for at in range(len(candidates))
                if at not in taken and likeness[at] < self.fallback.repeats
            ]
            if not left:
                break
            best = min(left, key=lambda at: (per_chunk[candidates[at].chunk], -centrality[at], at))
            per_chunk[candidates[best].chunk] += 1
            take(best)
        cited = {n for at in taken for n in pool[at].cites}
        for at in range(len(candidates), len(pool)):
            fresh = pool[at].cites[0] not in cited and likeness[at] < self.fallback.repeats
            if len(taken) < min(FEWEST_POINTS, points) and fresh:
                take(at)
        return [pool[at] for at in sorted(taken)]


def written_sentences(hypothesis: Hypothesis) -> list[str]:
    """The sentences that a summariser finished.

    The last one goes when it has no end mark, or when decoding stopped at the length limit: even "killed 3." may
    be the beginning of 3.5. `<n>` is how PEGASUS writes a line break.
    """
    sentences = english_sentences.split(hypothesis.text.replace("<n>", "\n"))
    if sentences and not (hypothesis.finished and english_sentences.terminated(sentences[-1])):
        sentences.pop()
    return [sentence for sentence in sentences if any(letter.isalnum() for letter in sentence)]


def _options(length: int) -> DecodingOptions:
    """The model's own settings, except that a summary is never longer than its source, nor made to be half of it."""
    return DecodingOptions(
        min_length=length // 2 if length < 2 * _USUAL_MIN else None,
        max_length=length if length < _USUAL_MAX else None,
    )


def _told(translations: Sequence[Translation]) -> list[Translation]:
    """What the model is given to read."""
    sound = [one for one in translations if worth(one) <= Worth.WEAK]
    if len(sound) > SHORT:
        return sound
    return [one for one in translations if worth(one) < Worth.FURNITURE]


def _flat(translation: Translation) -> str:
    """The English on one line."""
    return " ".join(translation.english.split())
