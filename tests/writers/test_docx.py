"""The document as Word's own format has it: direction, links, equal bytes, nothing that XML forbids."""

import builtins
import io
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from mujaz.errors import UsageError
from mujaz.writers import docx, views
from tests.support.briefs import ATTACKS, brief, hostile


def body(data: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return parse_xml(archive.read("word/document.xml"))


def words(element: Any) -> str:
    return "".join(found.text or "" for found in element.iter(qn("w:t")))


def test_arabic_is_set_right_to_left() -> None:
    root = body(docx.render(brief()))
    paragraphs = {words(p): p for p in root.iter(qn("w:p"))}
    for text in ("قال الوزير «نعم» <b>.", "قُتل 25 مدنياً.", "عنوان الخبر", "العربية"):
        paragraph = paragraphs[text]
        assert paragraph.find(qn("w:pPr")).find(qn("w:bidi")) is not None
        for run in paragraph.iter(qn("w:r")):
            properties = run.find(qn("w:rPr"))
            assert properties.find(qn("w:rtl")) is not None
            assert properties.find(qn("w:lang")).get(qn("w:bidi")) == "ar-SA"
            assert properties.find(qn("w:rFonts")).get(qn("w:cs"))
            assert properties.find(qn("w:szCs")) is not None
    assert paragraphs["Minister *says* yes"].find(f".//{qn('w:bidi')}") is None


def test_the_table_has_a_sentence_a_row_and_a_head_on_every_page() -> None:
    (table,) = Document(io.BytesIO(docx.render(brief()))).tables
    assert [[cell.text.split("\n")[0] for cell in row.cells] for row in table.rows] == [
        ["English", "العربية"],
        ['1. The minister said "yes" & <b>.', "قال الوزير «نعم» <b>."],
        ["2. Civilians died.", "قُتل 25 مدنياً."],
    ]
    assert "Number differs. " in table.rows[2].cells[0].text
    assert "25 is missing from the English" in table.rows[2].cells[0].text
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]  # noqa: SLF001 - no other way
    assert heads == [True, False, False]


def test_every_citation_leads_to_a_bookmark() -> None:
    root = body(docx.render(brief()))
    marks = [mark.get(qn("w:name")) for mark in root.iter(qn("w:bookmarkStart"))]
    links = [link.get(qn("w:anchor")) for link in root.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert marks == ["s1", "s2"]
    assert links == ["s1", "s2", "s2", "s1", "s1"]  # the point's, the figure's, the claim's, the name's


def test_warnings_flags_and_signature_are_there() -> None:
    text = words(body(docx.render(brief())))
    for said in (
        "⚠ rests on a doubtful one",
        "⚠ Warning: 1 of 2",
        "25 civilians",
        "Made by ctranslate2|m@1|int8",
    ):
        assert said in text


def test_only_an_address_of_the_web_becomes_a_link() -> None:
    def targets(url: str) -> list[str]:
        made = docx.render(replace(brief(), source=replace(brief().source, url=url)))
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            relations = parse_xml(archive.read("word/_rels/document.xml.rels"))
        return [r.get("Target") for r in relations if r.get("TargetMode") == "External"]

    assert targets("https://example.org/?a=1&b=2") == ["https://example.org/?a=1&b=2"]
    for attack in ("javascript:alert(1)", "file:///etc/passwd", "https://a\nb", "\\\\evil\\share"):
        assert targets(attack) == []


def test_the_same_brief_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    first = docx.render(brief())
    monkeypatch.setattr(
        time, "time", lambda: 2_000_000_000.0
    )  # zipfile writes the time of day, unless it is told not to
    assert docx.render(brief()) == first
    assert docx.render(replace(brief(), headline="x")) != first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_is_only_text(attack: str) -> None:
    made = docx.render(hostile(ATTACKS[attack]))
    expected, root = body(docx.render(hostile("x"))), body(made)
    ours = [e.tag for e in expected.iter() if e.tag != qn("w:cantSplit")]
    assert [e.tag for e in root.iter() if e.tag != qn("w:cantSplit")] == ours
    assert len(Document(io.BytesIO(made)).core_properties.title) <= 255
    assert max(len(t.text or "") for t in root.iter(qn("w:t"))) < 11_000


def test_a_text_that_is_cut_says_so() -> None:
    assert "(cut here: 1,000,000 characters, all in the JSON)" in words(
        body(docx.render(hostile(ATTACKS["word"])))
    )
    assert "cut here" not in words(body(docx.render(hostile("ab " * 1000))))


def test_without_python_docx_the_install_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 - as the built-in names them
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        if name.split(".", maxsplit=1)[0] == "docx" and level == 0:
            raise ModuleNotFoundError("No module named 'docx'", name="docx")
        return real(name, globals, locals, fromlist, level)

    monkeypatch.delitem(sys.modules, "mujaz.writers.docx")
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError) as caught:
        views.load(["docx"])
    assert caught.value.hint == "pip install 'mujaz[documents]'"
