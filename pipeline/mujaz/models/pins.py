"""Which commit an open revision means: decided once, kept until `mujaz models pull` asks for the newest.

Without this a run would change its model whenever another program refreshes the hub's cache.
"""

import json
import re
from pathlib import Path

from mujaz.errors import ModelError, OutputError
from mujaz.storage import atomic, cache_folder

COMMIT = re.compile(r"[0-9a-f]{40}")


def pinned(name: str, revision: str | None) -> str | None:
    """The commit that was taken for a model's branch or tag; None where none was.

    A revision that is a commit already needs no pin, and gives None.
    """
    if revision is not None and COMMIT.fullmatch(revision):
        return None
    return _read(_place(name)).get(revision or "main")


def pin(name: str, revision: str | None, commit: str) -> None:
    """Remember that `commit` was taken for a model's branch or tag.

    Raises:
        ModelError: The cache cannot be written.
    """
    if revision is not None and COMMIT.fullmatch(revision):
        return
    place = _place(name)
    known = _read(place)
    if known.get(revision or "main") == commit:
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(place, json.dumps(known | {revision or "main": commit}, indent=1))
    except (OSError, OutputError) as error:
        raise ModelError(
            f"the commit of {name} cannot be recorded: {error}",
            "name another folder: `MUJAZ_CACHE=/path`, or pin the commit in the configuration",
        ) from error


def forget(name: str) -> None:
    """Drop what is remembered of a model."""
    _place(name).unlink(missing_ok=True)


def _place(name: str) -> Path:
    return cache_folder.pins() / f"{cache_folder.folder_name(name)}.json"


def _read(place: Path) -> dict[str, str]:
    try:
        value = json.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelError(f"{place} cannot be read: {error}", f"delete {place}") from error
    if not isinstance(value, dict):
        raise ModelError(f"{place} cannot be read: it is not a JSON object", f"delete {place}")
    return {str(key): str(commit) for key, commit in value.items()}
