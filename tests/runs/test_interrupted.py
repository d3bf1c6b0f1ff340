"""A run that ends early, or finds a damaged brief, goes on to the same bytes."""

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from mujaz.runs.folder import RunFolder
from tests.support.outputs import ALONE, NAMES, TINY, Mujaz, manifest
from tests.support.runs import timeless


def test_an_interrupted_run_goes_on_to_the_same_bytes(
    mujaz: Mujaz, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mujaz("run", inputs, "-o", tmp_path / "whole", *TINY, *ALONE)
    output, save = tmp_path / "out", RunFolder.save
    saved: list[str] = []

    def interrupted(self: RunFolder, made: Any) -> None:
        if len(saved) == 2:
            raise KeyboardInterrupt
        save(self, made)
        saved.append(made.id)

    with monkeypatch.context() as patch:  # a person's Ctrl-C, at a known moment
        patch.setattr(RunFolder, "save", interrupted)
        ended = mujaz("run", inputs, "-o", output, *TINY, *ALONE)
    assert ended.code == 130
    assert "interrupted; type the same command to go on" in ended.err
    assert manifest(output)["status"] == "interrupted"
    assert len((output / "briefs.jsonl").read_text(encoding="utf-8").splitlines()) == 2

    assert mujaz("run", inputs, "-o", output, *TINY, *ALONE).code == 0
    assert timeless(output) == timeless(tmp_path / "whole")
    assert manifest(output)["counts"] | {"written": 0, "resumed": 0} == (
        manifest(tmp_path / "whole")["counts"] | {"written": 0, "resumed": 0}
    )
    assert not [path for path in output.rglob("*") if ".part" in path.name]


def test_a_damaged_brief_is_made_anew(mujaz: Mujaz, inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    mujaz("run", inputs, "-o", output, *TINY)
    whole = timeless(output)
    (output / "briefs" / f"{NAMES[0]}.json").write_text('{"fingerprint": ', encoding="utf-8")
    (output / "briefs" / f".{NAMES[1]}.json.99.part").write_text("half", encoding="utf-8")
    assert "1 brief written" in mujaz("run", inputs, "-o", output, *TINY).err
    assert timeless(output) == whole
    assert not list(output.rglob("*.part"))


def test_a_damaged_brief_does_not_stop_what_an_interrupted_run_records(
    mujaz: Mujaz, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    mujaz("run", inputs, "-o", output, *TINY)
    (output / "briefs" / f"{NAMES[-1]}.json").write_text("{", encoding="utf-8")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(RunFolder, "save", interrupted)
    assert mujaz("run", inputs, "-o", output, *TINY).code == 130
    assert len((output / "briefs.jsonl").read_text(encoding="utf-8").splitlines()) == len(NAMES) - 1


def test_an_interrupted_run_forgets_no_brief_of_an_earlier_one(
    mujaz: Mujaz, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    mujaz("run", inputs, "-o", output, *TINY)
    shutil.copy(inputs / f"{NAMES[0]}.txt", inputs / "a-first.txt")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mujaz.runs.local.EngineProcess", interrupted)  # while models are loaded
    assert mujaz("run", inputs, "-o", output, *TINY).code == 130
    assert len((output / "briefs.jsonl").read_text(encoding="utf-8").splitlines()) == len(NAMES)


def test_a_scheduler_that_ends_the_run_is_an_interruption(inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    text = (inputs / f"{NAMES[0]}.txt").read_text(encoding="utf-8")
    for n in range(300):
        (inputs / f"more{n}.txt").write_text(f"{text} وقال الوزير {n}.", encoding="utf-8")
    command = [sys.executable, "-m", "mujaz", "run", str(inputs), "-o", str(output), *TINY]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while not (output / "run.json").exists():
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    # 130 by itself, or by the signal, as Python ends when one comes while code is generated; shells show 130 for both.
    assert process.returncode in (130, -signal.SIGINT)
    assert "type the same command to go on" in err
    assert manifest(output)["status"] == "interrupted"


def test_a_second_run_on_the_same_folder_is_refused(mujaz: Mujaz, inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    with RunFolder(output, ("json",)).locked():
        ended = mujaz("run", inputs, "-o", output, *TINY)
    assert ended.code == 2
    assert "is at work here" in ended.err
    assert mujaz("run", inputs, "-o", output, *TINY).code == 0


def test_a_brief_with_values_of_another_type_is_made_anew(mujaz: Mujaz, inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    mujaz("run", inputs, "-o", output, *TINY)
    whole = timeless(output)
    path = output / "briefs" / f"{NAMES[0]}.json"
    path.write_text(
        json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"headline": 5}), encoding="utf-8"
    )
    refused = mujaz("run", inputs, "-o", output, *TINY)
    assert refused.code == 4
    assert f"{path}: not a brief: headline" in refused.err
    assert "type the same command" in refused.err
    assert "1 brief written" in mujaz("run", inputs, "-o", output, *TINY).err
    assert timeless(output) == whole
