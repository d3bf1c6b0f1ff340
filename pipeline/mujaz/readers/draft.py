"""What the parser of a format makes: the text and what the file says about it, not yet looked at as an article."""

import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mujaz.arabic.letters import has_letters
from mujaz.config import ColumnsConfig
from mujaz.errors import ArticleError
from mujaz.readers.dates import clock, iso

_WORDS = 5  # of a passage that is left out: less is a label, a page number or a name
# Tags as articles have them; `<5` and `<name@example.org>` are none.
_TAG = re.compile(
    r"<(?:/?(?:p|br|div|span|a|b|i|u|em|strong|h[1-6]|[uo]l|li|table|t[rdh]|blockquote|img|figure|section|article|iframe|"
    r"script|style|html|body|font|sup|sub)(?=[\s/>])[^<>]*|!--.{0,500}?--)/?>",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_TIMES_ESCAPED = 3  # a text is escaped twice by mistake, seldom more often
_SHOWN = 60  # characters of it, in a warning
_ABSENT = object()  # no such column


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of one document or record."""

    text: str
    encoding: str  # what the bytes were decoded with, e.g. "windows-1256"
    title: str | None = None
    url: str | None = None
    published: str | None = None  # ISO 8601 date
    time: str | None = None  # ISO 8601 time of day
    id: str | None = None  # what the record calls itself
    place: str = ""  # where in the file it stands, for people, e.g. "line 17"; empty: it is the whole file
    warnings: tuple[str, ...] = ()  # what was left out or mended, for the reader of the brief

    @property
    def sha256(self) -> str:
        """A hash of a record: of what was taken from it, so that another mapping of columns is another record."""
        values = [self.text, self.title, self.url, self.published, self.id, *filter(None, [self.time])]
        return hashlib.sha256(json.dumps(values).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be read; the ones after it can."""

    place: str
    error: ArticleError


def mapped(values: Mapping[str, object], columns: ColumnsConfig, place: str, encoding: str) -> Draft:
    """One record as a draft.

    Raises:
        ArticleError: The column of the text is not there, or holds no text.
    """
    text = _value(values, columns.text)
    if text is None and not has(values, columns.text):
        found = ", ".join(list(map(str, values))[:12])
        message = f"there is no column `{columns.text}`; there are: {found or 'none'}"
        raise ArticleError(message, "say which one holds the text: --set input.columns.text=NAME")
    if text is None:
        raise ArticleError(f"`{columns.text}` is empty", "remove the record")
    if not isinstance(text, str):
        message = f"`{columns.text}` holds no text but {type(text).__name__}"
        raise ArticleError(message, "say which column holds the text: --set input.columns.text=NAME")
    title = line(_value(values, columns.title))
    return Draft(
        without_markup(text),
        encoding,
        title=title and line(without_markup(title)),
        url=line(_value(values, columns.url)),
        published=iso(_value(values, columns.date)),
        time=clock(_value(values, columns.date)),
        id=line(_value(values, columns.id)),
        place=place,
    )


def left_out(kind: str, texts: Iterable[str]) -> tuple[str, ...]:
    """A warning of text that is not read, such as the heads of pages; none where it is no more than a label.

    Args:
        kind: What it is, in the plural.
        texts: All of it.
    """
    found = [
        words
        for text in texts
        if len((words := " ".join(text.split())).split()) >= _WORDS and has_letters(words)
    ]
    return (f"{kind} are left out, such as: {found[0][:_SHOWN]}",) if found else ()


def line(value: object) -> str | None:
    """A value on one line, without half characters; None where it holds nothing, or is no plain value."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    return " ".join(str(value).encode("utf-8", "ignore").decode().split()) or None


def without_markup(text: str) -> str:
    """Text out of a web page's field: without tags, with letters for entities; other text comes back as it is."""
    for _ in range(_TIMES_ESCAPED):
        if _TAG.search(text):
            from mujaz.readers import markup

            root = markup.parsed(text)
            return "" if root is None else markup.text(root, "\n\n")
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def has(values: Mapping[str, object], column: str) -> bool:
    """Whether there is a column of this name, if only with nothing in it; `Text` is `text` where no other is."""
    return _found(values, column) is not _ABSENT


def _value(values: Mapping[str, object], column: str) -> object:
    found = _found(values, column)
    return None if found is _ABSENT else found


def _found(values: Mapping[str, object], column: str) -> object:
    """What stands under this name, or, of a name with dots, in a record within the record; else `_ABSENT`."""
    name = _named(values, column)
    if name is not None:
        return values[name]
    head, dot, last = column.rpartition(".")
    above = _found(values, head) if dot else None
    return _found(above, last) if isinstance(above, Mapping) else _ABSENT


def _named(values: Mapping[str, object], column: str) -> str | None:
    """The column of exactly this name, or else the first whose name is the same but for capitals."""
    if column in values:
        return column
    wanted = column.casefold()
    return next((name for name in values if name.casefold() == wanted), None)
