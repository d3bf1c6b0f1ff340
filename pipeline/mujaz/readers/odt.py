"""OpenDocument texts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.draft import Draft, line
from mujaz.readers.office import dublin_core, parts

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_BREAKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_SKIPPED = frozenset(
    (f"{_TEXT}note", f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_TEXT}tracked-changes")
)


def parse(data: bytes, settings: InputConfig) -> Draft:
    """The paragraphs and headings of an ODT, tables included; comments, notes and tracked changes are left out.

    Raises:
        ArticleError: It is damaged, too large, or no OpenDocument text.
    """
    with parts(data, settings, "ODT") as found:
        root = found.xml("content.xml")
        body = None if root is None else root.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise ArticleError("is no OpenDocument text", "save it as .odt in LibreOffice")
        about = found.xml("meta.xml")
        paragraphs = [
            "".join(_inside(node))
            for node in body.iter(*_PARAGRAPHS)
            if not any(above.tag in _SKIPPED for above in node.iterancestors())
        ]
    return Draft(
        "\n".join(paragraphs),
        "utf-8",
        title=line(dublin_core(about, "title")),
    )


def _inside(node: "_Element") -> Iterator[str]:
    """The text of a paragraph, without that of paragraphs in its frames, which come in their own turn."""
    waiting: list[_Element | str] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        if (
            one.tag in _SKIPPED
            or (one is not node and one.tag in _PARAGRAPHS)
            or not isinstance(one.tag, str)
        ):
            continue
        yield _BREAKS.get(one.tag, "")
        yield one.text or ""
        for child in reversed(one):
            waiting += [child.tail or "", child]
