"""CSV and TSV: a line of column names, then one record a row."""

import csv
import re
from collections.abc import Iterator
from typing import BinaryIO

from mujaz.arabic.letters import has_letters
from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.draft import Broken, Draft, mapped
from mujaz.readers.limits import MEGABYTE
from mujaz.readers.lines import Lines

_DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(r'\ufeff?"?sep=(.)"?\s*\Z')
_HINT = "a field with line breaks or quotation marks must be quoted, and its quotation marks doubled"


class _Counted:
    """The lines of one file, with the size of the row in hand bound: a quotation mark that is never closed takes all."""

    def __init__(self, lines: Lines, first: str, most: int) -> None:
        self._lines = lines
        self._first: str | None = first
        self._most = most
        self.size = 0  # characters of the row in hand
        self.begun = 1  # its first line

    def __iter__(self) -> "_Counted":
        return self

    def __next__(self) -> str:
        line, self._first = (self._first, None) if self._first is not None else (next(self._lines), None)
        if self.size == 0:
            self.begun = self._lines.number
        self.size += len(line)
        if self.size > self._most:
            message = (
                f"the row holds more than {self._most // MEGABYTE:,} MB: a quotation mark is not closed?"
            )
            raise ArticleError(message, _HINT)
        return line


def records(stream: BinaryIO, settings: InputConfig) -> Iterator[Draft | Broken]:
    """The records of a table, read row by row; a broken row is passed on as such.

    The delimiter is the one of `, ; | tab` that the first line has most of, or the one that a line `sep=;` before it names.
    Of columns of one name the first that is not empty counts; of those of the text, all that are Arabic.

    Raises:
        ArticleError: The file begins with no text, or has no line of column names.
    """
    most = settings.max_record_megabytes * MEGABYTE
    lines = Lines(stream, most)
    head = next(lines, "")
    told = _SEPARATOR.match(head)  # as Excel writes it
    if told:
        head = next(lines, "")
    if not head.strip():
        raise ArticleError("has no line of column names", "the first line names the columns: id,title,text")
    csv.field_size_limit(
        most
    )  # the module's own is 131,072 characters; what bounds a field here is `_Counted`
    counted = _Counted(lines, head, most)
    rows = csv.reader(counted, delimiter=told[1] if told else max(_DELIMITERS, key=head.count), strict=True)
    columns = [name.strip().removeprefix("\ufeff") for name in next(rows)]
    while True:
        counted.size = 0
        try:
            row = next(rows)
            if not any(row):
                continue
            place = f"line {counted.begun}"
            if len(row) != len(columns):
                message = f"has {len(row)} fields; the first line names {len(columns)} columns"
                yield Broken(place, ArticleError(message, _HINT))
                continue
            yield mapped(_named(columns, row, settings.columns.text), settings.columns, place, lines.encoding)
        except StopIteration:
            return
        except csv.Error as error:
            yield Broken(f"line {counted.begun}", ArticleError(f"is no row of a table: {error}", _HINT))
        except ArticleError as error:
            yield Broken(f"line {lines.number if counted.size == 0 else counted.begun}", error)


def _named(columns: list[str], row: list[str], text: str) -> dict[str, object]:
    """A row by its columns' names, of which one may stand there twice."""
    if len(set(columns)) == len(columns):
        return dict(zip(columns, row, strict=True))
    values: dict[str, object] = {}
    for name, value in zip(columns, row, strict=True):
        values[name] = values.get(name) or value
    texts = [value for name, value in zip(columns, row, strict=True) if name == text and has_letters(value)]
    return values | ({text: "\n\n".join(texts)} if texts else {})
