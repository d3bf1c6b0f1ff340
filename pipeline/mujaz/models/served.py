"""Models that a server holds (engine `chat`): found by asking it, once, before a run begins."""

import hashlib
import ipaddress
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import SplitResult, urlsplit

from mujaz.config import ChatConfig
from mujaz.errors import ModelError, UsageError
from mujaz.models import prompts

if TYPE_CHECKING:  # 80 ms that only a configuration with a server needs
    import httpx2

# Tokens of a request and its reply where neither the configuration nor the server says. Ollama's default was 2048 for
# long (4096 now), and what does not fit it drops without a word.
_CONTEXT = 2048
_CONNECT = 10.0  # seconds; a server that is there takes a connection at once, however busy its model is
_STABLE = (
    "id",
    "root",
    "parent",
    "owned_by",
)  # of a model's entry; `created` changes with every start of vLLM
_STABLE_META = ("n_params", "n_vocab", "n_embd", "size", "ftype", "vocab_type")  # of llama.cpp's
_UNAUTHORISED = (401, 403)
_BROKEN = 500  # HTTP statuses from here on are the server's own trouble


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model on a server, and what it is to be asked for."""

    name: str  # as the server calls it
    identity: str  # `name@` and a hash of what the server says of it; `|prompt:` and one of what it is told
    task: prompts.Task
    context: int  # tokens of a request and its reply
    chat: ChatConfig
    revision: None = None
    origin: Literal["server"] = "server"

    @property
    def address(self) -> str:
        """Where it answers, without a slash at the end."""
        return address(self.chat)


def find(chat: ChatConfig, name: str, task: prompts.Task) -> ServedModel:
    """Ask the server for a model.

    Raises:
        ModelError: The server does not answer, does not let us in, or has no such model.
        UsageError: The address or the key is missing or unusable.
    """
    import httpx2

    place = address(chat)
    with httpx2.Client(**client_settings(chat)) as client:
        response = _get(client, f"{place}/models", place)
        if response.status_code in _UNAUTHORISED:
            raise refused(chat, response.status_code)
        if response.status_code >= _BROKEN:
            raise ModelError(
                f"the server at {place} is not ready: HTTP {response.status_code} {response.text[:200]}",
                "wait until it has loaded its model, then type the same command again",
            )
        entry = _entry(_json(response), name, place)
        root = place.removesuffix("/v1")
        digest = _ollama_digest(_json(_get(client, f"{root}/api/tags", place)), name)
        loaded = _json(_get(client, f"{root}/props", place))
    context = chat.context or _context(entry, loaded) or _CONTEXT
    return ServedModel(
        name, f"{_identity(name, entry, digest)}|prompt:{prompts.digest(task)}", task, context, chat
    )


def address(chat: ChatConfig) -> str:
    """The server's address, with the `/v1` that all of them use where no path is given.

    Raises:
        UsageError: There is none, or it cannot be one.
    """
    hint = "`--set chat.address=http://127.0.0.1:8000/v1`, or a section `chat:` with `address:` in the configuration"
    if chat.address is None:
        raise UsageError("the engine is chat, yet chat.address is not given: no server is assumed", hint)
    try:
        parts = urlsplit(chat.address.strip())
        host = (parts.hostname or "").encode("idna")  # as the resolver will; ValueError where it could not
        usable = parts.scheme in ("http", "https") and len(host.split()) == 1 and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(f"chat.address is {chat.address!r}, which is no address of a server", hint)
    if parts.username or parts.password or parts.query:
        raise UsageError(
            "chat.address holds a name, a password or a query",
            "give the key by `chat.key_variable`, the name of an environment variable",
        )
    path = parts.path.rstrip("/").removesuffix("/chat/completions") or "/v1"
    return SplitResult(parts.scheme, parts.netloc, path, "", "").geturl()


def remote_warning(chat: ChatConfig) -> str | None:
    """A warning when the text goes to another machine; None for this one's own addresses."""
    host = urlsplit(address(chat)).hostname or ""
    try:
        here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = host == "localhost" or host.endswith(".localhost")
    return None if here else f"the text of the articles leaves this machine: it is sent to {address(chat)}"


def client_settings(chat: ChatConfig) -> dict[str, Any]:
    """How the server is talked to: only at its address, past every proxy, following nothing.

    Raises:
        UsageError: The environment lacks the variable that is to hold the key, or what it holds can be none.
    """
    import httpx2

    headers = {}
    if chat.key_variable is not None:
        key = os.environ.get(chat.key_variable, "").strip()
        if not key:
            raise UsageError(
                f"the environment variable {chat.key_variable}, which chat.key_variable names, is not set",
                f"`export {chat.key_variable}=…`, or leave chat.key_variable out if the server wants no key",
            )
        if (
            not key.isascii() or not key.isprintable()
        ):  # no header takes it, and the library's error would show it
            raise UsageError(
                f"the environment variable {chat.key_variable} holds no key: a line break, or a sign that is not ASCII",
                f"`export {chat.key_variable}=…` again, with the key alone",
            )
        headers["Authorization"] = f"Bearer {key}"
    return {
        "headers": headers,
        "timeout": httpx2.Timeout(chat.timeout, connect=min(_CONNECT, chat.timeout)),
        "trust_env": False,
        "follow_redirects": False,
    }


def refused(chat: ChatConfig, status: int) -> ModelError:
    """The error for a server that wants another key."""
    given = f"the key in {chat.key_variable}" if chat.key_variable else "a request without a key"
    return ModelError(
        f"the server at {address(chat)} does not take {given} (HTTP {status})",
        "name the environment variable that holds its key: `--set chat.key_variable=NAME`",
    )


def _get(client: "httpx2.Client", url: str, place: str) -> "httpx2.Response":
    import httpx2

    try:
        return client.get(url)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise ModelError(
            f"the server at {place} does not answer: {reason}",
            "start it, or correct chat.address; then type the same command again",
        ) from error


def _json(response: "httpx2.Response") -> dict[str, Any]:
    """The JSON object of a reply; empty where the server has no such page."""
    if not response.is_success:
        return {}
    try:
        value = response.json()
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _entry(listed: dict[str, Any], name: str, place: str) -> dict[str, Any]:
    entries = [entry for entry in listed.get("data") or [] if isinstance(entry, dict)]
    if not entries:
        raise ModelError(
            f"the server at {place} lists no models",
            f"look at {place}/models: a server with OpenAI's protocol names its models there; does the path end in /v1?",
        )
    # Ollama adds a tag to a name without one.
    for entry in entries:
        if entry.get("id") in (name, f"{name}:latest"):
            return entry
    raise ModelError(
        f"the server at {place} has no model {name!r}",
        f"it has: {', '.join(str(entry.get('id')) for entry in entries[:10])}",
    )


def _identity(name: str, entry: dict[str, Any], digest: str | None) -> str:
    meta = entry.get("meta")
    stable = [digest, {key: entry.get(key) for key in _STABLE}]
    if isinstance(meta, dict):
        stable.append({key: meta.get(key) for key in _STABLE_META})
    return f"{name}@{hashlib.sha256(json.dumps(stable, sort_keys=True).encode()).hexdigest()[:7]}"


def _ollama_digest(tags: dict[str, Any], name: str) -> str | None:
    for model in tags.get("models") or []:
        if isinstance(model, dict) and model.get("name") in (name, f"{name}:latest"):
            return str(model.get("digest"))
    return None


def _context(entry: dict[str, Any], props: dict[str, Any]) -> int | None:
    """What vLLM says of a model, or llama.cpp of the one that it holds."""
    slot = props.get("default_generation_settings")
    for value in (entry.get("max_model_len"), slot.get("n_ctx") if isinstance(slot, dict) else None):
        if isinstance(value, int) and value > 0:
            return value
    return None
