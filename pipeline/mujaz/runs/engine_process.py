"""The run's handle on its engine process: start it, talk to it, notice its end."""

import logging
import signal
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

from mujaz.article import Article
from mujaz.processes import Child
from mujaz.runs import worker

if TYPE_CHECKING:  # its imports would delay `begin`
    from mujaz.plan import Plan

_PATIENCE = 5.0  # seconds for an idle engine process to end by itself


def begin() -> Child:
    """Start a process that will be an engine process, before its plan is known: it imports what it needs meanwhile."""
    return Child("mujaz.runs.worker:main")


class Crashed(Exception):  # noqa: N818 - an event, which `local.py` handles
    """The engine process ended without having been asked to.

    Args:
        how: In words, e.g. `killed by SIGSEGV`.
        loaded: Whether its models had been loaded.
    """

    def __init__(self, how: str, *, loaded: bool) -> None:
        super().__init__(how)
        self.how, self.loaded = how, loaded


class EngineProcess:
    """A process with the models of a plan.

    Args:
        plan: What to load.
        run_id: Of the run folder: tells the memory's own entries from those of other runs.
        largest_window: Sentences to translate together at most; None: as many as usual.
        begun: From `begin`, where that was called.
    """

    def __init__(
        self, plan: "Plan", run_id: str, largest_window: int | None, begun: Child | None = None
    ) -> None:
        self._child = begun or begin()
        self._loaded = False
        level = logging.getLogger().getEffectiveLevel()
        self._send(worker.Start(plan, run_id, largest_window, level))

    def send(self, article: Article) -> None:
        """Hand an article over; it is processed when a window is full, or after `flush`."""
        self._send(article)

    def flush(self) -> None:
        """Have everything processed that has been sent."""
        self._send(worker.FLUSH)

    def _send(self, message: object) -> None:
        # Where it has ended, `receive` comes to that, after what it had still to say.
        with suppress(BrokenPipeError, ConnectionResetError):
            self._child.connection.send(message)

    def receive(self, seconds: float) -> worker.Message | None:
        """The next message; None when none came in that time.

        Raises:
            Crashed: It ended.
        """
        try:
            if not self._child.connection.poll(seconds):
                return None
            message: worker.Message = self._child.connection.recv()
        except (EOFError, OSError):
            raise Crashed(self._ending(), loaded=self._loaded) from None
        self._loaded = self._loaded or isinstance(message, worker.Ready)
        return message

    def _ending(self) -> str:
        code = self._child.process.wait()
        self._child.close()
        if code >= 0:
            return f"ended by exit code {code}"
        try:
            return f"killed by {signal.Signals(-code).name}"
        except ValueError:  # a real-time signal
            return f"killed by signal {-code}"

    def close(self) -> None:
        """End it when it is idle: it closes what it has open."""
        self._child.connection.close()
        with suppress(subprocess.TimeoutExpired):
            self._child.process.wait(_PATIENCE)
        self.kill()

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        self._child.close()
