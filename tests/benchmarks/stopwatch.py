"""Processor time by stage, of functions that are wrapped from outside: each counts less what is counted within it.

Time of a Python thread is taken from that thread's own clock, so that what several threads do at once is told apart.
What the process took beyond its Python threads is what libraries did in threads of their own: a model's arithmetic.
"""

import functools
import inspect
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any


@dataclass
class Spent:
    """What a stage took, in seconds, over all Python threads."""

    cpu: float = 0.0
    wall: float = 0.0


@dataclass
class _Thread:
    """Where a thread is, and what it has spent on each stage so far."""

    stages: list[str]
    cpu: float
    wall: float
    spent: dict[str, Spent] = field(default_factory=dict)

    def settle(self, cpu: float) -> None:
        """Put what went by on the account of the stage in which the thread is."""
        wall = time.perf_counter()
        spent = self.spent.setdefault(self.stages[-1], Spent())
        spent.cpu += cpu - self.cpu
        spent.wall += wall - self.wall
        self.cpu, self.wall = cpu, wall


class Stopwatch:
    """Counts the time of stages from `start` on.

    Args:
        rest: The stage of everything that is within no other.
    """

    def __init__(self, rest: str) -> None:
        self.calls: dict[str, int] = {}  # of every function that is watched
        self._rest = rest
        self._threads: dict[int, _Thread] = {}
        self._begun = (0.0, 0.0)

    def start(self) -> None:
        """Forget what was counted so far."""
        for thread in self._threads.values():
            thread.spent.clear()
        self.calls = dict.fromkeys(self.calls, 0)
        self._settle_all()
        for thread in self._threads.values():
            thread.spent.clear()
        self._begun = time.process_time(), time.perf_counter()

    def stop(self) -> tuple[dict[str, Spent], Spent, float]:
        """What each stage took, what the process took, and the processor seconds of threads that are not Python's."""
        whole = Spent(time.process_time() - self._begun[0], time.perf_counter() - self._begun[1])
        self._settle_all()
        found: dict[str, Spent] = {}
        for thread in self._threads.values():
            for stage, spent in thread.spent.items():
                one = found.setdefault(stage, Spent())
                one.cpu += spent.cpu
                one.wall += spent.wall
        return found, whole, max(0.0, whole.cpu - sum(spent.cpu for spent in found.values()))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is done within on this stage, and not on the one around it."""
        thread = self._enter(name)
        try:
            yield
        finally:
            self._leave(thread)

    def watch(self, stages: Mapping[str, Iterable[str]]) -> None:
        """Wrap functions and methods wherever the package has them.

        Args:
            stages: To each stage its functions, as `module:name` or `module:Class.name`. A function is wrapped as soon as
                its module is imported, so name those first that others keep in tables.

        Raises:
            LookupError: One of them is not there: the list is to be mended.
        """
        self._watch_threads()
        for stage, targets in stages.items():
            for target in targets:
                self._watch(stage, target)

    def _watch(self, stage: str, target: str) -> None:
        module_name, _, path = target.partition(":")
        *classes, name = path.split(".")
        try:
            owner = functools.reduce(getattr, classes, import_module(module_name))
            found = inspect.getattr_static(owner, name)
        except (ImportError, AttributeError) as error:
            raise LookupError(f"{target} is not there any more: mend the list of stages ({error})") from error
        self.calls[target] = 0
        if isinstance(found, classmethod):
            setattr(owner, name, classmethod(self._wrapped(found.__func__, stage, target)))
            return
        wrapped = self._wrapped(found, stage, target)
        setattr(owner, name, wrapped)
        for module in [one for key, one in sys.modules.items() if key.partition(".")[0] == "mujaz"]:
            for other, value in list(vars(module).items()):
                if value is found:
                    setattr(module, other, wrapped)

    def _wrapped(self, function: Callable[..., Any], stage: str, target: str) -> Callable[..., Any]:
        if inspect.isgeneratorfunction(inspect.unwrap(function)):

            @functools.wraps(function)
            def generator(*args: Any, **options: Any) -> Iterator[Any]:
                self.calls[target] += 1
                made = function(*args, **options)
                try:
                    while True:
                        with self.stage(stage):
                            try:
                                one = next(made)
                            except StopIteration:
                                return
                        yield one
                finally:
                    made.close()

            return generator

        @functools.wraps(function)
        def plain(*args: Any, **options: Any) -> Any:
            self.calls[target] += 1
            thread = self._enter(stage)
            try:
                return function(*args, **options)
            finally:
                self._leave(thread)

        return plain

    def _watch_threads(self) -> None:
        """Have every thread of Python's counted whole, whatever it does."""
        run, stopwatch = threading.Thread.run, self

        def counted(thread: threading.Thread) -> None:
            with stopwatch.stage(stopwatch._rest):
                run(thread)

        setattr(threading.Thread, "run", counted)  # noqa: B010 - a plain assignment does not pass the type checker

    def _enter(self, stage: str) -> _Thread:
        ident, now = threading.get_ident(), time.thread_time()
        thread = self._threads.get(ident)
        if thread is None:
            thread = self._threads[ident] = _Thread([self._rest], now, time.perf_counter())
        thread.settle(now)
        thread.stages.append(stage)
        return thread

    def _leave(self, thread: _Thread) -> None:
        thread.settle(time.thread_time())
        thread.stages.pop()

    def _settle_all(self) -> None:
        """Bring the accounts of living threads up to date, those that wait or work in another stage too."""
        self._leave(self._enter(self._rest))  # this one, known from now on
        for ident in [thread.ident for thread in threading.enumerate()]:
            if ident in self._threads and ident != threading.get_ident():
                clock = time.pthread_getcpuclockid(ident)
                self._threads[ident].settle(time.clock_gettime(clock))
