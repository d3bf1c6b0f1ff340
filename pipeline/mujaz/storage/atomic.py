"""Files and folders that are whole or not there."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp
from typing import IO

from mujaz.errors import OutputError
from mujaz.storage import remote


def write(path: Path, parts: str | bytes | Iterable[str], *, durable: bool = True) -> None:
    """Write bytes, or text as UTF-8, so that a reader, or a run killed at any moment, sees the old file or the new one.

    The temporary file lies beside the target, because a rename is atomic within one file system alone; its name begins
    with a dot and ends with `.part`, by which `sweep` knows what a killed run left.

    Args:
        path: The file.
        parts: Its content.
        durable: Also wait until the content is on the disk (about 10 ms), so that a power failure cannot leave an empty
            file. Not needed where an empty file is noticed and made anew.

    Raises:
        OutputError: The disk is full, or the folder cannot be written. The old file, if any, is unharmed.
    """
    if remote.remote(path):
        _upload(path, parts)
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            _fill(file, parts)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        _discard(temporary)
        raise trouble(path, "written", error) from error
    except BaseException:
        _discard(temporary)
        raise


def _upload(path: Path, parts: str | bytes | Iterable[str]) -> None:
    """Write to an object store, where a file appears when all of it has arrived."""
    try:
        with NamedTemporaryFile() as file:
            _fill(file, parts)
            file.flush()
            remote.put(Path(file.name), path)
    except OSError as error:
        raise trouble(path, "written", error) from error


def _fill(file: IO[bytes], parts: str | bytes | Iterable[str]) -> None:
    for part in [parts] if isinstance(parts, str | bytes) else parts:
        file.write(part.encode() if isinstance(part, str) else part)


def remove(path: Path) -> None:
    """Remove a file, if it is there.

    Raises:
        OutputError: It cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise trouble(path, "removed", error) from error


def trouble(path: Path, what: str, error: OSError) -> OutputError:
    """The error to raise for one of the operating system, met when `path` was to be `what`, e.g. "written"."""
    hint = "make room or mend it, then type the same command: it resumes"
    return OutputError(f"{path}: cannot be {what}: {error.strerror}", hint)


def _discard(temporary: Path) -> None:
    with suppress(OSError):  # the error that brought us here is the one to tell; `sweep` finds what stays
        temporary.unlink(missing_ok=True)


@contextmanager
def folder(target: Path) -> Iterator[Path]:
    """A folder to be filled that appears under its name when it is whole, in place of one that was there.

    It is filled beside the target under the target's name with `.part-` and letters behind it, which is what a process
    that is killed leaves.

    Raises:
        OSError: It cannot be made or renamed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = Path(mkdtemp(prefix=f"{target.name}.part-", dir=target.parent))
    try:
        yield part
        part.chmod(0o755)  # mkdtemp makes it private; a shared cache must stay readable
        if target.exists():
            shutil.rmtree(target)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def sweep_folder(target: Path) -> None:
    """Remove what killed processes left of a folder half made. Only for who alone makes it now."""
    for leftover in target.parent.glob(f"{target.name}.part-*"):
        shutil.rmtree(leftover)


def sweep(folder: Path) -> None:
    """Remove what killed runs left half-written in a folder. Only for who holds the run's lock."""
    for leftover in folder.glob(".*.part"):
        leftover.unlink(missing_ok=True)
