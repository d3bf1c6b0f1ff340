"""Plans, briefs and whole runs with a served model."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mujaz.article import Sentence, Translation
from mujaz.errors import ModelError
from mujaz.models import prompts, served
from mujaz.plan import make_plan
from mujaz.summarization.abstractive import Abstractive
from mujaz.summarization.extractive import Extractive
from tests import tiny
from tests.conftest import Ended
from tests.support.chat import ARABIC, config, engine
from tests.support.chat_server import MODEL, PROOF, ChatServer, serving
from tests.support.data import REPOSITORY

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


def test_the_plan_knows_the_served_model_without_touching_files(server: ChatServer) -> None:
    plan = make_plan(config(server))
    assert isinstance(plan.translation, served.ServedModel)
    assert plan.warnings == ()
    assert server.asked == []  # nothing is translated yet


def test_what_changes_results_changes_the_key_and_the_place_does_not(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = make_plan(config(server)).key
    with serving(ChatServer()) as elsewhere:
        assert make_plan(config(elsewhere, "chat.retries=9", "chat.concurrency=1")).key == key
    assert make_plan(config(server, "chat.context=4096")).key != key
    monkeypatch.setattr(prompts, "digest", lambda _: "changed")
    assert make_plan(config(server)).key != key


def test_no_fallback_steps_in_for_a_server(server: ChatServer) -> None:
    with pytest.raises(ModelError, match="does not answer"):
        make_plan(config(server, "chat.address=http://127.0.0.1:9", "translation.fallback=starter"))


# Summaries


def translated(name: str) -> list[Translation]:
    return [
        Translation(Sentence(n, 1, 0, len(arabic), arabic), said, None, (), ())
        for n, (arabic, said) in enumerate(tiny.articles(name), 1)
    ]


def test_points_of_a_chat_model_are_grounded_like_any_others(server: ChatServer) -> None:
    server.points = [
        "An explosion in central Baghdad killed 12 people and wounded 27 on Tuesday.",
        "The government announced a state of emergency in Baghdad, but parliament rejected the decision",
        "An explosion in central Baghdad killed 19 people.",
        "President Obama condemned the attack on Baghdad.",
    ]
    summarizer = Abstractive(engine(server, "summarize"), Extractive())
    points = summarizer.summarize(translated("attack"), 4)
    kept = {point.text: point for point in points if point.origin == "abstractive"}
    assert set(kept) == {server.points[0], server.points[1] + "."}
    assert kept[server.points[0]].cites == (1,)
    assert [point for point in points if point.origin == "extractive"]
    assert not any("19" in point.text or "Obama" in point.text for point in points)
    assert "|chat|" in f"|{summarizer.signature}"


def test_a_long_article_is_asked_for_in_chunks_of_whole_sentences(server: ChatServer) -> None:
    model = engine(server, "summarize", context=1100)
    long = [
        Translation(Sentence(n, 1, 0, 1, "س"), one.english.replace("12", str(100 + n)), None, (), ())
        for n, one in enumerate(translated("attack") * 8, 1)
    ]
    server.asked.clear()
    assert Abstractive(model, Extractive()).summarize(long, 5)
    assert len(server.asked) > 1
    read = " ".join(asked.user for asked in server.asked)
    assert all(one.english in read for one in long)


def test_an_unusable_summary_is_replaced_by_sentences_of_the_article(server: ChatServer) -> None:
    model = engine(server, "summarize")
    server.always["*"] = "half"
    points = Abstractive(model, Extractive()).summarize(translated("attack"), 4)
    assert points
    assert all(point.origin == "extractive" for point in points)


# Whole runs


def arguments(server: ChatServer, article: Path, out: Path, *more: str) -> list[str]:
    settings = [
        *(f"chat.address={server.address}", "chat.retries=1", "translation.engine=chat", "glossary=null"),
        *(f"translation.model={MODEL}", f"summary.model={MODEL}", "summary.engine=chat"),
        *("memory.enabled=false", "translation.canary=false", *more),
    ]
    return ["run", str(article), "-o", str(out), *(part for one in settings for part in ("--set", one))]


def test_a_run_by_chat_gives_a_brief(mujaz: Callable[..., Ended], server: ChatServer, tmp_path: Path) -> None:
    ended = mujaz(*arguments(server, tiny.ARTICLES / "attack.txt", tmp_path / "out"))
    assert ended.code == 0, ended.err
    brief = json.loads((tmp_path / "out" / "briefs" / "attack.json").read_text(encoding="utf-8"))
    assert [one["english"] for one in brief["sentences"]] == [said for _, said in tiny.articles("attack")]
    assert brief["signature"].startswith(f"chat|{MODEL}@")
    assert {point["origin"] for point in brief["points"]} == {"abstractive"}
    assert brief["warnings"] == []
    manifest = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert manifest["models"]["translation"]["origin"] == "server"
    assert manifest["models"]["translation"]["address"] == server.address
    asked = len(server.asked)
    assert mujaz(*arguments(server, tiny.ARTICLES / "attack.txt", tmp_path / "out")).code == 0
    assert len(server.asked) == asked  # resumed


def test_a_run_stops_with_3_when_the_server_dies_and_goes_on_when_it_is_back(
    mujaz: Callable[..., Ended], server: ChatServer, tmp_path: Path
) -> None:
    server.always[ARABIC[2]] = "503"
    server.trouble[PROOF] = ["", *["503"] * 50]  # answers while the engine is loaded, then nothing any more
    ended = mujaz(*arguments(server, tiny.ARTICLES / "attack.txt", tmp_path / "out"))
    assert ended.code == 3
    assert f"{server.address} does not answer any more: HTTP 503" in ended.err
    server.always.clear()
    server.trouble.clear()
    ended = mujaz(*arguments(server, tiny.ARTICLES / "attack.txt", tmp_path / "out"))
    assert ended.code == 0, ended.err


def test_a_server_that_is_down_at_the_start_ends_the_run_with_3(
    mujaz: Callable[..., Ended], server: ChatServer, tmp_path: Path
) -> None:
    down = "chat.address=http://127.0.0.1:9"
    ended = mujaz(*arguments(server, tiny.ARTICLES / "attack.txt", tmp_path / "out", down))
    assert ended.code == 3
    assert "error: the server at http://127.0.0.1:9/v1 does not answer" in ended.err
    assert not (tmp_path / "out").exists()


def test_a_missing_address_is_a_friendly_error(mujaz: Callable[..., Ended], tmp_path: Path) -> None:
    ended = mujaz(
        *("run", tiny.ARTICLES / "attack.txt", "-o", tmp_path / "out", "--set", "translation.engine=chat"),
        *("--set", "glossary=null"),
    )
    assert ended.code == 2
    assert "error: the engine is chat, yet chat.address is not given" in ended.err
    assert "hint: `--set chat.address=http://127.0.0.1:8000/v1`" in ended.err


def test_ctrl_c_does_not_wait_for_the_server(server: ChatServer, tmp_path: Path) -> None:
    server.always = dict.fromkeys(ARABIC, "slow")
    command = arguments(server, tiny.ARTICLES / "attack.txt", tmp_path / "out", "chat.timeout=600")
    (tmp_path / "errors").touch()
    with (
        (tmp_path / "errors").open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "mujaz", *command],
            stderr=errors,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "pipeline")},
        ) as run,
    ):
        deadline = time.monotonic() + 30
        while not server.texts() and time.monotonic() < deadline:
            time.sleep(0.02)
        before = time.monotonic()
        run.send_signal(signal.SIGINT)
        code = run.wait(30)
        took = time.monotonic() - before
    assert code == 130, (tmp_path / "errors").read_text()
    assert took < 2.5  # less than the reply that was under way
