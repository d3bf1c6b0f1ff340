"""One run a folder: the second is told who the first is."""

import os
import platform
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from mujaz.errors import UsageError
from mujaz.storage import atomic, remote

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
    if remote.remote(folder):
        with _marked(folder):
            yield
        return
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


@contextmanager
def _marked(folder: Path) -> Iterator[None]:
    """Hold a folder of an object store, which has no locks: `.owner` decides, unless its process is known to be gone."""
    mark = folder / _OWNER
    if mark.exists() and not _gone(_owner(folder)):
        hint = f"wait for it; or if it is dead, remove {mark} and type the command again"
        raise UsageError(f"{folder}: {_owner(folder)} is at work here", hint)
    atomic.write(mark, _own_name())
    try:
        yield
    finally:
        atomic.remove(mark)


def _gone(owner: str) -> bool:
    """Whether a process of this machine was the owner, and has ended."""
    named = re.match(r"process (\d+) on (\S+) ", owner)
    if not named or named[2] != platform.node():
        return False
    try:
        os.kill(int(named[1]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def unwritable(folder: Path, error: OSError) -> UsageError:
    """The error of a run folder that cannot be used."""
    if folder.is_symlink() and not folder.exists():
        message = f"{folder}: this is a link to {folder.readlink()}, which is not there"
        return UsageError(message, "make that folder, or give another -o DIR")
    if folder.exists() and not folder.is_dir():
        return UsageError(f"{folder}: this is a file, not a folder", "give another -o DIR")
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
