"""Which models are on this machine, where they lie, how large they are, and how to remove one."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mujaz.errors import ModelError, UsageError
from mujaz.models import catalogue, convert, files, pins, resolve, verify
from mujaz.storage import cache_folder


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A model on this machine, whole or not."""

    name: str
    folder: Path
    revision: str | None  # the commit; None for a folder
    size: int  # bytes of the files that make it up


@dataclass(frozen=True, slots=True)
class Removal:
    """What removing a model takes away."""

    paths: tuple[Path, ...]
    size: int  # bytes that become free


def found() -> list[OnDisk]:
    """All models in the places where a name is looked up: starter, hub's cache, and folders copied by hand."""
    here = [*_starter(), *_hub(), *_folders()]
    first: dict[tuple[str, str | None], OnDisk] = {}
    for model in here:
        first.setdefault((model.name, model.revision), model)
    return list(first.values())


def removal(name: str, *, converted_only: bool = False) -> Removal:
    """What `mujaz models rm` would take away: the files in the caches, and what was converted from them.

    Args:
        name: A model's name, or for `converted_only` a folder as well.
        converted_only: Keep the model itself.

    Raises:
        ModelError: There is nothing to remove.
        UsageError: `name` is a folder of the user's, which is not for this program to remove, or can be no model.
    """
    own = name.startswith(("./", "../", "/", "~")) or name == "starter"
    if own and not converted_only:
        raise UsageError(
            f"{name} is not in a cache of models, so it is not removed",
            "remove the folder yourself; `--converted` removes what was converted from it",
        )
    if (
        not own and not converted_only and not resolve.is_hub_name(name)
    ):  # `..` is the whole cache, memory and all
        raise UsageError(f"{name!r} is not the name of a model", "`mujaz models list` shows what is there")
    folder = Path(name).expanduser().resolve() if own else None
    paths = convert.conversions_of(folder, name)
    if not converted_only:
        paths += [
            path
            for path in (
                cache_folder.hub() / f"models--{cache_folder.folder_name(name)}",
                cache_folder.models() / cache_folder.folder_name(name),
            )
            if path.is_dir()
        ]
    if not paths:
        what = "was converted from" if converted_only else "is kept of"
        raise ModelError(f"nothing {what} {name} on this machine", "`mujaz models list` shows what is there")
    return Removal(tuple(paths), sum(map(_size, paths)))


def remove(name: str, what: Removal) -> None:
    """Take a model away, and what is remembered of it.

    Raises:
        ModelError: A file cannot be removed.
    """
    for model in found():
        if model.name == name and any(
            path in model.folder.parents or path == model.folder for path in what.paths
        ):
            verify.forget(model.folder)
            pins.forget(name)
    try:
        for path in what.paths:
            if path.is_symlink():  # what it leads to is somebody's own folder
                path.unlink()
            else:
                shutil.rmtree(path)
            path.with_name(f"{path.name}.lock").unlink(missing_ok=True)
    except OSError as error:
        raise ModelError(
            f"{error.filename} cannot be removed: {error.strerror}", "check its permissions"
        ) from error


def _starter() -> Iterator[OnDisk]:
    if (resolve.STARTER / "config.json").is_file():
        yield OnDisk("starter", resolve.STARTER, None, _wanted_size(resolve.STARTER))


def _hub() -> Iterator[OnDisk]:
    for repository in sorted(cache_folder.hub().glob("models--*")):
        name = repository.name.removeprefix("models--").replace("--", "/", 1)
        for snapshot in sorted(repository.glob("snapshots/*")):
            if snapshot.is_dir() and _is_model(snapshot):
                yield OnDisk(name, snapshot, snapshot.name, _wanted_size(snapshot))


def _folders() -> Iterator[OnDisk]:
    for parent in dict.fromkeys((cache_folder.models(), Path("models").absolute())):
        for folder in sorted(parent.glob("*")):
            if folder.is_dir() and not re.search(r"\.part-", folder.name) and _is_model(folder):
                yield OnDisk(_named(folder), folder, None, _wanted_size(folder))


def _named(folder: Path) -> str:
    """The model that a folder is looked up for: `models/NAME` where the command is typed stands for `org/NAME`, too."""
    name = folder.name.replace("--", "/", 1)
    if "/" in name or folder.parent == cache_folder.models():
        return name
    return next((entry.name for entry in catalogue.entries() if entry.name.endswith(f"/{name}")), name)


def _is_model(folder: Path) -> bool:
    """Whether there are weights of a kind that this program loads: the hub's cache holds much else."""
    return bool(files.weight_files(folder)) or files.is_ctranslate2(folder) or files.is_firefox(folder)


def _wanted_size(folder: Path) -> int:
    names = files.wanted(path.name for path in folder.iterdir())
    return sum((folder / name).stat().st_size for name in names if (folder / name).exists())


def _size(path: Path) -> int:
    """Bytes below a folder, each file once: the hub's snapshots are links to its blobs."""
    return sum(file.lstat().st_size for file in path.rglob("*") if file.is_file() and not file.is_symlink())
