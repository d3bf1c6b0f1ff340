"""Files that hold files: gzip, Zstandard, zip. Members are read in memory and never touch the disk."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.formats import is_left_behind
from mujaz.readers.limits import Metered, Unpacked

# What the readers of packed files raise where one is damaged.
DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, ValueError)
_CHUNK = 1 << 16
_WINDOW = 1 << 27  # bytes: the most that Zstandard may keep; `zstd --long` needs this
_ENTRY = 46 + 512  # bytes of one entry in a zip's directory, with a long name
_END, _END64, _LOCATOR = 22, 56, 20  # bytes of the records that end a zip
_SEE_ZIP64 = 0xFFFFFFFF
_TAIL = 22 + 65535  # bytes: the end of the directory, and the longest comment after it


def stream(suffix: str, packed: BinaryIO, unpacked: Unpacked) -> BinaryIO:
    """What a compressed file holds, counted while it is read.

    Args:
        suffix: `.gz` or `.zst`.
        packed: Its bytes.
        unpacked: The count.
    """
    if suffix == ".gz":
        return io.BufferedReader(Metered(_Gunzipped(packed), unpacked), _CHUNK)
    import zstandard

    decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    frames = decompressor.stream_reader(packed, read_across_frames=True)
    return io.BufferedReader(Metered(frames, unpacked, (zstandard.ZstdError,)), _CHUNK)


class _Gunzipped(io.RawIOBase):
    """What a gzip file holds. The standard library's own steps over padding byte by byte: 300 MB of it take two minutes."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._inflator = zlib.decompressobj(wbits=31)
        self._waiting = b""  # packed bytes that were read and not yet used
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        while not self._ended:
            if not self._waiting:
                self._waiting = self._packed.read(_CHUNK)
                if not self._waiting:
                    raise EOFError("it ends too early")
            data = self._inflator.decompress(self._waiting, len(buffer))
            self._waiting = self._inflator.unconsumed_tail
            if self._inflator.eof:
                self._next_member()
            if data:
                buffer[: len(data)] = data
                return len(data)
        return 0

    def _next_member(self) -> None:
        """Another file may follow in the same one, after padding; what else follows is passed over, as gzip does."""
        rest = self._inflator.unused_data.lstrip(b"\0")
        while not rest and (more := self._packed.read(_CHUNK)):
            rest = more.lstrip(b"\0")
        self._waiting, self._inflator = rest, zlib.decompressobj(wbits=31)
        self._ended = not rest.startswith(b"\x1f")


@contextmanager
def archive(packed: BinaryIO, settings: InputConfig) -> Iterator[zipfile.ZipFile]:
    """An open zip file.

    Raises:
        ArticleError: It has too many members; its directory is not held before that is known.
        BadZipFile: It is damaged.
    """
    _check_directory(packed, settings)
    with zipfile.ZipFile(packed) as found:
        if len(found.infolist()) > settings.max_members:
            raise _too_many(settings)
        yield found


def members(found: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The files in an archive, in its order; folders, hidden files and what systems add are passed over."""
    for info in found.infolist():
        if not info.is_dir() and not is_left_behind(*info.filename.replace("\\", "/").split("/")):
            yield info


def member(found: zipfile.ZipFile, info: zipfile.ZipInfo, unpacked: Unpacked) -> BinaryIO:
    """One member as a stream, counted while it is read.

    Raises:
        ArticleError: It is encrypted.
    """
    if info.flag_bits & 1:
        raise ArticleError("is encrypted", "unpack it yourself, with its password")
    opened: BinaryIO = found.open(info)  # type: ignore[assignment]
    return io.BufferedReader(Metered(opened, unpacked), _CHUNK)


def damaged(error: Exception) -> ArticleError:
    """What a person is told of a packed file that cannot be unpacked."""
    said = str(error) or type(error).__name__
    return ArticleError(f"cannot be unpacked: {said}", "it is damaged or cut short: get it again")


def _check_directory(packed: BinaryIO, settings: InputConfig) -> None:
    """Look at the size of the directory before `zipfile` makes an object of each entry."""
    packed.seek(0, io.SEEK_END)
    size = packed.tell()
    packed.seek(max(0, size - _TAIL))
    tail = packed.read()
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and len(tail) >= at + _END:
        directory = struct.unpack("<L", tail[at + 12 : at + 16])[0]
        if directory == _SEE_ZIP64 and at >= _LOCATOR:  # zip64: the true size stands in a record of its own
            where = struct.unpack("<Q", tail[at - 12 : at - 4])[0]
            packed.seek(min(where, size))
            record = packed.read(_END64)
            directory = struct.unpack("<Q", record[40:48])[0] if len(record) == _END64 else directory
        if directory > settings.max_members * _ENTRY:
            raise _too_many(settings)
    packed.seek(0)


def _too_many(settings: InputConfig) -> ArticleError:
    message = f"holds more than {settings.max_members:,} files"
    return ArticleError(message, "unpack it yourself, or raise input.max_members")
