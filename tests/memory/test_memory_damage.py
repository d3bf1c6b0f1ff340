"""A memory that is damaged, gone, or where none can be: the run goes on, and nothing is lost in silence."""

import os
import resource
import signal
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from mujaz.memory import database
from tests.support.memories import Warned, attempt, memory, mended, translated
from tests.translation.test_retry import BAD, CLEAN

# Trouble


def filled(path: Path, count: int = 300) -> None:
    one = memory(path)
    one.keep("e", {f"نص {n}": [attempt(f"Text {n}. " * 20)] for n in range(count)})
    one.close()


def asides(path: Path) -> list[Path]:
    return sorted(p for p in path.parent.glob("*.broken-*") if not p.name.endswith(("-wal", "-shm")))


def garbage(path: Path) -> None:
    path.write_bytes(b"\x9f\x00\x13\x88garbage" * 2000)


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def beheaded(path: Path) -> None:
    os.truncate(path, 50)


def another_application(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (precious TEXT)")


def another_format(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")


def other_tables(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE human")
        connection.execute("PRAGMA user_version = 0")


def overwritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 100] = b"\xff" * 100
    path.write_bytes(data)


def another_digit(path: Path) -> None:
    data = path.read_bytes()
    assert data.count(b"Text 7. ") == 20
    path.write_bytes(data.replace(b"Text 7. ", b"Text 8. "))


SPOILERS = [
    garbage,
    truncated,
    beheaded,
    another_application,
    another_format,
    other_tables,
    overwritten,
    another_digit,
]


@pytest.mark.parametrize("spoil", SPOILERS)
def test_a_damaged_file_is_set_aside_as_it_is_and_said_once(
    path: Path, spoil: Callable[[Path], None]
) -> None:
    filled(path)
    spoil(path)
    damaged, warned = path.read_bytes(), Warned()
    one = memory(path, warn=warned)
    everything = [f"نص {n}" for n in range(300)]
    assert not any(
        "Text 8" in f.attempts[0].english for t, f in one.machine("e", everything).items() if t == "نص 7"
    )
    one.keep("e", {"نص جديد": [attempt()]})
    assert set(one.machine("e", [*everything, "نص جديد"])) == {"نص جديد"}
    (aside,) = asides(path)
    assert aside.read_bytes() == damaged
    assert len(warned) == 1
    assert str(aside) in warned[0]
    one.close()
    assert len(memory(path, warn=warned).machine("e", ["نص جديد"])) == 1
    assert len(warned) == 1


def test_damage_in_mid_run_is_met_with_a_new_file(path: Path) -> None:
    filled(path, 3000)
    warned = Warned()
    one = memory(path, warn=warned)
    assert len(one.machine("e", ["نص 1"])) == 1
    with path.open("r+b") as file:  # the same file, as a failing disk would do it
        for page in range(1, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xff" * 4096)
    one.machine("e", [f"نص {n}" for n in range(3000)])
    one.keep("e", {"نص جديد": [attempt()]})
    assert len(one.machine("e", ["نص جديد"])) == 1
    assert len(warned) == len(asides(path)) == 1
    assert "malformed" in warned[0]


def test_another_process_moves_on_when_the_file_was_set_aside_under_it(path: Path) -> None:
    filled(path)
    warned = Warned()
    one, other = memory(path, "a", warned), memory(path, "b", warned)
    assert one.machine("e", ["نص 1"])
    assert other.machine("e", ["نص 1"])
    path.write_bytes(path.read_bytes().replace(b"Text 250. ", b"Text 251. "))  # in place
    one.machine("e", ["نص 250"])
    other.keep("e", {"من الآخر": [attempt()]})
    assert one.machine("e", ["من الآخر"])["من الآخر"].earlier
    assert len(warned) == len(asides(path)) == 1


def test_of_two_that_met_the_same_damage_the_second_keeps_what_the_first_began(path: Path) -> None:
    filled(path)
    one, other = database.opened(path)[0], database.opened(path)[0]
    begun, told = database.opened(path, one, "damage")
    assert told
    begun.add("e", 1, {"نص جديد": [attempt()]})
    joined, told = database.opened(path, other, "damage")
    assert told is None
    assert "نص جديد" in joined.machine("e", ["نص جديد"])[0]
    assert len(asides(path)) == 1


def test_a_file_that_vanishes_is_begun_anew(path: Path) -> None:
    warned = Warned()
    one = memory(path, warn=warned)
    one.keep("e", {"نص": [attempt()]})
    for file in path.parent.glob("memory.sqlite3*"):
        file.unlink()
    assert one.machine("e", ["نص"]) == {}
    one.keep("e", {"نص": [attempt()]})
    assert len(memory(path).machine("e", ["نص"])) == 1
    assert warned == []


def gone_on(path: Path, warned: Warned) -> None:
    """A run on a memory that cannot be used: right results, one warning."""
    one = memory(path, warn=warned)
    for _ in range(2):
        assert translated(mended(), one, CLEAN, BAD) == translated(mended(), None, CLEAN, BAD)
    assert len(warned) == 1
    assert "goes on without it" in warned[0]


def test_where_no_file_can_be_the_run_goes_on_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    gone_on(tmp_path / "file" / "memory.sqlite3", Warned())
    (tmp_path / "memory.sqlite3").mkdir()
    gone_on(tmp_path / "memory.sqlite3", Warned())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_in_a_folder_that_is_read_only_the_run_goes_on_without(path: Path) -> None:
    filled(path)
    path.chmod(stat.S_IRUSR)
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        gone_on(path, Warned())
    finally:
        path.parent.chmod(stat.S_IRWXU)


def test_when_the_disk_is_full_the_run_goes_on_without(path: Path) -> None:
    filled(path)
    warned = Warned()
    one = memory(path, warn=warned)
    assert one.machine("e", ["نص 1"])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (4096, limits[1])
    )  # no file may grow: the kernel refuses writes
    try:
        one.keep("e", {f"نص آخر {n}": [attempt("x" * 1000)] for n in range(500)})
        assert translated(mended(), one, CLEAN) == translated(mended(), None, CLEAN)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert len(warned) == 1
    store, told = database.opened(path)
    assert told is None
    assert len(store.machine("e", [f"نص {n}" for n in range(300)])[0]) == 300


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("ext4", "WAL"), ("nfs4", "DELETE"), ("fuse.sshfs", "DELETE"), ("overlay", "WAL"), ("9p", "DELETE")],
)
def test_on_a_network_file_system_no_memory_is_shared(tmp_path: Path, kind: str, mode: str) -> None:
    folder, mounts = tmp_path / "a b" / "cache", tmp_path / "mountinfo"
    folder.mkdir(parents=True)
    shown = str(tmp_path / "a b").replace(" ", "\\040")
    mounts.write_text(
        f"22 1 252:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n36 22 0:31 / {shown} rw - {kind} server:/home rw\n"
    )
    assert database.journal_mode(folder, mounts) == mode
    assert database.journal_mode(tmp_path, mounts) == "WAL"
    assert database.journal_mode(folder, tmp_path / "none") == "WAL"
