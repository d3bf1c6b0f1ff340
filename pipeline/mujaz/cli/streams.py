"""Text from a file or from standard input."""

import sys
from pathlib import Path

from mujaz.errors import ArticleError, UsageError


def read_text(file: Path) -> str:
    """The text of a file, or of standard input for `-`.

    Raises:
        UsageError: It cannot be read, or is not text.
    """
    from mujaz.readers.encoding import decode

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}", "check the path") from None
    try:
        return decode(data)[0]
    except ArticleError as error:
        raise UsageError(f"{file}: {error.message}", error.hint) from None
