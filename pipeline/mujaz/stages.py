"""The stages wired together: articles in, briefs out."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from mujaz import config as configuration
from mujaz import plan as planning
from mujaz.arabic.splitter import split
from mujaz.article import Article, Brief, Failure, Name, Point, Sentence, Translation
from mujaz.checks.names import consistent
from mujaz.engines import checked, versions
from mujaz.engines.protocol import DecodingOptions, Engine
from mujaz.errors import ArticleError, MujazError
from mujaz.memory.memory import Memory
from mujaz.models.calibration import Calibration
from mujaz.models.resolve import ResolvedModel
from mujaz.plan import Plan
from mujaz.shipped import config_file
from mujaz.summarization import Summarizer, cautions
from mujaz.summarization.abstractive import Abstractive
from mujaz.summarization.claims import claims
from mujaz.summarization.dateline import dateline
from mujaz.summarization.extractive import Extractive
from mujaz.summarization.figures import figures
from mujaz.summarization.headline import headline, reliable
from mujaz.summarization.marks import without_doubts
from mujaz.translation.translator import Translator
from mujaz.version import __version__

logger = logging.getLogger(__name__)

# Sentences that are translated together, at most: enough to fill the batches of each width (see `decoding.width`), few
# enough that memory stays even. First windows are smaller, so that briefs come soon. What comes out does not depend on it.
WINDOW_SENTENCES = 1024
_FIRST_WINDOW, _GROWTH = 128, 4
_AT_ONCE = 2  # windows in work


@dataclass(frozen=True, slots=True)
class _Split:
    article: Article
    sentences: list[Sentence]
    seconds: float


@dataclass(frozen=True, slots=True)
class _Translated:
    split: _Split
    translations: tuple[Translation, ...]
    names: tuple[Name, ...]
    heading: str | None  # the title's English, where it can be relied on
    seconds: float  # of translation
    share: float  # of the window's characters


_Stage = TypeVar("_Stage", _Split, _Translated)


class Pipeline:
    """All stages with their models loaded. The same object serves a test, a laptop and a cluster worker.

    Args:
        plan: Which models to load, and all settings.
        run_id: Of the run, the same when it is resumed: tells the memory's own entries from those of other runs.
        warn: Told of trouble that does not end the run, such as a damaged memory; by default the log is.

    Raises:
        ModelError: A model is broken, or does not translate a few known sentences sanely.
    """

    def __init__(self, plan: Plan, run_id: str = "", warn: Callable[[str], None] | None = None) -> None:
        config = plan.config.translation
        engine = checked.load(plan.translation, config, config, config.engine)
        # The second model is one of files, whatever the first one is.
        second_kind = "auto" if config.engine in ("firefox", "chat") else config.engine
        second = checked.load(plan.second, config, config, second_kind) if plan.second else None
        options = DecodingOptions(beam_size=_beam(plan), batch_tokens=config.batch_tokens)
        self.plan = plan
        memory = Memory.of(plan.config.memory, run_id, warn)
        self.translator = Translator(
            engine,
            options,
            config.max_sentence_tokens,
            second,
            config.retry,
            memory,
            _calibration(plan),
            plan.glossary,
        )
        self.summarizer: Summarizer = Extractive()
        if plan.summary:
            self.summarizer = Abstractive(
                checked.load(plan.summary, plan.config.summary, config, plan.config.summary.engine),
                Extractive(),
            )
        self.signature = self._signature(engine, second)

    @classmethod
    def from_config(
        cls,
        config: str | Path = "default",
        settings: Sequence[str] = (),
        *,
        strict: bool = False,
        warn: Callable[[str], None] = logger.warning,
    ) -> "Pipeline":
        """A pipeline with the models that a configuration names, loaded.

        Args:
            config: A YAML file, or the name of a configuration, such as `fast`.
            settings: `section.key=value`, as after `--set`; they win over the file.
            strict: Turn every fallback into an error.
            warn: Told of every fallback (each brief says it too), and of trouble that ends nothing.

        Raises:
            UsageError: There is no such configuration, or a key or value is not allowed.
            ModelError: A model is missing or broken.
        """
        plan = planning.make_plan(configuration.load(config_file(config), settings), strict=strict)
        for warning in plan.warnings:
            warn(warning)
        return cls(plan, warn=warn)

    def _signature(self, engine: Engine, second: Engine | None) -> str:
        parts = [engine.signature, f"beam:{_beam(self.plan) or 'own'}"]
        parts += [f"second:{second.signature}"] if second else []
        parts.append(f"summary:{self.summarizer.signature}")
        parts.append(f"glossary:{self.plan.glossary.content_hash[:8] if self.plan.glossary else 'none'}")
        parts += versions.libraries("|".join(parts))
        return "|".join([*parts, f"mujaz:{__version__}"])

    def process(
        self,
        articles: Iterable[Article | None],
        begins: Callable[[int], None] | None = None,
        largest_window: int = WINDOW_SENTENCES,
    ) -> Iterator[Brief | Failure]:
        """One brief or failure for each article, in order; articles are read as windows are filled.

        Two windows are in work at once, so that the model translates the one while the other is checked, summarised and
        made into briefs: the model's threads never wait.

        Args:
            articles: What to process; None where none has come for a while, so that what is ready is given out.
            begins: Told before a window is translated how many sentences it holds; from another thread.
            largest_window: Sentences to translate together at most, the last article's in full; less saves memory.

        Raises:
            MujazError: Something is wrong with the run as a whole, such as a model that stopped working.
        """
        running: deque[Future[list[Brief | Failure]]] = deque()
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for window in self._windows(articles, largest_window):
                if window:
                    running.append(pool.submit(self._processed, window, begins))
                while running and (len(running) >= _AT_ONCE or running[0].done()):
                    yield from running.popleft().result()
            while running:
                yield from running.popleft().result()

    def _windows(self, articles: Iterable[Article | None], largest: int) -> Iterator[list[_Split | Failure]]:
        """Articles, split, as windows; an empty one where none has come for a while."""
        window: list[_Split | Failure] = []
        held = 0  # sentences in the window
        size = min(_FIRST_WINDOW, largest)
        for article in articles:
            if article is None:
                yield []
                continue
            begun = time.perf_counter()
            try:
                sentences = split(article.text)
            except Exception as error:  # noqa: BLE001 - one article's trouble must not end the run; it is recorded
                window.append(_failure(article, error))
                continue
            window.append(_Split(article, sentences, time.perf_counter() - begun))
            held += len(sentences)
            if held >= size:
                yield window
                window, held, size = [], 0, min(size * _GROWTH, largest)
        yield window

    def _processed(
        self, window: Sequence[_Split | Failure], begins: Callable[[int], None] | None
    ) -> list[Brief | Failure]:
        return list(_in_order(window, self._window(_done(window), begins)))

    def translate(self, texts: Iterable[str]) -> Iterator[Translation]:
        """One translation for each text, in order, without summaries; each stands alone, not in an article.

        A text that holds several sentences is translated sentence by sentence.
        """
        remaining = (Sentence(n, n, 0, len(text), text) for n, text in enumerate(texts, 1))
        size = _FIRST_WINDOW
        while window := list(islice(remaining, size)):
            size = min(size * _GROWTH, WINDOW_SENTENCES)
            parts = [split(one.arabic) or [one] for one in window]
            for whole, translations in zip(window, self.translator.translate(parts), strict=True):
                finished = consistent(translations, self.plan.glossary)[0]
                yield replace(finished[0], sentence=whole) if len(finished) == 1 else _joined(whole, finished)

    def _window(
        self, window: Sequence[_Split], begins: Callable[[int], None] | None
    ) -> Iterator[Brief | Failure]:
        if begins is not None:
            begins(sum(len(item.sentences) for item in window))
        begun = time.perf_counter()
        try:
            texts = [item.sentences for item in window] + [_title(item.article) for item in window]
            translated = self.translator.translate(texts)
        except MujazError:
            raise
        except Exception as error:  # noqa: BLE001 - isolated below, article by article
            if len(window) == 1:
                yield _failure(window[0].article, error)
                return
            logger.warning("a window of %d articles failed (%s); trying them one by one", len(window), error)
            for item in window:
                yield from self._window([item], begins)
            return
        seconds = time.perf_counter() - begun
        total = sum(len(item.article.text) for item in window)
        titles = translated[len(window) :]
        read: list[_Translated | Failure] = []
        for item, translations, title in zip(window, translated[: len(window)], titles, strict=True):
            share = len(item.article.text) / max(1, total)
            try:
                read.append(self._translated(item, translations, title, seconds * share, share))
            except Exception as error:  # noqa: BLE001 - as above
                read.append(_failure(item.article, error))
        yield from _in_order(read, self._summarised(_done(read)))

    def _translated(
        self,
        item: _Split,
        translations: Sequence[Translation],
        title: Sequence[Translation],
        seconds: float,
        share: float,
    ) -> _Translated:
        if not translations:
            raise ArticleError("no sentence was found in the text", "check what the file holds")
        if not any(translation.english for translation in translations):
            raise ArticleError("nothing of the text could be translated", "check what the file holds")
        finished, names = consistent(translations, self.plan.glossary)
        heading = reliable(consistent(title, self.plan.glossary)[0])
        return _Translated(item, finished, names, heading, seconds, share)

    def _summarised(self, window: Sequence[_Translated]) -> Iterator[Brief | Failure]:
        begun = time.perf_counter()
        points = self.plan.config.summary.points
        try:
            made = self.summarizer.summarize_all([item.translations for item in window], points)
        except MujazError:
            raise
        except Exception as error:  # noqa: BLE001 - isolated below, article by article
            if len(window) == 1:
                yield _failure(window[0].split.article, error)
                return
            logger.warning("summaries of %d articles failed (%s); trying them one by one", len(window), error)
            for item in window:
                yield from self._summarised([item])
            return
        seconds = time.perf_counter() - begun
        for item, mine in zip(window, made, strict=True):
            try:
                brief = self._brief(item, tuple(mine), seconds * item.share)
            except Exception as error:  # noqa: BLE001 - as above
                yield _failure(item.split.article, error)
            else:
                yield brief

    def _brief(self, translated: _Translated, points: tuple[Point, ...], seconds: float) -> Brief:
        item, finished, names = translated.split, translated.translations, translated.names
        cited = [n for point in points for n in point.cites]
        top, numbers = headline(translated.heading, finished, cited), figures(finished)
        if cautions.mostly_doubtful(finished):
            points = without_doubts(points)
        return Brief(
            id=item.article.id,
            fingerprint=self.plan.fingerprint(item.article),
            source=item.article.source,
            signature=self.signature,
            headline=top,
            dateline=dateline(finished),
            points=points,
            sentences=finished,
            names=names,
            figures=numbers,
            claims=claims(finished),
            warnings=(
                *self.plan.warnings,
                *item.article.warnings,
                *cautions.of_sentences(finished),
                *cautions.of_points(points),
            ),
            timings={"split": item.seconds, "translate": translated.seconds, "summarise": seconds},
        )


def _beam(plan: Plan) -> int | None:
    """The beam's width; the starter brings its own where it takes the place of the configured model."""
    config = plan.config.translation
    return None if plan.translation.name == "starter" != config.model else config.beam_size


def _calibration(plan: Plan) -> Calibration | None:
    """What the scores of the first model mean; a served model has no folder to carry that."""
    return Calibration.read(plan.translation.folder) if isinstance(plan.translation, ResolvedModel) else None


def _done(window: Sequence[_Stage | Failure]) -> list[_Stage]:
    """What of a window has not failed so far."""
    return [one for one in window if not isinstance(one, Failure)]


def _in_order(window: Sequence[object], made: Iterator[Brief | Failure]) -> Iterator[Brief | Failure]:
    """The failures of a window, and what was made of the rest of it, in the order of its articles."""
    for one in window:
        yield one if isinstance(one, Failure) else next(made)


def _joined(whole: Sentence, parts: Sequence[Translation]) -> Translation:
    """The translation of a text out of those of its sentences; score and confidence are those of the worst."""
    confidences = [part.confidence for part in parts if part.confidence is not None]
    scores = [part.score for part in parts if part.score is not None]
    flags = tuple(dict.fromkeys(flag for part in parts for flag in part.flags))
    english = " ".join(part.english for part in parts if part.english)
    return Translation(
        whole,
        english,
        min(scores, default=None),
        flags,
        from_memory=all(part.from_memory for part in parts),
        human=all(part.human for part in parts),
        confidence=min(confidences, default=None),
    )


def _title(article: Article) -> list[Sentence]:
    """The article's title as a sentence to translate, on one line; none where it has none."""
    title = " ".join((article.source.title or "").split())
    return [Sentence(1, 1, 0, len(title), title)] if title else []


def _failure(article: Article, error: Exception) -> Failure:
    logger.debug("article %s failed", article.id, exc_info=error)
    return Failure.of(article, error)
