"""From a model's name to a folder with its files: a local folder, the bundled starter, or a hub model.

The hub's cache is read here directly (its layout is documented and stable), so that resuming a finished run
imports neither huggingface_hub nor torch and opens no connection.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mujaz.errors import ModelError, ModelUnavailableError, UsageError
from mujaz.models import catalogue, files, pins, verify
from mujaz.storage import cache_folder

Origin = Literal["hub-cache", "folder", "starter", "downloaded"]
STARTER = Path(__file__).resolve().parent / "starter"
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")


@dataclass(frozen=True, slots=True)
class ResolvedModel:
    """A model whose files are on this machine."""

    name: str  # as asked
    folder: Path  # holds config.json, the tokeniser and the weights; or a Firefox model's files
    revision: str | None  # the commit used; None for a folder
    identity: str  # `name@commit[:7]` of the hub, `folder@sha256[:12]` of a folder's contents
    origin: Origin


def resolve(
    name: str, revision: str | None, *, cache: Path | None = None, download: bool = True
) -> ResolvedModel:
    """Find a model's files, fetching them only when they are nowhere on this machine.

    A model in the hub's cache is used as it is, without a connection, also when `revision` is open: the commit that was
    taken first is kept (see `pins`), since a run must not change its model because the hub did. `mujaz models pull`
    refreshes. Every file is compared with what it was at the first use (see `verify`).

    Args:
        name: `starter`, a folder, a hub id such as `Helsinki-NLP/opus-mt-ar-en`, or a Firefox model of the catalogue.
        revision: A commit, branch or tag of the hub; None is what was taken before, else what the catalogue pins,
            else `main`. Ignored for a folder.
        cache: The hub's cache folder; by default what the environment says (HF_HUB_CACHE, HF_HOME).
        download: Whether it may be fetched when it is not on this machine.

    Raises:
        ModelError: The model is not to be had, incomplete, or not what it was; the message says where it was looked for.
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
    if not is_hub_name(name):
        raise UsageError(
            f"{name!r} is neither a folder nor the name of a hub model",
            "write `organisation/model`, `starter`, or a path that starts with ./ or /",
        )
    if catalogue.is_firefox(name):
        return _firefox(name, download=download)
    return _hub(name, revision, cache or cache_folder.hub(), download=download)


def is_hub_name(name: str) -> bool:
    """Whether `name` has the form `organisation/model` or `model`; a path such as `..` has not."""
    return _HUB_NAME.fullmatch(name) is not None and ".." not in name


def cached(name: str, revision: str | None, cache: Path) -> Path | None:
    """The snapshot folder of a hub model in `cache`, or None; it may be incomplete."""
    repository = cache / ("models--" + cache_folder.folder_name(name))
    revision = revision or "main"
    reference = repository / "refs" / revision
    commit = reference.read_text(encoding="utf-8").strip() if reference.is_file() else revision
    snapshot = repository / "snapshots" / commit
    if snapshot.is_dir():
        return snapshot
    shortened = [path for path in repository.glob(f"snapshots/{commit}*") if path.is_dir()]
    return shortened[0] if len(commit) >= 7 and len(shortened) == 1 else None  # noqa: PLR2004 - git's short form


def published(name: str) -> str | None:
    """The commit that the catalogue pins for a model, for who names none: its facts are about those files."""
    entry = catalogue.find(name)
    return entry.commit if entry else None


def copied(name: str) -> Path | None:
    """The folder of a model that a person copied to one of the places of `cache_folder.by_hand`, or None."""
    return next((folder for folder in cache_folder.by_hand(name) if folder.is_dir()), None)


def _hub(name: str, revision: str | None, cache: Path, *, download: bool) -> ResolvedModel:
    taken = pins.pinned(name, revision)
    snapshot = cached(name, taken or revision, cache)
    if snapshot is None and (folder := copied(name)) is not None:
        return _from_folder(name, folder, "folder")
    if snapshot is None and not download:
        raise ModelUnavailableError(
            f"model {name} is not on this machine (looked in {cache} and {', '.join(map(str, cache_folder.by_hand(name)))})",
            f"`mujaz models pull {name}`",
        )
    if snapshot is None:
        return _downloaded(name, revision, taken, cache, because=None)
    try:
        files.check(snapshot, name)
    except ModelError as incomplete:
        if not download:
            raise ModelUnavailableError(incomplete.message, incomplete.hint) from incomplete
        return _downloaded(name, revision, taken, cache, because=incomplete)
    return _of_hub(name, revision, snapshot, "hub-cache")


def _from_folder(name: str, folder: Path, origin: Origin) -> ResolvedModel:
    files.check(folder, name)
    return ResolvedModel(
        name, folder, None, f"{folder.name}@{verify.contents(folder, name, own=True)[:12]}", origin
    )


def _of_hub(name: str, revision: str | None, snapshot: Path, origin: Origin) -> ResolvedModel:
    verify.contents(snapshot, name)
    pins.pin(name, revision, snapshot.name)
    return ResolvedModel(name, snapshot, snapshot.name, f"{name}@{snapshot.name[:7]}", origin)


def _downloaded(
    name: str, revision: str | None, taken: str | None, cache: Path, *, because: ModelError | None
) -> ResolvedModel:
    from mujaz.models import fetch

    try:
        snapshot = fetch.pull(name, taken or revision or published(name), cache=cache)
    except ModelError as error:
        if because is None:
            raise
        message = f"{because.message}; {error.message}"
        if isinstance(error, ModelUnavailableError):
            raise ModelUnavailableError(message, error.hint, error.why) from error
        raise ModelError(message, error.hint) from error
    return _of_hub(name, revision, snapshot, "downloaded")


def _firefox(name: str, *, download: bool) -> ResolvedModel:
    entry = catalogue.find(name)
    if entry is None:
        known = [entry.name for entry in catalogue.entries() if catalogue.is_firefox(entry.name)]
        raise UsageError(
            f"there is no Firefox model {name!r}", f"known: {', '.join(known)}; or name a folder"
        )
    folder = copied(name)
    if folder is not None:
        found = _from_folder(name, folder, "folder")
    elif download:
        from mujaz.models import fetch

        found = _from_folder(name, fetch.packed(entry), "downloaded")
    else:
        raise ModelError(
            f"model {name} is not on this machine (looked in {', '.join(map(str, cache_folder.by_hand(name)))})",
            f"`mujaz models pull {name}`",
        )
    return found
