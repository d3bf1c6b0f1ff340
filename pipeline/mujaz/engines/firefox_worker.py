"""The processes of the Firefox engine: each holds the model and translates one sentence at a time.

`fxtranslate` holds Python's lock while it translates, and its translator must stay in the thread that made it. Two
threads with a translator each were no faster than one (60 sentences of 60 tokens: 3.3 s in one thread, 5.2 s in two),
so the work is spread over processes.
"""

import queue
import signal
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from mujaz.errors import ModelError
from mujaz.models import firefox
from mujaz.models.firefox import FirefoxFiles
from mujaz.processes import Child

if TYPE_CHECKING:
    from fxtranslate import Translator


class Workers:
    """Processes that share the sentences.

    Args:
        files: The model.
        count: How many processes.
    """

    def __init__(self, files: FirefoxFiles, count: int) -> None:
        self._idle: queue.SimpleQueue[Connection] = queue.SimpleQueue()
        self._children = [Child("mujaz.engines.firefox_worker:serve") for _ in range(count)]
        for child in self._children:
            child.connection.send(files)
            self._idle.put(child.connection)
        self._threads = ThreadPoolExecutor(count)
        self._folder = files.model.parent

    def translate(self, texts: Sequence[str]) -> list[str]:
        """The translation of each text, in order.

        Raises:
            ModelError: The package or the model is missing, damaged, or of a kind that the package does not know; or a
                process ended.
        """
        return list(self._threads.map(self._one, texts))

    def _one(self, text: str) -> str:
        worker = self._idle.get()
        try:
            worker.send(text)
            made: str | ModelError = worker.recv()
        except (EOFError, OSError) as error:
            raise ModelError(
                f"a process with the Firefox model in {self._folder} ended in the middle of its work",
                "was there too little memory? `--set translation.threads=1` needs the least; then run the same command again",
            ) from error
        finally:
            self._idle.put(worker)
        if isinstance(made, ModelError):
            raise made
        return made


def serve(connection: Connection) -> None:
    """Translate what comes, after the model's files, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the parent decides
    translator: Translator | None = None
    try:
        files: FirefoxFiles = connection.recv()
        while True:
            text = connection.recv()
            try:
                translator = translator or _load(files)
                made: str | ModelError = translator.translate(text)
            except ModelError as error:
                made = error
            except BaseException as error:
                # The library panics over what it did not expect, with a BaseException that cannot be pickled.
                if not (isinstance(error, ValueError) or type(error).__name__ == "PanicException"):
                    raise
                made = ModelError(
                    f"the Firefox model in {files.model.parent} cannot be used: {error}",
                    "fetch it again with `mujaz models pull NAME`, or copy its files anew",
                )
            connection.send(made)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _load(files: FirefoxFiles) -> "Translator":
    try:
        from fxtranslate import Translator
    except ImportError as error:
        raise ModelError(
            "the engine `firefox` needs the package fxtranslate, which is not installed",
            '`pip install "mujaz[firefox]"`',
        ) from error
    return Translator(
        firefox.read(files.model),
        firefox.read(files.source),
        firefox.read(files.target),
        firefox.read(files.shortlist) if files.shortlist else None,
    )
