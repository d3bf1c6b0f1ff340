"""Which checkpoint a training goes on from: the newest that is whole, whatever killed the one before."""

import json
import shutil
from pathlib import Path

from mujaz.storage import atomic

_MARK = "complete.json"  # written last: the size of each file, so that a file cut short is noticed


def mark(folder: Path) -> None:
    """Declare a checkpoint whole. To be called when all its files are written.

    Raises:
        OutputError: The disk is full.
    """
    sizes = {path.name: path.stat().st_size for path in _files(folder)}
    atomic.write(folder / _MARK, json.dumps(sizes))


def is_whole(folder: Path) -> bool:
    """Whether a checkpoint was finished and still has every file in its full size."""
    try:
        sizes = json.loads((folder / _MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(sizes) and sizes == {path.name: path.stat().st_size for path in _files(folder)}


def steps(folder: Path) -> int:
    """The step of a checkpoint folder, by its name `checkpoint-N`."""
    return int(folder.name.rpartition("-")[2])


def newest(folder: Path) -> tuple[Path | None, list[Path]]:
    """The newest whole checkpoint in a folder, and the broken ones that were removed to go on from it."""
    found = [path for path in folder.glob("checkpoint-*") if path.name.rpartition("-")[2].isdigit()]
    broken = []
    whole = None
    for path in sorted(found, key=steps, reverse=True):
        if is_whole(path):
            whole = whole or path
        else:
            shutil.rmtree(path)
            broken.append(path)
    return whole, broken


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name != _MARK)
