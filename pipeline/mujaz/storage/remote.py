"""Where a run's folder is: in this machine's file systems, or in an object store that fsspec knows."""

from pathlib import Path
from typing import Any, cast

from mujaz.errors import UsageError


def path_of(text: str) -> Path:
    """The folder of this name; `s3://bucket/run` and the like name one in an object store.

    Raises:
        UsageError: The kind of store is not known here, or a package for it is missing.
    """
    if "://" not in text or text.startswith("file://"):
        return Path(text.removeprefix("file://"))
    kind = text.split("://", 1)[0]
    try:
        from upath import UPath

        # Listings are not kept, because other machines write into the folder meanwhile.
        folder = UPath(text, use_listings_cache=False)
        _ = folder.fs
    except ImportError as error:
        raise UsageError(
            f"{text}: {kind}:// needs a package that is missing", f"{error}; or give a folder with -o"
        ) from None
    except ValueError as error:
        raise UsageError(f"{text}: {error}", "use s3://, gs://, az:// or a folder") from None
    return cast("Path", folder)  # it has all of Path's methods that are used on a run's folder


def remote(path: Path) -> bool:
    """Whether a path lies in an object store: a file is whole there or not there, and there is no renaming."""
    return not isinstance(path, Path)


def put(source: Path, target: Path) -> None:
    """Copy a file of this machine into an object store, as one piece.

    Raises:
        OSError: It cannot be written.
    """
    store = cast("Any", target)
    try:
        store.fs.put_file(str(source), store.path)
    except OSError:
        raise
    except Exception as error:
        raise OSError(None, f"{type(error).__name__}: {error}") from error


def remove_folder(folder: Path) -> None:
    """Remove a folder and all in it, if it is there.

    Raises:
        OSError: It cannot be removed.
    """
    if remote(folder):
        store = cast("Any", folder)
        if folder.exists():
            store.fs.rm(store.path, recursive=True)
        return
    import shutil

    if folder.exists():
        shutil.rmtree(folder)
