"""From a model's name to a folder with its files: a local folder, the bundled starter, or a hub model.

The hub's cache is read here directly (its layout is documented and stable), so that resuming a finished run
imports neither huggingface_hub nor torch and opens no connection.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.errors import ModelError, UsageError
from pipeline.models import files

Origin = Literal["hub-cache", "folder", "starter", "downloaded"]
STARTER = Path(__file__).resolve().parent / "starter"
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")
_COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class ResolvedModel:
    """A model whose files are on this machine."""

    name: str  # as asked
    folder: Path  # holds config.json, the tokeniser and the weights
    revision: str | None  # the commit used; None for a folder
    identity: str  # `name@commit[:7]` of the hub, `folder@sha256[:12]` of a folder's contents
    origin: Origin


def resolve(
    name: str, revision: str | None, *, cache: Path | None = None, download: bool = True
) -> ResolvedModel:
    """Find a model's files, fetching them only when they are nowhere on this machine.

    A model in the hub's cache is used as it is, without a connection, also when `revision` is open: a run must
    not change its model because the hub did. `mujaz models pull` refreshes.

    Args:
        name: `starter`, a folder, or a hub id such as `Helsinki-NLP/opus-mt-ar-en`.
        revision: A commit, branch or tag of the hub; None is `main`. Ignored for a folder.
        cache: The hub's cache folder; by default what the environment says (HF_HUB_CACHE, HF_HOME).
        download: Whether it may be fetched when it is not on this machine.

    Raises:
        ModelError: The model is not to be had, or incomplete; the message says where it was looked for.
        UsageError: `name` can be neither a folder nor a hub id.
    """
    if name == "starter":
        if not (STARTER / "config.json").is_file():
            raise ModelError(
                f"this installation carries no bundled model ({STARTER} is missing)",
                "name a hub model or a folder: `--set translation.model=Helsinki-NLP/opus-mt-ar-en`",
            )
        return _from_folder(name, STARTER, "starter")
    if Path(name).is_dir() or name.startswith(("./", "../", "/", "~")):
        folder = Path(name).expanduser()
        if not folder.is_dir():
            raise ModelError(f"the model folder {name} does not exist", "check the path in translation.model")
        return _from_folder(name, folder.resolve(), "folder")
    if not _HUB_NAME.fullmatch(name) or ".." in name:
        raise UsageError(
            f"{name!r} is neither a folder nor the name of a hub model",
            "write `organisation/model`, `starter`, or a path that starts with ./ or /",
        )
    root = cache or hub_cache()
    snapshot = cached(name, revision, root)
    if not download and snapshot is None:
        raise ModelError(
            f"model {name} is not on this machine (looked in {root})", f"`mujaz models pull {name}`"
        )
    if snapshot is not None:
        try:
            files.check(snapshot, name)
        except ModelError as incomplete:
            if not download:
                raise
            return _downloaded(name, revision, root, because=incomplete)
        return _of_hub(name, snapshot, "hub-cache")
    return _downloaded(name, revision, root, because=None)


def hub_cache() -> Path:
    """The folder in which Hugging Face tools keep downloaded models, from the environment as they read it."""
    if value := os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE"):
        return Path(value).expanduser()
    if value := os.environ.get("HF_HOME"):
        return Path(value).expanduser() / "hub"
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "huggingface" / "hub"


def cached(name: str, revision: str | None, cache: Path) -> Path | None:
    """The snapshot folder of a hub model in `cache`, or None; it may be incomplete."""
    repository = cache / ("models--" + name.replace("/", "--"))
    revision = revision or "main"
    reference = repository / "refs" / revision
    commit = reference.read_text(encoding="utf-8").strip() if reference.is_file() else revision
    snapshot = repository / "snapshots" / commit
    if snapshot.is_dir():
        return snapshot
    shortened = [path for path in repository.glob(f"snapshots/{commit}*") if path.is_dir()]
    return shortened[0] if len(commit) >= 7 and len(shortened) == 1 else None  # noqa: PLR2004 - git's short form


def contents_sha256(folder: Path) -> str:
    """The SHA-256 over the names and bytes of the files that make up the model in `folder`.

    Only files that a model needs are counted, so a README beside them does not change it.

    Raises:
        ModelError: A file cannot be read.
    """
    digest = hashlib.sha256()
    for file in files.wanted(path.name for path in folder.iterdir()):
        try:
            with (folder / file).open("rb") as stream:
                digest.update(f"{file}\0{(folder / file).stat().st_size}\0".encode())
                digest.update(hashlib.file_digest(stream, "sha256").digest())
        except OSError as error:  # a link of the hub's cache that was copied without what it leads to, mostly
            raise files.broken(folder / file, f"cannot be read: {error.strerror}") from error
    return digest.hexdigest()


def _from_folder(name: str, folder: Path, origin: Origin) -> ResolvedModel:
    files.check(folder, name)
    return ResolvedModel(name, folder, None, f"{folder.name}@{contents_sha256(folder)[:12]}", origin)


def _of_hub(name: str, snapshot: Path, origin: Origin) -> ResolvedModel:
    return ResolvedModel(name, snapshot, snapshot.name, f"{name}@{snapshot.name[:7]}", origin)


def _downloaded(name: str, revision: str | None, cache: Path, *, because: ModelError | None) -> ResolvedModel:
    from pipeline.models import fetch

    try:
        snapshot = fetch.pull(name, revision, cache=cache)
    except ModelError as error:
        if because is None:
            raise
        raise type(error)(f"{because.message}; {error.message}", error.hint) from error
    return _of_hub(name, snapshot, "downloaded")
