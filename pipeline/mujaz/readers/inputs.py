"""What the command line names becomes a list of inputs: files, folders, patterns, addresses, standard input."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from mujaz.errors import UsageError
from mujaz.readers import ids
from mujaz.readers.formats import DOCUMENTS, PACKINGS, RECORDS, is_left_behind

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

STDIN = "-"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(?:::|://)")
_MAGIC = re.compile(r"[*?\[]")
WEB = ("http://", "https://")  # a question mark there is no pattern, and a page lists nothing


@dataclass(frozen=True, slots=True)
class Input:
    """A file that is to become an article, or many."""

    id: str  # of its article; those of records and members begin with it
    path: Path
    address: str | None = None  # what fsspec opens, or `-`; None: a file on this machine

    @property
    def shown(self) -> str:
        """The path for a person: characters that a terminal or a page would obey are spelled out."""
        return visible(self.address or str(self.path))


def visible(text: str) -> str:
    """The text with what a terminal or a page would obey spelled out."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def keep_apart(folder: Path, results: Path | None) -> None:
    """See that results are not read as articles the next time.

    Raises:
        UsageError: They would lie among the articles.
    """
    if results is not None and os.path.realpath(folder) == os.path.realpath(results):
        message = f"{folder}: results in the folder of the articles would be read as articles"
        raise UsageError(message, f"give another folder, such as `-o {folder / 'briefs'}`")


def discover(places: Sequence[Path | str], leave_out: Path | None = None) -> list[Input]:
    """All inputs at the given places, in a stable order, with ids that are unique and safe.

    Hidden files, and those that offices and systems leave behind (`Thumbs.db`, `~$a.docx`), are passed over in folders.
    Anything else in a folder counts as an input, so that nothing is lost in silence: what cannot be read (a broken link, a folder that may not be listed) is recorded as failed when its turn comes.

    Args:
        places: Files, folders, patterns (`news/**/*.html`), addresses that fsspec knows (`s3://bucket/news/*.txt`), and
            `-` for standard input.
        leave_out: A folder that is not looked into, because the results are written there.

    Raises:
        UsageError: A place does not exist, a pattern fits nothing, a package for an address is missing, the results
            would lie among the articles, or there is not a single file.
    """
    names: dict[str, str] = {}  # path or address → name relative to the folder that was given
    local: dict[str, Path] = {}
    seen: set[str] = set()  # a file that is named twice, once relative and once absolute, is one
    for place in places:
        text = str(place).removeprefix("file://")
        if text == STDIN:
            names[STDIN] = "stdin"
        elif isinstance(place, str) and _ADDRESS.match(text) and not os.path.lexists(text):
            names.update(_remote(text))
        else:
            keep_apart(Path(text), leave_out)
            for path, name in _local(Path(text), leave_out):
                real = os.path.realpath(path)
                if real not in seen:
                    seen.add(real)
                    names[str(path)], local[str(path)] = name, path
    if not names:
        kinds = ", ".join((*DOCUMENTS, *RECORDS, *PACKINGS))
        raise UsageError(f"no articles in {', '.join(map(str, places))}", f"put {kinds} files there")
    known = (*DOCUMENTS, *RECORDS, ".zip")
    packings = [packing for packing in PACKINGS if packing != ".zip"]
    named = ids.of_files({place: ids.stem(name, known, packings) for place, name in names.items()})
    return [
        Input(named[place], local[place]) if place in local else Input(named[place], _path(place), place)
        for place in names
    ]


def _path(address: str) -> Path:
    """What stands for a path where an address has none: only its name and suffix are ever used."""
    return Path(address.split("?", 1)[0] if address.startswith(WEB) else address)


def _local(place: Path, leave_out: Path | None) -> Iterator[tuple[Path, str]]:
    barred = os.path.realpath(leave_out) if leave_out else ""
    if os.path.lexists(place):
        found: Iterable[Path] = _walk(place, barred) if place.is_dir() else [place]
        for path in sorted(found):
            yield path, path.relative_to(place).as_posix() if path != place else place.name
        return
    if not _MAGIC.search(str(place)):
        raise UsageError(f"{place}: there is no such file or folder", "check the path")
    from wcmatch import glob

    base, pattern = _parted(place)
    fits = glob.compile(pattern, flags=glob.GLOBSTAR | glob.DOTGLOB)
    below = _walk(base, barred, None if "**" in pattern else pattern.count("/"))
    matched = sorted(path for path in below if fits.match(path.relative_to(base).as_posix()))
    if not matched:
        raise UsageError(
            f"{place}: nothing fits this pattern", "check it; ** stands for folders at any depth"
        )
    for path in matched:
        yield path, path.relative_to(base).as_posix()


def _parted(place: Path) -> tuple[Path, str]:
    """The folder before the first part with a wildcard, and the pattern below it."""
    at = next(n for n, part in enumerate(place.parts) if _MAGIC.search(part))
    return Path(*place.parts[:at]), "/".join(place.parts[at:])


def _walk(folder: Path, barred: str, depth: int | None = None) -> list[Path]:
    """All files below a folder, hidden ones and what lies in `barred` excepted; links are not followed."""
    found: list[Path] = []

    def unreadable(error: OSError) -> None:
        found.append(Path(error.filename))

    start = len(folder.parts)
    for here, folders, names in os.walk(folder, onerror=unreadable):
        links = [name for name in folders if Path(here, name).is_symlink()]  # they may lead in a circle
        found += [Path(here, name) for name in (*names, *links) if not is_left_behind(name)]
        deep = depth is not None and len(Path(here).parts) - start >= depth
        folders[:] = [
            name
            for name in folders
            if not deep and not is_left_behind(name, "") and os.path.realpath(Path(here, name)) != barred
        ]
    return found


def _remote(address: str) -> Iterator[tuple[str, str]]:
    """The files at an address that fsspec knows: a file, all below a folder, or what fits a pattern."""
    filesystem, path = filesystem_of(address)
    if address.startswith(WEB):
        yield address, PurePosixPath(path.split("?", 1)[0]).name or "page"
        return
    try:
        if _MAGIC.search(path):
            found, base = sorted(map(str, filesystem.glob(path))), path[: _MAGIC.search(path).start()]  # type: ignore[union-attr]
            found = [one for one in found if not filesystem.isdir(one)]
            base = base.rpartition("/")[0]
        elif filesystem.isdir(path):
            found, base = sorted(map(str, filesystem.find(path))), path.rstrip("/")
        else:
            found, base = ([path] if filesystem.exists(path) else []), path.rpartition("/")[0]
    except Exception as error:  # noqa: BLE001 - each of fsspec's backends has errors of its own
        raise UsageError(
            f"{address}: cannot be listed: {type(error).__name__}: {error}",
            "check the address and your access to it",
        ) from None
    if not found:
        raise UsageError(f"{address}: there is no such file or folder", "check the address")
    for one in found:
        name = one.removeprefix(base).lstrip("/")
        if not is_left_behind(*name.split("/")):
            yield filesystem.unstrip_protocol(one), name


def filesystem_of(address: str) -> "tuple[AbstractFileSystem, str]":
    """The filesystem behind an address, and the path in it.

    Raises:
        UsageError: fsspec does not know the protocol, or a package that it needs is not installed.
    """
    import fsspec
    from fsspec.registry import known_implementations

    protocol = re.split("::|://", address, maxsplit=1)[0]
    try:
        found: tuple[Any, Any] = fsspec.url_to_fs(address)
    except ImportError as error:
        advice = str(known_implementations.get(protocol, {}).get("err", error))
        raise UsageError(f"{address}: {protocol}:// needs a package that is missing", advice) from None
    except Exception as error:  # noqa: BLE001 - as above
        if isinstance(error, ValueError) and "Protocol not known" in str(error):
            hint = "copy the files to this machine, or use s3://, gs://, az://, https:// …"
            raise UsageError(f"{address}: {protocol}:// is not known here", hint) from None
        raise UsageError(f"{address}: {type(error).__name__}: {error}", "check the address") from None
    return found[0], str(found[1])
