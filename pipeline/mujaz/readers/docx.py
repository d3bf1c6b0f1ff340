"""Word documents."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.draft import Draft, line
from mujaz.readers.office import dublin_core, parts

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SKIPPED = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", _FALLBACK))


def parse(data: bytes, settings: InputConfig) -> Draft:
    """The paragraphs of a DOCX, tables and text boxes included; deletions that were tracked are gone.

    Raises:
        ArticleError: It is damaged, too large, or no Word document.
    """
    with parts(data, settings, "DOCX") as found:
        root = found.xml("word/document.xml")
        if root is None:
            raise ArticleError("is no Word document", "save it as .docx in Word or LibreOffice")
        about = found.xml("docProps/core.xml")
        paragraphs = ["".join(_text(paragraph)) for paragraph in root.iter(f"{_W}p")]
    return Draft(
        "\n".join(paragraphs),
        "utf-8",
        title=line(dublin_core(about, "title")),
    )


def _text(paragraph: "_Element") -> Iterator[str]:
    """The text of a paragraph, without that of the paragraphs in its text boxes, which come in their own turn."""
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in _BREAKS:
            yield _BREAKS[node.tag]
        elif node.tag not in _SKIPPED and node.tag != f"{_W}p":
            waiting.extend(reversed(node))
