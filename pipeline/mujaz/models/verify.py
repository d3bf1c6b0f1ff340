"""Whether a model's files are still what they were: SHA-256 recorded at first use, compared at every load.

Hashing runs at about 1.4 GB/s here (2-core EPYC with SHA instructions), so 0.4 s for the default translator's 603 MB,
but 8 s for MADLAD. Therefore a file whose size, inode and times are unchanged since it was hashed is trusted when a model
is looked up, and the files that are really loaded (the weights by transformers, the converted model by CTranslate2) are
hashed in full each time. The time of the inode's last change is among the times: a program that writes into a file can
put back its modification time, not that one.
"""

import hashlib
import json
import logging
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from mujaz.errors import ModelError
from mujaz.models import catalogue, files
from mujaz.storage import cache_folder

logger = logging.getLogger(__name__)
NOTE = "mujaz.json"  # in each conversion: what it was made of, and the SHA-256 of its files
_EDITABLE = (".json", ".txt")  # people open them; weights and SentencePiece models nobody edits
_HEXADECIMAL = frozenset("0123456789abcdef")
_SHA256, _GIT = 64, 40  # hexadecimal digits by which the hub's cache names a large and a small file


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a file was when it was hashed."""

    size: int
    modified: int  # nanoseconds since 1970
    changed: int  # nanoseconds since 1970: of the inode, which no program can put back
    inode: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the files of a folder were when it was first used."""

    folder: str
    recorded: str  # date and time, UTC
    files: dict[str, FileRecord]


def contents(
    folder: Path, name: str, *, own: bool = False, thorough: bool = False, published: bool = True
) -> str:
    """Make sure that the model in `folder` is what it was at its first use, and say what that is.

    At the first use its files are hashed and recorded; where the hub's cache or the catalogue knows the right hash,
    they are compared with that as well.

    Args:
        folder: A model's folder, complete as `files.check` wants it.
        name: The model as the user calls it, for messages and for the catalogue.
        own: A folder of the user's, whose settings and word lists (.json, .txt) may be edited: they count as new then.
            Its weights may not change, unless a new conversion took the place of an old one, as when this package is
            upgraded with its starter; nor may anything in the hub's cache.
        thorough: Hash every file, also those that look untouched, and compare again with what is published.
        published: Compare with what the catalogue says; else only with the hub's cache and the first use.

    Returns:
        The SHA-256 over the names, sizes and SHA-256 of the files that make up the model; a README beside them does
        not change it.

    Raises:
        ModelError: A file cannot be read, or is not what it was or should be.
    """
    place = _place(folder)
    record = _read(place)
    current: dict[str, FileRecord] = {}
    for file in files.wanted(path.name for path in folder.iterdir()):
        before = record.files.get(file) if record else None
        current[file] = now = _look(folder / file, None if thorough else before)
        if before is None or thorough:
            _compare_blob(folder / file, now.sha256)
            if published:
                _compare_published(folder / file, name, now.sha256)
        expected = own and (file.endswith(_EDITABLE) or now.sha256 == _noted(folder, file))
        if before is not None and now.sha256 != before.sha256 and not expected:
            raise _differs(folder, name, file, now.sha256, before.sha256, record)
    gone = sorted(set(record.files) - set(current)) if record else []
    if gone and not current:
        raise files.broken(folder / gone[0], "is missing")
    if record is None or current != record.files:
        begun = record.recorded if record else datetime.now(UTC).isoformat(timespec="seconds")
        text = json.dumps(asdict(Record(str(folder), begun, current)), ensure_ascii=False, indent=1)
        cache_folder.keep(place, text, f"what the files of {folder} are")
    digest = hashlib.sha256()
    for file, found in current.items():
        digest.update(f"{file}\0{found.size}\0".encode() + bytes.fromhex(found.sha256))
    return digest.hexdigest()


def loaded(path: Path) -> None:
    """Compare a file that is about to be loaded, in full, with what was recorded at its first use.

    A file that was never recorded passes: `contents` records when a model is looked up.

    Raises:
        ModelError: The file is not what it was.
    """
    record = _read(_place(path.parent))
    before = record.files.get(path.name) if record else None
    if before is not None and record is not None:
        found = sha256(path)
        if found != before.sha256:
            raise _differs(path.parent, path.parent.name, path.name, found, before.sha256, record)


def forget(folder: Path) -> None:
    """Drop what is recorded of a folder: its next use counts as the first. For who replaces a model on purpose."""
    _place(folder).unlink(missing_ok=True)


def recorded(folder: Path) -> str | None:
    """The date on which a folder's files were recorded, or None."""
    record = _read(_place(folder))
    return record.recorded[:10] if record else None


def sha256(path: Path) -> str:
    """The SHA-256 of a file.

    Raises:
        ModelError: The file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:  # a link of the hub's cache that was copied without what it leads to, mostly
        raise files.broken(path, f"cannot be read: {error.strerror}") from error


def known(path: Path, name: str) -> str | None:
    """The SHA-256 that a file should have according to the hub's cache or the catalogue; None where neither knows."""
    stored = _stored_as(path)
    return stored if len(stored) == _SHA256 else _published(path, name)


def _published(path: Path, name: str) -> str | None:
    """The SHA-256 that the catalogue gives for a file of a model, or None."""
    entry = catalogue.find(name)
    if entry is None:
        return None
    for packed in entry.packed:
        if packed.name.removesuffix(".gz") == path.name:
            return packed.unpacked
    return entry.sha256.get(path.name)


def _stored_as(path: Path) -> str:
    """The name under which the hub's cache keeps a file: SHA-256 of a large one, git's SHA-1 of a small one, or empty."""
    name = path.resolve().name if path.is_symlink() else ""
    return name if len(name) in (_SHA256, _GIT) and set(name) <= _HEXADECIMAL else ""


def _compare_blob(path: Path, found: str) -> None:
    """Compare a file in the hub's cache with the hash by which it is named there."""
    right = _stored_as(path)
    if len(right) == _GIT:
        data = path.read_bytes()
        found = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    if right and right != found:
        raise files.broken(path, f"is damaged: its hash is {found[:12]}…, and the hub's {right[:12]}…")


def _compare_published(path: Path, name: str, found: str) -> None:
    """Compare a file with the catalogue, unless the hub's cache says which commit it belongs to."""
    right = None if _stored_as(path) else _published(path, name)
    if right is not None and right != found:
        raise ModelError(
            f"the model file {path} is not the published one: its SHA-256 is {found[:12]}… instead of {right[:12]}…. It is "
            f"damaged, or of another commit than the catalogue's",
            f"copy it anew, or `mujaz models pull {name}`; if you know what it is: "
            f"`mujaz models verify --accept {path.parent}`",
        )


def _noted(folder: Path, file: str) -> str | None:
    """The SHA-256 in the note that every conversion carries from where it was made, or None."""
    if not (folder / NOTE).is_file():
        return None
    hashes = files.read_json(folder / NOTE).get("sha256")
    found = hashes.get(file) if isinstance(hashes, dict) else None
    return found if isinstance(found, str) else None


def _differs(
    folder: Path, name: str, file: str, found: str, before: str, record: Record | None
) -> ModelError:
    when = f", recorded on {record.recorded[:10]}" if record else ""
    anew = (
        "copy the folder anew"
        if Path(name).is_dir()
        else f"`mujaz models pull {name}`, or copy its folder anew"
    )
    return ModelError(
        f"the model file {folder / file} is not what it was: its SHA-256 is {found[:12]}… instead of {before[:12]}…"
        f"{when}. The disk or a copy damaged it, or it was replaced",
        f"{anew}; if you replaced it on purpose: `mujaz models verify --accept {folder}`",
    )


def _look(path: Path, before: FileRecord | None) -> FileRecord:
    """What a file is now; not read again where it looks as it did `before`."""
    try:
        status = path.stat()
    except OSError as error:
        raise files.broken(path, f"cannot be read: {error.strerror}") from error
    facts = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    if before is not None and facts == (before.size, before.modified, before.changed, before.inode):
        return before
    return FileRecord(*facts, sha256(path))


def _place(folder: Path) -> Path:
    digest = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()
    return cache_folder.records() / f"{folder.name[:40]}-{digest[:24]}.json"


def _read(place: Path) -> Record | None:
    """The record kept at `place`; None where there is none, or none that can be read, which is then written anew."""
    try:
        value = json.loads(place.read_text(encoding="utf-8"))
        found = {file: FileRecord(**facts) for file, facts in value["files"].items()}
        return Record(value["folder"], value["recorded"], found)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        logger.warning("the record %s cannot be read (%s): the model counts as new", place, error)
        return None
