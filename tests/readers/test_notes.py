"""Marks of notes join no number, exponents and units stay, and tables become sentences, in every format that has them."""

from pathlib import Path

import pytest

from mujaz.readers.notes import raised
from mujaz.readers.tabular import Cell, is_data, sentences
from tests.readers.test_places import odt, word
from tests.readers.test_readers_documents import NEWS, article, articles
from tests.support.documents import epub, zipped

# What is written with «raised» signs, and what must be read.
RAISED = {
    "جرح 48«7» عاملا في مصنع": "جرح 48 عاملا في مصنع",
    "بلغ 3.5«2» في المئة": "بلغ 3.5 في المئة",
    "في عام ٢٠١٨«٤»، ثم": "في عام ٢٠١٨، ثم",
    "أنفقت 1,250«12» دينارا": "أنفقت 1,250 دينارا",
    "قال الخبير«5» إن": "قال الخبير إن",
    "قال الخبير«[5]» إن": "قال الخبير إن",
    "قال الخبير«(أ)» إن": "قال الخبير إن",
    "قال الخبير«*» إن": "قال الخبير إن",
    "قال الخبير«1، 2» إن": "قال الخبير إن",
    "خسر 10«2» مقاعد": "خسر 10 مقاعد",
    "مساحتها 90 م«2» فقط": "مساحتها 90 م² فقط",
    "ضخ 40 م«3» منها": "ضخ 40 م³ منها",
    "حريق في 15 كم«2» شمالا": "حريق في 15 كم² شمالا",
    "غابة من 15 كلم«2» شمالا": "غابة من 15 كلم² شمالا",
    "خزان فيه 7 أمتار«3» ماء": "خزان فيه 7 أمتار³ ماء",
    "دام 3«1/2» ساعات": "دام 3 1/2 ساعات",
    "عددها 2 × 10«9» خلية": "عددها 2 × 10^9 خلية",
    "نحو 10«6» جزيء": "نحو 10^6 جزيء",
    "الدورة 5«th» للمعرض": "الدورة 5th للمعرض",
    "المدينة«بحاجة لمصدر» كبيرة": "المدينة بحاجة لمصدر كبيرة",
}


def page(text: str, form: str) -> str:
    """The text in HTML, with signs raised in one of the ways that there are."""
    opening, closing = {
        "sup": ("<sup>", "</sup>"),
        "link": ('<sup><a href="#n">', "</a></sup>"),
        "style": ('<span style="vertical-align: super; font-size: 70%">', "</span>"),
        "noteref": ('<sup><a epub:type="noteref" href="n.xhtml">', "</a></sup>"),
    }[form]
    return text.replace("«", opening).replace("»", closing)


def test_raised_signs_in_pages_books_and_markdown(tmp_path: Path) -> None:
    files: dict[str, bytes] = {}
    expected: dict[str, str] = {}
    for n, (text, right) in enumerate(RAISED.items()):
        for form in ("sup", "link", "style", "noteref"):
            written = f"<p>{page(text, form)} كما ورد.</p><p>{NEWS}</p>"
            made = {
                "epub": epub(f"<html><body>{written}</body></html>"),
                "html": f"<html><body><article>{written}</article></body></html>".encode(),
                "md": f"{page(text, form)} كما ورد.\n\n{NEWS}".encode(),
            }
            for suffix, data in made.items():
                files[f"{n}-{form}.{suffix}"], expected[f"{n}-{form}.{suffix}"] = data, f"{right} كما ورد."
    found = articles(tmp_path, files)
    assert [name for name, right in expected.items() if right not in found[name].text] == []


def test_raised_signs_in_office_documents(tmp_path: Path) -> None:
    files: dict[str, bytes] = {}
    expected: dict[str, str] = {}
    for n, (text, right) in enumerate(RAISED.items()):
        head, _, rest = text.partition("«")
        signs, _, tail = rest.partition("»")
        made = {f"{n}-{how}.docx": raised_in_word(head, signs, tail, way) for how, way in WAYS.items()}
        made |= {
            f"{n}-{place[:2]}.odt": raised_in_odt(head, signs, tail, place)
            for place in ("super 58%", "33% 58%")
        }
        files |= made
        expected |= dict.fromkeys(made, right)
    found = articles(tmp_path, files)
    assert [name for name, right in expected.items() if right not in found[name].text] == []


WAYS = {
    "align": '<w:vertAlign w:val="superscript"/>',
    "position": '<w:position w:val="8"/>',
    "style": '<w:rStyle w:val="mark"/>',
}


def raised_in_word(head: str, signs: str, tail: str, how: str) -> bytes:
    run = "<w:r>{}<w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('', head)}{run.format(f'<w:rPr>{how}</w:rPr>', signs)}{run.format('', tail)}</w:p>"
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    style = '<w:style w:styleId="mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    return zipped(
        {"word/document.xml": word(body), "word/styles.xml": f"<w:styles {space}>{style}</w:styles>"}
    )


def raised_in_odt(head: str, signs: str, tail: str, place: str) -> bytes:
    styles = (
        '<office:x xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><style:style style:name="T1">'
        f'<style:text-properties style:text-position="{place}"/></style:style></office:x>'
    )
    body = f'<text:p>{head}<text:span text:style-name="T1">{signs}</text:span>{tail}</text:p>'
    return odt(body, **{"styles.xml": styles})


@pytest.mark.parametrize("link", ['<a href="#fn1">[1]</a>', '<a role="doc-noteref" href="n.html">1</a>'])
def test_links_to_notes_that_are_not_raised(tmp_path: Path, link: str) -> None:
    chapter = f"<html><body><p>قتل 12{link} شخصا.</p></body></html>"
    assert article(tmp_path, "a.epub", epub(chapter)).text == "قتل 12 شخصا."


def test_notes_of_markdown_stand_at_the_end(tmp_path: Path) -> None:
    text = f"جرح 48[^x] عاملا.^[وفق النقابة.]\n\n{NEWS}\n\n[^x]: بحسب البلدية.\n"
    found = article(tmp_path, "a.md", text.encode()).text
    assert found == f"جرح 48 عاملا.\n\n{NEWS}\n\n[1] بحسب البلدية.\n\n[2] وفق النقابة."


def test_lowered_figures_are_no_notes(tmp_path: Path) -> None:
    chapter = "<html><body><p>نسبة CO<sub>2</sub> في الهواء.</p></body></html>"
    assert article(tmp_path, "a.epub", epub(chapter)).text == "نسبة CO2 في الهواء."


def test_what_is_raised_alone_is_judged_by_what_stands_before() -> None:
    assert (raised("3", "قتل 12"), raised("2", "120 م"), raised("2", "معلم"), raised("-3", "10")) == (
        "",
        "²",
        "",
        "^-3",
    )


ROWS = (("المحافظة", "المقاعد", "النسبة"), ("بابل", "11", "4.5%"), ("ذي قار", "19", "7%"))
READ = ["المحافظة: المقاعد، النسبة", "بابل: المقاعد 11، النسبة 4.5%", "ذي قار: المقاعد 19، النسبة 7%"]


def html_table(rows: tuple[tuple[str, ...], ...], head: str = "th") -> str:
    lines = [
        "".join(f"<{head if n == 0 else 'td'}>{cell}</{head if n == 0 else 'td'}>" for cell in row)
        for n, row in enumerate(rows)
    ]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def markdown_table(rows: tuple[tuple[str, ...], ...]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join((lines[0], "|" + "---|" * len(rows[0]), *lines[1:]))


def word_table(rows: tuple[tuple[str, ...], ...]) -> str:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    return (
        "<w:tbl>"
        + "".join(f"<w:tr>{''.join(cell.format(one) for one in row)}</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def odt_table(rows: tuple[tuple[str, ...], ...]) -> str:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    lines = [f"<table:table-row>{''.join(cell.format(one) for one in row)}</table:table-row>" for row in rows]
    return f"<table:table>{''.join(lines)}</table:table>"


def test_a_row_of_a_table_is_a_sentence(tmp_path: Path) -> None:
    page = "<html><body><article><p>{0}</p>{1}<p>{0}</p></article></body></html>"
    files = {
        "a.html": page.format(NEWS, html_table(ROWS)).encode(),
        "b.html": page.format(NEWS, html_table(ROWS, "td")).encode(),
        "a.epub": epub(f"<html><body><p>{NEWS}</p>{html_table(ROWS)}</body></html>"),
        "a.md": f"{NEWS}\n\n{markdown_table(ROWS)}\n".encode(),
        "a.docx": zipped({"word/document.xml": word(word_table(ROWS))}),
        "a.odt": odt(odt_table(ROWS)),
    }
    for name, found in articles(tmp_path, files).items():
        lines = list(filter(None, found.text.split("\n")))
        assert READ[0] in lines, name
        at = lines.index(READ[0])
        assert lines[at : at + 3] == READ, name
        assert "|" not in found.text, name


def test_tables_of_odd_shapes() -> None:
    def read(*rows: tuple[str, ...], heads: int = 0) -> list[str]:
        return list(sentences([[Cell(cell, n < heads) for cell in row] for n, row in enumerate(rows)]))

    assert read(("القتلى", "12"), ("الجرحى", "27")) == ["القتلى: 12", "الجرحى: 27"]
    assert read(("أ", "ب", "ج"), ("د", "ه", "و")) == ["أ، ب، ج", "د، ه، و"]
    assert read(("أ", "ب", "ج"), ("د", "", "6"), heads=1) == ["أ: ب، ج", "د: ج 6"]
    assert read(("أ", "ب"), ("د",), ("", ""), heads=1) == ["أ: ب", "د"]
    wide = [Cell("الحي", heading=True, down=2), Cell("القتلى", heading=True, across=2)]
    below = [Cell("رجال", heading=True), Cell("نساء", heading=True)]
    found = sentences([wide, below, [Cell("النور"), Cell("3"), Cell("4")]])
    assert list(found) == ["الحي: القتلى رجال، القتلى نساء", "النور: القتلى رجال 3، القتلى نساء 4"]
    assert not is_data([[Cell("الرئيسية"), Cell("رياضة")]])
    assert not is_data([[Cell(NEWS * 3), Cell("5")], [Cell("أ"), Cell("6")]])


def test_a_frame_of_an_old_page_is_no_table(tmp_path: Path) -> None:
    page = (
        f"<html><body><table><tr><td><a href='/'>الرئيسية</a><br><a href='/s'>رياضة</a></td><td><h1>خبر عاجل</h1>{NEWS}<br><br>"
        f"{NEWS.replace('وزير', 'نائب وزير')}{html_table(ROWS)}</td></tr></table></body></html>"
    )
    lines = article(tmp_path, "a.html", page.encode()).text.split("\n")
    assert NEWS in lines
    assert READ[1] in lines
    assert not any("|" in line for line in lines)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("قتل 48³ عاملا", "قتل 48 عاملا"),
        ("قال الخبير¹² إن", "قال الخبير إن"),
        ("في عام ٢٠١٨⁴، ثم", "في عام ٢٠١٨، ثم"),
        ("مساحتها 90 م² فقط", "مساحتها 90 م² فقط"),
        ("حجمها 3 × 10⁹ خلية", "حجمها 3 × 10^9 خلية"),
        ("المعادلة x² هنا والنص عربي", "المعادلة x² هنا والنص عربي"),
    ],
)
def test_superscript_figures_join_no_number(tmp_path: Path, written: str, text: str) -> None:
    assert article(tmp_path, "a.txt", written.encode()).text == text
