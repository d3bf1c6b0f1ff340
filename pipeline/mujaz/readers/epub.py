"""Electronic books."""

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers import markup
from mujaz.readers.dates import iso
from mujaz.readers.draft import Draft, left_out, line
from mujaz.readers.encoding import decode_page
from mujaz.readers.office import Parts, dublin_core, parts

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = ".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_OPF = "{http://www.idpf.org/2007/opf}"


def parse(data: bytes, settings: InputConfig) -> Draft:
    """The text of all chapters of an EPUB, in reading order, and of pages beside them, such as notes, after those.

    Raises:
        ArticleError: It is damaged, too large, or no EPUB.
    """
    with parts(data, settings, "EPUB") as found:
        container = found.xml("META-INF/container.xml")
        rootfile = None if container is None else container.find(_CONTAINER)
        path = "" if rootfile is None else str(rootfile.get("full-path", ""))
        package = found.xml(path) if path else None
        if package is None:
            raise ArticleError("is no EPUB", "save its text as .txt")
        hrefs = {item.get("id"): item.get("href") for item in package.iter(f"{_OPF}item")}
        spine = [hrefs.get(item.get("idref")) for item in package.iter(f"{_OPF}itemref")]
        beside = [item.get("href") for item in package.iter(f"{_OPF}item") if _is_text(item)]  # such as notes
        pictures: list[str] = []
        chapters = [
            text
            for href in dict.fromkeys((*spine, *beside))
            if href
            for text in _chapter(found, posixpath.dirname(path), str(href), pictures)
        ]
        return Draft(
            "\n\n".join(chapters),
            "utf-8",
            title=line(dublin_core(package, "title")),
            published=iso(dublin_core(package, "date")),
            warnings=left_out("descriptions of pictures", pictures),
        )


def _is_text(item: "_Element") -> bool:
    """Whether an item of the package is a page of the book, and not its table of contents."""
    return (
        item.get("media-type") == "application/xhtml+xml"
        and "nav" not in (item.get("properties") or "").split()
    )


def _chapter(found: Parts, folder: str, href: str, pictures: list[str]) -> Iterator[str]:
    data = found.data(posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0]))))
    if not data or not data.strip():
        return
    page, _ = decode_page(data)
    # As HTML, not XML: it has no entities to expand, and many books are not well-formed.
    root = markup.parsed(page)
    if root is not None:
        pictures += [picture.get("alt") or "" for picture in root.iter("img")]
        yield markup.text(root)
