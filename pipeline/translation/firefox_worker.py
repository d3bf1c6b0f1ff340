"""What runs in each process of the Firefox engine: one model, one sentence at a time.

`fxtranslate` holds Python's lock while it translates, and its translator must stay in the thread that made it. Two
threads with a translator each were no faster than one (60 sentences of 60 tokens: 3.3 s in one thread, 5.2 s in two),
so the work is spread over processes.
"""

import os
import signal
import threading
from functools import cache
from multiprocessing import connection, parent_process
from typing import TYPE_CHECKING

from pipeline.errors import ModelError
from pipeline.models import firefox
from pipeline.models.firefox import FirefoxFiles

if TYPE_CHECKING:
    from fxtranslate import Translator


def prepare() -> None:
    """Make a process that its parent ends, or its parent's death, but no Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def translate(files: FirefoxFiles, text: str) -> str:
    """The translation of one sentence; the model is loaded when the first one comes.

    Raises:
        ModelError: The package or the model is missing, damaged, or of a kind that the package does not know.
    """
    try:
        return _translator(files).translate(text)
    except BaseException as error:
        # The library panics over what it did not expect, with a BaseException that cannot be pickled.
        if not (isinstance(error, ValueError) or type(error).__name__ == "PanicException"):
            raise
        raise ModelError(
            f"the Firefox model in {files.model.parent} cannot be used: {error}",
            "fetch it again with `mujaz models pull NAME`, or copy its files anew",
        ) from None


@cache
def _translator(files: FirefoxFiles) -> "Translator":
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


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)  # a killed run leaves no process behind
