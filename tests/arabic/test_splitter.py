"""The sentence splitter on hand-made cases, on the Aleppo article, and on anything at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.arabic.splitter import split
from tests.benchmarks.splitter import cases
from tests.support.data import ALEPPO

HERE = Path(__file__).parent
_PHENOMENA_FLOOR, _CASES_FLOOR = 10, 300


CASES = cases()


@pytest.mark.parametrize(("phenomenon", "marked"), CASES, ids=[f"{p}-{n}" for n, (p, _) in enumerate(CASES)])
def test_case(phenomenon: str, marked: str) -> None:
    wanted = [piece.strip() for piece in marked.split("‖") if piece.strip()]
    assert [sentence.arabic for sentence in split(marked.replace("‖", ""))] == wanted, phenomenon


def test_every_phenomenon_has_enough_cases() -> None:
    counts: dict[str, int] = {}
    for phenomenon, _ in CASES:
        counts[phenomenon] = counts.get(phenomenon, 0) + 1
    assert min(counts.values()) >= _PHENOMENA_FLOOR
    assert len(CASES) >= _CASES_FLOOR


def test_the_aleppo_article() -> None:
    sentences = split(ALEPPO.read_text(encoding="utf-8"))
    assert [sentence.paragraph for sentence in sentences] == [1, 1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 9]
    assert sentences[0].arabic.startswith("عواصم - (وكالات): أفاد مصدر")
    assert "بـ»الإرهابيين» منها، بحسب بيان" in sentences[0].arabic
    assert sentences[1].arabic.startswith("واستعادت قوات النظام")
    assert sentences[9].arabic.endswith("وتكرار جرائمهم».")
    assert sentences[14].arabic.endswith("تنظيم الدولة «داعش».")


def test_paragraphs_follow_lines_not_folds() -> None:
    folded = (
        "التقى الوزير نظيره في العاصمة صباح اليوم الأحد لبحث ملف\nالحدود بين البلدين. وغادر بعد الظهر."
        "\n\nوصل وفد آخر."
    )
    assert [(s.n, s.paragraph) for s in split(folded)] == [(1, 1), (2, 1), (3, 2)]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_wrapping_the_aleppo_article_changes_no_sentence(width: int) -> None:
    """The same article, folded at a column as a mail program does, blank lines between paragraphs."""
    paragraphs = ALEPPO.read_text(encoding="utf-8").split("\n")
    wrapped = "\n\n".join(_folded(paragraph, width) for paragraph in paragraphs if paragraph.strip())
    flat = [" ".join(sentence.arabic.split()) for sentence in split(wrapped)]
    assert flat == [" ".join(sentence.arabic.split()) for sentence in split("\n".join(paragraphs))]


def _folded(paragraph: str, width: int) -> str:
    lines = [""]
    for word in paragraph.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


_PIECES = st.sampled_from(
    [*"ابوم د.،؟!…«»\"()[]'-•*15٣٫ \n\t\r", "قال ", "وقال ", "د. ", "...", "\u200f", "\u2029", "\x0c", " كلمة", "http://a.b/", "\n\n", "»."]
)  # fmt: skip


@given(st.one_of(st.lists(_PIECES, max_size=60).map("".join), st.text(max_size=80)))
@settings(max_examples=400, deadline=None)
def test_no_character_is_lost_or_doubled(text: str) -> None:
    sentences = split(text)
    covered = 0
    for n, sentence in enumerate(sentences, start=1):
        assert sentence.n == n
        assert text[sentence.start : sentence.end] == sentence.arabic
        assert sentence.arabic == sentence.arabic.strip() != ""
        assert text[covered : sentence.start].strip() == ""
        covered = sentence.end
    assert text[covered:].strip() == ""
    numbers = [sentence.paragraph for sentence in sentences]
    assert numbers == sorted(numbers)
    assert numbers[:1] in ([], [1])


@given(st.lists(_PIECES, max_size=60).map("".join))
@settings(max_examples=200, deadline=None)
def test_a_sentence_of_marks_alone_stands_only_alone(text: str) -> None:
    sentences = split(text)
    if len(sentences) > 1:
        assert all(any(char.isalnum() for char in sentence.arabic) for sentence in sentences)


def test_no_text_no_sentence() -> None:
    assert split("") == split(" \n\t\u3000") == []


@pytest.mark.parametrize("unit", [".", ". ", "«", '"', "(", "ا", "ا ", "ا. ", "ا\n", "د.", "\n", "؟»", " "])
def test_monotonous_text_is_survived(unit: str) -> None:
    text = unit * 20_000
    assert "".join(s.arabic for s in split(text)).split() == "".join(text.split()).split() or split(text)
    assert sum(len("".join(s.arabic.split())) for s in split(text)) == len("".join(text.split()))
