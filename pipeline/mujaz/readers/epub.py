"""Electronic books."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.dates import iso
from mujaz.readers.draft import Draft, line
from mujaz.readers.encoding import decode_page
from mujaz.readers.office import Parts, dublin_core, parts

_CONTAINER = ".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_OPF = "{http://www.idpf.org/2007/opf}"
_BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "blockquote",
        "div",
        "td",
        "th",
        "dt",
        "dd",
        "pre",
        "section",
        "br",
    ]
)


def parse(data: bytes, settings: InputConfig) -> Draft:
    """The text of all chapters of an EPUB, in reading order.

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
        chapters = [
            text for href in spine if href for text in _chapter(found, posixpath.dirname(path), str(href))
        ]
        return Draft(
            "\n\n".join(chapters),
            "utf-8",
            title=line(dublin_core(package, "title")),
            published=iso(dublin_core(package, "date")),
        )


def _chapter(found: Parts, folder: str, href: str) -> Iterator[str]:
    from lxml import etree, html

    data = found.data(posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0]))))
    if not data or not data.strip():
        return
    text, _ = decode_page(data)
    # As HTML, not XML: it has no entities to expand, and many books are not well-formed. An XML declaration with an
    # encoding is refused for text that is decoded already, so bytes go in.
    root = html.fromstring(
        text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    )
    for unwanted in list(root.iter("script", "style", "head", "rt", "rp")):
        unwanted.drop_tree()
    pieces: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        known = isinstance(node.tag, str)  # a comment has none
        if known and node.tag in _BLOCKS:
            pieces.append("\n")
        pieces.append((node.text if known else "") or "" if event == "start" else node.tail or "")
    lines = (" ".join(one.split()) for one in "".join(pieces).split("\n"))
    yield "\n".join(filter(None, lines))
