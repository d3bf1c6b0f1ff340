"""Systems measured in turns, and what is said of them: medians, and intervals for ratios.

In each round every system has its turn, in an order that goes back and forth, so that neither a busy moment of the
machine nor its slow drift falls on one system alone. Two systems are compared within each round; the ratio is the median
of the rounds', and its interval holds 95 % of the medians of rounds drawn again (bootstrap). Memory is the largest sum of
what a system's processes held at one time, looked at ten times a second.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.speed_systems import Job

_LOOK = 0.1  # seconds between two looks at the memory
_DRAWS = 10_000
_FEWEST = 5  # rounds for an interval


class Taken(NamedTuple):
    """What one turn took, in seconds a text."""

    seconds: float
    cpu: float


class Watch(threading.Thread):
    """Watches the memory that a process and those below it hold together (`peak`, in MB) and their processor seconds."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak = self.worked = 0.0
        self.start()

    def run(self) -> None:
        while (held := sum(map(_resident, _family(self._pid)))) or Path(f"/proc/{self._pid}").exists():
            self.peak = max(self.peak, held)
            self.worked = max(self.worked, _worked(self._pid))
            time.sleep(_LOOK)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = path.read_text(encoding="ascii").split()
        except OSError:  # it has ended meanwhile
            continue
        for child in below:
            yield from _family(int(child))


def _worked(pid: int) -> float:
    """Processor seconds of a process and those below it, so far."""
    ticks = 0
    for one in _family(pid):
        with suppress(OSError):  # it has ended meanwhile
            fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])  # in user mode and in the kernel
    return ticks / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    lines = [line.split() for line in status.splitlines() if line.startswith("VmRSS")]
    return int(lines[0][1]) / 1024 if lines else 0.0


class Worker:
    """A system of `speed_systems.py` in its process.

    Args:
        stack: Ends it.
        name: The system.
        job: What it loads.
    """

    def __init__(self, stack: ExitStack, name: str, job: Job) -> None:
        command = [sys.executable, "-m", "tests.benchmarks.speed_systems", name, job.text]
        self._errors = stack.enter_context(tempfile.TemporaryFile("w+"))  # noqa: SIM115 - closed with the stack
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": self._errors}
        self._process = stack.enter_context(subprocess.Popen(command, text=True, **pipes))
        self._watch = Watch(self._process.pid)
        self._answer()  # loaded

    @property
    def memory(self) -> float:
        """The peak so far, in MB."""
        return self._watch.peak

    def ask(self, texts: Sequence[str]) -> dict[str, Any]:
        """What the system answers."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(texts) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def time(self, texts: Sequence[str]) -> Taken:
        """What the texts take, each."""
        worked = _worked(self._process.pid)
        seconds = self.ask(texts)["seconds"]
        return Taken(seconds / len(texts), (_worked(self._process.pid) - worked) / len(texts))

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._errors.seek(0)
            raise RuntimeError(f"{self._process.args!r} ended before its time: {self._errors.read()[-1000:]}")
        answer: dict[str, Any] = json.loads(line)
        return answer


@dataclass
class Turn:
    """One system's turns."""

    take: Callable[[], Taken]
    memory: Callable[[], float]
    every: int = 1  # in which rounds: all, every third, …
    note: str = ""
    taken: dict[int, Taken] = field(default_factory=dict)  # round → what it took

    @property
    def seconds(self) -> float:
        """The median for a text."""
        return statistics.median(one.seconds for one in self.taken.values())

    @property
    def cpu(self) -> float:
        """The median of the processor's seconds for a text."""
        return statistics.median(one.cpu for one in self.taken.values())


def play(turns: Mapping[str, Turn], rounds: int) -> None:
    """Let every system have its turns."""
    for number in range(rounds):
        due = [turn for turn in turns.values() if number % turn.every == 0]
        begun = time.perf_counter()
        for turn in due if number % 2 == 0 else reversed(due):
            turn.taken[number] = turn.take()
        print(f"round {number + 1} of {rounds}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)


class Interval(NamedTuple):
    """How many times as fast, and what the rounds leave open."""

    ratio: float
    low: float | None  # None: too few rounds to say
    high: float | None

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return f"{_short(self.ratio)}"
        return f"{_short(self.ratio)} ({_short(self.low)}–{_short(self.high)})"


def times(mine: Turn, other: Turn) -> Interval:
    """How many times as fast the one is as the other, paired by round."""
    shared = sorted(mine.taken.keys() & other.taken.keys())
    ratios = [other.taken[number].seconds / mine.taken[number].seconds for number in shared]
    ratio = statistics.median(ratios)
    if len(ratios) < _FEWEST:
        return Interval(ratio, None, None)
    chance = random.Random(11)  # noqa: S311 - no secret
    medians = sorted(statistics.median(chance.choices(ratios, k=len(ratios))) for _ in range(_DRAWS))
    return Interval(ratio, medians[int(0.025 * _DRAWS)], medians[int(0.975 * _DRAWS) - 1])


def show(title: str, turns: Mapping[str, Turn], mine: str, texts: str = "sentences") -> None:
    """Print a table for Markdown; the ratios are those of `mine` to each."""
    print(f"\n{title}\n")
    print(f"| | {texts}/s | processor, s | peak MB | times as fast is {mine} (95 %) | rounds |")
    print("|---|---|---|---|---|---|")
    for name, turn in turns.items():
        ratio = "" if name == mine else str(times(turns[mine], turn))
        label = f"**{name}**" if name == mine else name
        peak = f"{turn.memory():,.0f}"
        print(
            f"| {label} | {_short(1 / turn.seconds)} | {turn.cpu:.4f} | {peak} | {ratio} | {len(turn.taken)} |"
        )
    for name, turn in turns.items():
        if turn.note:
            print(f"\n{name}: {turn.note}")
    sys.stdout.flush()


def _short(number: float) -> str:
    return f"{number:.2f}" if number < 10 else f"{number:.1f}" if number < 100 else f"{number:.0f}"
