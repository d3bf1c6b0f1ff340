"""PDF files, by PDFium; the order of letters and lines is our own, see `rtl`."""

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.draft import Draft, line
from mujaz.readers.rtl import Glyph, Line, lines

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_PARAGRAPH_GAP = 1.3  # from baseline to baseline, in units of the narrower gaps of the page
_LARGER = 1.15  # a heading's letters to those of the line after it
_MOST_GLYPHS = 100_000  # on a page


def parse(data: bytes, settings: InputConfig) -> Draft:
    """The text of a PDF, line by line, with its title; when a file was made is not when it was published.

    Raises:
        ArticleError: It is damaged, encrypted, has too many pages, or holds pictures alone.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        said = str(error).lower()
        if "password" in said:
            raise ArticleError("is encrypted", "save it without a password") from None
        raise ArticleError(f"cannot be read as PDF: {error}", "it is damaged: get it again") from None
    if len(document) > settings.max_pages:
        message = f"has {len(document):,} pages; the limit is {settings.max_pages:,}"
        raise ArticleError(message, "split it, or raise input.max_pages")
    pages: list[str] = []
    size = 0
    for number in range(len(document)):
        pages.append(_page(document, number))
        size += len(pages[-1])
        if size > settings.max_characters:
            break  # refused as too long all the same
    text = "\n\n".join(filter(None, pages))
    if not text.strip():
        raise ArticleError(
            "holds no text, only pictures", "run a text recognition over it, such as ocrmypdf -l ara"
        )
    return Draft(text, "pdf", title=line(document.get_metadata_value("Title")))


def _page(document: "PdfDocument", number: int) -> str:
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        raise ArticleError(
            f"page {number + 1} cannot be read: {error}", "it is damaged: get it again"
        ) from None
    try:
        return "".join(_joined(lines(_directed(list(_glyphs(page))))))
    finally:
        page.close()


def _glyphs(page: "PdfPage") -> Iterator[Glyph]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise ArticleError(f"a page cannot be read: {error}", "it is damaged: get it again") from None
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    word = 0
    for n in range(min(textpage.count_chars(), _MOST_GLYPHS)):
        text = chr(raw.FPDFText_GetUnicode(textpage, n))
        if text.isspace() or not text.isprintable():
            word += 1
            continue
        raw.FPDFText_GetCharOrigin(textpage, n, x, y)
        raw.FPDFText_GetLooseCharBox(textpage, n, box)
        size = abs(raw.FPDFText_GetFontSize(textpage, n))
        height = abs(box.top - box.bottom)
        yield Glyph(text, x.value, y.value, box.left, box.right, _size(size, height), n, word)
    textpage.close()


def _directed(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs that know in which direction PDFium gives their word; a word of one place alone counts as turned."""
    found: list[Glyph] = []
    for _, group in groupby(glyphs, key=lambda glyph: glyph.word):
        word = list(group)
        falling = word[-1].x <= word[0].x
        found += [replace(glyph, falling=falling) for glyph in word] if falling else word
    return found


def _size(size: float, height: float) -> float:
    """The size of the letters in points; a font's own size of 1, scaled by the page, says nothing."""
    return size if size > 1.5 else max(height, 1.0)  # noqa: PLR2004 - no text is that small


def _joined(found: list[Line]) -> Iterator[str]:
    """Lines with breaks between them, and blank lines between paragraphs."""
    found = [one for one in found if one.text]
    steps = sorted(one.y - other.y for one, other in pairwise(found) if one.y > other.y)
    usual = steps[len(steps) // 4] if steps else 0.0
    before: Line | None = None
    for one in found:
        if before is not None:
            step = before.y - one.y
            larger = max(before.size, one.size) > _LARGER * min(before.size, one.size)
            apart = step > _PARAGRAPH_GAP * usual or step <= 0 or larger
            yield "\n\n" if apart else "\n"
        yield one.text
        before = one
