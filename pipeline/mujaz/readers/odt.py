"""OpenDocument texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers import notes, tabular
from mujaz.readers.draft import Draft, left_out, line
from mujaz.readers.office import Parts, dublin_core, parts
from mujaz.readers.tabular import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element

_OPEN: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _OFFICE = f"{_OPEN}text:1.0}}", f"{_OPEN}office:1.0}}"
_TABLE, _STYLE, _SVG = f"{_OPEN}table:1.0}}", f"{_OPEN}style:1.0}}", f"{_OPEN}svg-compatible:1.0}}"
_PARAGRAPHS: Final = (f"{_TEXT}p", f"{_TEXT}h")
_BREAKS: Final = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_NOTE: Final = f"{_TEXT}note"
_DESCRIPTIONS: Final = (f"{_SVG}title", f"{_SVG}desc")
_COMMENTS: Final = f"{_OFFICE}annotation"
_SKIPPED: Final = frozenset(
    (
        _NOTE,
        _COMMENTS,
        f"{_OFFICE}annotation-end",
        f"{_TEXT}tracked-changes",
        f"{_TEXT}ruby-text",
        *_DESCRIPTIONS,
    )
)
_MOST_REPEATED: Final = 50  # a row of a sheet may say that it is repeated a million times


@dataclass(slots=True)
class _Document:
    """What the paragraphs of a document share."""

    raised: frozenset[str]  # styles of raised letters
    cited: "list[_Element]" = field(default_factory=list)  # notes, in order


def parse(data: bytes, settings: InputConfig) -> Draft:
    """The paragraphs and headings of an ODT, tables included; foot- and endnotes stand at the end as `[1] …`.

    Tracked changes are left out, and so are marks of notes and what else is raised and no part of the text; comments, the
    heads and feet of pages and descriptions of pictures are left out with a warning.

    Raises:
        ArticleError: It is damaged, too large, or no OpenDocument text.
    """
    with parts(data, settings, "ODT") as found:
        root = found.xml("content.xml")
        body = None if root is None else root.find(f"{_OFFICE}body/{_OFFICE}text")
        if root is None or body is None:
            raise ArticleError("is no OpenDocument text", "save it as .odt in LibreOffice")
        about = found.xml("meta.xml")
        styles = found.xml("styles.xml")
        document = _Document(_raised_styles(root, styles))
        paragraphs = list(_blocks(body, document))
        paragraphs += _notes(document)
        warnings = tuple(_left_out(found, body, styles))
    return Draft("\n".join(paragraphs), "utf-8", title=line(dublin_core(about, "title")), warnings=warnings)


def _blocks(root: "_Element", document: _Document) -> Iterator[str]:
    """Paragraphs and rows of tables, in the document's order; those of a frame after the one that it hangs on."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.tag in _SKIPPED or not isinstance(node.tag, str):
            continue
        if node.tag in _PARAGRAPHS:
            yield _paragraph(node, document)
        elif node.tag == f"{_TABLE}table" and node.find(f".//{_TABLE}table") is None:
            grid = list(_rows(node, document))
            if tabular.is_data(grid):
                yield from ("", *(f"{row}\n" for row in tabular.sentences(grid)))
                continue
        waiting.extend(reversed(node))


def _paragraph(paragraph: "_Element", document: _Document) -> str:
    """The text of a paragraph, without that of paragraphs in its frames, which come in their own turn."""
    return notes.joined(_pieces(paragraph, document))


def _pieces(paragraph: "_Element", document: _Document) -> Iterator[tuple[str, bool]]:
    """Pieces of text, and whether they are raised."""
    waiting: list[tuple[_Element | str, bool]] = [(paragraph, False)]
    while waiting:
        one, raised = waiting.pop()
        if isinstance(one, str):
            yield one, raised
            continue
        if one.tag == _NOTE:
            document.cited.append(one)
        if (
            one.tag in _SKIPPED
            or (one is not paragraph and one.tag in _PARAGRAPHS)
            or not isinstance(one.tag, str)
        ):
            continue
        inside = raised or one.get(f"{_TEXT}style-name", "") in document.raised
        if space := _BREAKS.get(one.tag):
            count = one.get(f"{_TEXT}c", "1")
            yield space * (min(int(count), _MOST_REPEATED) if count.isdigit() else 1), inside
        yield one.text or "", inside
        for child in reversed(one):
            waiting += [(child.tail or "", inside), (child, inside)]


def _rows(table: "_Element", document: _Document) -> Iterator[list[Cell]]:
    for row in table.iter(f"{_TABLE}table-row"):
        above = row.getparent()
        heading = above is not None and above.tag == f"{_TABLE}table-header-rows"
        cells: list[Cell] = []
        for cell in row.iterfind(f"{_TABLE}table-cell"):
            words = " ".join(" ".join(_paragraph(one, document) for one in cell.iter(*_PARAGRAPHS)).split())
            across = _number(cell, "number-columns-spanned")
            cells += [Cell(words, heading, across, _number(cell, "number-rows-spanned"))] * _number(
                cell, "number-columns-repeated"
            )
        yield cells


def _number(cell: "_Element", name: str) -> int:
    value = cell.get(f"{_TABLE}{name}", "1")
    return max(1, min(int(value), _MOST_REPEATED)) if value.isascii() and value.isdigit() else 1


def _raised_styles(*roots: "_Element | None") -> frozenset[str]:
    """The names of styles whose letters stand above the line, e.g. `super 58%` or `33% 58%`."""
    found: set[str] = set()
    for root in roots:
        for style in () if root is None else root.iter(f"{_STYLE}style"):
            properties = style.find(f"{_STYLE}text-properties")
            place = "" if properties is None else properties.get(f"{_STYLE}text-position", "")
            height = place.split("%")[0].strip()
            if place.startswith("super") or (height.isdigit() and int(height) > 0):
                found.add(style.get(f"{_STYLE}name", ""))
    return frozenset(found - {""})


def _notes(document: _Document) -> Iterator[str]:
    """The notes in the order in which they are cited; those that notes cite in turn after them."""
    number = 0
    while number < len(document.cited):
        body = document.cited[number].find(f"{_TEXT}note-body")
        number += 1
        if body is not None and (words := " ".join(" ".join(_blocks(body, document)).split())):
            yield f"\n[{number}] {words}"


def _left_out(found: Parts, body: "_Element", styles: "_Element | None") -> Iterator[str]:
    yield from left_out("comments", (" ".join(map(str, one.itertext())) for one in body.iter(_COMMENTS)))
    for kind in ("header", "footer"):
        pages = [] if styles is None else list(styles.iter(f"{_STYLE}{kind}"))
        name = "heads of pages" if kind == "header" else "feet of pages"
        yield from left_out(name, (" ".join(map(str, one.itertext())) for one in pages))
    yield from left_out("descriptions of pictures", (one.text or "" for one in body.iter(*_DESCRIPTIONS)))
    objects = [name for name in found.names() if name.startswith("Object ") and name.endswith("/content.xml")]
    words = (" ".join(map(str, part.itertext())) for name in objects if (part := found.xml(name)) is not None)
    yield from left_out("words in charts", words)
