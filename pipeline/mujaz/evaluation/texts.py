"""Files of one sentence a line, side by side: sources, references and outputs of systems."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mujaz.arabic.letters import count_latin_letters, count_letters
from mujaz.errors import ArticleError, UsageError
from mujaz.readers.encoding import decode

_SEPARATORS = re.compile(r"[._-]")
_ALIGNED = "line n of every file must be the translation of line n of the source"


@dataclass(frozen=True, slots=True)
class Lines:
    """A file of one sentence a line."""

    path: str
    sha256: str  # of the file's bytes
    lines: tuple[str, ...]  # without white space at either end


@dataclass(frozen=True, slots=True)
class Corpus:
    """Arabic sentences and, where there is one, a person's English of each."""

    source: Lines
    reference: Lines | None


def load(source: Path, reference: Path | None) -> Corpus:
    """Read a source and its reference.

    Raises:
        UsageError: A file cannot be read, is empty, is in the other language, or the lines do not pair up.
    """
    arabic = read(source)
    if not _is_arabic(arabic.lines):
        raise UsageError(
            f"{source}: this is not Arabic", "--source takes the Arabic, --reference the English"
        )
    if reference is None:
        return Corpus(arabic, None)
    english = read(reference)
    if _is_arabic(english.lines):
        raise UsageError(
            f"{reference}: this is not English", "--source takes the Arabic, --reference the English"
        )
    aligned(arabic, english)
    return Corpus(arabic, english)


def read(path: Path) -> Lines:
    """Read a file of one sentence a line; only line feeds end a line, as in `mujaz translate`.

    UTF-8, and UTF-16 with a byte order mark; Arabic also in the code pages that articles may have.

    Raises:
        UsageError: It cannot be read, is empty or in another encoding.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}", "check the path") from None
    try:
        text = decode(data)[0]
    except ArticleError as error:
        raise UsageError(f"{path}: {_where(data) or error.message}", "save the file as UTF-8") from None
    lines = tuple(line.strip() for line in text.removesuffix("\n").split("\n"))
    if not any(lines):
        raise UsageError(f"{path}: there is nothing in this file", "give a file with one sentence a line")
    return Lines(str(path), hashlib.sha256(data).hexdigest(), lines)


def aligned(source: Lines, other: Lines) -> None:
    """Make sure that two files have as many lines.

    Raises:
        UsageError: They have not; both counts are named, and blank lines at an end as the likely reason.
    """
    if len(source.lines) == len(other.lines):
        return
    blank = next((file.path for file in (source, other) if not file.lines[-1]), None)
    hint = f"{blank} ends in blank lines: remove them" if blank else _ALIGNED
    raise UsageError(
        f"{other.path} has {_counted(other)}, {source.path} has {_counted(source)}: they do not pair up", hint
    )


def labels(paths: Sequence[Path]) -> tuple[str, ...]:
    """Short names for files: endings, and what all have in common at either end, are left off.

    `dev.argos.en` and `dev.opus.en` become `argos` and `opus`; a file alone keeps its stem. Where that leaves a name
    empty or twice, whole paths.
    """
    short = [path.stem for path in paths]
    if len(set(short)) > 1:
        front = _common(short)
        back = _common([name[front:][::-1] for name in short])
        short = [name[front : len(name) - back] for name in short]
    return tuple(short) if all(short) and len(set(short)) == len(short) else tuple(map(str, paths))


def _common(names: Sequence[str]) -> int:
    """How many characters all names begin with, up to and with a separator."""
    shared = 0
    for at, letters in enumerate(zip(*names, strict=False), 1):
        if len(set(letters)) > 1:
            break
        if _SEPARATORS.match(letters[0]):
            shared = at
    return shared


def _is_arabic(lines: Sequence[str]) -> bool:
    text = "\n".join(lines)
    return count_letters(text) > count_latin_letters(text)


def _where(data: bytes) -> str | None:
    """The first line that is not UTF-8, in words; None where all are."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"line {line} is not UTF-8 (byte 0x{data[error.start]:02x})"
    return None


def _counted(file: Lines) -> str:
    count = len(file.lines)
    return f"{count:,} line" if count == 1 else f"{count:,} lines"
