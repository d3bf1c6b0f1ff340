"""Engines of the chat kind against the server of `chat_server`: quick to try again, few to wait for."""

from typing import Any

from mujaz.config import ChatConfig, Config, load
from mujaz.engines.chat import ChatEngine
from mujaz.engines.chat_client import Pauses
from mujaz.engines.protocol import DecodingOptions
from mujaz.models import prompts, served
from tests.support.chat_server import MODEL, ChatServer, dictionary

OPTIONS = DecodingOptions()
QUICK = Pauses(first=0.002, longest=0.01)
KNOWN = dictionary()
ARABIC = list(KNOWN)


def chat(server: ChatServer, **settings: Any) -> ChatConfig:
    return ChatConfig(**{"address": server.address, "retries": 3, "timeout": 20, **settings})


def engine(server: ChatServer, task: prompts.Task = "translate", **settings: Any) -> ChatEngine:
    return ChatEngine(served.find(chat(server, **settings), MODEL, task), pauses=QUICK)


def texts(engine: ChatEngine, sources: list[str]) -> list[str]:
    return [hypothesis.text for hypothesis in engine.translate(sources, OPTIONS)]


# The plan


def config(server: ChatServer, *more: str) -> Config:
    return load(
        None,
        [
            *(f"chat.address={server.address}", f"translation.model={MODEL}", "translation.engine=chat"),
            *("summary.method=extractive", *more),
        ],
    )
