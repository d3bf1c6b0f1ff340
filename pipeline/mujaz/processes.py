"""Processes of our own: this interpreter and this package again, found as they were found here.

`multiprocessing` would run the caller's main module once more, and its pools leave semaphores behind when their owner is
killed.
"""

import socket
import subprocess
import sys
import weakref
from multiprocessing.connection import Connection
from typing import Self


def command(code: str, *arguments: str) -> list[str]:
    """The command that runs Python code with these arguments in `sys.argv[1:]`.

    Nothing is imported from the working directory because it lies there (`-P`), whatever its name.
    """
    paths = [path for path in sys.path if path]
    return [sys.executable, "-P", "-c", f"import sys; sys.path[:] = {paths!r}\n{code}", *arguments]


class Child:
    """A process that runs a function of this package, which is given the other end of a pipe for pickled values.

    When one of the two ends, however it ends, the other finds the pipe closed. The process is ended when this object is
    closed or given up, or when Python ends.

    Args:
        target: Module and function, e.g. `mujaz.runs.worker:main`.
    """

    def __init__(self, target: str) -> None:
        module, _, function = target.partition(":")
        ours, theirs = socket.socketpair()
        with theirs:
            code = (
                "from multiprocessing.connection import Connection\n"
                f"from {module} import {function}\n"
                f"{function}(Connection({theirs.fileno()}))"
            )
            self.process = subprocess.Popen(  # noqa: S603 - this interpreter and this package
                command(code),
                stdin=subprocess.DEVNULL,
                stdout=sys.__stderr__,  # standard output is for data, whatever a library prints
                pass_fds=[theirs.fileno()],
            )
        self.connection = Connection(ours.detach())
        self.close = weakref.finalize(self, _end, self.process, self.connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _end(process: subprocess.Popen[bytes], connection: Connection) -> None:
    """End it at once, whatever it is doing."""
    process.kill()
    process.wait()
    connection.close()
