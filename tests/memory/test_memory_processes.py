"""Several processes on one memory: nobody is refused, nothing is lost, and a killed one harms nothing."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mujaz.memory import database

pytestmark = pytest.mark.slow

# Writes entries in windows, half of them its own and half those that all writers write, and says each window it ended.
_WRITER = """
import sys
from pathlib import Path
from mujaz.article import Attempt
from mujaz.memory.memory import Memory

path, name, windows, size = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
def warn(text):
    sys.exit(text)
memory = Memory(path, 1000, name, warn)
print("ready", flush=True)
sys.stdin.readline()
for window in range(windows):
    texts = [f"{name} {window} {n}" for n in range(size // 2)] + [f"shared {window} {n}" for n in range(size // 2)]
    known = memory.machine("e", texts)
    for text, found in known.items():
        assert found.attempts[0].english == text * 5, text
    memory.keep("e", {t: [Attempt("first", t * 5, -1 / 3, ())] for t in texts if t not in known})
    print(window, flush=True)
memory.close()
"""


def writer(path: Path, name: str, windows: int, size: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, str(path), name, str(windows), str(size)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    return process


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def kept(path: Path) -> set[str]:
    """All texts in the memory, each checked to be whole."""
    store, told = database.opened(path)
    assert told is None
    found = {entry.source: entry.attempts[0].english for entry in store.all_machine()}
    store.close()
    assert all(english == source * 5 for source, english in found.items())
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return set(found)


@pytest.mark.parametrize("count", [2, 8])
def test_processes_that_write_at_once_lose_nothing(tmp_path: Path, count: int) -> None:
    path, windows, size = tmp_path / "memory.sqlite3", 6, 100
    writers = [writer(path, f"writer{n}", windows, size) for n in range(count)]
    for process in writers:
        begin(process)
    for process in writers:
        _, said = process.communicate()
        assert (process.returncode, said) == (0, "")
    names = [*(f"writer{n}" for n in range(count)), "shared"]
    assert kept(path) == {
        f"{name} {w} {n}" for name in names for w in range(windows) for n in range(size // 2)
    }
    assert not list(tmp_path.glob("*.broken*"))


def test_a_process_killed_in_mid_write_loses_that_window_at_most(tmp_path: Path) -> None:
    path, dice = tmp_path / "memory.sqlite3", random.Random(5)  # noqa: S311 - moments, not secrets
    promised: set[str] = set()
    for attempt in range(6):
        size = 2000
        process = writer(path, f"writer{attempt}", 1000, size)
        begin(process)
        assert process.stdout
        ended = -1
        for _ in range(dice.randint(1, 3)):
            ended = int(process.stdout.readline())
        time.sleep(dice.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        out, said = process.communicate()
        assert (process.returncode, said) == (-signal.SIGKILL, "")
        ended = max([ended, *(int(line) for line in out.split("\n") if line.isdigit())])
        whole = kept(path)
        promised |= {f"writer{attempt} {w} {n}" for w in range(ended + 1) for n in range(size // 2)}
        assert promised <= whole
        for window in range(ended + 1, ended + 3):
            texts = {f"writer{attempt} {window} {n}" for n in range(size // 2)}
            assert len(texts & whole) in {0, size // 2}, "a window is there or not"
    assert not list(tmp_path.glob("*.broken*"))


def test_processes_that_meet_the_same_damage_set_it_aside_once(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite3"
    path.write_bytes(b"garbage" * 3000)
    writers = [writer(path, f"writer{n}", 3, 100) for n in range(4)]
    for process in writers:
        begin(process)
    said = [process.communicate()[1].strip() for process in writers]
    assert sum(bool(text) for text in said) == 1
    assert len(list(tmp_path.glob("*.broken*"))) == 1
    survivors = [f"writer{n}" for n, text in enumerate(said) if not text]
    assert kept(path) >= {f"{name} {w} {n}" for name in survivors for w in range(3) for n in range(50)}
