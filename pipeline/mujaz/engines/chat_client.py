"""Requests to a chat server: several under way at once, each tried again while there is hope."""

import asyncio
import logging
import random
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from mujaz.errors import ModelError
from mujaz.models import served
from mujaz.models.served import ServedModel

if TYPE_CHECKING:
    import httpx2

logger = logging.getLogger(__name__)

Format = Literal["json_schema", "json_object", "text"]
_T = TypeVar("_T")

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})  # busy, starting or stumbling: may pass
_NOT_FOUND = 404
_UNAUTHORISED = (401, 403)
_LONGEST_WAIT = 120.0  # seconds of a Retry-After that are waited for


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long to wait before a request is tried again: doubled each time, and of random length within limits."""

    first: float = 0.5  # seconds
    longest: float = 30.0

    def before(self, attempt: int) -> float:
        """Seconds before try number `attempt` (the first repetition is 1): half of the span to all of it.

        The chance in it keeps requests that failed together from coming back together.
        """
        span = min(self.longest, self.first * 2.0 ** (attempt - 1))
        return span * random.uniform(0.5, 1.0)  # noqa: S311 - no secret


@dataclass(frozen=True, slots=True)
class Question:
    """One request."""

    system: str
    user: str
    max_tokens: int  # of the reply
    seed: int
    temperature: float
    schema: dict[str, Any]
    form: Format


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    text: str
    finished: bool  # False: stopped at `max_tokens`


class RefusedError(Exception):
    """The server will not answer this one request, whatever is done: too long, or of a form that it does not know."""


class _FailedError(Exception):
    """The server did not answer this time."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait  # seconds, as the server asks


@dataclass(slots=True)
class ChatClient:
    """Talks to one server about one model.

    Args:
        model: Where it is, and how patient to be.
        pauses: Between repeated requests.
        proof: A question that a server in order answers; tells one that is gone from one that stumbles over a text.
    """

    model: ServedModel
    pauses: Pauses = field(default_factory=Pauses)
    proof: Question | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False, compare=False)

    def each(self, work: Callable[["Session", str], Awaitable[_T]], texts: Sequence[str]) -> list[_T]:
        """Do the work for each text, no more than `chat.concurrency` at once; results in the order of the texts.

        Raises:
            ModelError: The server is gone, or does not know us.
        """
        with self._lock:  # a second thread would double what the server is asked at once
            return asyncio.run(self._each(work, texts))

    async def _each(self, work: Callable[["Session", str], Awaitable[_T]], texts: Sequence[str]) -> list[_T]:
        import httpx2

        room = asyncio.Semaphore(self.model.chat.concurrency)
        async with httpx2.AsyncClient(**served.client_settings(self.model.chat)) as http:
            session = Session(self, http)

            async def one(text: str) -> _T:
                async with room:
                    return await work(session, text)

            return list(await asyncio.gather(*map(one, texts)))


@dataclass(frozen=True, slots=True)
class Session:
    """Open connections to the server."""

    client: ChatClient
    http: "httpx2.AsyncClient"

    async def ask(self, question: Question) -> Reply:
        """The reply to a question, after as many tries as the configuration allows.

        Raises:
            ModelError: The server is gone, or does not know us.
            RefusedError: It does not answer this question, though it answers others.
        """
        model, proof = self.client.model, self.client.proof
        for attempt in range(model.chat.retries + 1):
            try:
                return await self._try(question)
            except _FailedError as error:
                failed = error
            if attempt < model.chat.retries:
                pause = self.client.pauses.before(attempt + 1)
                if failed.wait is not None:
                    pause = max(pause, min(failed.wait, _LONGEST_WAIT))
                level = logging.WARNING if attempt else logging.INFO  # once is nothing
                logger.log(level, "%s: %s; trying again in %.1f s", model.address, failed, pause)
                await asyncio.sleep(pause)
        if proof is not None and question != proof and await self._answers(proof):
            raise RefusedError(str(failed))
        raise ModelError(
            f"the server at {model.address} does not answer any more: {failed} "
            f"({model.chat.retries + 1} tries)",
            "when it answers again, type the same command to go on",
        )

    async def _answers(self, proof: Question) -> bool:
        try:
            await self._try(proof)
        except (_FailedError, RefusedError):
            return False
        return True

    async def _try(self, question: Question) -> Reply:
        import httpx2

        model = self.client.model
        try:
            response = await self.http.post(
                f"{model.address}/chat/completions", json=_body(model.name, question)
            )
        except httpx2.TimeoutException as error:
            raise _FailedError(f"no reply within {model.chat.timeout} s") from error
        except httpx2.HTTPError as error:
            raise _FailedError(str(error) or type(error).__name__) from error
        status = response.status_code
        if status in _UNAUTHORISED:
            raise served.refused(model.chat, status)
        if status in _AGAIN:
            raise _FailedError(f"HTTP {status}{_said(response)}", _retry_after(response))
        if status == _NOT_FOUND:
            raise ModelError(
                f"the server at {model.address} has no chat completions for {model.name!r}{_said(response)}",
                "`mujaz config show` tells what is asked for; is it a chat model, and does the address end in /v1?",
            )
        if not response.is_success:
            raise RefusedError(f"HTTP {status}{_said(response)}")
        return _reply(response)


def _body(name: str, question: Question) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": name,
        "messages": [
            {"role": "system", "content": question.system},
            {"role": "user", "content": question.user},
        ],
        "temperature": question.temperature,
        "seed": question.seed,
        "max_tokens": question.max_tokens,
        "stream": False,
    }
    if question.form == "json_schema":
        shape = {"name": "reply", "strict": True, "schema": question.schema}
        body["response_format"] = {"type": "json_schema", "json_schema": shape}
    elif question.form == "json_object":
        body["response_format"] = {"type": "json_object"}
    return body


def _reply(response: "httpx2.Response") -> Reply:
    try:
        choice = response.json()["choices"][0]
        text = choice["message"].get("content") or ""
        return Reply(str(text), choice.get("finish_reason") != "length")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise _FailedError("its reply is not whole") from error


def _said(response: "httpx2.Response") -> str:
    """What the server gives as the reason, shortened."""
    text = " ".join(response.text.split())
    return f": {text[:200]}" if text else ""


def _retry_after(response: "httpx2.Response") -> float | None:
    """Seconds; the header gives them, or a date."""
    value = response.headers.get("retry-after", "").strip()
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
