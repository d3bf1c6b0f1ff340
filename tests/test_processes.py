"""Processes of our own run this package, whatever lies around, and do not outlive who started them."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from mujaz.processes import Child, command

PACKAGES = f"{Path(__file__).parents[1] / 'pipeline'}:{Path(__file__).parents[1]}"


def echo(connection: Connection) -> None:
    """What the child runs here."""
    print("a library says something")
    while True:
        connection.send(connection.recv())


def gone(process: int) -> bool:
    deadline = time.monotonic() + 20
    while Path(f"/proc/{process}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    return not Path(f"/proc/{process}").exists()


def test_values_go_there_and_back_and_closing_ends_it(capfd: pytest.CaptureFixture[str]) -> None:
    with Child("tests.test_processes:echo") as child:
        child.connection.send({"عدد": 25})
        assert child.connection.recv() == {"عدد": 25}
    assert child.process.returncode == -signal.SIGKILL
    assert "a library says something" not in capfd.readouterr().out  # standard output is for data


def test_the_folder_in_which_a_person_works_is_not_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong one')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    code = "import json, mujaz, sys; print(json.dumps(sys.argv[1:]), mujaz.__file__)"
    done = subprocess.run(command(code, "a b", "'"), capture_output=True, text=True, check=True)
    import mujaz

    assert done.stdout.strip() == f"""["a b", "'"] {mujaz.__file__}"""


def test_it_ends_when_its_owner_is_killed() -> None:
    code = (
        "import time; from mujaz.processes import Child\n"
        "child = Child('tests.test_processes:echo'); child.connection.send(1); child.connection.recv()\n"
        "print(child.process.pid, flush=True); time.sleep(600)"
    )
    environment = {**os.environ, "PYTHONPATH": PACKAGES}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment
    ) as owner:
        assert owner.stdout is not None
        child = int(owner.stdout.readline())
        owner.kill()
    assert gone(child)
