"""From sentences to translations: one window of articles at a time, through one engine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from mujaz.arabic import clauses
from mujaz.arabic.letters import has_letters
from mujaz.arabic.normalise import normalise
from mujaz.article import Attempt, Sentence, Translation
from mujaz.checks.glossary import Glossary
from mujaz.checks.places import Places
from mujaz.checks.sentence import check
from mujaz.engines.protocol import DecodingOptions, Engine, Hypothesis
from mujaz.english.spacing import settled
from mujaz.flags import Flag
from mujaz.memory import entries
from mujaz.memory.memory import Memory
from mujaz.models.calibration import Calibration
from mujaz.translation.dateline import dateline
from mujaz.translation.retry import SECOND, Rung, ladder, retry

_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪؟،؛", "01234567890123456789.,%?,;")
_MOST_OF_THE_BEAM = 16  # hypotheses to look at where the model itself says how wide its beam is
_STOP = 2  # tokens: room for the full stop that `clauses.sentence` adds


@dataclass(frozen=True, slots=True)
class Translator:
    """The translation stage.

    A sentence longer than `max_sentence_tokens` (or than the model takes) is cut at clauses; its pieces are translated,
    checked and, where one is flagged, tried again each for itself, and then joined: nothing is ever truncated. The
    default of 192 tokens lies above every sentence of FLORES-200 dev and below the length from which translation
    quality is known to fall steeply (Koehn & Knowles 2017, "Six challenges for neural machine translation", fig. 7:
    past 60 to 80 words).
    """

    engine: Engine
    options: DecodingOptions
    max_sentence_tokens: int
    second: Engine | None  # the last rung of the retry ladder
    retry: bool
    memory: Memory | None = None
    calibration: Calibration | None = None  # of `engine`'s scores
    glossary: Glossary | None = None  # for the places of datelines, and those that are made up

    def translate(self, articles: Sequence[Sequence[Sentence]]) -> list[list[Translation]]:
        """Translate and check all sentences of a window of articles together.

        Equal sentences are translated once; what the memory has is not translated at all, and comes out the same. An
        empty one comes out empty and unflagged, and one without an Arabic letter (a Latin name, a time of day, an
        address) as it is, in Western digits: a model would make up a sentence for it. A dateline whose names are known is
        not given to the model.

        Returns:
            For each article, one translation for each of its sentences, in order.
        """
        sources = {s.arabic: normalise(s.arabic) for sentences in articles for s in sentences}
        distinct = list(dict.fromkeys(filter(None, sources.values())))
        made = {"": _NOTHING} | {source: _as_it_is(source) for source in distinct if not has_letters(source)}
        made |= self._human([source for source in distinct if source not in made])
        left = [source for source in distinct if source not in made]
        heads = {
            source: found
            for source in left
            if (found := dateline(source, self.glossary)) and has_letters(source[found.end :])
        }
        bodies = {source: source[head.end :] for source, head in heads.items()}
        made |= self._human([body for body in bodies.values() if body not in made])
        wanted = dict.fromkeys(bodies.get(source, source) for source in left)
        made |= self._machine([text for text in wanted if text not in made])
        made |= {source: made[body].after(heads[source].english) for source, body in bodies.items()}
        return [
            [Translation(sentence, *made[sources[sentence.arabic]]) for sentence in sentences]
            for sentences in articles
        ]

    def _human(self, sources: Sequence[str]) -> "dict[str, _Made]":
        """What people made of these sentences: it is checked as an engine's work is, and not tried again."""
        known = self.memory.human(sources) if self.memory else {}
        return {
            source: _Made(
                english,
                None,
                check(source, english, finished=True, score=None),
                (),
                from_memory=True,
                human=True,
            )
            for source, english in known.items()
        }

    def _machine(self, sources: Sequence[str]) -> "dict[str, _Made]":
        """What the engine makes of these sentences, or made of them or of their pieces before."""
        key = entries.key(self.engine, self.options, self.max_sentence_tokens, self.second, retry=self.retry)
        # A text that was translated before fits the engine: it needs no counting of its tokens.
        known = self.memory.machine(key, sources) if self.memory else {}
        pieces = {source: [source] for source in known}
        pieces |= self._pieces(self.engine, [source for source in sources if source not in known])
        wanted = list(dict.fromkeys(text for mine in pieces.values() for text in _closed(mine)))
        if self.memory:
            asked = set(sources)
            known |= self.memory.machine(key, [text for text in wanted if text not in asked])
        new = [text for text in wanted if text not in known]
        tried = dict(zip(new, self._try(new), strict=True)) if new else {}
        if self.memory:
            self.memory.keep(key, tried)
        tried |= {text: list(found.attempts) for text, found in known.items()}
        return {
            source: self._assembled(
                source,
                mine,
                [tried[text] for text in _closed(mine)],
                from_memory=all(text in known and known[text].earlier for text in _closed(mine)),
            )
            for source, mine in pieces.items()
        }

    def _pieces(self, engine: Engine, texts: Sequence[str]) -> dict[str, list[str]]:
        """Each text, cut where it is too long for the engine."""
        limit = min(self.max_sentence_tokens, engine.max_source_tokens)
        texts = list(dict.fromkeys(texts))
        return {
            text: [text] if length <= limit else clauses.cut(text, limit - _STOP, engine.count_tokens)
            for text, length in zip(texts, engine.count_tokens(texts), strict=True)
        }

    def _try(self, sources: list[str]) -> list[list[Attempt]]:
        """For each source, which fits the engine, all attempts at it, the best one first."""
        first = self.attempt(Rung("first", self.engine, self.options), sources)
        if not self.retry:
            return [[attempt] for attempt in first]
        return retry(sources, first, ladder(self.options, self.engine, self.second), self.attempt)

    def attempt(self, rung: Rung, sources: Sequence[str]) -> list[Attempt]:
        """One checked attempt for each source, in the rung's way."""
        cuts = [rung.cut(source) if rung.cut else [source] for source in sources]
        fitting = self._pieces(rung.engine, [part for parts in cuts for part in parts])
        pieces = [[piece for part in parts for piece in fitting[part]] for parts in cuts]
        distinct = list(dict.fromkeys(text for mine in pieces for text in _closed(mine)))
        beam = replace(rung.options, hypotheses=rung.options.beam_size or _MOST_OF_THE_BEAM)
        hypotheses = rung.engine.translate(distinct, beam)
        if len(hypotheses) != len(distinct):
            raise AssertionError(f"{rung.engine.signature}: {len(distinct)} texts in, {len(hypotheses)} out")
        places = self.glossary.places if self.glossary else None
        out = dict(zip(distinct, hypotheses, strict=True))
        return [  # chosen and checked in turn: `check` knows what it has just seen
            self._checked(
                rung.name, source, mine, [chosen(text, out[text], places) for text in _closed(mine)]
            )
            for source, mine in zip(sources, pieces, strict=True)
        ]

    def _checked(
        self, method: str, source: str, pieces: Sequence[str], hypotheses: list[Hypothesis]
    ) -> Attempt:
        if len(hypotheses) == 1:
            english, score = hypotheses[0].text, hypotheses[0].score
        else:
            english = clauses.join([h.text for h in hypotheses], clauses.marks(pieces))
            score = _mean([h.score for h in hypotheses])
        english = settled(english)
        finished = all(h.finished for h in hypotheses)
        confidence = self._confidence(source, score, method)
        places = self.glossary.places if self.glossary else None
        flags = check(source, english, finished=finished, score=score, confidence=confidence, places=places)
        return Attempt(method, english, score, flags + _long_split(len(hypotheses)))

    def _assembled(
        self, source: str, pieces: Sequence[str], tried: list[list[Attempt]], *, from_memory: bool
    ) -> "_Made":
        """A whole sentence out of the attempts at its pieces."""
        best_ones = [attempts[0] for attempts in tried]
        score = _mean([attempt.score for attempt in best_ones])
        confidence = self._confidence(source, score, *(attempt.method for attempt in best_ones))
        if len(tried) == 1:
            best = best_ones[0]
            attempts = tuple(tried[0]) if len(tried[0]) > 1 else ()
            return _Made(best.english, best.score, best.flags, attempts, from_memory, confidence=confidence)
        english = clauses.join([attempt.english for attempt in best_ones], clauses.marks(pieces))
        finished = not any(flag.name == "unfinished" for attempt in best_ones for flag in attempt.flags)
        flags = check(source, english, finished=finished, score=score, confidence=confidence)
        record = tuple(
            replace(attempt, method=f"piece {n}: {attempt.method}")
            for n, attempts in enumerate(tried, 1)
            for attempt in attempts
            if len(attempts) > 1
        )
        return _Made(
            english, score, flags + _long_split(len(pieces)), record, from_memory, confidence=confidence
        )

    def _confidence(self, source: str, score: float | None, *methods: str) -> float | None:
        """How sure the model was; None for the second model, whose scale is its own."""
        if self.calibration is None or score is None or SECOND in methods:
            return None
        return self.calibration.confidence(score, source)


def chosen(source: str, best: Hypothesis, places: Places | None = None) -> Hypothesis:
    """Of what the beam held the first hypothesis without a grave flag, else the first of those with the fewest.

    It costs next to nothing, for the beam held them anyway. Measured by `python -m tests.benchmarks.choice`.
    """
    if not best.others or not (fewest := _grave(source, best, places)):
        return best
    for other in best.others:
        if not fewest:
            break
        if (grave := _grave(source, other, places)) < fewest:
            best, fewest = other, grave
    return best


def _grave(source: str, hypothesis: Hypothesis, places: Places | None) -> int:
    flags = check(source, hypothesis.text, finished=hypothesis.finished, places=places)
    return sum(flag.severity == "high" for flag in flags)


def _as_it_is(source: str) -> "_Made":
    return _Made(source.translate(_WESTERN), None, (), ())


def _closed(pieces: Sequence[str]) -> list[str]:
    """What the model is given for the pieces of one sentence."""
    return [*map(clauses.sentence, pieces[:-1]), *pieces[-1:]]


class _Made(NamedTuple):
    """A `Translation` but for its sentence."""

    english: str
    score: float | None
    flags: tuple[Flag, ...]
    attempts: tuple[Attempt, ...]
    from_memory: bool = False
    human: bool = False
    confidence: float | None = None

    def after(self, dateline: str) -> "_Made":
        """The same with a dateline before it."""
        attempts = tuple(replace(one, english=dateline + one.english) for one in self.attempts)
        return self._replace(english=dateline + self.english, attempts=attempts) if self.english else self


_NOTHING = _Made("", None, (), ())


def _long_split(pieces: int) -> tuple[Flag, ...]:
    return (Flag.of("long_split", f"Translated in {pieces} pieces"),) if pieces > 1 else ()


def _mean(scores: Sequence[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return sum(known) / len(known) if known and len(known) == len(scores) else None
