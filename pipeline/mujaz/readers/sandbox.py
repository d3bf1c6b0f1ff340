"""Parsers of large formats run in a process of their own: one that hangs, crashes or eats memory costs one file.

One process serves many files, because starting it takes half a second; it is started anew when it dies.
"""

import json
import os
import selectors
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.processes import command
from mujaz.readers.draft import Broken, Draft

_START = "from mujaz.readers.sandboxed import main; main()"
_STARTING = 30  # seconds more for the first file, when the machine is busy
_HINT = "save its text as .txt, or remove it"


class _DiedError(Exception):
    """The process ended in the middle of a file."""


class Sandbox:
    """The parsers' process. Use it in a `with`, or close it.

    Args:
        settings: The limits.
    """

    def __init__(self, settings: InputConfig) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # what it did not take is of no use to anybody
                    pipe.close()

    def parse(self, suffix: str, data: bytes, path: Path | None = None) -> Iterator[Draft | Broken]:
        """What a file holds: one draft, or many.

        Args:
            suffix: Its format.
            data: Its bytes; empty where a path is given.
            path: Where it lies; for formats that are read piece by piece.

        Raises:
            ArticleError: It cannot be parsed, or only with more time or memory than the limits allow.
        """
        fresh = self._process is None
        given = False
        while True:
            try:
                for one in self._answers(suffix, data, path):
                    given = True
                    yield one
            except (_DiedError, MemoryError) as error:
                self.close()
                if fresh or given:
                    raise self._failed(error) from None
                fresh = (
                    True  # files before this one may have left too little memory: once more, in a new process
                )
            except ArticleError:
                raise
            except BaseException:
                self.close()  # an interruption, or nobody wants the rest: what is left in the pipe is not for the next
                raise
            else:
                return

    def _failed(self, error: Exception) -> ArticleError:
        if isinstance(error, MemoryError):
            message = f"its parser needs more than {self._settings.parser_megabytes:,} MB of memory"
            return ArticleError(message, f"{_HINT}, or raise input.parser_megabytes")
        return ArticleError(f"its parser crashed ({error})", _HINT)

    def _answers(self, suffix: str, data: bytes, path: Path | None) -> Iterator[Draft | Broken]:
        deadline = (
            time.monotonic() + self._settings.parser_seconds + (_STARTING if self._process is None else 0)
        )
        process = self._process or self._start()
        assert process.stdin is not None  # noqa: S101 - a pipe, see `_start`
        order = {"suffix": suffix, "path": None if path is None else os.fsdecode(path), "size": len(data)}
        try:
            process.stdin.write(json.dumps(order).encode() + b"\n")
            process.stdin.write(data)
            process.stdin.flush()
        except BrokenPipeError:
            raise _DiedError(self._end(process)) from None
        while True:
            answer = self._receive(process, deadline)
            if "end" in answer:
                return
            if "memory" in answer:
                raise MemoryError
            if "error" in answer:
                raise ArticleError(*answer["error"])
            if "broken" in answer:
                place, message, hint = answer["broken"]
                yield Broken(place, ArticleError(message, hint))
            else:
                draft = answer["draft"]
                yield Draft(**draft | {"warnings": tuple(draft["warnings"])})
            deadline = time.monotonic() + self._settings.parser_seconds

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command(_START, self._settings.model_dump_json()),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process

    def _receive(self, process: subprocess.Popen[bytes], deadline: float) -> dict[str, Any]:
        size = struct.unpack(">L", self._bytes(process, 4, deadline))[0]
        if size > 16 * self._settings.max_characters + 1_000_000:
            raise _DiedError("it wrote what it should not")
        return dict(json.loads(self._bytes(process, size, deadline)))

    def _bytes(self, process: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
        assert process.stdout is not None  # noqa: S101 - a pipe, see `_start`
        parts: list[bytes] = []
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while size:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    self.close()
                    message = f"its parser took more than {self._settings.parser_seconds} seconds"
                    raise ArticleError(message, f"{_HINT}, or raise input.parser_seconds")
                part = os.read(process.stdout.fileno(), min(size, 1 << 20))
                if not part:
                    raise _DiedError(self._end(process))
                parts.append(part)
                size -= len(part)
        return b"".join(parts)

    def _end(self, process: subprocess.Popen[bytes]) -> str:
        process.kill()  # it has closed its pipe already, or is about to
        code = process.wait()
        return f"signal {-code}" if code < 0 else f"exit code {code}"
