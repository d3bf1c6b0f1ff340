"""A brief as a document that Word and LibreOffice open with its Arabic set right to left."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle

from mujaz.article import Brief, Name, Point, Source, Translation
from mujaz.flags import Flag
from mujaz.writers import visible
from mujaz.writers.explain import BY_PERSON, Meaning, meaning
from mujaz.writers.page import safe_url

_FONT, _ARABIC_FONT = (
    "Calibri",
    "Arial",
)  # both on every Windows and Mac; LibreOffice knows metric twins of them
_SIZE, _ARABIC_SIZE = 11, 13  # points; Arabic of the same size looks smaller
_BAD, _NOTE, _QUIET, _LINK = "B00020", "7A5A00", "595959", "0B57D0"
_LONGEST_PROPERTY = 255  # characters, set by the format
_LONGEST_ROW = 1500  # characters of either language that a row may have and still be kept on one page
# LibreOffice does not finish setting a word of 1,000,000 letters (given up after 150 s); no sentence of an article
# comes near this limit, and whoever meets it is told.
_LONGEST_TEXT = 10_000
_EPOCH = datetime(
    1980, 1, 1, tzinfo=UTC
)  # a zip knows no earlier time; every document carries it, for equal bytes
_Element = BaseOxmlElement


def render(brief: Brief) -> bytes:
    """The document: headline, warnings, points, figures, names, then both languages side by side.

    The same brief gives the same bytes.
    """
    document = docx.Document()
    _prepare(document, brief)
    body = document.element.body
    section = body[-1]  # the page set-up must stay last
    for element in _content(document, brief):
        section.addprevious(element)
    written = io.BytesIO()
    document.save(written)
    return _timeless(written.getvalue())


def _prepare(document: Document, brief: Brief) -> None:
    """Set the page, the styles and the properties."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    if isinstance(normal, ParagraphStyle):
        normal.font.name, normal.font.size = _FONT, Pt(_SIZE)
        normal.paragraph_format.space_after = Pt(4)
        # What a font table has for Arabic is a matter of its own in this format.
        fonts, size = normal.element.rPr.rFonts, normal.element.rPr.find(qn("w:sz"))
        fonts.set(qn("w:cs"), _ARABIC_FONT)
        size.addnext(_element("w:szCs", val=str(2 * _ARABIC_SIZE)))
    properties = document.core_properties
    properties.title = visible.line(brief.headline)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "Mujaz"
    properties.comments = ""
    properties.language = "en"
    properties.created = properties.modified = _EPOCH


def _content(document: Document, brief: Brief) -> Iterator[_Element]:
    yield _paragraph(_run(brief.headline), style="Heading1")
    yield _paragraph(*_origin(document, brief.dateline, brief.source))
    if brief.source.title:
        yield _arabic(brief.source.title)
    for warning in brief.warnings:
        yield _paragraph(_run("⚠ Warning: ", bold=True, color=_BAD), _run(warning, color=_BAD))
    for point in brief.points:
        yield _paragraph(*_point(point), style="ListBullet")
    if brief.figures:
        yield _paragraph(_run("Key figures"), style="Heading2")
        for figure in brief.figures:
            yield _paragraph(_run(f"{figure.text} "), *_cites(figure.sentences), style="ListBullet")
    if brief.claims:
        yield _paragraph(_run("Who says what"), style="Heading2")
        for claim in brief.claims:
            via = f" (via {claim.via})" if claim.via else ""
            yield _paragraph(
                _run(f"{claim.speaker} {claim.verb}{via} "), *_cites((claim.sentence,)), style="ListBullet"
            )
    if brief.names:
        yield _paragraph(_run("Names"), style="Heading2")
        for name in brief.names:
            yield _paragraph(*_name(name), style="ListBullet")
    yield _paragraph(_run("Full text"), style="Heading2")
    yield _table(brief.sentences)
    yield _paragraph(_run(f"Made by {brief.signature}", color=_QUIET, size=8))


def _origin(document: Document, dateline: str, source: Source) -> Iterator[_Element]:
    if dateline:
        yield _run(f"{dateline} — ", bold=True)
    yield _run("Source: " + " · ".join(filter(None, (source.published, source.path))), color=_QUIET)
    url = source.url
    if not url:
        return
    yield _run(" · ", color=_QUIET)
    if safe_url(url):
        target = document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        yield _element("w:hyperlink", _run(url, color=_LINK, underlined=True), r_id=target)
    else:
        yield _run(url, color=_QUIET)


def _point(point: Point) -> Iterator[_Element]:
    yield _run(f"{point.text} ")
    yield from _cites(point.cites)
    for flag in point.flags:
        yield _run(f" ⚠ {flag}", color=_BAD)


def _name(name: Name) -> Iterator[_Element]:
    yield _run(f"{name.english} (")
    yield _arabic_run(name.arabic)
    yield _run(") ")
    yield from _cites(name.sentences)


def _cites(numbers: Iterable[int]) -> Iterator[_Element]:
    for place, number in enumerate(numbers):
        if place:
            yield _run("\u00a0")  # citations stay on one line
        run = _run(f"[{number}]", color=_LINK, underlined=True)
        yield _element("w:hyperlink", run, anchor=f"s{number}", history="1")


def _table(sentences: Iterable[Translation]) -> _Element:
    """English left, Arabic right, a sentence a row; the first row is repeated on every page."""
    edges = [
        _element(f"w:{edge}", val="single", sz="4", space="0", color="BFBFBF")
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    properties = _element(
        "w:tblPr",
        _element("w:tblW", w="5000", type="pct"),
        _element("w:tblBorders", *edges),
        _element("w:tblLayout", type="fixed"),
        _element("w:tblLook", val="0020", firstRow="1"),
    )
    half = str(Cm(8.5).twips)
    grid = _element("w:tblGrid", _element("w:gridCol", w=half), _element("w:gridCol", w=half))
    head = _row(
        [_paragraph(_run("English", bold=True))],
        [_arabic("العربية", bold=True)],
        _element("w:tblHeader"),
    )
    return _element("w:tbl", properties, grid, head, *map(_sentence, sentences))


def _sentence(translation: Translation) -> _Element:
    sentence = translation.sentence
    name = f"s{sentence.n}"
    english = _paragraph(
        _element("w:bookmarkStart", id=str(sentence.n), name=name),
        _run(f"{sentence.n}. ", bold=True, color=_BAD if translation.doubtful else None),
        _element("w:bookmarkEnd", id=str(sentence.n)),
        _run(translation.english),
    )
    whole = max(len(translation.english), len(sentence.arabic)) <= _LONGEST_ROW
    keep = [_element("w:cantSplit")] if whole else []
    notes = [_note(BY_PERSON, "ⓘ", _NOTE)] if translation.human else []
    return _row([english, *notes, *map(_flag, translation.flags)], [_arabic(sentence.arabic)], *keep)


def _flag(flag: Flag) -> _Element:
    sign, color = ("⚠", _BAD) if flag.severity == "high" else ("ⓘ", _NOTE)
    return _note(meaning(flag.name), sign, color, f" ({flag.detail})" if flag.detail else "")


def _note(known: Meaning, sign: str, color: str, detail: str = "") -> _Element:
    label = _run(f"{sign} {known.label}. ", bold=True, color=color, size=9)
    return _paragraph(label, _run(f"{known.sentence}{detail}", size=9))


def _row(english: Iterable[_Element], arabic: Iterable[_Element], *properties: _Element) -> _Element:
    return _element("w:tr", _element("w:trPr", *properties), _cell(english), _cell(arabic))


def _cell(paragraphs: Iterable[_Element]) -> _Element:
    width = _element("w:tcW", w=str(Cm(8.5).twips), type="dxa")
    return _element("w:tc", _element("w:tcPr", width), *paragraphs)


def _arabic(text: str, *, bold: bool = False) -> _Element:
    # No alignment: in a right-to-left paragraph its beginning is the right side, and `left` would mean the same.
    return _element("w:p", _element("w:pPr", _element("w:bidi")), _arabic_run(text, bold=bold))


def _arabic_run(text: str, *, bold: bool = False) -> _Element:
    properties = [
        _element("w:rFonts", ascii=_ARABIC_FONT, hAnsi=_ARABIC_FONT, cs=_ARABIC_FONT),
        *([_element("w:bCs")] if bold else []),
        _element("w:szCs", val=str(2 * _ARABIC_SIZE)),
        _element("w:rtl"),
        _element("w:lang", bidi="ar-SA"),
    ]
    return _element("w:r", _element("w:rPr", *properties), _text(visible.arabic(text)))


def _paragraph(*content: _Element, style: str = "") -> _Element:
    properties = [_element("w:pPr", _element("w:pStyle", val=style))] if style else []
    return _element("w:p", *properties, *content)


def _run(
    text: str, *, bold: bool = False, color: str | None = None, size: int = 0, underlined: bool = False
) -> _Element:
    """A run of English; the order of its properties is the schema's."""
    properties = [
        *([_element("w:b")] if bold else []),
        *([_element("w:color", val=color)] if color else []),
        *([_element("w:sz", val=str(2 * size))] if size else []),
        *([_element("w:u", val="single")] if underlined else []),
    ]
    return _element("w:r", *([_element("w:rPr", *properties)] if properties else []), _text(_kept(text)))


def _kept(text: str) -> str:
    """One line, the spaces at its ends kept, because runs are joined without any."""
    if not text.strip():
        return text
    return " " * text.startswith(" ") + visible.line(text) + " " * text.endswith(" ")


def _text(text: str) -> _Element:
    element = _element("w:t")
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    if len(text) > _LONGEST_TEXT:
        text = f"{text[:_LONGEST_TEXT]}… (cut here: {len(text):,} characters, all in the JSON)"
    element.text = text
    return element


def _element(tag: str, *children: _Element, r_id: str = "", **attributes: str) -> _Element:
    element: _Element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    if r_id:
        element.set(qn("r:id"), r_id)
    element.extend(children)
    return element


def _timeless(archive: bytes) -> bytes:
    """The same zip, without the moment at which it was written."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return written.getvalue()
