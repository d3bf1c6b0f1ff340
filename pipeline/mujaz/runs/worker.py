"""The engine process: models live here, apart from the run, so that a crash of theirs cannot take the run along.

`local.py` starts it, and talks to it in pickled messages (both ends are this package).
To the engine process: `Start`, then articles and `FLUSH`. From it: `Ready`, then `Taken`, `Window`, briefs and
failures; or `Broken`, and it ends.
"""

import ctypes
import logging
import os
import pickle
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from mujaz.article import Article, Brief, Failure

if TYPE_CHECKING:  # its imports would keep a run waiting that starts this process before all else
    from mujaz.plan import Plan

FLUSH = "flush"  # what has been sent is to be processed, though it fills no window
_STOP = "stop"  # the run has closed its end
_BEAT = 0.1  # seconds without an article after which briefs that are ready are sent
_GRACE = 1.0  # seconds in which an idle engine process ends by itself, databases closed, before it is ended
_PR_SET_PDEATHSIG = 1  # prctl(2)


@dataclass(frozen=True, slots=True)
class Start:
    """What the engine process is to load, and how it is to work."""

    plan: "Plan"
    run_id: str
    largest_window: int | None  # sentences; None: as many as usual
    log_level: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The models are loaded."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An article has come to be part of a window: from here on it may be what a crash is due to."""

    id: str


@dataclass(frozen=True, slots=True)
class Window:
    """A window is about to be translated."""

    sentences: int


@dataclass(frozen=True, slots=True)
class Warned:
    """There is trouble that does not end the run."""

    text: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The work cannot go on."""

    error: BaseException
    trace: str


Message = Ready | Taken | Window | Warned | Broken | Brief | Failure


def main(connection: Connection) -> None:
    """Serve the run at the other end until it closes that end."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a terminal or a scheduler sends them to both; the run decides
    _die_with_parent()
    try:
        _serve(connection)
    except (BrokenPipeError, ConnectionResetError):
        return  # the run is gone
    except BaseException as error:  # noqa: BLE001 - the run raises it
        trace = traceback.format_exc()
        connection.send(Broken(_sendable(error), trace))


def _serve(connection: Connection) -> None:
    from mujaz.stages import WINDOW_SENTENCES, Pipeline  # while the run still finds out its plan

    start: Start = connection.recv()
    logging.basicConfig(level=start.log_level, format="%(name)s: %(message)s")
    inbox: queue.SimpleQueue[Article | str] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, inbox), daemon=True).start()

    sending = threading.Lock()  # windows in work have threads of their own

    def send(message: Message) -> None:
        with sending:
            connection.send(message)

    pipeline = Pipeline(start.plan, start.run_id, lambda text: send(Warned(text)))
    send(Ready())
    stopped = False

    def articles() -> Iterator[Article | None]:
        nonlocal stopped
        while True:
            try:
                item = inbox.get(timeout=_BEAT)
            except queue.Empty:
                yield None
                continue
            if not isinstance(item, Article):
                stopped = item == _STOP
                return
            send(Taken(item.id))
            yield item

    def begins(sentences: int) -> None:
        send(Window(sentences))

    while not stopped:
        for outcome in pipeline.process(articles(), begins, start.largest_window or WINDOW_SENTENCES):
            send(outcome)


def _receive(connection: Connection, inbox: "queue.SimpleQueue[Article | str]") -> None:
    """Take what is sent at once, so that the run never waits in sending; it bounds itself how far it goes ahead."""
    try:
        while True:
            inbox.put(connection.recv())
    except (EOFError, OSError):
        inbox.put(_STOP)
        time.sleep(_GRACE)
        os._exit(0)  # busy with what no one waits for any more


def _die_with_parent() -> None:
    """Let Linux end this process when the run is killed; elsewhere, and before this call, the closed socket does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _sendable(error: BaseException) -> BaseException:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes: an exception may write what it cannot read
    except Exception:  # noqa: BLE001 - whatever keeps it from being sent, its text can be
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
