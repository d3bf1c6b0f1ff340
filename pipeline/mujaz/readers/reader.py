"""Inputs become articles: files are opened, unpacked and parsed, and what they hold is looked at."""

import hashlib
import importlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Self

from mujaz.arabic.letters import has_letters
from mujaz.article import Article, Source
from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers import mojibake, notes, packed
from mujaz.readers.draft import Broken, Draft
from mujaz.readers.formats import DOCUMENTS, GUARDED, PACKINGS, RECORDS
from mujaz.readers.ids import Children, stem
from mujaz.readers.inputs import Input, visible
from mujaz.readers.language import arabic_of
from mujaz.readers.limits import Unpacked, whole
from mujaz.readers.opening import opened, unreadable
from mujaz.readers.sandbox import Sandbox
from mujaz.readers.sandboxed import too_long

_KNOWN = (*DOCUMENTS, *RECORDS, *PACKINGS)

_BROKEN_IN_A_ROW = 1000  # a file of which that much is no record is not what its name says
_LONGEST = 500  # characters of a message
# What programs call a document: `Microsoft Word - خبر.docx`, `مستند1`.
_MADE_UP = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel) - |(?:وثيقة|مستند|المستند)\s?\d*$)|\.(?:docx?|odt|pdf|rtf)$",
    re.IGNORECASE,
)
_SEE = "see the first failures of this file, and mend it"


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or record that is no article, and why."""

    id: str  # which its article would have
    path: str  # for people, with the place in the file, e.g. `news.jsonl, line 17`
    error: ArticleError

    def __post_init__(self) -> None:
        """What a hostile file says of itself goes into messages: it may be long, or something a terminal obeys."""
        error = self.error
        message = visible(error.message if len(error.message) <= _LONGEST else error.message[:_LONGEST] + "…")
        object.__setattr__(self, "error", type(error)(message, error.hint))


@dataclass(frozen=True, slots=True)
class _File:
    """A file, a member of an archive, or what a compressed file holds."""

    id: str
    shown: str
    name: str  # by which its format is known
    path: Path | None  # where it lies, if it does
    depth: int = 0  # archives around it

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


class Reader:
    """Reads inputs. Use it in a `with`, or close it: it holds the process in which large formats are parsed.

    Args:
        settings: What is accepted.
    """

    def __init__(self, settings: InputConfig) -> None:
        self._settings = settings
        self._sandbox = Sandbox(settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the parsers' process."""
        self._sandbox.close()

    def read(self, item: Input) -> Iterator[Article | Unread]:
        """The articles of one input, one at a time, in its order; nothing is raised for what cannot be read.

        Yields:
            An article; or what is unread, with the place in the file: a record, a member or the whole file. Its error is
            a `NotArabicError` where the text is in another language: that is passed over and listed, not failed. An
            input that gives nothing else gives one of these.
        """
        empty = True
        try:
            with opened(item) as found:
                file = _File(item.id, item.shown, found.name, found.path)
                for one in self._read(file, found.stream, Unpacked(self._settings, found.size)):
                    empty = False
                    yield one
        except ArticleError as error:
            yield Unread(item.id, item.shown, error)
        except OSError as error:
            yield Unread(item.id, item.shown, unreadable(error))
        else:
            if empty:
                nothing = ArticleError("there is no article in it", "remove it from the inputs")
                yield Unread(item.id, item.shown, nothing)

    def _read(self, file: _File, stream: BinaryIO, unpacked: Unpacked) -> Iterator[Article | Unread]:
        try:
            if file.suffix in PACKINGS:
                yield from self._unpack(file, stream, unpacked)
            elif file.suffix in RECORDS:
                yield from self._records(file, stream)
            elif file.suffix in DOCUMENTS:
                yield self._document(file, whole(stream, self._settings))
            else:
                yield Unread(file.id, file.shown, _unsupported(file.suffix))
        except ArticleError as error:
            yield Unread(file.id, file.shown, error)
        except packed.DAMAGE as error:
            yield Unread(file.id, file.shown, packed.damaged(error))
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a file provokes ends the reading of that file alone
            said = f"cannot be parsed: {type(error).__name__}: {str(error)[:200]}"
            yield Unread(file.id, file.shown, ArticleError(said, "save its text as .txt, or remove it"))

    def _unpack(self, file: _File, stream: BinaryIO, unpacked: Unpacked) -> Iterator[Article | Unread]:
        if file.depth >= self._settings.max_nesting:
            message = f"there are more than {self._settings.max_nesting} archives in each other"
            raise ArticleError(message, "unpack them yourself, or raise input.max_nesting")
        if file.suffix == ".zip":
            yield from self._members(file, stream, unpacked)
            return
        inner = _File(
            file.id, file.shown, str(PurePosixPath(file.name).with_suffix("")), None, file.depth + 1
        )
        yield from self._read(inner, packed.stream(file.suffix, stream, unpacked), unpacked)

    def _members(self, file: _File, stream: BinaryIO, unpacked: Unpacked) -> Iterator[Article | Unread]:
        if file.path is None or file.depth:
            stream = io.BytesIO(whole(stream, self._settings))  # a directory at the end: it must be held
        ids = Children(file.id)
        with packed.archive(stream, self._settings) as archive:
            for number, info in enumerate(packed.members(archive), 1):
                name = stem(info.filename, (*DOCUMENTS, *RECORDS, ".zip"), (".gz", ".zst"))
                shown = f"{file.shown} › {visible(info.filename)}"
                inner = _File(ids.name(name, number), shown, info.filename, None, file.depth + 1)
                try:
                    with packed.member(archive, info, unpacked) as member:
                        yield from self._read(inner, member, unpacked)
                except (*packed.DAMAGE, RuntimeError) as error:
                    yield Unread(inner.id, inner.shown, packed.damaged(error))
                if unpacked.full:
                    rest = ArticleError("what follows in this archive is not read", "unpack it yourself")
                    yield Unread(ids.name(None, number + 1), f"{file.shown}, after {number} files", rest)
                    return

    def _records(self, file: _File, stream: BinaryIO) -> Iterator[Article | Unread]:
        ids = Children(file.id)
        number = broken = 0
        try:
            for number, one in enumerate(self._drafts(file, stream), 1):
                shown = f"{file.shown}, {one.place}" if one.place else file.shown
                own = one.id if isinstance(one, Draft) else None
                record_id = ids.name(own, number) if one.place else file.id
                if isinstance(one, Broken):
                    yield Unread(record_id, shown, one.error)
                    broken += 1
                    if broken == _BROKEN_IN_A_ROW:
                        rest = ArticleError(
                            f"{broken:,} records in a row are broken: the rest is not read", _SEE
                        )
                        yield Unread(ids.name(None, number + 1), file.shown, rest)
                        return
                    continue
                broken = 0
                try:
                    yield self._article(record_id, shown, one, one.sha256)
                except ArticleError as error:
                    yield Unread(record_id, shown, error)
        except ArticleError as error:
            if not number:
                raise
            where = f"{file.shown}, after record {number}"
            yield Unread(ids.name(None, number + 1), where, error)
        if not number:
            raise ArticleError("holds no records", "remove it from the inputs")

    def _drafts(self, file: _File, stream: BinaryIO) -> Iterator[Draft | Broken]:
        if file.suffix in GUARDED:
            on_disk = file.suffix == ".parquet" and file.path is not None and not file.depth
            data = b"" if on_disk else whole(stream, self._settings)
            yield from self._sandbox.parse(file.suffix, data, file.path if on_disk else None)
        else:
            module = importlib.import_module(f"mujaz.readers.{RECORDS[file.suffix]}")
            yield from module.records(stream, self._settings)

    def _document(self, file: _File, data: bytes) -> Article:
        if not data.strip():
            raise ArticleError("the file is empty", "put the article's text into it, or remove it")
        if file.suffix in GUARDED:
            drafts = list(self._sandbox.parse(file.suffix, data))
        else:
            module = importlib.import_module(f"mujaz.readers.{DOCUMENTS[file.suffix]}")
            drafts = [module.parse(data, self._settings)]
        draft = drafts[0]
        if isinstance(draft, Broken):
            raise draft.error
        return self._article(file.id, file.shown, draft, hashlib.sha256(data).hexdigest())

    def _article(self, article_id: str, shown: str, draft: Draft, sha256: str) -> Article:
        if not draft.text.strip():
            raise ArticleError("the file is empty", "put the article's text into it, or remove it")
        if len(draft.text) > self._settings.max_characters:
            raise too_long(len(draft.text), self._settings)
        try:
            draft.text.encode()
        except UnicodeEncodeError:
            raise ArticleError("the text holds half a character", "save it as UTF-8") from None
        text, through = mojibake.mended(draft.text)
        found = arabic_of(notes.without_superscripts(text))
        title = mojibake.mended(draft.title)[0] if draft.title else None
        title = title if title and has_letters(title) and not _MADE_UP.search(title) else None
        source = Source(
            shown,
            sha256,
            draft.encoding,
            title=title,
            url=draft.url,
            published=draft.published,
            time=draft.time,
        )
        warnings = (*draft.warnings, *mojibake.warning(through), *found.warnings)
        return Article(article_id, found.text, source, warnings)


def _unsupported(suffix: str) -> ArticleError:
    what = suffix or "files without a suffix"
    return ArticleError(f"{what} is not a supported format", f"supported: {', '.join(_KNOWN)}")
