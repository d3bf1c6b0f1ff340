"""Ctrl-C, and what a scheduler sends (systemd, Slurm, docker stop, a closed terminal): they all end a run the same way."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

INTERRUPTED = 130  # exit code
_SHOW_CURSOR = b"\x1b[?25h\n"  # a live progress line hides it


class Interruption:
    """The first signal asks to end, the second ends at once: what is finished is in its place at any moment.

    Outside `deferred` the first one ends too, as a `KeyboardInterrupt`.
    """

    def __init__(self) -> None:
        self._came = self._deferred = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:  # as nohup has it
                signal.signal(number, self._heed)

    def asked(self) -> bool:
        """Whether the run is to end."""
        return self._came

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """Within, the first signal raises nothing: `asked` is looked at where ending is clean."""
        self._deferred = True
        try:
            yield
        finally:
            self._deferred = False

    def _heed(self, *_: object) -> None:
        if self._came:
            if sys.stderr.isatty():
                os.write(sys.stderr.fileno(), _SHOW_CURSOR)
            os._exit(INTERRUPTED)
        self._came = True
        if not self._deferred:
            raise KeyboardInterrupt
