"""The file of the translation memory: SQLite, shared by any number of processes.

A process killed at any moment loses at most the transaction it was in. The file is in WAL mode, in which reading and
writing do not wait for each other. That needs memory which all processes share, so on a network file system it is in
rollback mode instead, which is slower and as safe as that system's locks: NFS 4 has good ones, NFS 3 often none. Where in
doubt, give each machine its own `MUJAZ_CACHE`.
"""

import re
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock

from mujaz.memory.entries import DamagedError
from mujaz.memory.store import Store
from mujaz.storage import cache_folder

_APPLICATION = 0x4D756A7A  # "Mujz": says whose file it is
_FORMAT = 1  # raise it when the tables change
_WAIT = 60.0  # seconds for another process to finish its transaction; one of 500 entries takes some 20 ms
# SQLite's words for damage: a malformed image, a file that is no database, one that is shorter than it says.
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_SHORT_READ = 522  # SQLITE_IOERR_SHORT_READ, which Python 3.11 does not name

# Kinds of file systems that several machines may share, or that cannot share memory between processes (9p).
_NETWORK = re.compile(
    r"nfs|cifs|smb|lustre|gpfs|ceph|beegfs|afs|9p|pvfs2|(fuse\.)?glusterfs|fuse\.(sshfs|ceph|juicefs|s3)"
)

_TABLES = f"""
PRAGMA auto_vacuum = INCREMENTAL;
BEGIN IMMEDIATE;
CREATE TABLE engines (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, hits INTEGER NOT NULL DEFAULT 0);
CREATE TABLE machine (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL UNIQUE, engine INTEGER NOT NULL,
                      source TEXT NOT NULL, attempts TEXT NOT NULL, checksum INTEGER NOT NULL,
                      run INTEGER NOT NULL, used INTEGER NOT NULL);
CREATE INDEX machine_engine ON machine (engine);
CREATE TABLE human (hash INTEGER PRIMARY KEY, source TEXT NOT NULL, english TEXT NOT NULL, checksum INTEGER NOT NULL);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_FORMAT};
COMMIT;
"""


def default_path() -> Path:
    """Where the memory lies: `memory.sqlite3` in `$MUJAZ_CACHE`, else in the user's cache folder."""
    return cache_folder.cache() / "memory.sqlite3"


def opened(path: Path, damaged: Store | None = None, why: str = "") -> tuple[Store, str | None]:
    """Open a memory; a damaged one is set aside, as it is, and a new one begun.

    Args:
        path: The file; it and its folder are made where they are missing.
        damaged: A store of that path in which damage was met.
        why: What that damage was.

    Returns:
        The store, and what a person should be told, if damage was met.

    Raises:
        DamagedError, sqlite3.Error, OSError: The file cannot be used.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # One process at a time: switching to WAL mode knows no waiting, and of two processes that meet the same damage
    # the second must not set aside what the first has just begun.
    with FileLock(f"{path}.lock", timeout=_WAIT):
        told = None
        if damaged is not None:
            if damaged.in_place():
                told = _set_aside(path, why)
            damaged.close()
        else:
            try:
                return Store(path, _connected(path)), None
            except (DamagedError, sqlite3.Error) as error:
                if not is_damage(error):
                    raise
                told = _set_aside(path, str(error))
        return Store(path, _connected(path)), told


def journal_mode(folder: Path, mounts: Path = Path("/proc/self/mountinfo")) -> Literal["WAL", "DELETE"]:
    """How SQLite keeps its journal in this folder: `DELETE` (rollback) on a network file system, else `WAL`.

    Args:
        folder: Where the database lies; it exists.
        mounts: The file systems of this process, as Linux lists them (proc_pid_mountinfo(5)); without it, none is known.
    """
    if not mounts.exists():
        return "WAL"
    found = {}
    for line in mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        before, _, after = line.partition(" - ")
        point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), before.split(" ")[4])
        found[point] = after.split(" ")[0]
    real = folder.resolve()
    kind = next((found[str(place)] for place in (real, *real.parents) if str(place) in found), "")
    return "DELETE" if _NETWORK.match(kind) else "WAL"


def is_damage(error: Exception) -> bool:
    """Whether an error means that the file holds what was not written there."""
    if not isinstance(error, sqlite3.Error):
        return isinstance(error, DamagedError)
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return "UTF-8" in str(error)  # raised by Python, for a text that is none
    return code == _SHORT_READ or code & 0xFF in _DAMAGE  # the low byte is the kind, the rest its detail


def _set_aside(path: Path, why: str) -> str:
    """Rename the file and what belongs to it. A process that still has it open sees so by `in_place`."""
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    names = (f"{path.name}.broken-{stamp}{more}" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    aside = next(place for place in map(path.with_name, names) if not place.exists())
    for suffix in ("-wal", "-shm", ""):
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").rename(f"{aside}{suffix}")
    return f"the translation memory was damaged ({why}); it was set aside as {aside}, and a new one is begun"


def _connected(path: Path) -> sqlite3.Connection:
    # A store is opened in one thread and may be closed in another.
    database = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            database.executescript(_TABLES)
        _verify(database)
        mode = journal_mode(path.parent)
        database.execute(f"PRAGMA journal_mode = {mode}").fetchall()
        if mode == "WAL":  # a power cut may then cost the last entries, never the file
            database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA journal_size_limit = 16777216")
    except BaseException:
        database.close()
        raise
    return database


def _verify(database: sqlite3.Connection) -> None:
    found = [database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if found[0] != _APPLICATION:
        raise DamagedError("it is not a translation memory of Mujaz")
    if found[1] != _FORMAT:
        raise DamagedError(f"it has format {found[1]}, and this version of Mujaz reads format {_FORMAT}")
