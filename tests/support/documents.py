"""Small documents of each kind, written by hand."""

import io
import zipfile
from collections.abc import Mapping


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def docx(document: str, **more: bytes | str) -> bytes:
    """A Word document with this XML as its text."""
    return zipped({"word/document.xml": document, **more})


def word(text: str) -> str:
    """The XML of a Word document with one paragraph."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    )


def odt(text: str) -> bytes:
    """An OpenDocument text with one paragraph."""
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = f'xmlns:office="{office}office:1.0" xmlns:text="{office}text:1.0"'
    body = f"<office:body><office:text><text:p>{text}</text:p></office:text></office:body>"
    return zipped({"content.xml": f"<office:document-content {spaces}>{body}</office:document-content>"})


def epub(chapter: str, href: str = "a.xhtml") -> bytes:
    """A book of one chapter."""
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="b/p.opf"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        f'<item id="a" href="{href}"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    return zipped({"META-INF/container.xml": container, "b/p.opf": package, "b/a.xhtml": chapter})


def pdf(*objects: str | bytes, trailer: str = "<</Root 1 0 R>>") -> bytes:
    """A PDF of these objects, numbered from 1."""
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        body = content.encode("latin-1") if isinstance(content, str) else content
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n%s\nstartxref\n%d\n%%%%EOF" % (trailer.encode(), len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def page(stream: bytes, filters: str = "") -> bytes:
    """A PDF of one page."""
    content = b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(stream), filters.encode(), stream)
    return pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        content,
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
