"""Pages of PDFs as running text: folded lines, columns, tables, page breaks, running heads, marks of notes."""

import textwrap
from pathlib import Path

import pytest

from mujaz.arabic.splitter import split
from mujaz.readers.layout import text
from mujaz.readers.rtl import Glyph, Line, lines
from tests.readers.test_readers_documents import NEWS, article
from tests.support.documents import pdf

PAGES = Path(__file__).parents[1] / "fixtures" / "layout"
STORY = (
    "أعلنت بلدية صفاقس أمس أن أشغال توسعة الميناء ستنطلق في مطلع الشهر المقبل بكلفة تناهز ثمانين مليون دينار. وعبر صيادون "
    "عن خشيتهم من تضرر مواقع الصيد القريبة من الشاطئ وطالبت جمعيتهم بتعويضات عاجلة"
)
OTHER = (
    "انطلقت في أم درمان أعمال صيانة شبكة المياه بعد توقف دام شهرين. وقال مدير الهيئة إن ثلاث محطات ستعود إلى العمل خلال "
    "أسبوع وإن السكان سيحصلون على المياه ليلا"
)
LETTER = 5.0  # points: how wide a letter is drawn here


def column(words: str, width: int, right: float, top: float = 700.0, size: float = 12.0) -> list[Line]:
    """The lines of a text that is folded at so many letters, ragged at the left."""
    return [
        Line(line, top - n * 1.2 * size, size, right - len(line) * LETTER, right)
        for n, line in enumerate(textwrap.wrap(words, width, break_long_words=False))
    ]


def read(*pages: list[Line]) -> list[str]:
    return [" ".join(one.arabic.split()) for one in split(text(pages)[0])]


@pytest.mark.parametrize("width", [14, 20, 28, 45, 90])
def test_folded_lines_of_any_width_are_joined(width: int) -> None:
    assert read(column(f"{STORY}.", width, 500.0)) == [one.arabic for one in split(f"{STORY}.")]


def test_what_leaves_room_for_the_next_word_is_no_fold() -> None:
    titles = ("إغلاق المعبر", "وفاة الشاعر الكبير بعد صراع مع المرض", "أمطار غزيرة على الساحل")
    found = [
        Line(title, 700.0 - 14 * n, 12.0, 500.0 - len(title) * LETTER, 500.0)
        for n, title in enumerate(titles)
    ]
    assert read(found) == [*titles]
    centred = [
        Line(title, 700.0 - 14 * n, 12.0, 250 - 2.5 * len(title), 250 + 2.5 * len(title))
        for n, title in enumerate(titles)
    ]
    assert read(centred) == [*titles]


@pytest.mark.parametrize("order", ["by rows", "right first", "left first"])
def test_columns_are_read_one_after_the_other(order: str) -> None:
    right, left = column(f"{STORY}.", 26, 500.0), column(f"{OTHER}.", 26, 300.0)
    drawn = {"right first": [*right, *left], "left first": [*left, *right]}.get(order)
    drawn = drawn or sorted([*right, *left], key=lambda line: (-line.y, -line.right))
    title = [Line("أخبار المدن", 740.0, 20.0, 250.0, 400.0)]
    assert read([*title, *drawn]) == ["أخبار المدن", *(one.arabic for one in split(f"{STORY}.\n\n{OTHER}."))]


def test_a_sentence_over_a_column_or_page_is_whole() -> None:
    words = f"{STORY} {OTHER}."
    whole = [one.arabic for one in split(words)]
    folded = column(words, 26, 500.0)
    half = len(folded) // 2
    second = [
        Line(one.text, one.y + 14.4 * half, one.size, one.left - 200, one.right - 200)
        for one in folded[half:]
    ]
    assert read([*folded[:half], *second]) == whole
    assert read(folded[:half], folded[half:]) == whole


def test_heads_feet_and_numbers_that_repeat_are_left_out() -> None:
    folded = column(f"{STORY} {OTHER}.", 40, 500.0, top=650.0)
    parts = [folded[n * len(folded) // 3 : (n + 1) * len(folded) // 3] for n in range(3)]
    pages = []
    for n, part in enumerate(parts, 5):
        head = Line(f"مجلة الموانئ العربية - العدد 77 - صفحة {n}", 780.0, 9.0, 200.0, 400.0)
        pages.append([head, *part, Line(f"- {n} -", 40.0, 9.0, 290.0, 310.0)])
    assert read(*pages) == [one.arabic for one in split(f"{STORY} {OTHER}.")]
    assert text(pages)[1] == ["مجلة الموانئ العربية - العدد 77 - صفحة 7"]
    assert "صفحة 5" in text(pages[:1])[0]  # of one page nobody can tell


def test_rows_of_a_table_are_sentences() -> None:
    rows = (("المدينة", "القتلى", "الجرحى"), ("تعز", "3", "11"), ("إب", "4", "9"))
    cells = [
        Line(cell, 600.0 - 14 * y, 12.0, 460.0 - 100 * x, 500.0 - 100 * x)
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
    ]
    found = read([*column(f"{STORY}.", 60, 500.0), *cells])
    assert found[-3:] == ["المدينة: القتلى، الجرحى", "تعز: القتلى 3، الجرحى 11", "إب: القتلى 4، الجرحى 9"]


def drawn(signs: list[tuple[str, float, float, float]]) -> list[Glyph]:
    return [Glyph(sign, x, y, x, x + 0.5 * size, size, n, 0) for n, (sign, x, y, size) in enumerate(signs)]


@pytest.mark.parametrize("height", [3.0, 5.0])
def test_small_raised_figures_are_marks_of_notes(height: float) -> None:
    word = [(letter, 180.0 - 6 * n, 100.0, 12.0) for n, letter in enumerate("قتل")]
    number = [("4", 150.0, 100.0, 12.0), ("8", 156.0, 100.0, 12.0), ("3", 162.0, 100.0 + height, 7.0)]
    after = [(letter, 140.0 - 6 * n, 100.0, 12.0) for n, letter in enumerate("منهم")]
    assert [line.text for line in lines(drawn([*word, *number, *after]))] == ["قتل 48 منهم"]


@pytest.mark.parametrize(
    ("name", "sentences", "within"),
    [
        ("cross", 4, "بحسب ما أعلنته وزارة الصحة."),
        ("pages", 3, "قبل مرور ساعتين على وقوع الانفجار"),
        ("colB", 5, "في انفجار وسط مدينة زهران يوم الثلاثاء، بحسب وزارة الصحة."),
        ("colC", 5, "في انفجار وسط مدينة زهران يوم الثلاثاء، بحسب وزارة الصحة."),
        ("narrow", 4, "وأصيب سبعة وعشرون آخرون بجروح متفاوتة"),
        ("suppdf", 2, "12 شخصا في عام 2019"),
        ("tab", 6, "النور: القتلى 7، الجرحى 15"),
        ("mix", 5, "نقطة (مقابل -2.1% في 2019)."),
    ],
)
def test_pages_of_pdf_files(tmp_path: Path, name: str, sentences: int, within: str) -> None:
    found = split(article(tmp_path, "a.pdf", (PAGES / f"{name}.pdf").read_bytes()).text)
    assert len(found) == sentences
    assert any(within in " ".join(one.arabic.split()) for one in found)


def test_comments_in_a_pdf_and_pages_without_text_are_told(tmp_path: Path) -> None:
    comment = "<" + ("\ufeff" + NEWS).encode("utf-16-be").hex() + ">"
    made = pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F 5 0 R>>>>>>",
        "<</Length 44>>\nstream\nBT /F 12 Tf 100 700 Td (\\001\\002\\003) Tj ET     \nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 8 0 R>>",
        f"<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents{comment}>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>",
        f"<</Length {len(MAP)}>>\nstream\n{MAP}\nendstream",
    )
    found = article(tmp_path, "a.pdf", made)
    assert found.warnings == (
        f"comments and forms are left out, such as: {NEWS[:60]}",
        "pages without text, perhaps pictures of it, are left out: 2",
    )


MAP = (
    "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
    "3 beginbfchar <01> <0646> <02> <0639> <03> <0645> endbfchar endcmap end"
)
