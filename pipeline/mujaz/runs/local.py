"""The executor of this machine: the models in a process of their own, reading and writing in this one meanwhile."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from mujaz.article import Article, Brief, Failure
from mujaz.errors import ModelError
from mujaz.plan import Plan
from mujaz.processes import Child
from mujaz.runs import worker
from mujaz.runs.engine_process import Crashed, EngineProcess
from mujaz.runs.executor import Observer, Saved, save
from mujaz.runs.folder import RunFolder

# How far reading goes ahead of the engine, so that it never waits: 64 articles of 300 words are read in less time than
# the smallest window takes to translate; the characters keep 64 records from being held.
_AHEAD_ARTICLES, _AHEAD_CHARACTERS = 64, 1_000_000
_BEAT = 0.2  # seconds between two looks at whether the run is to end
_IN_A_ROW = 30  # crashes with no brief between: not the articles are at fault, but the engine
_LEAST_WINDOW = 64  # sentences


@dataclass(slots=True)
class _Flight:
    """What the engine process has been given and has not answered."""

    articles: dict[str, Article] = field(default_factory=dict)  # in the order of sending
    ahead: dict[str, int] = field(default_factory=dict)  # id → characters, of those in no window yet

    def add(self, article: Article) -> None:
        self.articles[article.id] = article
        self.ahead[article.id] = len(article.text)

    @property
    def room(self) -> bool:
        return len(self.ahead) < _AHEAD_ARTICLES and sum(self.ahead.values()) < _AHEAD_CHARACTERS


class LocalExecutor:
    """All work on this machine. A crash of the engine costs the article that caused it, and nothing else.

    Args:
        plan: Models and settings.
        begun: An engine process that was begun before the plan was known.
    """

    def __init__(self, plan: Plan, begun: Child | None = None) -> None:
        self._plan = plan
        self._begun = begun
        self._engine: EngineProcess | None = None
        self._largest_window: int | None = None  # as many sentences as usual
        self._crashes = 0  # since the last brief

    def execute(
        self, folder: RunFolder, articles: Iterator[Article], observer: Observer
    ) -> Iterator[Saved | Failure | None]:
        """See `Executor`."""
        flight = _Flight()
        try:
            while True:
                try:
                    yield from self._stream(folder, articles, observer, flight)
                except Crashed as crash:
                    self._note(crash, observer)
                    suspects = [a for a in flight.articles.values() if a.id not in flight.ahead]
                    articles = chain([flight.articles[one] for one in flight.ahead], articles)
                    flight = _Flight()
                    yield from self._one_by_one(folder, suspects, observer, flight)
                else:
                    return
        finally:
            if flight.articles:  # the run ends before its time: no one waits for these
                self._end()

    def close(self) -> None:
        """See `Executor`."""
        if self._begun is not None:
            self._begun.close()
            self._begun = None
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def _end(self) -> None:
        if self._engine is not None:
            self._engine.kill()
            self._engine = None

    def _started(self, folder: RunFolder, observer: Observer) -> EngineProcess:
        if self._engine is None:
            observer.loading(self._plan)
            begun, self._begun = self._begun, None
            self._engine = EngineProcess(self._plan, folder.run_id(), self._largest_window, begun)
        return self._engine

    def _stream(
        self, folder: RunFolder, articles: Iterator[Article], observer: Observer, flight: _Flight
    ) -> Iterator[Saved | Failure | None]:
        """Feed articles as the engine takes them, and save what comes back meanwhile."""
        engine = self._started(folder, observer)
        feeding = True
        while feeding or flight.articles:
            if feeding and flight.room:
                article = next(articles, None)
                if article is None:
                    feeding = False
                    engine.flush()
                else:
                    flight.add(article)
                    engine.send(article)
            busy = feeding and flight.room
            yield from self._answer(engine.receive(0 if busy else _BEAT), folder, observer, flight)

    def _answer(
        self, message: worker.Message | None, folder: RunFolder, observer: Observer, flight: _Flight
    ) -> Iterator[Saved | Failure | None]:
        match message:
            case Brief():
                self._crashes = 0
                outcome = save(folder, message)
                del flight.articles[message.id]
                yield outcome
            case Failure():
                del flight.articles[message.id]
                yield message
            case worker.Taken():
                del flight.ahead[message.id]
            case worker.Window():
                observer.translating(message.sentences)
            case worker.Warned():
                observer.warned(message.text)
            case worker.Broken():
                self._end()
                message.error.add_note(f"in the engine process:\n{message.trace}")
                raise message.error
            case worker.Ready():
                pass
            case None:
                yield None

    def _one_by_one(
        self, folder: RunFolder, suspects: Iterable[Article], observer: Observer, flight: _Flight
    ) -> Iterator[Saved | Failure | None]:
        """Find the article that ends the engine process, by giving it one at a time."""
        guilty = False
        for article in suspects:
            flight.add(article)
            try:
                engine = self._started(folder, observer)
                engine.send(article)
                engine.flush()
                while flight.articles:
                    yield from self._answer(engine.receive(_BEAT), folder, observer, flight)
            except Crashed as crash:
                guilty = True
                flight.articles.clear()
                self._note(crash, observer)
                yield _failure(article, crash)
        if not guilty:  # it was all of them together that was too much, or an accident
            from mujaz.stages import WINDOW_SENTENCES  # many imports, which no other run needs

            usual = self._largest_window or WINDOW_SENTENCES
            self._largest_window = max(_LEAST_WINDOW, usual // 2)
            self.close()

    def _note(self, crash: Crashed, observer: Observer) -> None:
        self._engine = None
        self._crashes += 1
        if not crash.loaded:
            raise ModelError(
                f"the engine process was {crash.how} while the models were loaded",
                "see whether memory suffices (`free -h`); or try another engine: `--set translation.engine=…`",
            )
        if self._crashes >= _IN_A_ROW:
            raise ModelError(
                f"the engine process ended {self._crashes} times with no brief between, last {crash.how}",
                "see whether memory suffices (`free -h`); the same command resumes",
            )
        observer.crashed(crash.how)


def _failure(article: Article, crash: Crashed) -> Failure:
    reason = f"the engine process was {crash.how} while it worked on {article.id} alone"
    hint = "see whether the text is unusual; `mujaz run --retry-failed` tries it again"
    return Failure(article.id, article.source.path, f"{reason}; {hint}", "EngineCrash")
