"""What goes wrong in a run: killed processes, crashes of the engine, full disks, lost files. Nothing is lost by it."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mujaz.cli.terminal import RunDisplay
from mujaz.config import load
from mujaz.errors import ModelError
from mujaz.plan import make_plan
from mujaz.readers import discover
from mujaz.runs import worker
from mujaz.runs.engine_process import EngineProcess
from mujaz.runs.folder import RunFolder
from mujaz.runs.local import LocalExecutor
from mujaz.runs.run import Run
from tests.conftest import Ended
from tests.runs.conftest import COUNT
from tests.support.runs import (
    TINY,
    alive,
    briefs,
    children,
    leftovers,
    obey_permissions,
    records,
    start,
    timeless,
    until,
)
from tests.tiny import MODEL

pytestmark = pytest.mark.slow

Mujaz = Callable[..., Ended]


@pytest.fixture(scope="module")
def whole(articles: Path, own_caches: Path) -> dict[str, Any]:
    """What an uninterrupted run writes."""
    del own_caches
    output = articles.parent / "whole"
    process = start("run", articles, "-o", output, *TINY)
    assert process.wait() == 0
    assert len(briefs(output)) == COUNT
    return timeless(output)


def run_here(output: Path) -> Run:
    plan = make_plan(
        load(Path("configs/default.yaml"), [f"translation.model={MODEL}", "summary.method=extractive"])
    )
    display = RunDisplay(quiet=True, verbose=False)
    return Run(plan, RunFolder(output, ("json", "markdown")), LocalExecutor(plan), display)


@pytest.mark.parametrize("after", [0.0, 0.3, 1.2])
def test_a_run_that_is_killed_is_finished_by_the_same_command(
    articles: Path, whole: dict[str, Any], tmp_path: Path, after: float
) -> None:
    output = tmp_path / "out"
    process = start("run", articles, "-o", output, *TINY)
    until(lambda: briefs(output) if after else (output / "run.json").exists(), process)
    time.sleep(after)
    engines = children(process.pid)
    process.kill()
    process.communicate()
    until(lambda: not any(map(alive, engines)))  # it does not outlive the run
    ended = start("run", articles, "-o", output, *TINY)
    assert ended.wait() == 0
    ended.communicate()
    assert timeless(output) == whole
    assert not leftovers(output)
    assert len((output / "briefs.jsonl").read_text(encoding="utf-8").splitlines()) == COUNT
    stories = (output / "stories.jsonl").read_bytes()
    RunFolder(output, ("json",)).overviews([path.stem for path in reversed(briefs(output))])
    assert (output / "stories.jsonl").read_bytes() == stories  # whatever the order


def test_ctrl_c_ends_cleanly_and_the_same_command_goes_on(
    articles: Path, whole: dict[str, Any], tmp_path: Path
) -> None:
    output = tmp_path / "out"
    process = start("run", articles, "-o", output, *TINY, start_new_session=True)
    until(lambda: briefs(output), process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the engine process gets it too
    _, err = process.communicate()
    assert process.returncode == 130
    assert "type the same command to go on" in err
    assert "Traceback" not in err
    manifest = json.loads((output / "run.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "interrupted"
    assert manifest["counts"]["written"] == len(briefs(output)) < COUNT
    assert len(records(output, "briefs.jsonl")) == len(briefs(output))
    again = start("run", articles, "-o", output, *TINY)
    assert again.wait() == 0
    again.communicate()
    assert timeless(output) == whole


def test_a_second_signal_ends_at_once(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    process = start("run", articles, "-o", output, *TINY)
    until((output / "run.json").exists, process)  # from when on it listens
    (engine,) = children(process.pid)
    os.kill(process.pid, signal.SIGSTOP)  # so that both are there before it comes to the first
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCONT):
        os.kill(process.pid, number)
    process.communicate()
    assert process.returncode == 130
    until(lambda: not alive(engine))


def test_an_engine_that_is_killed_from_outside_costs_nothing(
    articles: Path, whole: dict[str, Any], tmp_path: Path
) -> None:
    output = tmp_path / "out"
    process = start("run", articles, "-o", output, *TINY)
    until(lambda: briefs(output), process)
    os.kill(children(process.pid)[0], signal.SIGKILL)
    _, err = process.communicate()
    assert process.returncode == 0, err
    assert "the engine process was killed by SIGKILL" in err
    assert timeless(output) == whole


def test_an_article_that_crashes_the_engine_is_named_and_the_others_are_done(
    articles: Path, whole: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive = EngineProcess.receive

    def crashing(self: EngineProcess, seconds: float) -> worker.Message | None:
        message = receive(self, seconds)
        if isinstance(message, worker.Taken) and message.id in {"00003", "00020"}:
            self._child.process.send_signal(
                signal.SIGSEGV
            )  # from outside, at the moment at which it begins with these
        return message

    monkeypatch.setattr(EngineProcess, "receive", crashing)
    job = run_here(tmp_path / "out")
    manifest = job.run(discover([articles]))
    failed = {failure.id: failure for failure in manifest.records.failures.values()}
    assert set(failed) == {"00003", "00020"}
    assert {failure.kind for failure in failed.values()} == {"EngineCrash"}
    assert "killed by SIGSEGV while it worked on 00003 alone" in failed["00003"].reason
    made = timeless(tmp_path / "out")
    assert made == {name: made for name, made in whole.items() if name[:5] not in failed}

    monkeypatch.undo()
    job = run_here(tmp_path / "out")
    job.only = job.folder.failed()
    assert job.run(discover([articles])).records.written == 2
    assert timeless(tmp_path / "out") == whole


def test_an_engine_that_crashes_on_everything_ends_the_run(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive = EngineProcess.receive

    def crashing(self: EngineProcess, seconds: float) -> worker.Message | None:
        message = receive(self, seconds)
        if isinstance(message, worker.Taken):
            self._child.process.kill()
        return message

    monkeypatch.setattr(EngineProcess, "receive", crashing)
    monkeypatch.setattr("mujaz.runs.local._IN_A_ROW", 2)
    with pytest.raises(ModelError, match="ended 2 times with no brief between, last killed by SIGKILL"):
        run_here(tmp_path / "out").run(discover([articles]))


def test_a_crash_while_models_are_loaded_is_the_models_fault(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = EngineProcess.__init__

    def crashing(self: EngineProcess, *arguments: Any) -> None:
        begin(self, *arguments)
        self._child.process.kill()

    monkeypatch.setattr(EngineProcess, "__init__", crashing)
    with pytest.raises(ModelError, match="killed by SIGKILL while the models were loaded"):
        run_here(tmp_path / "out").run(discover([articles]))
    assert json.loads((tmp_path / "out/run.json").read_text(encoding="utf-8"))["status"] == "stopped"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for a few briefs."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting needs rights that this user has not")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_full_disk_is_told_in_words_and_resumed(
    mujaz: Mujaz, articles: Path, whole: dict[str, Any], small_disk: Path
) -> None:
    output = small_disk / "out"
    ended = mujaz("run", articles, "-o", output, *TINY)
    assert ended.code == 4
    assert "cannot be written: No space left on device" in ended.err
    assert "type the same command: it resumes" in ended.err
    assert 0 < len(briefs(output)) < COUNT
    for path in briefs(output):
        assert timeless(output)[path.name] == whole[path.name]
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    assert mujaz("run", articles, "-o", output, *TINY).code == 0
    assert timeless(output) == whole
    assert not leftovers(output)


def test_permission_that_is_lost_in_mid_run_is_told_in_words(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    process = start("run", articles, "-o", output, *TINY, preexec_fn=obey_permissions)
    until(lambda: briefs(output), process)
    (output / "briefs").chmod(0o500)
    _, err = process.communicate()
    (output / "briefs").chmod(0o700)
    assert process.returncode == 4, err
    assert "cannot be written: Permission denied" in err
    assert json.loads((output / "run.json").read_text(encoding="utf-8"))["status"] == "stopped"
    process = start("run", articles, "-o", output, *TINY)
    assert process.wait() == 0
    process.communicate()
    assert len(briefs(output)) == COUNT


def test_a_file_that_vanishes_in_mid_run_is_recorded(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    shutil.copytree(articles, folder)
    found = discover([folder])[:3]
    (folder / "00001.txt").unlink()
    records = run_here(tmp_path / "out").run(found).records
    assert (records.written, set(records.failures)) == (2, {"00001"})
    assert "No such file" in records.failures["00001"].reason


def test_the_second_run_on_a_folder_is_told_of_the_first(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    first = start("run", articles, "-o", output, *TINY)
    until((output / "run.json").exists, first)
    os.kill(first.pid, signal.SIGSTOP)  # so that it is at work for as long as the second needs to start
    second = start("run", articles, "-o", output, *TINY)
    _, err = second.communicate()
    assert second.returncode == 2
    assert f"process {first.pid} on " in err
    assert f"run {articles} -o {output}" in err
    first.kill()  # its lock does not outlive it
    first.communicate()
    third = start("run", articles, "-o", output, *TINY)
    assert third.wait() == 0
    third.communicate()


def test_failed_ones_alone_are_tried_again(mujaz: Mujaz, articles: Path, tmp_path: Path) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("00000", "00001"):
        shutil.copy(articles / f"{name}.txt", folder)
    (folder / "bad.txt").write_bytes(bytes(range(256)) * 9)
    assert mujaz("run", folder, "-o", output, *TINY, "--retry-failed").code == 2  # there was no run yet
    assert mujaz("run", folder, "-o", output, *TINY).code == 1
    shutil.copy(articles / "00002.txt", folder / "bad.txt")
    shutil.copy(articles / "00003.txt", folder / "new.txt")
    again = mujaz("run", folder, "-o", output, *TINY, "--retry-failed")
    assert again.code == 0, again.err
    assert "1 brief written, 2 already done" in again.err
    assert "1 never tried" in again.err
    assert records(output, "failures.jsonl") == []
    assert [row["id"] for row in records(output, "briefs.jsonl")] == ["00000", "00001", "bad"]
    assert "1 brief written, 3 already done" in mujaz("run", folder, "-o", output, *TINY).err


def test_failures_that_an_interrupted_run_did_not_come_to_are_still_to_be_tried_again(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in "abc":
        (tmp_path / f"in/{name}.txt").write_bytes(bytes(range(256)) * 9)
    plan = make_plan(load(None, [f"translation.model={MODEL}", "summary.method=extractive"]))
    folder, display = RunFolder(tmp_path / "out", ()), RunDisplay(quiet=True, verbose=False)
    inputs = discover([tmp_path / "in"])
    assert len(Run(plan, folder, LocalExecutor(plan), display).run(inputs).records.failures) == 3
    again = Run(plan, folder, LocalExecutor(plan), display, only=folder.failed())
    again.interrupted = lambda: len(again.records.failures) == 1
    with pytest.raises(KeyboardInterrupt):
        again.run(inputs)
    assert folder.failed() == {"a", "b", "c"}
    (tmp_path / "in/c.txt").unlink()
    assert len(Run(plan, folder, LocalExecutor(plan), display).run(inputs[:2]).records.failures) == 2
    assert folder.failed() == {"a", "b"}


def test_where_an_article_fails_a_copy_of_it_is_translated(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        shutil.copy(articles / "00000.txt", folder / f"{name}.txt")
    receive = EngineProcess.receive

    def crashing(self: EngineProcess, seconds: float) -> worker.Message | None:
        message = receive(self, seconds)
        if isinstance(message, worker.Taken) and message.id == "a":
            self._child.process.send_signal(signal.SIGSEGV)  # as above
        return message

    monkeypatch.setattr(EngineProcess, "receive", crashing)
    for resumed in (0, 1):
        records = run_here(tmp_path / "out").run(discover([folder])).records
        assert (set(records.failures), set(records.done), set(records.copies)) == ({"a"}, {"b"}, {"c"})
        assert records.copies["c"].original == "b"
        assert records.resumed == resumed
