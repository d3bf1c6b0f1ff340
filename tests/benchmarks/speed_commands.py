"""Mujaz timed as a person types it: whole commands, each in a process of its own."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.speed_rounds import Taken, Watch

# Random weights are not sane, and every output of a forced length counts as unfinished.
FORCED = {"translation.canary": "false", "translation.retry": "false"}


_STARTS = 3  # before the first round


class Done(NamedTuple):
    """What a command took."""

    seconds: float
    cpu: float
    memory: float  # MB


def command(arguments: Sequence[str], given: str | None = None) -> Done:
    """Run `mujaz`, with no translation memory yet.

    Raises:
        RuntimeError: It did not end well.
    """
    for path in Path(os.environ["MUJAZ_CACHE"]).glob("memory.sqlite3*"):
        path.unlink()
    before, begun = os.times(), time.perf_counter()
    words = [sys.executable, "-m", "mujaz", *arguments]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        watch = Watch(process.pid)
        _, errors = process.communicate(given)
    seconds, after = time.perf_counter() - begun, os.times()
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}: {errors[-1000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Done(
        seconds, max(cpu, watch.worked), watch.peak
    )  # Ray's processes are nobody's children at the end


@dataclass
class Runs:
    """`mujaz run` on articles, its start taken off: what the command takes with the first article alone, the median so far.

    Args:
        folder: For inputs and outputs.
        articles: Their sentences.
        settings: After `--set`; the rest is the configuration `offline`.
        more: Further words of the command.
    """

    folder: Path
    articles: Sequence[Sequence[str]]
    settings: Mapping[str, str]
    more: Sequence[str] = ()
    memory: float = 0.0  # the peak so far, in MB
    starts: list[Done] = field(default_factory=list)  # with one article

    def __post_init__(self) -> None:
        for name, some in (("one", self.articles[:1]), ("all", self.articles)):
            (self.folder / name).mkdir(parents=True)
            for number, article in enumerate(some):
                (self.folder / name / f"{number:04}.txt").write_text("\n".join(article), encoding="utf-8")

    def take(self) -> Taken:
        """Once with all articles, and with one besides."""
        for _ in range(1 if self.starts else _STARTS):
            self.starts.append(self.once("one"))
        whole, count = self.once("all"), sum(map(len, self.articles[1:]))
        seconds = whole.seconds - statistics.median(one.seconds for one in self.starts)
        return Taken(seconds / count, (whole.cpu - statistics.median(one.cpu for one in self.starts)) / count)

    def once(self, name: str) -> Done:
        """The command on the first article (`one`) or on all.

        Raises:
            RuntimeError: Not every article became a brief, or not of as many sentences as it has.
        """
        output = self.folder / "out"
        shutil.rmtree(output, ignore_errors=True)
        words = ["run", str(self.folder / name), "-o", str(output), "-q", "-c", "offline", *self.more]
        for key, value in self.settings.items():
            words += ["--set", f"{key}={value}"]
        done = command(words)
        self.memory = max(self.memory, done.memory)
        counts = json.loads((output / "run.json").read_bytes())["counts"]
        wanted = sum(map(len, self.articles[:1] if name == "one" else self.articles))
        if abs(counts["sentences"] - wanted) > wanted / 100:
            raise RuntimeError(f"{wanted} sentences went in, {counts['sentences']} were counted")
        return done

    def note(self) -> str:
        """What is to be said of the start."""
        return f"the start and one article take {statistics.median(one.seconds for one in self.starts):.2f} s on top"
