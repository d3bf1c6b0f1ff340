"""Names for articles: unique in a run, safe as file names whatever a file, an archive or a record calls itself."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 80  # bytes of UTF-8: file systems take 255 a name, and a suffix and a temporary name must fit
_LONGEST_JOINED = 150
# Between a file's id and what lies in it. `slug` never makes this character, so no record can take a file's name.
INSIDE = "~"


def slug(name: str) -> str:
    """The name without path separators, control characters, leading dots and the like; at most 80 bytes long."""
    safe = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip("-.")
    return safe.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore").rstrip(".") or "article"


def mark(text: str) -> str:
    """Eight characters that tell this text from others."""
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:8]


def stem(name: str, suffixes: Iterable[str], packings: Iterable[str]) -> str:
    """The name without the suffix of a format, nor that of a compression before it: `a.txt.gz` is `a`.

    A file in no known format keeps its own suffix, so that `a.jpg` is not `a`.
    """
    known, packed = frozenset(suffixes), frozenset(packings)
    path = Path(name)
    while path.suffix.lower() in packed:
        path = path.with_suffix("")
    return str(path.with_suffix("")) if path.suffix.lower() in known else str(path)


def of_files(stems: Mapping[str, str]) -> dict[str, str]:
    """Ids for files.

    Args:
        stems: Whole path → stem, relative to the folder that was given.

    Returns:
        Whole path → id. It ends in a mark made of the whole path where the stem is not safe, or not the only one.
    """
    wanted = {path: slug(stem) for path, stem in stems.items()}
    taken: dict[str, int] = {}
    for name in wanted.values():
        taken[name.casefold()] = taken.get(name.casefold(), 0) + 1  # some file systems do not tell A from a
    changed = {path for path, name in wanted.items() if taken[name.casefold()] > 1 or name != stems[path]}
    clashing = {*changed}
    while clashing:  # a file whose name is as if it had been marked is marked too
        marked = {f"{wanted[path]}-{mark(path)}".casefold() for path in clashing}
        clashing = {path for path in wanted.keys() - changed if wanted[path].casefold() in marked}
        changed |= clashing
    # Of the whole path: two folders may hold the same name.
    return {path: f"{name}-{mark(path)}" if path in changed else name for path, name in wanted.items()}


class Children:
    """Ids for what lies in one file: records, or the members of an archive.

    Args:
        parent: The file's id.
    """

    def __init__(self, parent: str) -> None:
        self._parent = parent
        self._taken: set[str] = set()

    def name(self, own: str | None, number: int) -> str:
        """An id made of what the record calls itself, if anything, else of its number.

        The second record of one name has its number added.
        """
        if own is None:
            name = str(number)
        else:
            safe = slug(own)
            name = safe if safe == own else f"{safe}-{mark(own)}"
        if name.casefold() in self._taken:
            # Doubled, because after a single one stands what lies in a member of that name.
            name = f"{name}{INSIDE}{INSIDE}{number}"
        self._taken.add(name.casefold())
        joined = f"{self._parent}{INSIDE}{name}"
        if len(joined.encode()) > _LONGEST_JOINED:
            joined = f"{slug(self._parent)[:20]}-{mark(self._parent)}{INSIDE}{name}"
        return joined
