"""JSON Lines: one record a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.draft import Broken, Draft, mapped
from mujaz.readers.json_file import listed
from mujaz.readers.limits import MEGABYTE
from mujaz.readers.lines import Lines

_OPEN = ("[", "{", "[{")  # a first line of no more: the file is one JSON value, set over many lines


def records(stream: BinaryIO, settings: InputConfig) -> Iterator[Draft | Broken]:
    """The records of a JSONL file, read line by line; a broken line is passed on as such.

    Raises:
        ArticleError: The file begins with no text.
    """
    lines = Lines(stream, settings.max_record_megabytes * MEGABYTE)
    first = True
    while True:
        try:
            line = next(lines)
            bare = line.strip()
            if first and bare in _OPEN:
                first = False
                yield from _whole([line, *_rest(lines, settings)], settings, lines.encoding)
                return
            first = first and not bare
            if not bare or bare in ("[", "]"):
                continue
            if bare.startswith("[{"):
                yield from listed(_parsed(bare), settings, lines.encoding)
                continue
            yield record(line, settings, f"line {lines.number}", lines.encoding)
        except StopIteration:
            return
        except ArticleError as error:
            yield Broken(f"line {lines.number}", error)


def _whole(lines: list[str], settings: InputConfig, encoding: str) -> Iterator[Draft | Broken]:
    """The records of one JSON value; where it is broken, those of its lines that are records."""
    try:
        found = _parsed("".join(lines))
    except ArticleError:
        for number, line in enumerate(lines, 1):
            if bare := line.strip().rstrip(",").strip("[]"):
                try:
                    yield record(bare, settings, f"line {number}", encoding)
                except ArticleError as error:
                    yield Broken(f"line {number}", error)
    else:
        yield from listed(found, settings, encoding)


def _rest(lines: Lines, settings: InputConfig) -> Iterator[str]:
    """The lines that follow, as far as one document may be long."""
    size = 0
    for line in lines:
        size += len(line)
        if size > settings.max_megabytes * MEGABYTE:
            raise ArticleError("is one long JSON value, not one a line", "write one record a line")
        yield line


def record(text: str, settings: InputConfig, place: str, encoding: str) -> Draft:
    """One JSON object as a draft.

    Raises:
        ArticleError: It is no JSON object, or has no text.
    """
    values = _parsed(text)
    if not isinstance(values, dict):
        raise ArticleError("is no JSON object", 'a record looks like {"id": "a", "text": "…"}')
    return mapped(values, settings.columns, place, encoding)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise ArticleError(f"is not JSON: {said}", "mend the line or remove it") from None
    except RecursionError:
        raise ArticleError("is nested too deep", "remove it") from None
