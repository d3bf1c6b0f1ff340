"""The chat engine against a real HTTP server that speaks the protocol and can misbehave (tests/support/chat_server.py)."""

import threading
from typing import Any

import pytest

from mujaz.article import Sentence
from mujaz.engines import chat_reply, registry
from mujaz.errors import ModelError
from mujaz.models import prompts, served
from mujaz.plan import make_plan
from mujaz.translation.retry import ladder
from mujaz.translation.translator import Translator
from tests.support.chat import ARABIC, KNOWN, OPTIONS, chat, config, engine, texts
from tests.support.chat_server import MODEL, ChatServer

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


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


def test_engines_load_what_a_plan_found(server: ChatServer) -> None:
    loaded = registry.load("chat", make_plan(config(server)).translation)
    assert loaded.translate(ARABIC[:1], OPTIONS)[0].text == KNOWN[ARABIC[0]]


def test_it_works_in_a_thread_too(server: ChatServer) -> None:
    model = engine(server)
    said: list[str] = []
    thread = threading.Thread(target=lambda: said.extend(texts(model, ARABIC[:2])))
    thread.start()
    thread.join()
    assert said == list(KNOWN.values())[:2]
