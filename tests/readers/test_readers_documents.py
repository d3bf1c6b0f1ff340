"""Documents of one article: web pages, PDF, office formats, subtitles, Markdown; and which language they are in."""

import shutil
import subprocess
from pathlib import Path

import pytest

from mujaz.arabic.normalise import without_marks
from mujaz.article import Article
from mujaz.config import InputConfig
from mujaz.errors import NotArabicError
from mujaz.readers import Reader, Unread, discover
from mujaz.readers.language import arabic_of
from mujaz.readers.rtl import Glyph, lines
from tests.support.documents import docx, epub, odt, word

NEWS = "قال وزير الخارجية في بيان إن المحادثات التي جرت في القاهرة انتهت من دون اتفاق على موعد جديد."
ARTICLE = (
    "مقتل 12 شخصا في انفجار وسط بغداد",
    (
        "بغداد - (وكالات): قُتل ١٢ شخصا وأصيب 27 آخرون بجروح في انفجار سيارة مفخخة يوم الثلاثاء 5/3/2024 قرب «سوق شعبية» "
        "وسط العاصمة، بنسبة 3.5% من الضحايا. وقال المتحدث باسم شركة Google Inc إن الألم لا يوصف (بحسب قوله)."
    ),
    (
        "لم تتبن أي جهة مسؤولية الهجوم حتى الآن. وبلغت الخسائر 1,250,000 دولار، والهاتف 00964-770-123. الله أكبر: لأن "
        "الإصلاح آت. وتوجه فريق covid-19 إلى www.example.org في الساعة 10:30."
    ),
)
PAGE = f"""<html dir="rtl" lang="ar"><head><meta charset="CHARSET"><title>{ARTICLE[0]}</title>
<meta property="article:published_time" content="2024-03-05T10:00:00Z"><link rel="canonical" href="https://a.org/1"></head>
<body><nav><a href="/">الرئيسية</a><a href="/s">رياضة</a></nav><article><h1>{ARTICLE[0]}</h1>
<p>{ARTICLE[1]}</p><p>{ARTICLE[2]}</p></article><footer>جميع الحقوق محفوظة</footer></body></html>"""


def read(path: Path) -> Article:
    with Reader(InputConfig()) as reader:
        (found,) = [one for item in discover([path]) for one in reader.read(item)]
    if isinstance(found, Unread):
        raise found.error
    return found


def articles(folder: Path, files: dict[str, bytes]) -> dict[str, Article]:
    """What is read of many files by one parsers' process: starting one takes longer than they do."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with Reader(InputConfig()) as reader:
        found = {item.path.name: one for item in discover([folder]) for one in reader.read(item)}
    for one in found.values():
        if isinstance(one, Unread):
            raise one.error
    return {name: one for name, one in found.items() if isinstance(one, Article)}


def article(folder: Path, name: str, data: bytes) -> Article:
    (folder / name).write_bytes(data)
    return read(folder / name)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_a_web_page_loses_what_is_no_article(tmp_path: Path, encoding: str) -> None:
    page = PAGE.replace("CHARSET", encoding).encode(encoding, "xmlcharrefreplace")
    found = article(tmp_path, "a.html", page)
    assert ARTICLE[1] in found.text
    assert ARTICLE[2] in found.text
    assert "رياضة" not in found.text
    assert "جميع الحقوق" not in found.text
    source = found.source
    assert (source.title, source.published, source.url) == (ARTICLE[0], "2024-03-05", "https://a.org/1")
    assert source.encoding == encoding


def test_a_day_in_the_text_is_no_date_of_the_page(tmp_path: Path) -> None:
    page = PAGE.replace("CHARSET", "utf-8").replace("2024-03-05T10:00:00Z", "")
    assert article(tmp_path, "a.html", page.encode()).source.published is None


def test_office_documents(tmp_path: Path) -> None:
    assert article(tmp_path, "a.docx", docx(word(NEWS))).text == NEWS
    assert article(tmp_path, "a.odt", odt(NEWS)).text == NEWS
    chapter = f"<html><head><title>x</title></head><body><p>{NEWS}</p><!-- c --><p>{NEWS}<br/>{NEWS}</p></body></html>"
    assert article(tmp_path, "a.epub", epub(chapter)).text == f"{NEWS}\n{NEWS}\n{NEWS}"


def test_word_documents_in_detail(tmp_path: Path) -> None:
    inner = (
        "</w:t></w:r><w:del><w:r><w:delText>حذف</w:delText></w:r></w:del><w:hyperlink><w:r><w:t>نص</w:t></w:r></w:hyperlink>"
        "<w:r><w:tab/><w:t>آخر"
    )
    assert article(tmp_path, "a.docx", docx(word(NEWS + inner))).text == f"{NEWS}نص\tآخر"


def test_outside_entities_are_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'
    with pytest.raises(Exception, match="defines entities"):
        article(tmp_path, "a.docx", docx(head + word(f"{NEWS}&e;")))


def test_markdown(tmp_path: Path) -> None:
    text = f"---\ntitle: عنوان\ndate: 2024-03-05\n---\n\n## فصل\n\n**{NEWS}** [رابط](https://a.org)\n\n- بند\n\n```\ncode\n```\n"
    found = article(tmp_path, "a.md", text.encode())
    assert found.text == f"فصل\n\n{NEWS} رابط\n\nبند"
    assert (found.source.title, found.source.published) == ("عنوان", "2024-03-05")
    assert article(tmp_path, "b.md", f"# عنوان\n\n{NEWS}".encode()).source.title == "عنوان"


def test_subtitles_are_joined_to_sentences(tmp_path: Path) -> None:
    cues = (
        "1\r\n00:00:01,000 --> 00:00:03,000\r\nقال الوزير إن\r\nالمحادثات\r\n\r\n2\r\n00:00:03,100 --> 00:00:05,000\r\n"
        "<i>انتهت دون اتفاق.</i>\r\n\r\n3\r\n00:00:15,100 --> 00:00:25,000\r\n- وماذا بعد؟\r\n- لا شيء.\r\n"
    )
    found = article(tmp_path, "a.srt", cues.encode())
    assert found.text == "قال الوزير إن المحادثات انتهت دون اتفاق.\n\nوماذا بعد؟\n\nلا شيء."


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize("font", ["Noto Naskh Arabic", "Noto Kufi Arabic", "Noto Sans Arabic", "DejaVu Sans"])
def test_a_pdf_of_a_browser(tmp_path: Path, font: str) -> None:
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("no Chromium is installed (apt-get install chromium)")
    page = (
        PAGE.replace("CHARSET", "utf-8")
        .replace("<body>", f"<body style=\"font-family: '{font}'\">")
        .replace("<nav>", "<nav hidden>")
    )
    (tmp_path / "a.html").write_text(page.replace("<footer>", "<footer hidden>"), encoding="utf-8")
    flags = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={tmp_path}/u",
    )
    command = [browser, *flags, f"--print-to-pdf={tmp_path}/a.pdf", f"file://{tmp_path}/a.html"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = read(tmp_path / "a.pdf")
    # A vowel sign is drawn beside its letter and may end up at the next one.
    assert words(without_marks(found.text)) == words(without_marks("\n".join(ARTICLE)))
    assert found.source.title == ARTICLE[0]


def test_a_pdf_of_an_office(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice is installed")
    text = "</w:t></w:r></w:p><w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>".join(
        ("", *ARTICLE[:2], NEWS)
    )
    (tmp_path / "a.docx").write_bytes(_complete(word(text)))
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/u",
        "--headless",
        "--convert-to",
        "pdf",
        "a.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, timeout=180)
    assert words(read(tmp_path / "a.pdf").text) == words("\n".join((*ARTICLE[:2], NEWS)))


def _complete(document: str) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    return docx(document, **{"[Content_Types].xml": types, "_rels/.rels": relations})


def drawn(text: str, *, step: float = 5.0, order: str = "visual") -> list[Glyph]:
    """Glyphs of a fixed width, as a program draws them that writes a line of this visual text from left to right."""
    glyphs = []
    for n, letter in enumerate(text):
        if letter != " ":
            x = 100 + n * step
            glyphs.append(
                Glyph(letter, x, 700, x, x + step, 10, n if order == "visual" else -n, text[:n].count(" "))
            )
    return glyphs


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("دادغب يف 12 لتقم", "مقتل 12 في بغداد"),
        ("%3.5 ةبسنب", "بنسبة 3.5%"),
        ("ﺩﺍﺪﻐﺑ ﻲﻓ", "في بغداد"),  # presentation forms
        ("ﻡﻼﺴﻟا", "السلام"),  # lam-alef in one form
        ("Google Inc ةكرش", "شركة Google Inc"),
        ("(هلوق بسحب) لاق", "قال (بحسب قوله)"),
        (")هلوق بسحب( لاق", "قال (بحسب قوله)"),  # brackets mirrored, or not
        ("«قوس» يف", "في «سوق»"),
        ("2024/3/5 موي", "يوم 2024/3/5"),
        ("١٢٫٥ رعس", "سعر ١٢٫٥"),
    ],
)
@pytest.mark.parametrize("order", ["visual", "logical"])
def test_right_to_left_order_comes_from_places(visual: str, logical: str, order: str) -> None:
    (line,) = lines(drawn(visual, order=order))
    assert line.text == logical


def test_letters_drawn_the_wrong_way_round_are_turned() -> None:
    (line,) = lines(drawn("قال الوزير إن المحادثات في القاهرة انتهت"))
    assert line.text == "قال الوزير إن المحادثات في القاهرة انتهت"


def test_columns_stay_apart() -> None:
    left = drawn("ةيناث")
    right = [
        Glyph(g.text, g.x + 200, g.y, g.left + 200, g.right + 200, g.size, g.n - 50, g.word)
        for g in drawn("ىلوا")
    ]
    assert [line.text for line in lines([*left, *right])] == ["اولى", "ثانية"]


FOREIGN = {
    "Persian": "رئیس جمهور ایران روز سه‌شنبه در یک سخنرانی گفت که مذاکرات با کشورهای همسایه ادامه دارد.",
    "Urdu": "وزیراعظم نے منگل کو کہا کہ حکومت عوام کے مسائل حل کرنے کے لیے ہر ممکن اقدام کر رہی ہے۔",
    "Kurdish": "سەرۆکی هەرێمی کوردستان ڕایگەیاند کە گفتوگۆکان لەگەڵ بەغدا بەردەوامن و هیوادارە بگەنە ڕێککەوتن.",
    "Pashto": "د افغانستان ولسمشر د سې شنبې په ورځ وویل چې د سولې خبرې به دوام ولري.",
    "another script": "The minister said that the talks in Cairo had ended without any agreement.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_told_from_arabic(language: str) -> None:
    with pytest.raises(NotArabicError):
        arabic_of(FOREIGN[language])
    text = f"{NEWS}\n{FOREIGN[language]}\n\n{NEWS}"
    found = arabic_of(text)
    assert found.text == f"{NEWS}\n{' ' * len(FOREIGN[language])}\n\n{NEWS}"
    assert found.warnings == (f"1 paragraph is not Arabic and left out: 1 in {language}",)


@pytest.mark.parametrize(
    "text",
    [
        "قال رئیس الوزراء العراقی فی بیان إن القوات الأمنیة ستواصل عملیاتها فی محافظة نینوی حتی تحریرها بالکامل.",
        "قال تشيلسي إن اللاعب گارسيا پيدرو وقع العقد، وأكد أن ڤان دايك غير معروض للبيع في سوق الانتقالات.",
        f"{NEWS}\nReuters\nBBC News Arabic",
    ],
)
def test_arabic_with_foreign_letters_stays_whole(text: str) -> None:
    assert arabic_of(text).text == text
