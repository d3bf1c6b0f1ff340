"""Any supported file becomes an `Article`; one file a format."""

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.article import Article, Source
from pipeline.errors import ArticleError, UsageError
from pipeline.readers import text

FORMATS = dict.fromkeys(text.SUFFIXES, text.read)
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_ID = 80  # bytes of UTF-8: file systems take 255 a name, and a suffix and a temporary name must fit


@dataclass(frozen=True, slots=True)
class Input:
    """A file that is to become an article."""

    id: str
    path: Path

    @property
    def shown(self) -> str:
        """The path for a person: characters that a terminal or a page would obey are spelled out."""
        return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in str(self.path))


def discover(places: Sequence[Path | str], leave_out: Path | None = None) -> list[Input]:
    """All input files under the given files and folders, in a stable order, with ids that are unique and safe.

    Hidden files are passed over. Anything else in a folder counts as an input, so that nothing is lost in silence: what
    cannot be read (a broken link, a folder that may not be listed) is recorded as failed when its turn comes.

    Args:
        places: Files and folders.
        leave_out: A folder that is not looked into, because the results are written there.

    Raises:
        UsageError: A place does not exist, or there is not a single file.
    """
    files: dict[Path, str] = {}  # path → name relative to the folder that was given
    seen: set[str] = set()  # a file that is named twice, once relative and once absolute, is one
    for place in map(Path, places):
        if not os.path.lexists(place):
            raise UsageError(f"{place}: there is no such file or folder", "check the path")
        found = _walk(place, leave_out) if place.is_dir() else [place]
        for path in sorted(found):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                files[path] = path.relative_to(place).as_posix() if path != place else place.name
    if not files:
        raise UsageError(
            f"no articles in {', '.join(map(str, places))}", f"put {', '.join(FORMATS)} files there"
        )
    return _named(files)


def _walk(folder: Path, leave_out: Path | None) -> list[Path]:
    found: list[Path] = []
    barred = os.path.realpath(leave_out) if leave_out else ""

    def unreadable(error: OSError) -> None:
        found.append(Path(error.filename))

    for here, folders, names in os.walk(folder, onerror=unreadable):
        links = [
            name for name in folders if Path(here, name).is_symlink()
        ]  # not followed: they may lead in a circle
        found += [Path(here, name) for name in (*names, *links) if not name.startswith(".")]
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and os.path.realpath(Path(here, name)) != barred
        ]
    return found


def _named(files: dict[Path, str]) -> list[Input]:
    stems = {path: _stem(name) for path, name in files.items()}
    wanted = {path: _slug(stem) for path, stem in stems.items()}
    taken: dict[str, int] = {}
    for slug in wanted.values():
        key = slug.casefold()  # some file systems do not tell A from a
        taken[key] = taken.get(key, 0) + 1
    inputs = []
    for path, slug in wanted.items():
        changed = taken[slug.casefold()] > 1 or slug != stems[path]
        # Of the whole path: two folders may hold the same name.
        mark = f"-{hashlib.sha256(os.fsencode(path)).hexdigest()[:8]}" if changed else ""
        inputs.append(Input(slug + mark, path))
    return inputs


def _stem(name: str) -> str:
    """The name without the suffix of a format; a file in no known format keeps its own, so that `a.jpg` is not `a`."""
    path = Path(name)
    return str(path.with_suffix("")) if path.suffix.lower() in FORMATS else name


def _slug(name: str) -> str:
    safe = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip("-.")
    return safe.encode()[:_LONGEST_ID].decode("utf-8", "ignore") or "article"


def read(item: Input, max_characters: int) -> Article:
    """Read one input.

    Raises:
        ArticleError: The file cannot be read, its format is not supported, or it holds no Arabic article of at most
            `max_characters` characters.
    """
    try:
        mode = item.path.stat().st_mode
    except OSError as error:
        raise _unreadable(error) from None
    if stat.S_ISDIR(mode):
        raise ArticleError("this is a folder that is not looked into", "name it on the command line")
    if not stat.S_ISREG(mode):
        raise ArticleError("this is no regular file", "give the article as a file")
    parse = FORMATS.get(item.path.suffix.lower())
    if parse is None:
        suffix = item.path.suffix or "files without a suffix"
        raise ArticleError(f"{suffix} is not a supported format", f"supported: {', '.join(FORMATS)}")
    try:
        data = item.path.read_bytes()
    except OSError as error:
        raise _unreadable(error) from None
    content, encoding = parse(data)
    if len(content) > max_characters:
        message = f"the text has {len(content):,} characters; the limit is {max_characters:,}"
        raise ArticleError(message, "split it into articles, or raise input.max_characters")
    sha256 = hashlib.sha256(data).hexdigest()
    return Article(item.id, content, Source(path=item.shown, sha256=sha256, encoding=encoding))


def _unreadable(error: OSError) -> ArticleError:
    reason = error.strerror or type(error).__name__
    return ArticleError(f"cannot be read: {reason}", "check that it is there and readable")
