"""One run a folder: the second is told who the first is."""

import os
import platform
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import UsageError
from pipeline.runs import atomic

_LOCK, _OWNER = ".lock", ".owner"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder, which is made if need be, for one process.

    The kernel's lock on `.lock` decides, which ends with its process however that ends; NFS, SMB and most cluster file
    systems keep it between machines. Where a file system has none, the file's being there decides, and a stale one
    is recognised by its process being gone. `.owner` is only there to tell a person who it is.

    Raises:
        UsageError: Another run is at work there, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK)
        lock.acquire(blocking=False)
    except Timeout:
        hint = "wait for it, or give another -o DIR"
        raise UsageError(f"{folder}: {_owner(folder)} is at work here", hint) from None
    except OSError as error:
        raise unwritable(folder, error) from None
    try:
        atomic.write(folder / _OWNER, _own_name())
        yield
    finally:
        (folder / _OWNER).unlink(missing_ok=True)
        lock.release()


def unwritable(folder: Path, error: OSError) -> UsageError:
    """The error of a run folder that cannot be used."""
    return UsageError(f"{folder}: cannot be written: {error.strerror}", "give another -o DIR")


def _own_name() -> str:
    since = datetime.now(UTC).astimezone().isoformat(sep=" ", timespec="seconds")
    command = shlex.join(["mujaz", *sys.argv[1:]])
    return f"process {os.getpid()} on {platform.node()} (`{command}`, since {since})"


def _owner(folder: Path) -> str:
    try:
        return (folder / _OWNER).read_text(encoding="utf-8", errors="replace") or "another process"
    except OSError:  # it is just starting, or just ending
        return "another process"
