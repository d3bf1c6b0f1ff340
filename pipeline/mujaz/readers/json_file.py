"""A JSON file: a list of records, or one record. For large ones there is JSONL, which is read line by line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.draft import Broken, Draft, has, mapped
from mujaz.readers.encoding import decode
from mujaz.readers.limits import whole

_DEEPEST = 2  # levels: {"data": {"results": {"articles": […]}}}


def records(stream: BinaryIO, settings: InputConfig) -> Iterator[Draft | Broken]:
    """The records of a JSON file.

    Raises:
        ArticleError: It is no JSON, or holds no records.
    """
    text, encoding = decode(whole(stream, settings))
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ArticleError(f"is not JSON: {error}", "mend it; for one record a line use .jsonl") from None
    except RecursionError:
        raise ArticleError("is nested too deep", "give a list of records") from None
    yield from listed(found, settings, encoding)


def listed(found: object, settings: InputConfig, encoding: str) -> Iterator[Draft | Broken]:
    """The records of parsed JSON: a list of them, one, or one that holds a list of them, as `{"articles": […]}`.

    Raises:
        ArticleError: It holds no records.
    """
    if isinstance(found, dict) and not has(found, settings.columns.text):
        found = _inner(found) or found
    if not isinstance(found, dict | list):
        raise ArticleError("holds no records", 'give a list such as [{"id": "a", "text": "…"}]')
    for number, values in enumerate([found] if isinstance(found, dict) else found, 1):
        place = f"record {number}" if isinstance(found, list) else ""
        if not isinstance(values, dict):
            yield Broken(
                place, ArticleError("is no JSON object", 'a record looks like {"id": "a", "text": "…"}')
            )
            continue
        try:
            yield mapped(values, settings.columns, place, encoding)
        except ArticleError as error:
            yield Broken(place, error)


def _inner(found: object, depth: int = 0) -> list[object] | None:
    """The one list of objects that an object holds, directly or one or two levels below."""
    if not isinstance(found, dict) or depth > _DEEPEST:
        return None
    lists = [one for one in found.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
    if not lists:
        lists = [inner for one in found.values() if (inner := _inner(one, depth + 1))]
    return max(lists, key=len, default=None)
