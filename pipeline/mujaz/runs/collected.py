"""Whether the lists of a run are still what its briefs would give, so that resuming a finished run is quick.

`.collected` says of which files the lists were made, and which files the lists are: each by size, time of change to the
nanosecond and inode, as make and git know files. Who changes a brief or a list by hand changes these.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from mujaz.runs import overviews
from mujaz.storage import atomic, remote
from mujaz.version import __version__

_STAMP = ".collected"
_LISTS = ("briefs.jsonl", overviews.DIGEST, overviews.POINTS, overviews.STORIES)


def made_of(run: Path, briefs: Iterable[Path], formats: Iterable[str]) -> str:
    """A hash of all that the lists of a run are made of: its briefs in order, and its records."""
    found = hashlib.sha256()
    settings = [__version__, str(run.resolve()), sorted(formats), overviews.facts(run)]
    found.update(json.dumps(settings).encode())
    for path in (*briefs, *(run / name for name in overviews.RECORDS)):
        found.update(
            json.dumps([path.name, _known_by(path) if path.suffix == ".json" else _hash(path)]).encode()
        )
    return found.hexdigest()


def up_to_date(run: Path, made_of: str) -> bool:
    """Whether the lists that are there were made of this; never known in an object store, whose times are too coarse."""
    if remote.remote(run):
        return False
    try:
        return bool(json.loads((run / _STAMP).read_bytes()) == [made_of, _lists(run)])
    except (OSError, ValueError):
        return False


def remember(run: Path, made_of: str) -> None:
    """The lists that are there were made of this."""
    atomic.write(run / _STAMP, json.dumps([made_of, _lists(run)]))


def forget(run: Path) -> None:
    """The lists are about to be changed."""
    atomic.remove(run / _STAMP)


def _lists(run: Path) -> dict[str, list[int] | None]:
    folder = run / overviews.STORY_PAGES
    pages = sorted(folder.iterdir()) if folder.is_dir() else []
    return {
        name: _known_by(run / name) for name in (*_LISTS, *(f"{folder.name}/{page.name}" for page in pages))
    }


def _known_by(path: Path) -> list[int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ino]


def _hash(path: Path) -> str | None:
    """Of a file that each run writes anew, most often with the same content."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
