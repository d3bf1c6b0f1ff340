"""PDF files, by PDFium; the order of letters and lines is our own, see `rtl`."""

import ctypes
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers import layout
from mujaz.readers.draft import Draft, left_out, line
from mujaz.readers.rtl import Glyph, Line, lines

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MOST_ANNOTATIONS, _EMPTY, _LONGEST_ANNOTATION = 1000, 2, 100_000  # on a page; bytes; bytes
_SHOWN = 20  # numbers of pages in a warning
_MOST_GLYPHS = 100_000  # on a page


def parse(data: bytes, settings: InputConfig) -> Draft:
    """The text of a PDF with its title; when a file was made is not when it was published.

    Heads, feet and numbers that repeat from page to page are left out, with a warning where they are sentences.

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
    pages: list[list[Line]] = []
    size = 0
    for number in range(len(document)):
        pages.append(_page(document, number))
        size += sum(len(one.text) for one in pages[-1])
        if size > settings.max_characters:
            break  # refused as too long all the same
    text, heads = layout.text(pages)
    if not text.strip():
        raise ArticleError(
            "holds no text, only pictures", "run a text recognition over it, such as ocrmypdf -l ara"
        )
    empty = [str(number) for number, page in enumerate(pages, 1) if not any(one.text for one in page)]
    warnings = left_out("heads and feet of pages", heads)
    warnings += left_out("comments and forms", _annotations(document))
    if empty:
        warnings += (
            f"pages without text, perhaps pictures of it, are left out: {', '.join(empty[:_SHOWN])}",
        )
    return Draft(text, "pdf", title=line(document.get_metadata_value("Title")), warnings=warnings)


def _annotations(document: "PdfDocument") -> Iterator[str]:
    """What stands in comments and in the fields of forms."""
    from pypdfium2 import raw

    for page in document:
        for n in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
            annotation = raw.FPDFPage_GetAnnot(page, n)
            for key in (b"Contents", b"V"):
                size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
                if _EMPTY < size < _LONGEST_ANNOTATION:
                    found = ctypes.create_string_buffer(size)
                    raw.FPDFAnnot_GetStringValue(
                        annotation, key, ctypes.cast(found, ctypes.POINTER(raw.FPDF_WCHAR)), size
                    )
                    yield found.raw.decode("utf-16-le", "ignore").strip("\0")
            raw.FPDFPage_CloseAnnot(annotation)
        page.close()


def _page(document: "PdfDocument", number: int) -> list[Line]:
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        raise ArticleError(
            f"page {number + 1} cannot be read: {error}", "it is damaged: get it again"
        ) from None
    try:
        return lines(_directed(list(_glyphs(page))))
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
        found += [glyph._replace(falling=falling) for glyph in word] if falling else word
    return found


def _size(size: float, height: float) -> float:
    """The size of the letters in points; a font's own size of 1, scaled by the page, says nothing."""
    return size if size > 1.5 else max(height, 1.0)  # noqa: PLR2004 - no text is that small
