"""How much is read: counted while it is read, because what a file says of its own size may be a lie."""

import io
from typing import BinaryIO

from mujaz.config import InputConfig
from mujaz.errors import ArticleError

MEGABYTE = 1_000_000
_CHUNK = 1 << 18
_FREE = 10 * MEGABYTE  # below it no ratio is looked at: a short file of one letter packs well too


class Unpacked:
    """What comes out of one input, all its archives together.

    Args:
        settings: The limits.
        packed: Bytes of the input itself, where known.
    """

    def __init__(self, settings: InputConfig, packed: int | None) -> None:
        self._most = settings.max_unpacked_megabytes * MEGABYTE
        self._ratio = settings.max_ratio
        self._packed = packed
        self._bytes = 0
        self.full = False  # whether a limit was passed: nothing more comes out

    def add(self, size: int) -> None:
        """Count bytes that came out.

        Raises:
            ArticleError: It is too much.
        """
        self._bytes += size
        if self._bytes > self._most:
            self.full = True
            message = f"unpacks to more than {self._most // MEGABYTE:,} MB"
            raise ArticleError(message, "unpack it yourself, or raise input.max_unpacked_megabytes")
        if self._packed and self._bytes > max(_FREE, self._packed * self._ratio):
            self.full = True
            message = f"unpacks to more than {self._ratio} times its size, as a zip bomb does"
            raise ArticleError(message, "unpack it yourself, or raise input.max_ratio")


class Metered(io.RawIOBase):
    """A stream that counts what comes out of it.

    Args:
        stream: What is unpacked; it is closed with this one.
        unpacked: The count.
        damage: What the stream raises where the file is damaged; it becomes a `ValueError`.
    """

    def __init__(
        self, stream: BinaryIO | io.RawIOBase, unpacked: Unpacked, damage: tuple[type[Exception], ...] = ()
    ) -> None:
        self._stream = stream
        self._unpacked = unpacked
        self._damage = damage

    def readable(self) -> bool:  # noqa: D102 - see io
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # noqa: D102 - see io
        try:
            data = self._stream.read(len(buffer)) or b""
        except self._damage as error:
            raise ValueError(str(error)) from None
        self._unpacked.add(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:  # noqa: D102 - see io
        self._stream.close()
        super().close()


def whole(stream: BinaryIO, settings: InputConfig) -> bytes:
    """All bytes of a document.

    Raises:
        ArticleError: There are more than `max_megabytes`; no more than that is held.
    """
    most = settings.max_megabytes * MEGABYTE
    parts, size = [], 0
    while part := stream.read(min(_CHUNK, most - size + 1)):
        parts.append(part)
        size += len(part)
        if size > most:
            raise too_large(settings)
    return b"".join(parts)


def too_large(settings: InputConfig) -> ArticleError:
    """The error for a document over the limit."""
    message = f"holds more than {settings.max_megabytes:,} MB"
    return ArticleError(message, "split it into articles, or raise input.max_megabytes")
