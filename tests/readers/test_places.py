"""No text is lost: a sentence in every place that a format has is in the article, or a warning names it."""

from pathlib import Path

import pytest

from mujaz.article import Article
from tests.readers.test_readers_documents import NEWS, article, articles
from tests.support.documents import zipped

SENTENCE = "وصف شاهد من سكان الحي القديم ما رآه في تلك الليلة."
WORDS = SENTENCE.rstrip(".")

HTML = {
    "paragraph": "<p>{}</p>",
    "division": "<div>{}</div>",
    "bare": "{}",
    "bare after a paragraph": f"<p>{NEWS}</p>{{}}<p>{NEWS}</p>",
    "after a break": f"<p>{NEWS}<br>{{}}</p>",
    "heading": "<h3>{}</h3>",
    "quotation": "<blockquote>{}</blockquote>",
    "short quotation": "<p>قال: <q>{}</q></p>",
    "list": "<ul><li>{}</li></ul>",
    "numbered list": "<ol><li><p>{}</p></li></ol>",
    "term": "<dl><dt>{}</dt><dd>x</dd></dl>",
    "description": "<dl><dt>x</dt><dd>{}</dd></dl>",
    "cell": "<table><tr><td>أ</td><td>{}</td></tr><tr><td>ب</td><td>5</td></tr></table>",
    "heading of a column": "<table><tr><th>أ</th><th>{}</th></tr><tr><td>ب</td><td>5</td></tr></table>",
    "heading of the first column": "<table><tr><th>{}</th><th>أ</th></tr><tr><td>ب</td><td>5</td></tr></table>",
    "caption of a table": "<table><caption>{}</caption><tr><td>ب</td><td>5</td></tr><tr><td>ج</td><td>6</td></tr></table>",
    "frame": "<table><tr><td><p>{}</p><p>نعم</p></td></tr></table>",
    "preformatted": "<pre>{}</pre>",
    "summary": "<details><summary>{}</summary>x</details>",
    "details": "<details><summary>x</summary><p>{}</p></details>",
    "caption of a picture": "<figure><img src='a.png'><figcaption>{}</figcaption></figure>",
    "description of a picture": "<p><img src='a.png' alt='{}'></p>",
    "aside": "<aside>{}</aside>",
    "section": "<section><h2>قسم</h2><p>{}</p></section>",
    "address": "<address>{}</address>",
    "centre": "<center>{}</center>",
    "font": "<p><font color=red>{}</font></p>",
    "link": "<p>قال: <a href='/x'>{}</a></p>",
    "time": "<p>في <time>{}</time> نعم</p>",
    "deleted": "<p>نعم <del>{}</del></p>",
    "inserted": "<p>نعم <ins>{}</ins></p>",
    "marked": "<p>نعم <mark>{}</mark> <small>لا</small></p>",
    "after a comment": "<p>نعم<!-- لا --> {}</p>",
    "after an instruction": "<p>نعم<?dp n='13'?> {}</p>",
    "ruby": "<p><ruby>{}<rt>x</rt></ruby></p>",
    "without scripts": "<noscript>{}</noscript>",
    "raised": "<p>نعم<sup>{}</sup></p>",
    "note at the end": "<p>نعم<a href='#n1'>1</a></p><ol><li id='n1'>{}</li></ol>",
}
MARKDOWN = {
    "paragraph": "{}",
    "heading": "## {}",
    "underlined heading": "{}\n---",
    "item": "- نعم\n  - {}",
    "numbered item": "1. {}",
    "quotation": "> {}",
    "cell": "| أ | ب |\n|---|---|\n| ج | {} |",
    "heading of a column": "| أ | {} |\n|---|---|\n| ج | 5 |",
    "heading of the first column": "| {} | أ |\n|---|---|\n| ج | 5 |",
    "indented": "    {}",
    "fenced": "```\n{}\n```",
    "html": "<div dir='rtl'>\n{}\n</div>",
    "html paragraph": "<p dir='rtl'>{}</p>",
    "indented html": "<div>\n    <p>{}</p>\n</div>",
    "markdown in html": "<div>\n**{}**\n</div>",
    "open html": "<div dir='rtl'>\n\n{}",
    "inline html": "نعم <span>{}</span> <b>لا</b>",
    "after a break": "نعم<br>{}",
    "after a comment": "<!-- لا -->\n{}",
    "bold": "**{}**",
    "struck": "~~{}~~",
    "code": "`{}`",
    "link": "[{}](https://example.org)",
    "picture": "![{}](a.png)",
    "note": "نعم[^1] لا\n\n[^1]: {}",
    "inline note": "نعم^[{}] لا",
    "note of two paragraphs": "نعم[^a]\n\n[^a]: نعم\n\n    {}",
    "raised": "نعم^{}^".replace("{}", "2") + " {}",
}
FRONT = {"title": "title: {}", "description": "description: {}", "list": "tags:\n  - {}"}


def check(folder: Path, files: dict[str, bytes]) -> dict[str, Article]:
    found = articles(folder, files)
    for name in files:
        known(found[name].text, found[name].warnings, name)
    return found


def known(found: object, said: tuple[str, ...], place: str) -> None:
    """A sentence is in the text, or a warning begins to quote it."""
    assert WORDS in str(found) or any(WORDS[:40] in warning for warning in said), place


def test_pages(tmp_path: Path) -> None:
    files = {f"{place}.xhtml": page(HTML[place].format(SENTENCE)) for place in HTML}
    check(tmp_path, files)


def page(body: str) -> bytes:
    return f"<html><body><article><h1>خبر</h1><p>{NEWS}</p>{body}<p>{NEWS.replace('وزير', 'نائب وزير')}</p></article></body></html>".encode()


BOOK = HTML | {
    "not in the order": "",
    "foot of a table": "<table><tr><td>أ</td><td>ب</td></tr><tfoot><tr><td>{}</td><td>5</td></tr></tfoot></table>",
    "note aside": '<p>نعم<a epub:type="noteref" href="#a">1</a></p><aside epub:type="footnote" id="a">{}</aside>',
}


def test_books(tmp_path: Path) -> None:
    check(tmp_path, {f"{place}.epub": book(place) for place in BOOK})


def book(place: str) -> bytes:
    body = BOOK[place].format(SENTENCE)
    item = '<item id="{0}" href="{0}.xhtml" media-type="application/xhtml+xml"/>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        f'{item.format("a")}{item.format("b")}</manifest><spine><itemref idref="a"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="p.opf"/></rootfiles></container>'
    )
    beside = f"<html><body><p>{SENTENCE if place == 'not in the order' else 'نعم'}</p></body></html>"
    chapter = f"<html><head><title>x</title></head><body><p>{NEWS}</p>{body}</body></html>"
    return zipped(
        {"META-INF/container.xml": container, "p.opf": package, "a.xhtml": chapter, "b.xhtml": beside}
    )


def test_markdown(tmp_path: Path) -> None:
    files = {
        f"{place}.md": f"# خبر\n\n{NEWS}\n\n{form.format(SENTENCE)}\n\n{NEWS}\n".encode()
        for place, form in MARKDOWN.items()
    }
    for name, found in check(tmp_path, files).items():
        assert not set("*~`|<>^").intersection(found.text), name


@pytest.mark.parametrize("place", FRONT)
def test_what_stands_before_the_text_of_markdown(tmp_path: Path, place: str) -> None:
    found = article(tmp_path, "a.md", f"---\n{FRONT[place].format(SENTENCE)}\n---\n\n{NEWS}\n".encode())
    known(found.source.title, found.warnings, place)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RUN = "<w:r><w:t>{}</w:t></w:r>"
P = f"<w:p>{RUN}</w:p>"
WORD = {
    "paragraph": P,
    "link": f"<w:p><w:hyperlink>{RUN}</w:hyperlink></w:p>",
    "insertion": f"<w:p><w:ins>{RUN}</w:ins></w:p>",
    "moved here": f"<w:p><w:moveTo>{RUN}</w:moveTo></w:p>",
    "tag": f"<w:p><w:smartTag>{RUN}</w:smartTag></w:p>",
    "content control": f"<w:sdt><w:sdtContent>{P}</w:sdtContent></w:sdt>",
    "field": f'<w:p><w:fldSimple w:instr="x">{RUN}</w:fldSimple></w:p>',
    "text box": f"<w:p><w:r><w:drawing><w:txbxContent>{P}</w:txbxContent></w:drawing></w:r></w:p>",
    "cell": f"<w:tbl><w:tr><w:tc>{P}</w:tc><w:tc>{P.format('5')}</w:tc></w:tr></w:tbl>",
    "long cell": f"<w:tbl><w:tr><w:tc>{P}{P.format(NEWS)}</w:tc></w:tr></w:tbl>",
    "table in a table": f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{P}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
    "raised": '<w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r></w:p>',
    "equation": "<w:p><m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath></w:p>",
    "ruby": f"<w:p><w:r><w:ruby><w:rt>{RUN.format('x')}</w:rt><w:rubyBase>{RUN}</w:rubyBase></w:ruby></w:r></w:p>",
    "description of a picture": '<w:p><w:r><w:drawing><wp:docPr descr="{}"/></w:drawing></w:r></w:p>',
}
PARTS = {
    "word/footnotes.xml": f'<w:footnotes {{}}><w:footnote w:id="2">{P}</w:footnote></w:footnotes>',
    "word/endnotes.xml": f'<w:endnotes {{}}><w:endnote w:id="3">{P}</w:endnote></w:endnotes>',
    "word/header1.xml": f"<w:hdr {{}}>{P}</w:hdr>",
    "word/footer2.xml": f"<w:ftr {{}}>{P}</w:ftr>",
    "word/comments.xml": f"<w:comments {{}}><w:comment>{P}</w:comment></w:comments>",
    "word/charts/chart1.xml": "<c:chartSpace {}><a:t>{}</a:t></c:chartSpace>",
    "word/diagrams/data1.xml": "<x {}><a:t>{}</a:t></x>",
}
SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)


def word(body: str) -> str:
    cited = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="3"/></w:r>'
    return f"<w:document {SPACES}><w:body><w:p>{RUN.format(NEWS)}{cited}</w:p>{body}</w:body></w:document>"


def test_word(tmp_path: Path) -> None:
    files = {
        f"{place}.docx": zipped({"word/document.xml": word(form.format(SENTENCE))})
        for place, form in WORD.items()
    }
    assert all(found.text.count(WORDS) <= 1 for found in check(tmp_path, files).values())


@pytest.mark.parametrize("part", PARTS)
def test_parts_of_word(tmp_path: Path, part: str) -> None:
    members = {"word/document.xml": word(""), part: PARTS[part].format(SPACES, SENTENCE)}
    found = article(tmp_path, "a.docx", zipped(members))
    known(found.text, found.warnings, part)
    if "notes" in part:
        assert found.text.endswith(f"\n[{1 if 'foot' in part else 2}] {SENTENCE}")


OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
ODT = {
    "paragraph": "<text:p>{}</text:p>",
    "heading": "<text:h>{}</text:h>",
    "list": "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>",
    "section": "<text:section><text:p>{}</text:p></text:section>",
    "span": "<text:p>نعم <text:span>{}</text:span> لا</text:p>",
    "link": "<text:p><text:a>{}</text:a></text:p>",
    "after a break": "<text:p>نعم<text:line-break/>{}</text:p>",
    "after a comment": "<text:p>نعم<!-- لا --> {}</text:p>",
    "after a note": "<text:p>نعم<text:note><text:note-body><text:p>لا</text:p></text:note-body></text:note> {}</text:p>",
    "frame": "<text:p><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame></text:p>",
    "cell": "<table:table><table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell><table:table-cell><text:p>5"
    "</text:p></table:table-cell></table:table-row></table:table>",
    "footnote": "<text:p>نعم<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>{}</text:p>"
    "</text:note-body></text:note></text:p>",
    "comment": "<text:p>نعم<office:annotation><text:p>{}</text:p></office:annotation></text:p>",
    "description": "<text:p><draw:frame><svg:desc>{}</svg:desc></draw:frame></text:p>",
    "ruby": "<text:p><text:ruby><text:ruby-base>{}</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby></text:p>",
}
ODT_SPACES = " ".join(
    f'xmlns:{name}="{OPEN}{long}:1.0"'
    for name, long in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "svg": "svg-compatible", "style": "style"
    }.items()
)  # fmt: skip


def odt(body: str, **more: str) -> bytes:
    inside = f"<office:body><office:text><text:p>{NEWS}</text:p>{body}</office:text></office:body>"
    content = f"<office:document-content {ODT_SPACES}>{inside}</office:document-content>"
    return zipped({"content.xml": content, **more})


def test_opendocument(tmp_path: Path) -> None:
    found = check(tmp_path, {f"{place}.odt": odt(form.format(SENTENCE)) for place, form in ODT.items()})
    assert all(one.text.count(WORDS) <= 1 for one in found.values())
    assert found["footnote.odt"].text.endswith(f"\n[1] {SENTENCE}")


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_heads_and_feet_of_opendocument(tmp_path: Path, kind: str) -> None:
    style = f"<style:{kind}><text:p>{SENTENCE}</text:p></style:{kind}>"
    styles = f"<office:document-styles {ODT_SPACES}>{style}</office:document-styles>"
    found = article(tmp_path, "a.odt", odt("", **{"styles.xml": styles}))
    assert WORDS[:40] in found.warnings[0]
