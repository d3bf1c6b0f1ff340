"""JSON Lines: one record a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.draft import Broken, Draft, mapped
from mujaz.readers.limits import MEGABYTE
from mujaz.readers.lines import Lines


def records(stream: BinaryIO, settings: InputConfig) -> Iterator[Draft | Broken]:
    """The records of a JSONL file, read line by line; a broken line is passed on as such.

    Raises:
        ArticleError: The file begins with no text.
    """
    lines = Lines(stream, settings.max_record_megabytes * MEGABYTE)
    while True:
        try:
            line = next(lines)
            if line.strip():
                yield record(line, settings, f"line {lines.number}", lines.encoding)
        except StopIteration:
            return
        except ArticleError as error:
            yield Broken(f"line {lines.number}", error)


def record(text: str, settings: InputConfig, place: str, encoding: str) -> Draft:
    """One JSON object as a draft.

    Raises:
        ArticleError: It is no JSON object, or has no text.
    """
    try:
        values = json.loads(text)
    except ValueError as error:
        said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise ArticleError(f"is not JSON: {said}", "mend the line or remove it") from None
    except RecursionError:
        raise ArticleError("is nested too deep", "remove it") from None
    if not isinstance(values, dict):
        raise ArticleError("is no JSON object", 'a record looks like {"id": "a", "text": "…"}')
    return mapped(values, settings.columns, place, encoding)
