"""Lines of a stream, one at a time, however long the stream and whatever one of its lines holds."""

import codecs
from typing import BinaryIO

from mujaz.errors import ArticleError
from mujaz.readers.encoding import decode_head

_CHUNK = 1 << 16  # bytes
_UNREADABLE = "\ufffd"


class Lines:
    """The lines of a text, with their line breaks.

    Iterating raises `ArticleError` for a line that is too long or not in the file's encoding; the next call goes on with
    the line after it.

    Args:
        stream: The bytes.
        most: The longest line, in bytes of UTF-8; of a longer one no more than that is ever held.

    Raises:
        ArticleError: The stream begins with no text.
    """

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        head = stream.read(_CHUNK)
        self.encoding = decode_head(head)
        # A byte that does not fit is found in its line, not here.
        errors = "replace" if self.encoding.startswith("utf-16") else "surrogateescape"
        self._decoder = codecs.getincrementaldecoder(self.encoding)(errors)
        self._rest = self._decoder.decode(head)
        self._at = 0  # in `_rest`
        self._ended = False
        self.number = 0  # of the line that was given last

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        self.number += 1
        size = 0
        parts: list[str] = []
        while True:
            end = self._rest.find("\n", self._at)
            part = self._rest[self._at : end + 1 or None]
            size += len(part.encode("utf-8", "surrogatepass"))
            self._at += len(part)
            if size <= self._most:
                parts.append(part)
            else:
                parts.clear()
            if end >= 0 or not self._more():
                break
        if size > self._most:
            message = f"the line holds more than {self._most // 1_000_000:,} MB"
            raise ArticleError(message, "mend the file, or raise input.max_record_megabytes")
        line = "".join(parts)
        if not line:
            raise StopIteration
        return self._checked(line)

    def _more(self) -> bool:
        if self._ended:
            return False
        data = self._stream.read(_CHUNK)
        self._ended = not data
        self._rest, self._at = self._decoder.decode(data, final=not data), 0
        return bool(data) or bool(self._rest)

    def _checked(self, line: str) -> str:
        try:
            line.encode()
        except UnicodeEncodeError:
            bad = True
        else:
            bad = self.encoding.startswith("utf-16") and _UNREADABLE in line
        if bad:
            raise ArticleError(
                f"the line is not {self.encoding} as the lines before it", "save the file as UTF-8"
            )
        return line
