"""HTML as text: what web pages, books, Markdown and records with markup in them share."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from mujaz.readers import notes, tabular
from mujaz.readers.tabular import Cell

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_BLOCK: Final = "\f"  # between blocks, until they are joined; white space, as no text has it
_UNSEEN: Final = ("script", "style", "head", "template", "rt", "rp")
_NOTE_WORDS: Final = ("noteref", "footnote-ref", "footnoteref", "fnref", "footnote-anchor", "reference-mark")
_FRAMES: Final = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "table",
    "article",
    "section",
    "blockquote",
    "form",
]
_SIBLINGS: Final = 3  # looked at before raised signs: a number or a unit is shorter
_SPACE: Final = re.compile(r"\s+")
_MOST_BREAKS: Final = 2  # in a cell of a table of values


def parsed(page: str) -> "HtmlElement | None":
    """The tree of an HTML text; None where it holds nothing."""
    from lxml import etree, html

    if not page.strip():
        return None
    # An XML declaration with an encoding is refused for text that is decoded already, so bytes go in.
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return html.document_fromstring(page.encode(), parser=parser)
    except etree.ParserError:  # nothing but comments
        return None


def text(root: "HtmlElement", between: str = "\n") -> str:
    """The text of a tree, without scripts, marks of notes and the pronunciation of characters.

    Args:
        root: The tree; it is changed.
        between: What stands between blocks; a `<br>` is a line break.
    """
    for unwanted in list(root.iter(*_UNSEEN)):
        unwanted.drop_tree()
    simplified(root)
    blocks = (
        "\n".join(filter(None, (" ".join(line.split()) for line in block.split("\n"))))
        for block in "".join(_pieces(root)).split(_BLOCK)
    )
    return between.join(filter(None, blocks))


def is_block(node: "HtmlElement") -> bool:
    """Whether an element stands on lines of its own."""
    return node.tag in _BLOCKS


def simplified(root: "HtmlElement") -> None:
    """Take marks of notes out of a tree, and make paragraphs of its tables."""
    _take_marks(root)
    for table in reversed(list(root.iter("table"))):  # the inner ones first
        _flatten(table)


def _pieces(root: "HtmlElement") -> Iterator[str]:
    from lxml import etree

    skipped: Any = None
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and node is skipped:
                skipped = None
                yield _BLOCK + _SPACE.sub(" ", node.tail or "")
            continue
        if node.tag in _BLOCKS:
            yield _BLOCK
        elif node.tag == "br" and event == "start":
            yield "\n"
        if event == "start" and node.tag == "pre":
            skipped = node
            yield node.text_content()
        else:
            yield _SPACE.sub(" ", (node.text if event == "start" else node.tail) or "")


def _take_marks(root: "HtmlElement") -> None:
    for node in list(root.iter("sup", "a", "span", "font")):
        if node.getparent() is None or not (_is_raised(node) or _is_reference(node)):
            continue
        signs = node.text_content()
        kept = "" if node.tag == "a" else notes.raised(signs, _before(node))
        if kept != signs:
            _replace(node, kept)


def _is_raised(node: "HtmlElement") -> bool:
    if node.tag == "sup":
        return True
    style = (node.get("style") or "").replace(" ", "").lower()
    return node.tag != "a" and (
        "vertical-align:super" in style or (node.get("class") or "").lower() in ("sup", "superscript")
    )


def _is_reference(node: "HtmlElement") -> bool:
    """Whether a link leads to a note: it says so, or leads within the page and shows no more than a mark."""
    if node.tag != "a":
        return False
    said = " ".join(node.get(name) or "" for name in ("class", "role", "epub:type", "rel")).lower()
    shown = node.text_content()
    if any(word in said for word in _NOTE_WORDS):
        return notes.is_mark(shown)
    return (node.get("href") or "").startswith("#") and notes.is_mark(shown)


def _before(node: "HtmlElement") -> str:
    """The text right before an element, within its parent."""
    found = ""
    previous: Any = node
    for _ in range(_SIBLINGS):
        if (previous := previous.getprevious()) is None:
            break
        own = (
            ""
            if not isinstance(previous.tag, str)
            else "\n"
            if previous.tag == "br"
            else previous.text_content()
        )
        found = own + (previous.tail or "") + found
    if previous is None:
        parent = node.getparent()
        found = (parent.text or "") + found
        if not found and parent.tag not in _BLOCKS and parent.getparent() is not None:
            return _before(parent)
    return found


def _replace(node: "HtmlElement", kept: str) -> None:
    tail = node.tail
    for child in list(node):
        node.remove(child)
    node.text, node.tail = kept, tail
    node.drop_tag()


def _flatten(table: "HtmlElement") -> None:
    """Make a paragraph of each row of values, and plain blocks of a frame."""
    from lxml import html

    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    grid = [[_cell(cell) for cell in row if cell.tag in ("td", "th")] for row in rows]
    if _is_frame(table, rows) or not tabular.is_data(grid):
        for part in table.iter("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup"):
            part.tag = "div"
        return
    block = html.Element("div")
    block.tail = table.tail
    captions = [" ".join(caption.text_content().split()) for caption in table.iter("caption")]
    for line in (*captions, *tabular.sentences(grid)):
        if line:
            paragraph = html.Element("p")
            paragraph.text = line
            block.append(paragraph)
    table.getparent().replace(table, block)


def _is_frame(table: "HtmlElement", rows: "list[HtmlElement]") -> bool:
    """Whether a table only says where things stand on a page."""
    if table.get("role") in ("presentation", "none") or table.getparent() is None:
        return True
    for row in rows:
        for cell in row:
            blocks = sum(1 for node in cell.iter(*_FRAMES))
            breaks = sum(1 for node in cell.iter("br"))
            if (
                blocks > 1
                or breaks > _MOST_BREAKS
                or (blocks == 1 and next(cell.iter("table"), None) is not None)
            ):
                return True
    return False


def _cell(cell: "HtmlElement") -> Cell:
    words = " ".join("".join(_pieces(cell)).split()) if len(cell) else " ".join((cell.text or "").split())
    return Cell(words, cell.tag == "th", _span(cell, "colspan"), _span(cell, "rowspan"))


def _span(cell: "HtmlElement", name: str) -> int:
    value = cell.get(name) or "1"
    return min(int(value), 50) if value.isascii() and value.isdigit() and value != "0" else 1
