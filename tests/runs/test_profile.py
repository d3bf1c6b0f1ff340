"""The profile of a run counts what it says it counts, and says when the code has moved away from it."""

import hashlib
import subprocess
import sys
import threading

import pytest

from tests.benchmarks.stopwatch import Stopwatch
from tests.support.data import REPOSITORY

_BYTES = bytes(20_000_000)  # hashing lets go of the interpreter's lock: threads work at once


def test_every_stage_of_the_profile_is_met_by_a_run() -> None:
    words = ["-m", "tests.benchmarks.profile", "--model", "starter", "--articles", "2", "--beam", "1"]
    done = subprocess.run(
        [sys.executable, *words], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "**all beside the model**" in done.stdout


def test_a_function_that_is_gone_is_named() -> None:
    with pytest.raises(LookupError, match=r"mujaz\.flags:no_such_flag"):
        Stopwatch("rest").watch({"flags": ["mujaz.flags:no_such_flag"]})


def test_what_python_threads_do_is_not_taken_for_the_model() -> None:
    watch = Stopwatch("rest")
    watch.start()

    def work() -> None:
        with watch.stage("hashing"):
            hashlib.sha256(_BYTES)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with watch.stage("outer"), watch.stage("hashing"):
        hashlib.sha256(_BYTES)
    found, whole, others = watch.stop()
    assert others < whole.cpu / 4
    assert found["outer"].cpu < found["hashing"].cpu / 4
