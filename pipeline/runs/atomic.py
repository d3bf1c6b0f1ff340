"""Files that are whole or not there."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pipeline.errors import OutputError


def write(path: Path, parts: str | Iterable[str]) -> None:
    """Write UTF-8 text so that a reader, or a run killed at any moment, sees the old file or the new one.

    The temporary file lies beside the target, because a rename is atomic within one file system alone; its name begins
    with a dot and ends with `.part`, by which `sweep` knows what a killed run left.

    Raises:
        OutputError: The disk is full, or the folder cannot be written. The old file, if any, is unharmed.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines([parts] if isinstance(parts, str) else parts)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        _discard(temporary)
        hint = "make room or mend it, then type the same command: it resumes"
        raise OutputError(f"{path}: cannot be written: {error.strerror}", hint) from error
    except BaseException:
        _discard(temporary)
        raise


def _discard(temporary: Path) -> None:
    with suppress(OSError):  # the error that brought us here is the one to tell; `sweep` finds what stays
        temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what killed runs left half-written in a folder. Only for who holds the run's lock."""
    for leftover in folder.glob(".*.part"):
        leftover.unlink(missing_ok=True)
