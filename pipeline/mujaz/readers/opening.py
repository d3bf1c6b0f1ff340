"""An input becomes a stream of bytes: a file, an address, standard input."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from mujaz.errors import ArticleError, UsageError
from mujaz.readers.formats import DOCUMENTS, PACKINGS, RECORDS
from mujaz.readers.inputs import STDIN, WEB, Input, filesystem_of


@dataclass(frozen=True, slots=True)
class Opened:
    """A stream, and what is known of it before it is read."""

    stream: BinaryIO
    name: str  # by which its format is known
    size: int | None  # bytes; None where nobody knows
    path: Path | None  # where it lies on this machine


@contextmanager
def opened(item: Input) -> Iterator[Opened]:
    """Open one input.

    Raises:
        ArticleError: It is not there, cannot be read, or is no regular file.
    """
    if item.address == STDIN:
        piped = cast("BufferedReader", sys.stdin.buffer)
        # What was typed or piped in so far; a record begins with a brace, an article never does.
        head = piped.peek().lstrip(b"\xef\xbb\xbf \t\r\n")
        yield Opened(piped, "stdin.jsonl" if head.startswith(b"{") else "stdin.txt", None, None)
    elif item.address is not None:
        yield from _remote(item.address, item.path.name)
    else:
        with _local(item.path) as stream:
            yield Opened(stream, item.path.name, os.fstat(stream.fileno()).st_size, item.path)


def _local(path: Path) -> BinaryIO:
    try:
        # Opening a pipe would wait for somebody to write into it; this does not, and what was opened is what is looked at.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise unreadable(error) from None
    except ValueError:
        raise ArticleError("cannot be read: its name holds a null character", "rename it") from None
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        if stat.S_ISDIR(mode):
            raise ArticleError("this is a folder that is not looked into", "name it on the command line")
        raise ArticleError("this is no regular file", "give the article as a file")
    return os.fdopen(descriptor, "rb")


def _remote(address: str, page: str) -> Iterator[Opened]:
    try:
        filesystem, path = filesystem_of(address)
        size = filesystem.size(path)
        stream = filesystem.open(path, "rb")
    except UsageError as error:
        raise ArticleError(error.message, error.hint) from None
    except Exception as error:  # noqa: BLE001 - each of fsspec's backends has errors of its own
        message = f"cannot be read: {type(error).__name__}: {error}"
        raise ArticleError(message, "check the address and your access to it") from None
    name = Path(path).name
    if address.startswith(WEB):  # what follows a question mark is no suffix, and most pages have none
        name = page if Path(page).suffix.lower() in {*DOCUMENTS, *RECORDS, *PACKINGS} else f"{page}.html"
    with stream:
        yield Opened(stream, name, size if isinstance(size, int) else None, None)


def unreadable(error: OSError) -> ArticleError:
    """What a person is told of a file that the system does not give."""
    reason = error.strerror or type(error).__name__
    return ArticleError(f"cannot be read: {reason}", "check that it is there and readable")
