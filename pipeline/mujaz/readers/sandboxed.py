"""The parsers' process, from inside: takes files on standard input, gives drafts on standard output. See `sandbox`."""

import importlib
import io
import json
import resource
import signal
import struct
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, BinaryIO

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.draft import Broken, Draft
from mujaz.readers.formats import DOCUMENTS, RECORDS

_HINT = "it is damaged, or not what its name says: save its text as .txt"
_SPARE = 5  # seconds: who waits is to end it first, and can say why


def main() -> None:
    """Serve files until standard input ends. Its argument: the settings as JSON."""
    settings = InputConfig.model_validate_json(sys.argv[1])
    _limit(settings)
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a parser that prints must not speak in between
    while line := orders.readline():
        order = json.loads(line)
        data = orders.read(order["size"])
        if len(data) < order["size"]:
            return  # who asked is gone
        _allow(settings.parser_seconds)
        try:
            for one in parsed(order["suffix"], data, order["path"], settings):
                _send(answers, _message(one, settings))
                _allow(settings.parser_seconds)  # for each of its records: there may be a million
        except ArticleError as error:
            _send(answers, {"error": [error.message, error.hint]})
        except MemoryError:
            _send(answers, {"memory": True})
            return  # what is left of it is not to be relied on
        except Exception as error:  # noqa: BLE001 - a parser may raise anything at a broken file; it is recorded
            _send(
                answers, {"error": [f"cannot be parsed: {type(error).__name__}: {str(error)[:200]}", _HINT]}
            )
        else:
            _send(answers, {"end": True})


def parsed(suffix: str, data: bytes, path: str | None, settings: InputConfig) -> Iterator[Draft | Broken]:
    """What a file holds, by its format.

    Raises:
        ArticleError: It cannot be parsed.
        Exception: Whatever the format's library raises at a broken file.
    """
    if suffix in DOCUMENTS:
        yield importlib.import_module(f"mujaz.readers.{DOCUMENTS[suffix]}").parse(data, settings)
        return
    module = importlib.import_module(f"mujaz.readers.{RECORDS[suffix]}")
    if path is None:
        yield from module.records(io.BytesIO(data), settings)
        return
    with open(path, "rb") as stream:  # noqa: PTH123 - bytes that are no UTF-8 may be in its name
        yield from module.records(stream, settings)


def _limit(settings: InputConfig) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which ends this process
    most = settings.parser_megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # a parser has no business to write


def _allow(seconds: int) -> None:
    """Limit the processor's time from here on: a parser that hangs does not outlive a run that was killed."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + _SPARE
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _message(one: Draft | Broken, settings: InputConfig) -> dict[str, Any]:
    if isinstance(one, Broken):
        return {"broken": [one.place, one.error.message, one.error.hint]}
    if len(one.text) > settings.max_characters:
        error = too_long(len(one.text), settings)
        return {"broken": [one.place, error.message, error.hint]}
    return {"draft": asdict(one)}


def too_long(characters: int, settings: InputConfig) -> ArticleError:
    """The error for a text over the limit."""
    message = f"the text has {characters:,} characters; the limit is {settings.max_characters:,}"
    return ArticleError(message, "split it into articles, or raise input.max_characters")


def _send(answers: BinaryIO, message: dict[str, Any]) -> None:
    data = json.dumps(message).encode()  # ASCII: lone surrogates survive
    answers.write(struct.pack(">L", len(data)) + data)
    answers.flush()
