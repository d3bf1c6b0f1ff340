"""From sentences to translations: one window of articles at a time, through one engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.arabic import clauses
from pipeline.arabic.normalise import normalise
from pipeline.article import Attempt, Flag, Sentence, Translation
from pipeline.translation.checks import check
from pipeline.translation.engine import DecodingOptions, Engine, Hypothesis
from pipeline.translation.retry import Rung, ladder, retry


@dataclass(frozen=True, slots=True)
class Translator:
    """The translation stage.

    A sentence longer than `max_sentence_tokens` (or than the model takes) is cut at clauses, its pieces are translated
    and joined again: nothing is ever truncated. The default of 192 tokens lies above every sentence of FLORES-200 dev
    and below the length from which translation quality is known to fall steeply (Koehn & Knowles 2017, "Six
    challenges for neural machine translation", fig. 7: past 60 to 80 words).
    """

    engine: Engine
    options: DecodingOptions
    max_sentence_tokens: int
    second: Engine | None  # the last rung of the retry ladder
    retry: bool

    def translate(self, articles: Sequence[Sequence[Sentence]]) -> list[list[Translation]]:
        """Translate and check all sentences of a window of articles together.

        Equal sentences are translated once.

        Returns:
            For each article, one translation for each of its sentences, in order.
        """
        sources = [normalise(sentence.arabic) for sentences in articles for sentence in sentences]
        unique = list(dict.fromkeys(sources))
        attempts = self._attempts(unique)
        found = dict(zip(unique, attempts, strict=True))
        at = iter(sources)
        return [[_translation(sentence, found[next(at)]) for sentence in sentences] for sentences in articles]

    def _attempts(self, sources: list[str]) -> list[list[Attempt]]:
        """For each source all attempts at it, the best one first."""
        first = self.attempt("first", sources, self.engine, self.options)
        if not self.retry:
            return [[attempt] for attempt in first]
        rungs = ladder(self.options, self.engine, self.second)

        def run(rung: Rung, texts: Sequence[str]) -> list[Attempt]:
            return self.attempt(rung.name, texts, rung.engine, rung.options, cut=rung.cut)

        return retry(sources, first, rungs, run)

    def attempt(
        self,
        method: str,
        sources: Sequence[str],
        engine: Engine,
        options: DecodingOptions,
        *,
        cut: Callable[[str], list[str]] | None = None,
    ) -> list[Attempt]:
        """One checked attempt for each normalised source.

        Args:
            method: What the attempt is called in the brief's JSON.
            sources: Normalised Arabic sentences of any length; an empty one comes out empty and unflagged.
            engine: Which model to ask.
            options: How it decodes.
            cut: Cuts each source before the length limit is looked at; None leaves it whole.
        """
        limit = min(self.max_sentence_tokens, engine.max_source_tokens)
        parts = [(cut(source) if cut else [source]) if source else [] for source in sources]
        every = list(dict.fromkeys(part for mine in parts for part in mine))
        lengths = dict(zip(every, engine.count_tokens(every), strict=True))
        pieces = [
            [
                piece
                for part in mine
                for piece in (
                    [part] if lengths[part] <= limit else clauses.cut(part, limit, engine.count_tokens)
                )
            ]
            for mine in parts
        ]
        distinct = list(dict.fromkeys(piece for mine in pieces for piece in mine))
        hypotheses = engine.translate(distinct, options)
        if len(hypotheses) != len(distinct):
            raise AssertionError(f"{engine.signature}: {len(distinct)} texts in, {len(hypotheses)} out")
        out = dict(zip(distinct, hypotheses, strict=True))
        return [
            _joined(method, source, mine, [out[piece] for piece in mine])
            for source, mine in zip(sources, pieces, strict=True)
        ]


def _joined(method: str, source: str, pieces: list[str], hypotheses: list[Hypothesis]) -> Attempt:
    if not pieces:
        return Attempt(method, "", None, ())
    if len(hypotheses) == 1:
        english, score = hypotheses[0].text, hypotheses[0].score
    else:
        english = clauses.join([hypothesis.text for hypothesis in hypotheses])
        scores = [hypothesis.score for hypothesis in hypotheses if hypothesis.score is not None]
        score = sum(scores) / len(scores) if len(scores) == len(hypotheses) else None
    flags = check(source, english, finished=all(h.finished for h in hypotheses), score=score)
    if len(pieces) > 1:
        flags += (Flag("long_split", "low", f"translated in {len(pieces)} pieces"),)
    return Attempt(method, english, score, flags)


def _translation(sentence: Sentence, attempts: list[Attempt]) -> Translation:
    best = attempts[0]
    record = () if len(attempts) == 1 else tuple(attempts)
    return Translation(sentence, best.english, best.score, best.flags, record)
