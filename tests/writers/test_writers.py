import csv
import io
import re
from dataclasses import replace

import docx
import pytest

from mujaz.flags import Flag
from mujaz.writers import csv_points, html, json_brief, markdown, terminal, views, visible
from mujaz.writers import docx as docx_writer
from mujaz.writers.explain import meaning
from tests.support.briefs import ATTACKS, brief, hostile


def test_json_round_trips() -> None:
    made = brief()
    back = json_brief.parse(json_brief.render(made))
    assert json_brief.render(back) == json_brief.render(made)
    assert [t.score for t in back.sentences] == [-0.1, -0.5124]  # rounded; all else comes back as it was
    assert replace(back, sentences=(), timings={}) == replace(made, sentences=(), timings={})
    assert [replace(t, score=0) for t in back.sentences] == [replace(t, score=0) for t in made.sentences]


def test_json_has_the_designed_keys_and_counts() -> None:
    data = json_brief.to_json(brief())
    assert " ".join(data) == (
        "id fingerprint source signature headline dateline points sentences names figures claims counts warnings timings"
    )
    assert data["counts"] == {
        "sentences": 2,
        "doubtful": 1,
        "retried": 1,
        "from_memory": 0,
        "human": 0,
        "flags": {"number_mismatch": 1},
        "points": 1,
        "replaced": 0,
    }
    assert "قُتل 25 مدنياً." in json_brief.render(brief())


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_json_round_trips_through_utf8(attack: str) -> None:
    made = replace(hostile(ATTACKS[attack]), timings={})
    text = json_brief.render(made)
    assert json_brief.parse(text.encode()) == made
    assert json_brief.line(json_brief.to_json(made)).encode().count(b"\n") == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "Expecting value"),
        ("[]", "other parts"),
        ("{}", "'id' is missing"),
        ("[" * 100_000, "nested too deeply"),
        (b"\xff\xfe\x00", "codec"),
        (
            json_brief.render(brief()).replace('"Aleppo (Agencies)"', "7"),
            "dateline: Input should be a valid string",
        ),
        (
            json_brief.render(brief()).replace('"number_mismatch",', '"wrong",'),
            "flags.0.name: Input should be",
        ),
        (json_brief.render(brief()).replace('"n": 1,', '"n": "one",'), "sentence.n: Input should be"),
    ],
)
def test_what_is_not_a_brief_is_told_in_words(data: str | bytes, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        json_brief.parse(data)


def test_views_show_what_hides() -> None:
    assert (
        visible.line("a\x00b\u202ec\n\n d\u200f\ud800 \x1b[31m\u2028x")
        == "a\\x00b\\u202ec d\\ud800 \\x1b[31m x"
    )
    assert visible.arabic("\u202bقال\u202c C++\u200e نعم\u200cها") == "قال C++\u200e نعم\u200cها"


@pytest.mark.parametrize("name", views.FORMATS)
def test_a_view_is_the_same_every_time_and_knows_no_timings(name: str) -> None:
    (view,) = views.load([name])
    first = view.render(brief())
    assert view.render(replace(brief(), timings={"split": 9.0})) == first
    assert len(first) > 100


def test_markdown_means_what_the_text_means() -> None:
    text = markdown.render(brief())
    assert text.startswith(
        "# Minister \\*says\\* yes\n\n"
        '**Aleppo (Agencies)** — Source: “<span dir="rtl" lang="ar">عنوان الخبر</span>” · 2026-11-20 · '
        "<https://example.org/?a=1&b=2> · inputs/a.txt\n\n"
    )
    point = (
        "- 2016\\. The minister \\[said\\] \\<script>. [[1]](#s1) [[2]](#s2) *(rests on a doubtful one)*\n\n"
    )
    assert point in text
    assert "> **Warning:** 1 of 2 sentences is doubtful: 2\n\n" in text
    assert "- 25 civilians [[2]](#s2)\n" in text
    assert '- Aleppo (<span dir="rtl" lang="ar">حلب</span>) [[1]](#s1)\n' in text
    assert '<div dir="rtl" lang="ar">قال الوزير «نعم» &#60;b&gt;.</div>\n\n---\n\n' in text
    known = meaning("number_mismatch")
    flag = f"> ⚠ **{known.label}.** {known.sentence} *(25 is missing from the English)*\n\n"
    assert f'<a id="s2"></a>**2.** Civilians died.\n\n{flag}<div' in text
    assert "Made by `ctranslate2|m@1|int8`\n" in text


OURS = re.compile(
    r'</?(?:div|span)(?: dir="rtl" lang="ar")?>|<a id="s\d+"></a>|<https://[!-;=?-~]*>|\[\[\d+\]\]\(#s\d+\)'
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_keeps_hostile_text_inside_its_block(attack: str) -> None:
    text = markdown.render(hostile(ATTACKS[attack]))
    text.encode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u2069]", text)
    ordinary = markdown.render(hostile("x"))
    # The same blocks of the same kinds, in the same order: nothing ended early, nothing was opened.
    kinds = [re.match(r"# |## |- |> |---$|<div|<a id|\*\*|Source|Made|$", line) for line in text.split("\n")]
    expected = [
        re.match(r"# |## |- |> |---$|<div|<a id|\*\*|Source|Made|$", line) for line in ordinary.split("\n")
    ]
    assert [kind and kind[0] for kind in kinds] == [kind and kind[0] for kind in expected]
    # Nothing that opens markup is left but our own.
    rest = re.sub(r"\\.", "", OURS.sub("", text)).split("Made by `")[0]
    assert not re.search(r"[<`\[\]$~@{}|^_]", rest)
    assert not re.search(r"https?://|www\.", rest)


def test_markdown_links_to_the_web_alone() -> None:
    source = replace(brief().source, url="javascript:alert(1)")
    assert "<javascript" not in markdown.render(replace(brief(), source=source))
    source = replace(brief().source, url="https://example.org/a b")
    assert "<https" not in markdown.render(replace(brief(), source=source))
    source = replace(brief().source, url="https://example.org/>`*x*<b>خبر")
    assert "<https://example.org/%3E%60*x*%3Cb%3E%D8%AE%D8%A8%D8%B1>" in markdown.render(
        replace(brief(), source=source)
    )


@pytest.mark.parametrize(
    "start", ["1. x", "1) x", "(a) x", "A. x", "iv. x", "- x", "+ x", "# x", "> x", ": x", "* x"]
)
def test_markdown_opens_no_list_in_a_line(start: str) -> None:
    for line in markdown.render(hostile(start)).splitlines():
        body = line.removeprefix("- ").removeprefix("# ").removeprefix('<div dir="rtl" lang="ar">')
        if line != body:
            assert not body.startswith(start)


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_csv_has_a_row_a_point() -> None:
    other = replace(brief(), id="b", source=replace(brief().source, url=None))
    text = "".join(csv_points.table([brief(), other]))
    assert text.count("\r\n") == text.count("\n") == 3
    assert rows(text) == [
        ["id", "published", "source", "headline", "point", "cites", "origin", "flags"],
        [
            *("a", "2026-11-20", "https://example.org/?a=1&b=2", "Minister *says* yes"),
            *("2016. The minister [said] <script>.", "1 2", "extractive", "rests on a doubtful one"),
        ],
        [
            *("b", "2026-11-20", "inputs/a.txt", "Minister *says* yes"),
            *("2016. The minister [said] <script>.", "1 2", "extractive", "rests on a doubtful one"),
        ],
    ]


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", "＝1", "\u202b=1", " =1"]
)
def test_csv_runs_nothing(start: str) -> None:
    made = hostile(start)
    for cell in rows(csv_points.render(made))[1]:
        assert cell.startswith(("'", "a", "1", "abstractive"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_csv_takes_any_text(attack: str) -> None:
    text = csv_points.render(hostile(ATTACKS[attack]))
    text.encode()
    assert len(rows(text)) == 2
    assert all(len(cell) <= 32_767 for cell in rows(text)[1])


def test_markdown_says_the_warnings_first_and_each_kind_of_flag_once() -> None:
    flags = tuple(Flag("glossary_missed", "low", f"name {n} is absent") for n in range(3))
    made = brief()
    first = replace(made.sentences[0], flags=(*flags, Flag("loop", "high", "x x x")))
    text = markdown.render(replace(made, sentences=(first, *made.sentences[1:])))
    assert text.index("> **Warning:**") < text.index("\n- ")
    assert text.count("Glossary not followed") == 1
    assert "name 0 is absent; name 1 is absent; name 2 is absent" in text
    assert text.index("> ⚠") < text.index("> ⓘ")


def test_every_view_says_which_sentences_a_person_translated() -> None:
    made = brief()
    by_person = replace(made.sentences[0], from_memory=True, human=True)
    shown = replace(made, sentences=(by_person, made.sentences[1]))
    said = "A person translated this sentence"
    for render in (markdown.render, html.render):
        assert said not in render(made)
        assert render(shown).count(said) == 1
    assert "2 sentences, 1 of them doubtful, 1 translated by a person" in html.render(shown)
    document = docx.Document(io.BytesIO(docx_writer.render(shown)))
    assert said in document.tables[0].rows[1].cells[0].text
    lines = "".join(block.text.plain for block in terminal.blocks(shown, arabic=False))
    assert lines.count(said) == 1
    assert json_brief.parse(json_brief.render(shown)).sentences[0].human
