"""Parallel sentences from TSV (plain, .gz, .xz) and TMX files."""

import gzip
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import TextIO

from mujaz.arabic.letters import count_latin_letters, count_letters
from mujaz.errors import UsageError
from mujaz.memory import tmx
from mujaz.training.config import DataConfig

_LOOKED_AT = 200  # rows from which the columns are told


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation."""

    arabic: str
    english: str
    licence: str | None = None  # as the file says


def read(path: Path, settings: DataConfig) -> Iterator[Pair]:
    """The pairs of one file, as they are written there.

    Args:
        path: A `.tmx`, or else tab-separated text in UTF-8; either may be compressed (.gz, .xz).
        settings: Which columns hold what.

    Raises:
        UsageError: The file cannot be read, is not UTF-8 or not XML, or has no column of Arabic or of English.
    """
    try:
        with _opened(path) as file:
            if ".tmx" in path.suffixes:
                for unit in tmx.units(path, file):
                    if unit.arabic is not None and unit.english is not None:
                        yield Pair(unit.arabic, unit.english)
            else:
                with TextIOWrapper(file, encoding="utf-8-sig") as text:
                    yield from _tsv(path, text, settings)
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text ({error.reason})", "save it again as UTF-8") from error
    except (OSError, EOFError, lzma.LZMAError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UsageError(f"{path}: cannot be read: {reason}", "give TSV or TMX files") from error


def _opened(path: Path) -> BufferedReader | gzip.GzipFile | lzma.LZMAFile:
    if path.suffix == ".gz":
        return gzip.open(path)
    return lzma.open(path) if path.suffix == ".xz" else path.open("rb")


def _tsv(path: Path, file: TextIO, settings: DataConfig) -> Iterator[Pair]:
    rows = (line.rstrip("\r\n").split("\t") for line in file)
    first = [row for _, row in zip(range(_LOOKED_AT), rows, strict=False)]
    arabic, english = _columns(path, first, settings)
    licence = None if settings.licence_column is None else settings.licence_column - 1
    needed = max(arabic, english, -1 if licence is None else licence)
    number = 0
    for part in (first, rows):
        for row in part:
            number += 1
            if row == [""]:
                continue
            if len(row) <= needed:
                raise UsageError(
                    f"{path}:{number}: has {len(row)} columns where {needed + 1} are needed",
                    "a pair is one line, its columns parted by tabs",
                )
            yield Pair(row[arabic], row[english], None if licence is None else row[licence].strip() or None)


def _columns(path: Path, rows: Sequence[Sequence[str]], settings: DataConfig) -> tuple[int, int]:
    """The places, from 0, of the Arabic and the English column."""
    width = max((len(row) for row in rows), default=0)
    cells = [[row[place] for row in rows if place < len(row)] for place in range(width)]
    chosen = (settings.arabic_column, settings.english_column)
    taken = {column - 1 for column in (*chosen, settings.licence_column) if column}
    found = []
    for column, letters, language in zip(
        chosen, (count_letters, count_latin_letters), ("arabic", "english"), strict=True
    ):
        if column is not None:
            found.append(column - 1)
            continue
        counts = {
            place: sum(map(letters, column)) for place, column in enumerate(cells) if place not in taken
        }
        best = max(counts, key=lambda place: counts[place], default=None)
        if best is None or not counts[best]:
            raise UsageError(
                f"{path}: no column of {language.title()} text is to be seen in {width or 'no'} columns",
                f"a pair is one line, Arabic, tab, English; or `--set data.{language}_column=N`",
            )
        taken.add(best)
        found.append(best)
    return found[0], found[1]
