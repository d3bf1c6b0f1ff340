"""Finding models: folders, the hub's cache, a small hub on this machine; and saying clearly what is not to be had."""

import hashlib
import http.server
import json
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mujaz.errors import ModelError, UsageError
from mujaz.models import fetch, files, resolve, verify
from mujaz.storage import cache_folder
from tests.support import hub

NAME = "somebody/opus-mt-ar-en"
COMMIT = "9c5efffe6f69dcb65d7156f40dfa27b54be34258"


@pytest.fixture(scope="module")
def checkpoint(shelf: hub.Shelf) -> Path:
    return shelf["marian_2020"]


@pytest.fixture
def copy(checkpoint: Path, tmp_path: Path) -> Path:
    return shutil.copytree(checkpoint, tmp_path / "copy")


def in_cache(checkpoint: Path, cache: Path, *, reference: str | None = "main") -> Path:
    """Lay a checkpoint into a hub cache, as huggingface_hub does."""
    repository = cache / "models--somebody--opus-mt-ar-en"
    snapshot = shutil.copytree(checkpoint, repository / "snapshots" / COMMIT)
    if reference:
        (repository / "refs").mkdir(exist_ok=True)
        (repository / "refs" / reference).write_text(COMMIT)
    return snapshot


# Folders


def test_a_folder_is_identified_by_its_contents(copy: Path) -> None:
    found = resolve.resolve(str(copy), "ignored")
    assert (found.folder, found.revision, found.origin) == (copy, None, "folder")
    assert found.identity == "copy@" + verify.contents(copy, "copy")[:12]
    (copy / "README.md").write_text("notes")
    assert resolve.resolve(str(copy), None).identity == found.identity
    (copy / "config.json").write_text((copy / "config.json").read_text() + " ")
    assert resolve.resolve(str(copy), None).identity != found.identity


def test_a_relative_folder_and_the_home_sign_are_understood(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy.parent)
    monkeypatch.setenv("HOME", str(copy.parent))
    assert {resolve.resolve(name, None).folder for name in ("copy", "./copy", "~/copy")} == {copy}


@pytest.mark.parametrize("name", ["./nothing", "/nothing/here", "~/nothing"])
def test_a_folder_that_is_not_there_is_not_sought_on_the_hub(name: str) -> None:
    with pytest.raises(ModelError, match="does not exist"):
        resolve.resolve(name, None)


@pytest.mark.parametrize("name", ["", "a/b/c", "Helsinki NLP/x", "../x/../y z", "-x", "a/..%2f"])
def test_names_that_cannot_be_models_are_refused(name: str) -> None:
    with pytest.raises((UsageError, ModelError)):
        resolve.resolve(name, None)


def test_the_starter_is_missed_by_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, checkpoint: Path
) -> None:
    monkeypatch.setattr(resolve, "STARTER", tmp_path / "starter")
    with pytest.raises(ModelError, match="carries no bundled model"):
        resolve.resolve("starter", None)
    shutil.copytree(checkpoint, tmp_path / "starter")
    found = resolve.resolve("starter", None)
    assert found.origin == "starter"
    assert found.identity.startswith("starter@")


@pytest.mark.parametrize(
    "name", ["config.json", "source.spm", "target.spm", "vocab.json", "pytorch_model.bin"]
)
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=r"pytorch_model\.bin" if "bin" in name else name) as caught:
        resolve.resolve(str(copy), None)
    assert "pull" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("config.json", b"{half"),
        ("config.json", b"[]"),
        ("config.json", b"\xff\xfe"),
        ("pytorch_model.bin", b""),
        ("pytorch_model.bin", b"<html>Not Found</html>"),
        ("pytorch_model.bin", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"),
        ("model.safetensors", b"\x10"),
        ("model.safetensors", b"\x10\0\0\0\0\0\0\0{}"),
        ("model.safetensors", b"\x02\0\0\0\0\0\0\0[]"),
    ],
)
def test_a_damaged_file_is_named(copy: Path, name: str, contents: bytes) -> None:
    (copy / name).write_bytes(contents)
    with pytest.raises(ModelError, match=name.replace(".", r"\.")) as caught:
        resolve.resolve(str(copy), None)
    assert caught.value.hint


@pytest.mark.parametrize("family", ["marian_2020", "marian"])
@pytest.mark.parametrize("left", [0.3, 0.999])
def test_weights_cut_short_are_found_without_loading_them(tmp_path: Path, family: str, left: float) -> None:
    folder = hub.Shelf(tmp_path)[family]
    weights = files.weight_files(folder)[0]
    with weights.open("r+b") as file:
        file.truncate(int(weights.stat().st_size * left))
    with pytest.raises(ModelError, match="cut short"):
        resolve.resolve(str(folder), None)


def test_shards_are_checked_one_by_one(copy: Path) -> None:
    (copy / "pytorch_model.bin").rename(copy / "pytorch_model-00001-of-00002.bin")
    index = {"weight_map": {"a": "pytorch_model-00001-of-00002.bin", "b": "pytorch_model-00002-of-00002.bin"}}
    (copy / "pytorch_model.bin.index.json").write_text(json.dumps(index))
    with pytest.raises(ModelError, match="00002-of-00002"):
        resolve.resolve(str(copy), None)


def test_only_one_kind_of_weights_is_wanted() -> None:
    small = [
        "config.json",
        "generation_config.json",
        "source.spm",
        "target.spm",
        "vocab.json",
        "tokenizer.json",
    ]
    rest = [
        "README.md",
        ".gitattributes",
        "tf_model.h5",
        "flax_model.msgpack",
        "rust_model.ot",
        "onnx/model.onnx",
    ]
    assert files.wanted([*small, *rest, "pytorch_model.bin"]) == sorted([*small, "pytorch_model.bin"])
    both = [*small, *rest, "pytorch_model.bin", "model.safetensors", "sub/model.safetensors"]
    assert files.wanted(both) == sorted([*small, "model.safetensors"])


# The hub's cache


def test_a_cached_model_needs_no_connection(checkpoint: Path, tmp_path: Path) -> None:
    snapshot = in_cache(checkpoint, tmp_path)
    for revision in (None, "main", COMMIT, COMMIT[:7]):
        found = resolve.resolve(NAME, revision, cache=tmp_path)
        assert (found.folder, found.revision, found.origin) == (snapshot, COMMIT, "hub-cache")
        assert found.identity == f"{NAME}@9c5efff"


def test_the_environment_names_the_cache(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_cache(checkpoint, tmp_path / "home" / "hub")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    assert resolve.resolve(NAME, None).origin == "hub-cache"
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "other"))
    assert cache_folder.hub() == tmp_path / "other"


def test_resolving_does_not_load_torch_or_the_hub_client(checkpoint: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    in_cache(checkpoint, tmp_path)
    program = (
        "import sys; from pathlib import Path; from mujaz.models.resolve import resolve\n"
        f"resolve({NAME!r}, None, cache=Path({str(tmp_path)!r}))\n"
        "print([m for m in ('torch', 'transformers', 'ctranslate2', 'huggingface_hub') if m in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_offline_says_where_it_looked_and_three_ways_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError) as caught:
        resolve.resolve(NAME, None, cache=tmp_path)
    assert NAME in caught.value.message
    assert str(tmp_path) in caught.value.message
    assert "HF_HUB_OFFLINE" in caught.value.message
    for way in (f"mujaz models pull {NAME}", "--set translation.model=/", "HF_ENDPOINT=https://"):
        assert way in caught.value.hint


def test_an_incomplete_cache_offline_names_the_file(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    (in_cache(checkpoint, tmp_path) / "target.spm").unlink()
    with pytest.raises(ModelError, match=r"target\.spm.*HF_HUB_OFFLINE"):
        resolve.resolve(NAME, None, cache=tmp_path)


# A hub on this machine


class Hub(http.server.ThreadingHTTPServer):
    """What huggingface_hub asks of a hub for one model, and what can go wrong there."""

    daemon_threads = True

    def __init__(self, files_there: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files = files_there
        self.status = 200  # for every question about the model
        self.cut_at: int | None = None  # bytes of a large file after which the connection breaks
        self.asked: list[str] = []  # "METHOD path range"

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Hub

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path = self.path.split("?")[0]
        span = self.headers.get("Range", "")
        self.server.asked.append(f"{self.command} {path} {span}".strip())
        if self.server.status != 200:
            codes = {401: "RepoNotFound", 404: "RepoNotFound", 403: "GatedRepo"}
            self._send(self.server.status, b"{}", {"X-Error-Code": codes.get(self.server.status, "")})
        elif "/tree/" in path:
            self._send(200, json.dumps([self._entry(name, "path") for name in self.server.files]).encode())
        elif path.startswith("/api/models/"):
            siblings = [self._entry(name, "rfilename") for name in self.server.files]
            self._send(200, json.dumps({"id": NAME, "sha": COMMIT, "siblings": siblings}).encode())
        else:
            contents = self.server.files[path.rsplit("/", 1)[-1]]
            start = int(span.removeprefix("bytes=").removesuffix("-") or 0)
            headers = {"ETag": f'"{_etag(contents)}"', "X-Repo-Commit": COMMIT}
            if span:
                headers["Content-Range"] = f"bytes {start}-{len(contents) - 1}/{len(contents)}"
            self._send(206 if span else 200, contents[start:], headers)

    def _entry(self, name: str, key: str) -> dict[str, object]:
        contents = self.server.files[name]
        entry: dict[str, object] = {key: name, "type": "file", "size": len(contents), "oid": _etag(contents)}
        if _large(contents):
            lfs = {"size": len(contents), "pointerSize": 134}
            entry["lfs"] = lfs | {"sha256": _etag(contents), "oid": _etag(contents)}
        return entry

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        cut = self.server.cut_at
        if self.command == "GET":
            if cut is not None and _large(body):
                self.wfile.write(body[:cut])
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
            else:
                self.wfile.write(body)


def _large(contents: bytes) -> bool:
    return len(contents) > 100_000


def _etag(contents: bytes) -> str:
    if _large(contents):
        return hashlib.sha256(contents).hexdigest()
    return hashlib.sha1(b"blob %d\0" % len(contents) + contents, usedforsecurity=False).hexdigest()  # git's


@pytest.fixture
def server(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    there = {path.name: path.read_bytes() for path in checkpoint.iterdir()}
    with Hub({**there, "README.md": b"read me", "tf_model.h5": b"h5" * 100_000}) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        monkeypatch.setenv("HF_ENDPOINT", running.endpoint)
        yield running
        running.shutdown()


@pytest.mark.enable_socket
def test_a_model_is_fetched_once_and_only_what_is_needed(server: Hub, tmp_path: Path) -> None:
    found = resolve.resolve(NAME, None, cache=tmp_path)
    assert (found.origin, found.revision) == ("downloaded", COMMIT)
    assert {path.name for path in found.folder.iterdir()} == set(server.files) - {"README.md", "tf_model.h5"}
    assert all(
        (found.folder / name).read_bytes() == server.files[name]
        for name in ("pytorch_model.bin", "vocab.json")
    )
    server.asked.clear()
    assert resolve.resolve(NAME, None, cache=tmp_path).origin == "hub-cache"
    assert resolve.resolve(NAME, COMMIT, cache=tmp_path).origin == "hub-cache"
    assert server.asked == []


@pytest.mark.enable_socket
def test_an_interrupted_download_goes_on_where_it_stopped(server: Hub, tmp_path: Path) -> None:
    server.cut_at = 100_000
    with pytest.raises(ModelError, match="broke off"):
        fetch.pull(NAME, None, cache=tmp_path)
    server.cut_at = None
    server.asked.clear()
    folder = fetch.pull(NAME, None, cache=tmp_path)
    assert (folder / "pytorch_model.bin").read_bytes() == server.files["pytorch_model.bin"]
    resumed = [line for line in server.asked if line.startswith("GET") and "pytorch_model" in line]
    assert len(resumed) == 1
    assert int(resumed[0].rsplit("=", 1)[1].rstrip("-")) > 50_000


@pytest.mark.enable_socket
def test_a_cached_file_that_was_cut_short_is_fetched_again(server: Hub, tmp_path: Path) -> None:
    folder = fetch.pull(NAME, None, cache=tmp_path)
    with (folder / "pytorch_model.bin").resolve().open("r+b") as file:
        file.truncate(60_000)
    assert resolve.resolve(NAME, None, cache=tmp_path).origin == "downloaded"
    assert (folder / "pytorch_model.bin").read_bytes() == server.files["pytorch_model.bin"]


@pytest.mark.enable_socket
def test_a_file_with_the_wrong_checksum_is_refused(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = server.files["pytorch_model.bin"]
    monkeypatch.setattr(
        f"{__name__}._etag", lambda contents, etag=_etag: etag(right if _large(contents) else contents)
    )
    server.files["pytorch_model.bin"] = right[:-1] + b"x"
    with pytest.raises(ModelError, match="SHA-256"):
        fetch.pull(NAME, None, cache=tmp_path)


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "no such model"), (401, "private"), (403, "licence"), (500, "500")],
)
def test_what_the_hub_refuses_is_told(server: Hub, tmp_path: Path, status: int, words: str) -> None:
    server.status = status
    with pytest.raises(ModelError, match=words) as caught:
        resolve.resolve(NAME, None, cache=tmp_path)
    assert server.endpoint in caught.value.message
    assert "mujaz models pull" in caught.value.hint


@pytest.mark.enable_socket
def test_an_unreachable_hub_is_found_out_before_the_client_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{port}")
    monkeypatch.setattr(fetch, "_download", lambda *_: pytest.fail("the client would retry for 24 s"))
    with pytest.raises(ModelError, match=rf"127\.0\.0\.1:{port} cannot be reached"):
        resolve.resolve(NAME, None, cache=tmp_path)


@pytest.mark.enable_socket
def test_a_proxy_is_asked_in_place_of_the_hub(server: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.endpoint)
    assert fetch.reachable("http://hub.invalid")
    monkeypatch.setenv("no_proxy", "hub.invalid")
    assert not fetch.reachable("http://hub.invalid")
