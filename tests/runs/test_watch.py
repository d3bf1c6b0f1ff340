"""`mujaz watch`: what arrives becomes briefs, whole, once, and whatever else lies there."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mujaz import config
from mujaz import plan as planning
from mujaz.article import Article
from mujaz.cli.terminal import RunDisplay
from mujaz.errors import UsageError
from mujaz.readers import discover
from mujaz.runs import arrivals
from mujaz.runs.arrivals import Arrivals
from mujaz.runs.executor import Observer, Saved
from mujaz.runs.folder import RunFolder
from mujaz.runs.run import Run
from mujaz.writers.json_brief import Counts
from tests.support.runs import TINY, alive, briefs, children, many, start, until
from tests.tiny import ARTICLES, MODEL


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def ids(watched: Arrivals) -> list[str]:
    return [item.id for item in watched.take()]


def old(path: Path) -> None:
    """As a file that was moved in: its last change lies back."""
    os.utime(path, (time.time() - 60, time.time() - 60))


def test_a_file_is_taken_once_it_has_stopped_growing(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("mujaz.runs.arrivals.time.monotonic", lambda: clock[0])
    watched = Arrivals(inbox, tmp_path / "out")
    assert ids(watched) == []
    future = time.time() + 3600  # a file server whose clock is ahead: only its changes tell
    for text in ("قال", "قال الوزير", "قال الوزير نعم."):
        (inbox / "a.txt").write_text(text, encoding="utf-8")
        os.utime(inbox / "a.txt", (future, future))
        assert ids(watched) == []
        clock[0] += arrivals.SETTLED / 2
    assert ids(watched) == []
    clock[0] += arrivals.SETTLED
    assert ids(watched) == ["a"]
    assert ids(watched) == []
    (inbox / "a.txt").write_text("قال الوزير لا.", encoding="utf-8")
    old(inbox / "a.txt")
    assert ids(watched) == ["a"]


def test_what_is_moved_in_is_taken_at_once_and_what_is_hidden_is_not(inbox: Path, tmp_path: Path) -> None:
    watched = Arrivals(inbox, inbox / "out")
    (inbox / "out").mkdir()
    (inbox / "deep").mkdir()
    for name in ("a.txt", "deep/b.txt", ".c.txt", "out/d.txt"):
        (inbox / name).write_text("قال الوزير نعم.", encoding="utf-8")
        old(inbox / name)
    assert ids(watched) == ["a", "deep-b-" + ids(Arrivals(inbox, inbox / "out"))[1][-8:]]
    del tmp_path


def test_results_do_not_go_among_the_articles(inbox: Path) -> None:
    for beginning in (lambda: Arrivals(inbox, inbox), lambda: discover([inbox], inbox / ".." / inbox.name)):
        with pytest.raises(UsageError, match="would be read as articles"):
            beginning()


def test_a_folder_that_is_not_there(inbox: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such folder"):
        Arrivals(inbox / "none", tmp_path / "out").take()


def test_events_come_from_the_folder_and_without_any_it_is_looked_at_now_and_then(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = Arrivals(inbox, tmp_path / "out").looks()
    assert next(looks)  # what is there already
    assert not next(looks)
    (inbox / "a.txt").write_text("قال الوزير نعم.", encoding="utf-8")
    assert any(next(looks) for _ in range(50))

    def refused(*_: object, **__: object) -> Iterator[None]:
        raise OSError(28, "no more watches")

    monkeypatch.setattr("watchfiles.watch", refused)
    monkeypatch.setattr(arrivals, "SETTLED", 0.01)
    looks = Arrivals(inbox, tmp_path / "out").looks()
    assert all(next(looks) for _ in range(3))


def wait_for(watching: "subprocess.Popen[str]", output: Path, names: set[str]) -> None:
    until(lambda: {path.stem for path in briefs(output)} == names, watching)


def listed(output: Path) -> set[str]:
    try:
        lines = (output / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    except OSError:
        return set()
    return {json.loads(line)["id"] for line in lines}


def test_what_arrives_becomes_briefs_until_ctrl_c_and_again(inbox: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    shutil.copy(ARTICLES / "attack.txt", inbox)
    watching = start("watch", inbox, "-o", output, *TINY)
    wait_for(watching, output, {"attack"})
    (engine,) = children(watching.pid)
    (inbox / "bad.txt").write_bytes(bytes(range(256)) * 9)
    shutil.copy(ARTICLES / "markets.txt", inbox)
    wait_for(watching, output, {"attack", "markets"})
    assert children(watching.pid) == [engine]  # models stayed loaded
    until(lambda: listed(output) == {"attack", "markets"}, watching)
    until(lambda: "bad.txt" in (output / "index.html").read_text(encoding="utf-8"), watching)
    (inbox / "attack.txt").unlink()  # taken away: its brief stays
    watching.send_signal(signal.SIGINT)
    _, err = watching.communicate()
    assert watching.returncode == 0, err
    assert "Traceback" not in err
    assert "failed: " in err
    assert "markets: " in err
    assert not alive(engine)

    before = (output / "briefs/attack.json").stat().st_mtime_ns
    again = start("watch", inbox, "-o", output, *TINY)
    shutil.copy(ARTICLES / "election.txt", inbox)
    wait_for(again, output, {"attack", "markets", "election"})
    until(lambda: listed(output) == {"attack", "markets", "election"}, again)
    again.send_signal(signal.SIGTERM)
    again.communicate()
    assert again.returncode == 0
    assert (output / "briefs/attack.json").stat().st_mtime_ns == before
    assert json.loads((output / "run.json").read_text(encoding="utf-8"))["status"] == "finished"


def test_a_killed_watch_goes_on(inbox: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    many(inbox, 40, sentences=8)
    watching = start("watch", inbox, "-o", output, *TINY)
    until(lambda: briefs(output), watching)
    watching.kill()
    watching.communicate()
    watching = start("watch", inbox, "-o", output, *TINY)
    until(lambda: len(listed(output)) == 40, watching)
    watching.send_signal(signal.SIGINT)
    watching.communicate()
    assert watching.returncode == 0
    stories = (output / "stories.jsonl").read_bytes()
    RunFolder(output, ("json",)).overviews([path.stem for path in briefs(output)])
    assert (output / "stories.jsonl").read_bytes() == stories  # grown bit by bit, or made of all at once


def test_results_may_go_to_an_object_store(inbox: Path, tmp_path: Path) -> None:
    shutil.copy(ARTICLES / "attack.txt", inbox)
    watching = start("watch", inbox, "-o", "memory://briefs/run", *TINY, cwd=tmp_path)
    until(lambda: children(watching.pid), watching)
    watching.send_signal(signal.SIGINT)
    _, err = watching.communicate()
    assert watching.returncode in {0, 130}, err
    assert "memory://briefs/run" in err
    assert [path.name for path in tmp_path.iterdir()] == ["inbox"]


class _Hurried:
    """An executor that says it is done."""

    def execute(self, folder: RunFolder, articles: Iterator[Article], observer: Observer) -> Iterator[Saved]:
        del folder, observer
        for article in articles:
            yield Saved(article.id, "", "", Counts(), {})

    def close(self) -> None:
        pass


@pytest.mark.parametrize("then", [(ARTICLES / "markets.txt").read_bytes(), bytes(range(256)) * 9])
def test_news_is_not_lost_with_the_article_of_which_it_was_a_copy(
    inbox: Path, tmp_path: Path, then: bytes
) -> None:
    settings = config.load(None, [f"translation.model={MODEL}", "summary.method=extractive"])
    job = Run(
        planning.make_plan(settings),
        RunFolder(tmp_path / "out", ()),
        _Hurried(),
        RunDisplay(quiet=True, verbose=False),
        keep=True,
    )

    def turn(name: str, content: bytes) -> dict[str, str]:
        (inbox / name).write_bytes(content)
        job.turn([item for item in discover([inbox]) if item.path.name == name])
        return {copy.id: copy.original for copy in job.records.copies.values()}

    attack = (ARTICLES / "attack.txt").read_bytes()
    assert [turn(name, attack) for name in ("a.txt", "b.txt", "c.txt")] == [
        {},
        {"b": "a"},
        {"b": "a", "c": "a"},
    ]
    assert turn("a.txt", attack) == {"b": "a", "c": "a"}  # touched, not changed
    assert turn("a.txt", then) == {"c": "b"}
    assert "b" in job.records.done
    assert turn("d.txt", attack) == {"c": "b", "d": "b"}
