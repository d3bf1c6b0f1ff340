"""Bring a hub model into the local cache: only the files that are needed, and never by surprise."""

import gzip
import os
import shutil
import socket
import threading
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from mujaz.errors import ModelError, ModelUnavailableError
from mujaz.models import catalogue, files, pins, verify
from mujaz.models.catalogue import Entry
from mujaz.storage import atomic, cache_folder

_DEFAULT_ENDPOINT = "https://huggingface.co"
_CONNECT_SECONDS = (
    3.0  # huggingface_hub itself retries for about 24 s before it admits that there is no network
)
_CHUNK = 1 << 16  # bytes; small, since what a broken connection has not filled of a chunk is lost
_OK = 200  # where 206 was asked for
_OFFLINE_VALUES = {"1", "ON", "YES", "TRUE"}  # as huggingface_hub reads HF_HUB_OFFLINE


def pull(name: str, revision: str | None, *, cache: Path | None = None) -> Path:
    """Download a model, or what is missing of it; an interrupted download is taken up where it stopped.

    Every large file is compared with the SHA-256 that the hub gives for it, also one that was there already.

    Args:
        name: A hub id.
        revision: A commit, branch or tag; None is `main`.
        cache: The hub's cache folder; by default what the environment says.

    Returns:
        The snapshot folder; its name is the commit.

    Raises:
        ModelError: Offline, not reachable, not there, not allowed, or incomplete on the hub.
    """
    root = cache or cache_folder.hub()
    endpoint = (os.environ.get("HF_ENDPOINT") or _DEFAULT_ENDPOINT).rstrip("/")
    if _offline():
        why = "HF_HUB_OFFLINE is set, so the network is not used"
        raise _unavailable(name, revision, root, why, out_of_reach=True)
    if not reachable(endpoint):
        why = f"{endpoint} cannot be reached"
        raise _unavailable(name, revision, root, why, out_of_reach=True)
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")  # read when huggingface_hub is first imported
    folder = _download(name, revision, root, endpoint)
    pins.pin(name, revision, folder.name)
    return folder


def packed(entry: Entry) -> Path:
    """Download a model whose files the catalogue names one by one, unpack it, and give its folder.

    Args:
        entry: An entry with `address` and `packed` files.

    Raises:
        ModelError: Offline, not reachable, not there, or not what the catalogue says.
    """
    target = cache_folder.models() / cache_folder.folder_name(entry.name)
    address = entry.address or ""
    host = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(address))
    if _offline():
        why = "HF_HUB_OFFLINE is set, so the network is not used"
        raise _unavailable(entry.name, None, target, why, out_of_reach=True)
    if not reachable(host):
        raise _unavailable(entry.name, None, target, f"{host} cannot be reached", out_of_reach=True)
    return _unpacked(entry, address, target)


def _unpacked(entry: Entry, address: str, target: Path) -> Path:
    import httpx2

    parts = cache_folder.cache() / "parts"
    try:
        with atomic.folder(target) as made:
            for file in entry.packed:
                stored = parts / file.sha256
                _blob(f"{address}/{file.name}", stored, file.size, {})
                unpacked = made / file.name.removesuffix(".gz")
                with gzip.open(stored, "rb") as source, unpacked.open("wb") as sink:
                    shutil.copyfileobj(source, sink)
                if file.unpacked is not None and verify.sha256(unpacked) != file.unpacked:
                    raise files.broken(stored, f"unpacks to something else than {file.unpacked[:12]}…")
            files.check(made, entry.name)
        verify.forget(target)
    except httpx2.HTTPStatusError as error:
        why = f"{address} answered {error.response.status_code}"
        raise _unavailable(entry.name, None, target, why) from error
    except (httpx2.HTTPError, OSError) as error:
        why = f"the download from {address} broke off ({error}); what came is kept, the same command goes on from there"
        raise _unavailable(entry.name, None, target, why, out_of_reach=True) from error
    for file in entry.packed:
        (parts / file.sha256).unlink(missing_ok=True)
    return target


def reachable(endpoint: str) -> bool:
    """Whether a connection to the hub, or to the proxy in front of it, can be opened within 3 seconds."""
    url = urllib.parse.urlsplit(endpoint)
    host = url.hostname or ""
    proxy = urllib.request.getproxies().get(url.scheme)
    if proxy and not urllib.request.proxy_bypass(host):
        url = urllib.parse.urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        host = url.hostname or ""
    port = url.port or (443 if url.scheme == "https" else 80)
    answered: list[bool] = []

    def connect() -> None:
        try:
            socket.create_connection((host, port), timeout=_CONNECT_SECONDS).close()
        except OSError:
            return
        answered.append(True)

    # In a thread, because the look-up of a name has no time limit of its own.
    thread = threading.Thread(target=connect, daemon=True)
    thread.start()
    thread.join(_CONNECT_SECONDS)
    return bool(answered)


def _offline() -> bool:
    return any(
        os.environ.get(key, "").upper() in _OFFLINE_VALUES
        for key in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    )


def _download(name: str, revision: str | None, cache: Path, endpoint: str) -> Path:
    import httpx2
    from huggingface_hub import HfApi, errors, snapshot_download
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined] # public, yet not in __all__

    try:
        info = HfApi(endpoint=endpoint).model_info(name, revision=revision, timeout=10, files_metadata=True)
        files_there = {file.rfilename: file for file in info.siblings or []}
        needed = files.wanted(files_there)
        blobs = cache / ("models--" + name.replace("/", "--")) / "blobs"
        for file in needed:
            stored = files_there[file].lfs
            if stored is not None:  # large, and its SHA-256 is known
                url = f"{endpoint}/{name}/resolve/{info.sha}/{file}"
                _blob(url, blobs / stored.sha256, stored.size, build_hf_headers())
        folder = snapshot_download(
            name,
            revision=revision,  # not info.sha: the cache must learn under which name we found it
            cache_dir=cache,
            allow_patterns=needed,
            endpoint=endpoint,
            tqdm_class=_progress(),
        )
    except errors.GatedRepoError as error:
        raise _unavailable(
            name, revision, cache, f"{endpoint} keeps it behind a licence that this account has not accepted"
        ) from error
    except errors.RevisionNotFoundError as error:
        raise _unavailable(name, revision, cache, f"{endpoint} has no such revision") from error
    except errors.RepositoryNotFoundError as error:
        status = error.response.status_code
        private = ", or it is private and needs HF_TOKEN" if status == httpx2.codes.UNAUTHORIZED else ""
        raise _unavailable(
            name, revision, cache, f"{endpoint} has no such model ({status}){private}"
        ) from error
    except errors.HfHubHTTPError as error:
        raise _unavailable(
            name, revision, cache, f"{endpoint} answered {error.response.status_code}"
        ) from error
    except (httpx2.HTTPError, OSError) as error:
        raise _unavailable(
            name,
            revision,
            cache,
            f"the download from {endpoint} broke off ({error}); what came is kept, the same command goes on from there",
            out_of_reach=True,
        ) from error
    files.check(Path(folder), name)
    return Path(folder)


def _blob(url: str, target: Path, size: int, headers: dict[str, str]) -> None:
    """Download one large file to `target`, whose name is its SHA-256, going on from what is there.

    huggingface_hub throws away what an interrupted process had of a file (since 2.4) and does not compare the
    SHA-256; with the file in place it only links it.

    Args:
        url: Where the file is.
        target: Where it goes: for the hub, where its cache expects it.
        size: Bytes.
        headers: For the request; a token goes to the hub alone.
    """
    from filelock import FileLock
    from huggingface_hub import get_session
    from huggingface_hub.utils import (  # type: ignore[attr-defined] # public, yet not in __all__
        hf_raise_for_status,
    )

    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.mujaz-part")
    with FileLock(f"{part}.lock"):
        if target.exists():
            if target.stat().st_size == size and verify.sha256(target) == target.name:
                return
            target.unlink()  # cut short or damaged; the hub's client would take it for whole
        have = part.stat().st_size if part.exists() else 0
        if have < size:
            asked = {**headers, "Range": f"bytes={have}-", "Accept-Encoding": "identity"}
            with get_session().stream("GET", url, headers=asked, follow_redirects=True) as response:
                hf_raise_for_status(response)
                whole = response.status_code == _OK  # the server does not do ranges: from the start again
                bar = _progress()(
                    total=size, initial=0 if whole else have, unit="B", unit_scale=True, desc=url[-40:]
                )
                with bar, part.open("wb" if whole else "ab") as file:
                    for chunk in response.iter_bytes(_CHUNK):
                        file.write(chunk)
                        bar.update(len(chunk))
        digest = verify.sha256(part)
        if digest != target.name:
            part.unlink()
            raise OSError(f"{url} came with the SHA-256 {digest[:12]}… instead of {target.name[:12]}…")
        part.rename(target)


def _progress() -> Any:
    """Progress bars that stay silent when nobody watches (`disable=None` is tqdm's word for that)."""
    from huggingface_hub.utils.tqdm import tqdm

    class Bar(tqdm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "disable": kwargs.get("disable") or None})  # type: ignore[no-untyped-call]

    return Bar


def _unavailable(
    name: str, revision: str | None, cache: Path, why: str, *, out_of_reach: bool = False
) -> ModelError:
    wanted = f"{name}@{revision}" if revision else name
    mirror = "" if catalogue.is_firefox(name) else "; or use a mirror: `HF_ENDPOINT=https://mirror`"
    message = f"model {wanted} is not on this machine (looked in {cache}) and cannot be fetched: {why}"
    hint = (
        f"run `mujaz models pull {name}` on a connected machine, copy the folder that it prints (cp -rL) and name it: "
        "`--set translation.model=/path/to/folder` (summary.model for a summariser, model.start for a training); or name "
        "any other local folder so"
        f"{mirror}"
    )
    return ModelUnavailableError(message, hint, why) if out_of_reach else ModelError(message, hint)
