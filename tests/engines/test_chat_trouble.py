"""The chat engine when the server is slow, stumbles, dies or is not there, and what people type as its address and key."""

import pytest

from mujaz.config import ChatConfig
from mujaz.engines.chat_client import Pauses
from mujaz.errors import ModelError, UsageError
from mujaz.models import served
from tests.support.chat import ARABIC, KNOWN, OPTIONS, chat, engine, texts
from tests.support.chat_server import MODEL, PROOF, ChatServer

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


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
    warning = served.remote_warning(ChatConfig(address=address))
    assert (warning is None) == stays
    assert stays or "leaves this machine" in str(warning)
