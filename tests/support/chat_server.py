"""A chat server for tests: speaks OpenAI's protocol over real HTTP, knows some sentences, and misbehaves when told to."""

import json
import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from mujaz.arabic.normalise import normalise
from mujaz.english import sentences as english
from mujaz.models import prompts
from tests import tiny

PROOF = "صباح الخير."
MODEL = "tiny-chat"
SLOW = 3.0  # seconds


def dictionary() -> dict[str, str]:
    """What the tiny model knows, as the translator would ask for it."""
    known = [pair for name in ("attack", "election", "markets") for pair in tiny.articles(name)]
    return {normalise(arabic): said for arabic, said in known}


@dataclass(slots=True)
class Asked:
    """One request for a completion, as it came."""

    user: str
    body: dict[str, Any]
    headers: dict[str, str]
    path: str


@dataclass(slots=True)
class ChatServer:
    """What the server knows and does; `trouble` is what it does next instead of replying, for each text.

    Trouble is one of: an HTTP status (`503`, `429:2` with a Retry-After), `reset`, `slow`, `cut` (half a body), `half`
    (half a JSON object), `empty`, `null`, `prose`, `fence`, `think`, `unclosed`, `plain`, `arabic`, `list`.
    """

    knows: Mapping[str, str] = field(default_factory=dictionary)
    trouble: dict[str, list[str]] = field(default_factory=dict)  # text → what comes first; `*` is any text
    always: dict[str, str] = field(default_factory=dict)  # text → what always comes; `*` is any text
    forms: tuple[str, ...] = ("json_schema", "json_object", "text")  # of response_format, that are taken
    models: list[dict[str, Any]] = field(
        default_factory=lambda: [{"id": MODEL, "object": "model", "owned_by": "tests", "created": 1}]
    )
    pages: dict[str, Any] = field(default_factory=dict)  # further paths → what they give
    key: str | None = None
    points: list[str] | None = None  # what a summary says; None: the first three sentences
    starting: bool = False  # its model is not loaded yet
    delay: float = 0.0  # seconds that each reply takes
    asked: list[Asked] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # paths of all other requests
    at_once: int = 0  # the most requests that were under way together
    _running: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    port: int = 0

    @property
    def address(self) -> str:
        """For `chat.address`."""
        return f"http://127.0.0.1:{self.port}/v1"

    def texts(self) -> list[str]:
        """What it was asked, the question that only tries it out left aside."""
        return [asked.user for asked in self.asked if asked.user != PROOF]

    def reply(self, asked: Asked) -> str:
        """The content of a reply without trouble."""
        if asked.body["messages"][0]["content"] == prompts.text("summarize"):
            told = self.points if self.points is not None else english.split(asked.user)[:3]
            return json.dumps({"points": told})
        said = "Good morning." if asked.user == PROOF else self.knows.get(asked.user, "Nobody knows this.")
        return json.dumps({"translation": said}, ensure_ascii=False)

    def next_trouble(self, user: str) -> str:
        """What to do instead of replying; empty for nothing."""
        with self._lock:
            for text in (user, "*"):
                if self.trouble.get(text):
                    return self.trouble[text].pop(0)
                if text in self.always:
                    return self.always[text]
        return ""

    def enter(self, asked: Asked) -> None:
        """A request begins."""
        with self._lock:
            self.asked.append(asked)
            self._running += 1
            self.at_once = max(self.at_once, self._running)

    def leave(self) -> None:
        """A request ends."""
        with self._lock:
            self._running -= 1


@contextmanager
def serving(server: ChatServer) -> Iterator[ChatServer]:
    """Run the server on a port of this machine."""

    class Handler(_Handler):
        chat = server

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server.port = httpd.server_address[1]
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    chat: ChatServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        self.chat.others.append(self.path)
        if self.chat.key is not None and self.headers.get("Authorization") != f"Bearer {self.chat.key}":
            self._send(401, {"error": "no"})
        elif self.chat.starting:
            self._send(503, {"error": {"message": "Loading model"}})
        elif self.path == "/v1/models":
            self._send(200, {"object": "list", "data": self.chat.models})
        elif self.path in self.chat.pages:
            self._send(200, self.chat.pages[self.path])
        else:
            self._send(404, {"error": "no such page"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = Asked(body["messages"][-1]["content"], body, dict(self.headers), self.path)
        self.chat.enter(asked)
        try:
            form = body.get("response_format", {"type": "text"})["type"]
            if form not in self.chat.forms:
                self._send(400, {"error": f"response_format {form} is not supported"})
                return
            time.sleep(self.chat.delay)
            self._answer(self.chat.reply(asked), self.chat.next_trouble(asked.user))
        finally:
            self.chat.leave()

    def _answer(self, content: str, trouble: str) -> None:
        finish = "stop"
        status, _, wait = trouble.partition(":")
        if status.isdigit():
            headers = {"Retry-After": wait} if wait else {}
            self._send(int(status), {"error": {"message": "overloaded"}}, headers)
            return
        if trouble == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os.close(self.connection.detach())  # at once, though a reader and a writer hold the socket
            self.close_connection = True
            return
        if trouble == "slow":
            time.sleep(SLOW)
        elif trouble == "half":
            content, finish = content[:-4], "length"
        elif trouble:
            content = _TROUBLES[trouble](content)
        choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
        if trouble == "null":
            choice["message"] = {"role": "assistant", "content": None, "reasoning_content": "Hm."}
        self._send(200, {"object": "chat.completion", "choices": [choice]}, cut=trouble == "cut")

    def _send(
        self, status: int, value: object, headers: Mapping[str, str] | None = None, *, cut: bool = False
    ) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, text in (headers or {}).items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)
        self.close_connection = self.close_connection or cut


_TROUBLES: dict[str, Callable[[str], str]] = {
    "cut": lambda content: content,
    "null": lambda content: content,
    "empty": lambda _: "",
    "prose": lambda content: f"Sure! Here is what you asked for:\n\n{content}\n\nI hope this {{helps}}.",
    "fence": lambda content: f"```json\n{content}\n```",
    "think": lambda content: (
        f'<think>The user wants {{"translation": "something"}}. Easy.</think>\n{content}'
    ),
    "unclosed": lambda content: f"<think>Let me see, {content}",
    "plain": lambda _: "Here you are: the translation is as follows.",
    "arabic": lambda _: json.dumps({"translation": "قتل ١٢ شخصا في بغداد", "points": ["قتل ١٢ شخصا"]}),
    "list": lambda _: json.dumps({"translation": ["one", "two"], "points": "one"}),
}
