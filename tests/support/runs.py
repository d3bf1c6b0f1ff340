"""Runs of the real command in processes of their own, for tests that end them in the middle."""

import ctypes
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.tiny import MODEL, pairs

TINY = tuple(
    word
    for setting in (f"translation.model={MODEL}", "summary.method=extractive", "memory.enabled=false")
    for word in ("--set", setting)
)
_PATIENCE = 120.0  # seconds; only for what never comes


def many(folder: Path, count: int, sentences: int = 3, repeated: float = 1.0) -> None:
    """Write so many different articles of the tiny model's world.

    Args:
        folder: It is made.
        count: How many.
        sentences: In each.
        repeated: The share of sentences that stand in other articles too; the others have a number of their own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(7)  # noqa: S311 - the same articles each time
    known = [arabic for arabic, _ in pairs()]
    for n in range(count):
        lines = [
            text if chance.random() < repeated else f"{text.rstrip('.')} في {n}-{place}."
            for place, text in enumerate(chance.sample(known, sentences))
        ]
        (folder / f"{n:05}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def start(*arguments: object, **options: Any) -> "subprocess.Popen[str]":
    """`mujaz` with these arguments."""
    command = [sys.executable, "-m", "mujaz", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def until(happened: Callable[[], object], process: "subprocess.Popen[str] | None" = None) -> None:
    """Wait for something, as long as the process is there."""
    begun = time.monotonic()
    while not happened():
        assert process is None or process.poll() is None, process.stderr.read() if process.stderr else ""
        assert time.monotonic() - begun < _PATIENCE
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    """The processes that this one has started and that are still there."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def alive(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:1]
    except OSError:
        return False


def briefs(output: Path) -> list[Path]:
    """The finished briefs."""
    return sorted(path for path in output.glob("briefs/*.json") if not path.name.startswith("."))


def timeless(output: Path) -> dict[str, Any]:
    """All briefs, timings aside, and their Markdown: what must be the same however a run went."""
    found: dict[str, Any] = {path.name: path.read_bytes() for path in output.glob("briefs/*.md")}
    for path in briefs(output):
        found[path.name] = {
            key: value for key, value in json.loads(path.read_bytes()).items() if key != "timings"
        }
    return found


def leftovers(output: Path) -> list[Path]:
    """Files that a run should have cleared away."""
    return [path for path in output.rglob("*") if path.name.endswith(".part")]


def obey_permissions() -> None:
    """Make permissions count for this process also where it is root's; to be called before `exec`."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        libc.prctl(24, capability)  # PR_CAPBSET_DROP; does nothing for a user without rights


def records(output: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (output / name).read_text(encoding="utf-8").splitlines()]
