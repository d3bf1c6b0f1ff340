"""Word documents."""

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

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SKIPPED: Final = frozenset(
    (
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        f"{_W}pPr",
        f"{_W}rPr",
        f"{_W}rt",
        f"{_W}tblPr",
        _FALLBACK,
    )
)
_TEXTS: Final = (f"{_W}t", f"{_M}t")
_EVENED: Final = 2  # half points above the line: fonts are evened out by as much
_P, _TABLE, _RUN = f"{_W}p", f"{_W}tbl", f"{_W}r"
_NOTES: Final = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
# Parts of a document that are no part of its text, by how their names begin.
_OTHERS: Final = {
    "word/header": "heads of pages",
    "word/footer": "feet of pages",
    "word/comments.xml": "comments",
    "word/charts/chart": "words in charts",
    "word/diagrams/data": "words in diagrams",
}


@dataclass(slots=True)
class _Document:
    """What the paragraphs of a document share."""

    raised: frozenset[str]  # styles of raised letters
    cited: list[tuple[str, str]] = field(default_factory=list)  # kind and id of the notes, in order


def parse(data: bytes, settings: InputConfig) -> Draft:
    """The paragraphs of a DOCX, tables and text boxes included; foot- and endnotes stand at the end as `[1] …`.

    Deletions that were tracked are gone, and so are marks of notes and what else is raised and no part of the text. The
    heads and feet of pages, comments, words in charts and descriptions of pictures are left out with a warning.

    Raises:
        ArticleError: It is damaged, too large, or no Word document.
    """
    with parts(data, settings, "DOCX") as found:
        root = found.xml("word/document.xml")
        if root is None:
            raise ArticleError("is no Word document", "save it as .docx in Word or LibreOffice")
        about = found.xml("docProps/core.xml")
        document = _Document(_raised_styles(found))
        paragraphs = list(_blocks(root, document))
        paragraphs += _notes(found, document)
        warnings = tuple(_left_out(found, root))
    return Draft("\n".join(paragraphs), "utf-8", title=line(dublin_core(about, "title")), warnings=warnings)


def _blocks(root: "_Element", document: _Document) -> Iterator[str]:
    """Paragraphs and rows of tables, in the document's order; those of a text box after the one that it hangs on."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.tag in _SKIPPED:
            continue
        if node.tag == _P:
            yield _paragraph(node, document)
        elif node.tag == _TABLE:
            grid = [
                [_cell(cell, document) for cell in row.iter(f"{_W}tc")] for row in node.iterfind(f"{_W}tr")
            ]
            if node.find(f".//{_TABLE}") is None and tabular.is_data(grid):
                yield from ("", *(f"{row}\n" for row in tabular.sentences(grid)))
                continue
        waiting.extend(reversed(node))


def _paragraph(paragraph: "_Element", document: _Document) -> str:
    """The text of a paragraph, without that of the paragraphs in its text boxes, which come in their own turn."""
    return notes.joined(_pieces(paragraph, document))


def _pieces(paragraph: "_Element", document: _Document) -> Iterator[tuple[str, bool]]:
    """Pieces of text, and whether they are raised."""
    waiting = [(node, False) for node in reversed(paragraph)]
    while waiting:
        node, raised = waiting.pop()
        if node.tag in _TEXTS:
            yield node.text or "", raised
        elif node.tag in _BREAKS:
            yield _BREAKS[node.tag], raised
        elif node.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            document.cited.append((str(node.tag)[len(_W) : -len("Reference")], node.get(f"{_W}id", "")))
        elif node.tag not in _SKIPPED and node.tag != _P:
            if node.tag == f"{_M}sup":
                yield "^", raised
            raised = raised or (node.tag == _RUN and _is_raised(node, document))
            waiting.extend((child, raised) for child in reversed(node))


def _is_raised(run: "_Element", document: _Document) -> bool:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return False
    place, style = properties.find(f"{_W}vertAlign"), properties.find(f"{_W}rStyle")
    if place is not None:
        return str(place.get(f"{_W}val")) == "superscript"
    height = properties.find(f"{_W}position")
    points = "" if height is None else str(height.get(f"{_W}val", "")).lstrip("+")
    if points.isdigit():
        return int(points) > _EVENED
    return style is not None and str(style.get(f"{_W}val")) in document.raised


def _raised_styles(found: Parts) -> frozenset[str]:
    styles = found.xml("word/styles.xml")
    if styles is None:
        return frozenset()
    return frozenset(
        str(style.get(f"{_W}styleId"))
        for style in styles.iterfind(f"{_W}style")
        if (place := style.find(f"{_W}rPr/{_W}vertAlign")) is not None
        and place.get(f"{_W}val") == "superscript"
    )


def _cell(cell: "_Element", document: _Document) -> Cell:
    words = " ".join(" ".join(_paragraph(one, document) for one in cell.iter(_P)).split())
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    across = "1" if span is None else span.get(f"{_W}val", "1")
    row = cell.getparent()
    heading = row is not None and row.find(f"{_W}trPr/{_W}tblHeader") is not None
    return Cell(words, heading, min(int(across), 50) if across.isdigit() else 1)


def _notes(found: Parts, document: _Document) -> Iterator[str]:
    """The notes in the order in which they are cited; those that notes cite in turn after them."""
    bodies = {
        (kind, note.get(f"{_W}id")): note
        for kind, name in _NOTES.items()
        if (root := found.xml(name)) is not None
        for note in root.iterfind(f"{_W}{kind}")
    }
    number = 0
    while number < len(document.cited):
        body = bodies.pop(document.cited[number], None)
        number += 1
        if body is not None and (words := " ".join(" ".join(_blocks(body, document)).split())):
            yield f"\n[{number}] {words}"


def _left_out(found: Parts, root: "_Element") -> Iterator[str]:
    for begin, kind in _OTHERS.items():
        names = [name for name in found.names() if name.startswith(begin) and name.endswith(".xml")]
        yield from left_out(kind, (_words(part) for name in names if (part := found.xml(name)) is not None))
    if any(name.startswith("word/afchunk") for name in found.names()):
        yield "embedded documents are left out"
    yield from left_out(
        "descriptions of pictures", (picture.get("descr") or "" for picture in root.iter(_PICTURE))
    )


def _words(part: "_Element") -> str:
    return " ".join(node.text or "" for node in part.iter(f"{_W}t", f"{_A}t", f"{_C}v"))
