"""The chat engine against a real HTTP server that speaks the protocol and can misbehave (tests/chat_server.py)."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mujaz.article import Sentence, Translation
from mujaz.config import ChatConfig, Config, load
from mujaz.engines import chat_reply, registry
from mujaz.engines.chat import ChatEngine
from mujaz.engines.chat_client import Pauses
from mujaz.engines.protocol import DecodingOptions
from mujaz.errors import ModelError, UsageError
from mujaz.models import prompts, served
from mujaz.plan import make
from mujaz.summarization.abstractive import Abstractive
from mujaz.summarization.extractive import Extractive
from mujaz.translation.retry import ladder
from mujaz.translation.translator import Translator
from tests import tiny
from tests.conftest import Ended
from tests.support.chat_server import MODEL, PROOF, ChatServer, dictionary, serving
from tests.support.data import REPOSITORY

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

OPTIONS = DecodingOptions()
QUICK = Pauses(first=0.002, longest=0.01)
KNOWN = dictionary()
ARABIC = list(KNOWN)


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with serving(ChatServer()) as running:
        yield running


def chat(server: ChatServer, **settings: Any) -> ChatConfig:
    return ChatConfig(**{"address": server.address, "retries": 3, "timeout": 20, **settings})


def engine(server: ChatServer, task: prompts.Task = "translate", **settings: Any) -> ChatEngine:
    return ChatEngine(served.find(chat(server, **settings), MODEL, task), pauses=QUICK)


def texts(engine: ChatEngine, sources: list[str]) -> list[str]:
    return [hypothesis.text for hypothesis in engine.translate(sources, OPTIONS)]


# What is asked, and what comes back


def test_order_and_count_hold_while_requests_overlap(server: ChatServer) -> None:
    model = engine(server, concurrency=6)
    server.delay = 0.02
    sources = [*ARABIC, "", "  ", *ARABIC[::-1]]
    assert texts(model, sources) == [*KNOWN.values(), "", "", *list(KNOWN.values())[::-1]]
    assert 2 <= server.at_once <= 6


def test_no_more_requests_at_once_than_are_allowed(server: ChatServer) -> None:
    model = engine(server, concurrency=2)
    server.delay = 0.02
    model.translate(ARABIC, OPTIONS)
    assert server.at_once == 2


def test_one_sentence_a_request_with_fixed_settings(server: ChatServer) -> None:
    model = engine(server)
    server.asked.clear()
    model.translate(ARABIC[:3], OPTIONS)
    assert sorted(server.texts()) == sorted(ARABIC[:3])
    for asked in server.asked:
        assert asked.path == "/v1/chat/completions"
        assert asked.body["model"] == MODEL
        assert asked.body["temperature"] == 0
        assert asked.body["seed"] == 0
        assert asked.body["stream"] is False
        assert asked.body["messages"][0] == {"role": "system", "content": prompts.text("translate")}
        assert asked.body["response_format"]["json_schema"]["schema"]["required"] == ["translation"]
        assert "Authorization" not in asked.headers


def test_only_pages_of_the_one_server_are_asked_for(server: ChatServer) -> None:
    engine(server).translate(ARABIC[:1], OPTIONS)
    assert set(server.others) == {"/v1/models", "/api/tags", "/props"}


def test_the_signature_tells_model_prompt_and_form(server: ChatServer) -> None:
    kind, model, prompt, form, temperature, context = engine(server).signature.split("|")
    assert (kind, form, temperature, context) == ("chat", "json_schema", "temperature:0", "context:2048")
    name, _, described = model.partition("@")
    assert name == MODEL
    assert len(described) == 7
    assert prompt == f"prompt:{prompts.digest('translate')}"


def test_a_text_that_does_not_fit_is_refused_never_cut(server: ChatServer) -> None:
    model = engine(server, context=1200)
    fitting = "ا" * (3 * model.max_source_tokens)
    assert model.count_tokens([fitting, "", "اب"]) == [model.max_source_tokens, 0, 1]
    model.translate([fitting], OPTIONS)
    asked = server.asked[-1]
    # Were each letter a token, text, instructions and reply would still fit.
    assert len(asked.user) + asked.body["max_tokens"] + len(prompts.text("translate")) / 3 <= 1200
    with pytest.raises(ValueError, match="exceeds the"):
        model.translate([fitting + "اا"], OPTIONS)


@pytest.mark.parametrize(
    ("models", "pages", "context"),
    [
        ([{"id": MODEL, "max_model_len": 8192}], {}, 8192),  # vLLM
        ([{"id": MODEL}], {"/props": {"default_generation_settings": {"n_ctx": 4096}}}, 4096),  # llama.cpp
        ([{"id": f"{MODEL}:latest"}], {"/api/tags": {"models": []}}, 2048),  # Ollama does not say
    ],
)
def test_the_context_is_what_the_server_says(
    server: ChatServer, models: list[dict[str, Any]], pages: dict[str, Any], context: int
) -> None:
    server.models, server.pages = models, pages
    assert served.find(chat(server), MODEL, "translate").context == context
    assert served.find(chat(server, context=1000), MODEL, "translate").context == 1000


def test_another_model_behind_the_same_name_has_another_identity(server: ChatServer) -> None:
    def identity() -> str:
        return served.find(chat(server), MODEL, "translate").identity

    first = identity()
    server.models[0]["created"] = 2  # a restarted server
    assert identity() == first
    server.pages["/api/tags"] = {"models": [{"name": f"{MODEL}:latest", "digest": "abc"}]}
    second = identity()
    server.models[0]["meta"] = {"n_params": 7, "size": 5}
    assert len({first, second, identity()}) == 3


# Servers that take less


def test_the_strictest_form_that_the_server_takes_is_used(server: ChatServer) -> None:
    server.forms = ("json_object", "text")
    assert "|json_object|" in engine(server).signature
    server.forms = ("text",)
    model = engine(server)
    assert "|text|" in model.signature
    assert texts(model, ARABIC[:4]) == list(KNOWN.values())[:4]
    assert "response_format" not in server.asked[-1].body


def test_a_model_that_cannot_keep_to_the_form_is_refused_at_load(server: ChatServer) -> None:
    server.always["*"] = "plain"
    with pytest.raises(ModelError) as caught:
        engine(server)
    assert "does not reply in the form asked for: it said 'Here you are" in caught.value.message


# Replies that are not what was asked for


@pytest.mark.parametrize("trouble", ["prose", "fence", "think"])
def test_a_reply_is_found_among_other_words(server: ChatServer, trouble: str) -> None:
    model = engine(server)
    server.always["*"] = trouble
    assert texts(model, ARABIC[:3]) == list(KNOWN.values())[:3]
    assert len(server.texts()) == 3


@pytest.mark.parametrize("trouble", ["half", "empty", "null", "unclosed", "plain", "arabic", "list"])
def test_an_unusable_reply_is_asked_for_again_in_another_way(server: ChatServer, trouble: str) -> None:
    model = engine(server)
    server.trouble[ARABIC[0]] = [trouble, trouble]
    assert texts(model, ARABIC[:2]) == list(KNOWN.values())[:2]
    bodies = [asked.body for asked in server.asked if asked.user == ARABIC[0]]
    assert [body["seed"] for body in bodies] == [0, 1, 2]
    assert [body["temperature"] for body in bodies] == [0, 0.3, 0.3]
    assert bodies[2]["max_tokens"] > bodies[0]["max_tokens"]


def test_a_sentence_that_never_gets_a_usable_reply_comes_out_empty_and_flagged(server: ChatServer) -> None:
    model = engine(server)
    server.always[ARABIC[0]] = "half"
    (empty, fine) = model.translate(ARABIC[:2], OPTIONS)
    assert (empty.text, empty.finished) == ("", False)
    assert fine.text == KNOWN[ARABIC[1]]
    translator = Translator(model, OPTIONS, 192, None, retry=True)
    sentence = Sentence(1, 1, 0, len(ARABIC[0]), ARABIC[0])
    assert translator.translate([[sentence]])[0][0].doubtful


def test_the_same_checks_as_for_any_engine(server: ChatServer) -> None:
    server.knows = {
        **KNOWN,
        ARABIC[0]: "Baghdad: 13 people were killed and 27 wounded in an explosion on Tuesday.",
    }
    translator = Translator(engine(server), OPTIONS, 192, None, retry=True)
    sentence = Sentence(1, 1, 0, len(ARABIC[0]), ARABIC[0])
    (translation,) = translator.translate([[sentence]])[0]
    assert "number_mismatch" in [flag.name for flag in translation.flags]


def test_the_ladder_asks_nothing_twice_in_the_same_way(server: ChatServer) -> None:
    assert [rung.name for rung in ladder(OPTIONS, engine(server), None)] == ["clauses"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"translation": "He said\nno."}', "He said no."),
        ('<think>{"translation": "not this"}</think>{"translation": "This."}', "This."),
        ('the template opened it</think>{"translation": "This."}', "This."),
        ('{"other": 1} {"translation": "This {one}."}', "This {one}."),
        ('{"translation": "12"}', "12"),
        ('{"translation": ""}', None),
        ('{"translation": "…"}', None),
        ('{"translation": "القاهرة"}', None),
        ('{"translation": "他说不"}', None),
        ('{"translation": "The Arab', None),
        ("[]", None),
        ("", None),
    ],
)
def test_reading_a_translation(content: str, said: str | None) -> None:
    assert chat_reply.read("translate", content) == said


def test_reading_points() -> None:
    reply = '{"points": ["- One came.", "Two  went", "", 3, "\\"Three stayed.\\""]}'
    assert chat_reply.read("summarize", reply) == 'One came.\nTwo went.\n"Three stayed."'
    assert chat_reply.read("summarize", '{"points": []}') is None
    assert chat_reply.read("summarize", '{"points": ["…", "…"]}') is None


# Servers in trouble


@pytest.mark.parametrize("trouble", ["429", "500", "502", "503", "reset", "cut", "408"])
def test_passing_trouble_is_sat_out(server: ChatServer, trouble: str) -> None:
    model = engine(server)
    server.trouble[ARABIC[1]] = [trouble] * 3
    assert texts(model, ARABIC[:3]) == list(KNOWN.values())[:3]
    assert server.texts().count(ARABIC[1]) == 4


def test_a_reply_that_does_not_come_is_not_waited_for(server: ChatServer) -> None:
    model = engine(server, timeout=1)
    server.trouble[ARABIC[0]] = ["slow"]
    assert texts(model, ARABIC[:1]) == [KNOWN[ARABIC[0]]]


def test_the_server_is_left_alone_as_long_as_it_asks(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = engine(server)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("mujaz.engines.chat_client.asyncio.sleep", sleep)
    server.trouble[ARABIC[0]] = ["429:7", "503:100000", "429:Wed, 21 Oct 2099 07:28:00 GMT"]
    model.translate(ARABIC[:1], OPTIONS)
    assert slept == [7, 120, 120]


def test_pauses_grow_up_to_a_limit_and_differ() -> None:
    pauses = Pauses(first=1, longest=10)
    for attempt, span in ((1, 1), (2, 2), (3, 4), (4, 8), (5, 10), (9, 10)):
        drawn = {pauses.before(attempt) for _ in range(50)}
        assert len(drawn) > 1
        assert all(span / 2 <= pause <= span for pause in drawn)


def test_a_server_that_dies_stops_the_run(server: ChatServer) -> None:
    model = engine(server, retries=2)
    server.always["*"] = "503"
    with pytest.raises(ModelError) as caught:
        model.translate(ARABIC[:5], OPTIONS)
    assert f"{server.address} does not answer any more: HTTP 503" in caught.value.message
    assert "(3 tries)" in caught.value.message
    assert "same command" in caught.value.hint


def test_a_text_over_which_the_server_stumbles_costs_that_text_only(server: ChatServer) -> None:
    model = engine(server, retries=1)
    server.always[ARABIC[0]] = "500"
    said = model.translate(ARABIC[:3], OPTIONS)
    assert [one.text for one in said] == ["", *list(KNOWN.values())[1:3]]
    assert PROOF in [asked.user for asked in server.asked[-6:]]


def test_a_request_that_is_refused_is_not_repeated(server: ChatServer) -> None:
    model = engine(server)
    server.always[ARABIC[0]] = "400"
    assert texts(model, ARABIC[:2]) == ["", KNOWN[ARABIC[1]]]
    assert server.texts().count(ARABIC[0]) == 1


# The server at the start


def test_a_server_that_is_down_is_named(server: ChatServer) -> None:
    gone = chat(server).model_copy(update={"address": "http://127.0.0.1:9/v1"})
    with pytest.raises(ModelError) as caught:
        served.find(gone, MODEL, "translate")
    assert caught.value.exit_code == 3
    assert "the server at http://127.0.0.1:9/v1 does not answer" in caught.value.message


def test_a_server_that_is_still_starting_is_told(server: ChatServer) -> None:
    server.starting = True
    with pytest.raises(ModelError, match=r"is not ready: HTTP 503 .*Loading model"):
        served.find(chat(server), MODEL, "translate")


def test_a_model_that_is_not_there_is_told_with_those_that_are(server: ChatServer) -> None:
    with pytest.raises(ModelError) as caught:
        served.find(chat(server), "another", "translate")
    assert "has no model 'another'" in caught.value.message
    assert caught.value.hint == f"it has: {MODEL}"


def test_a_page_that_lists_no_models_is_told(server: ChatServer) -> None:
    with pytest.raises(ModelError, match="lists no models"):
        served.find(chat(server, address=server.address + "/elsewhere"), MODEL, "translate")


def test_a_key_comes_from_the_environment_alone(server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.key = "secret"
    with pytest.raises(ModelError) as caught:
        engine(server)
    assert "does not take a request without a key (HTTP 401)" in caught.value.message
    with pytest.raises(UsageError, match="the environment variable NEWS_KEY"):
        engine(server, key_variable="NEWS_KEY")
    monkeypatch.setenv("NEWS_KEY", "secret")
    model = engine(server, key_variable="NEWS_KEY")
    assert texts(model, ARABIC[:1]) == [KNOWN[ARABIC[0]]]
    assert server.asked[-1].headers["Authorization"] == "Bearer secret"
    assert "secret" not in repr(served.find(chat(server, key_variable="NEWS_KEY"), MODEL, "translate"))


@pytest.mark.parametrize("key", ["secret\nsecond line", "sécret", "se\tcret"])
def test_what_can_be_no_key_is_refused_and_not_shown(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("NEWS_KEY", key)
    with pytest.raises(UsageError, match="NEWS_KEY holds no key") as caught:
        engine(server, key_variable="NEWS_KEY")
    assert "cret" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (None, "chat.address is not given"),
        ("127.0.0.1:8000", "is no address of a server"),
        ("ftp://host/v1", "is no address of a server"),
        ("http://", "is no address of a server"),
        ("http://host:99999/", "is no address of a server"),
        ("http://a..b/v1", "is no address of a server"),
        (f"http://{'a' * 64}.org", "is no address of a server"),
        ("http://my server:8000", "is no address of a server"),
        ("http://me:secret@host/v1", "holds a name, a password"),
    ],
)
def test_addresses_that_cannot_be(address: str | None, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        served.address(ChatConfig(address=address))
    assert said in caught.value.message
    assert "secret" not in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/v1"),
        ("http://localhost:11434/v1/", "http://localhost:11434/v1"),
        ("https://host/api/v1/chat/completions", "https://host/api/v1"),
    ],
)
def test_addresses_as_people_write_them(given: str, used: str) -> None:
    assert served.address(ChatConfig(address=given)) == used


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost:1", True),
        ("http://[::1]:1/v1", True),
        ("http://127.8.8.8/", True),
        ("http://192.168.1.7:8000", False),
        ("https://api.example.org/v1", False),
        ("http://localhost.example.org", False),
    ],
)
def test_text_that_leaves_the_machine_is_told(address: str, stays: bool) -> None:
    warning = served.leaves(ChatConfig(address=address))
    assert (warning is None) == stays
    assert stays or "leaves this machine" in str(warning)


# The plan


def config(server: ChatServer, *more: str) -> Config:
    return load(
        None,
        [
            *(f"chat.address={server.address}", f"translation.model={MODEL}", "translation.engine=chat"),
            *("summary.method=extractive", *more),
        ],
    )


def test_the_plan_knows_the_served_model_without_touching_files(server: ChatServer) -> None:
    plan = make(config(server))
    assert isinstance(plan.translation, served.ServedModel)
    assert plan.warnings == ()
    assert server.asked == []  # nothing is translated yet


def test_what_changes_results_changes_the_key_and_the_place_does_not(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = make(config(server)).key
    with serving(ChatServer()) as elsewhere:
        assert make(config(elsewhere, "chat.retries=9", "chat.concurrency=1")).key == key
    assert make(config(server, "chat.context=4096")).key != key
    monkeypatch.setattr(prompts, "digest", lambda _: "changed")
    assert make(config(server)).key != key


def test_no_fallback_steps_in_for_a_server(server: ChatServer) -> None:
    with pytest.raises(ModelError, match="does not answer"):
        make(config(server, "chat.address=http://127.0.0.1:9", "translation.fallback=starter"))


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


def test_engines_load_what_a_plan_found(server: ChatServer) -> None:
    loaded = registry.load("chat", make(config(server)).translation)
    assert loaded.translate(ARABIC[:1], OPTIONS)[0].text == KNOWN[ARABIC[0]]


def test_it_works_in_a_thread_too(server: ChatServer) -> None:
    model = engine(server)
    said: list[str] = []
    thread = threading.Thread(target=lambda: said.extend(texts(model, ARABIC[:2])))
    thread.start()
    thread.join()
    assert said == list(KNOWN.values())[:2]
