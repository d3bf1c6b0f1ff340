"""What is new in a folder, once it is all there."""

import time
from collections.abc import Iterator
from pathlib import Path

from mujaz.errors import UsageError
from mujaz.readers import Input, discover
from mujaz.readers.inputs import keep_apart

SETTLED = 2.0  # seconds without a change: copying over a slow network writes more often than that
_UNHEARD = 60.0  # seconds between two looks where no event came: some network file systems send none
_Stamp = tuple[int, int, int]  # size, time of change in nanoseconds, inode


class Arrivals:
    """The files of a folder that are new or changed since they were last taken.

    A file counts as all there when its size and its time of change have not moved for `SETTLED` seconds, or when that
    time lies back as far, as with a file that was moved in; should it grow later, it comes again. Hidden files are passed
    over, so a program that writes `.a.txt` and renames it is waited for without a guess.

    Args:
        folder: Looked into at any depth.
        leave_out: The folder of the results, where it is on this machine.

    Raises:
        UsageError: The two are the same folder.
    """

    def __init__(self, folder: Path, leave_out: Path | None) -> None:
        keep_apart(folder, leave_out)
        self._folder, self._leave_out = folder, leave_out
        self._taken: dict[Path, _Stamp | None] = {}
        self._growing: dict[Path, tuple[_Stamp | None, float]] = {}  # and since when it is so

    def take(self) -> list[Input]:
        """The inputs that are new or changed, and all there, in a stable order.

        Raises:
            UsageError: The folder is gone.
        """
        if not self._folder.is_dir():
            raise UsageError(f"{self._folder}: there is no such folder", "make it, or name another")
        inputs = self._inputs()
        present = {item.path for item in inputs}
        self._taken = {path: stamp for path, stamp in self._taken.items() if path in present}
        ready, growing, now = [], {}, time.monotonic()
        for item in inputs:
            stamp = _stamp(item.path)
            if item.path in self._taken and self._taken[item.path] == stamp:
                continue
            before, since = self._growing.get(item.path, (stamp, now))
            if before != stamp:
                since = now
            if now - since >= SETTLED or (stamp and time.time() - stamp[1] / 1e9 >= SETTLED):
                self._taken[item.path] = stamp
                ready.append(item)
            else:
                growing[item.path] = (stamp, since)
        self._growing = growing
        return ready

    def _inputs(self) -> list[Input]:
        try:
            return discover([self._folder], self._leave_out)
        except UsageError:  # it is empty
            return []

    def looks(self) -> Iterator[bool]:
        """Come about every half second, with whether it is time to `take`: something changed, or is waited for."""
        looked = -_UNHEARD
        for changed in _events(self._folder):
            now = time.monotonic()
            look = changed or bool(self._growing) or now - looked >= _UNHEARD
            if look:
                looked = now
            yield look


def _events(folder: Path) -> Iterator[bool]:
    """Whether something changed in the folder, about every half second."""
    import watchfiles

    try:
        for changes in watchfiles.watch(
            folder, watch_filter=None, rust_timeout=500, yield_on_timeout=True, raise_interrupt=True
        ):
            yield bool(changes)
    except OSError:  # no more watches to be had, or a file system that knows none: look every few seconds
        pass
    while True:
        time.sleep(SETTLED)
        yield True


def _stamp(path: Path) -> _Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
