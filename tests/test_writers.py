import json

import pytest

from pipeline.article import Attempt, Brief, Figure, Flag, Name, Point, Sentence, Source, Translation
from pipeline.writers import json_brief, markdown


def brief() -> Brief:
    arabic = ["قال الوزير «نعم» <b>.", "قُتل 25 مدنياً."]
    flag = Flag("number_mismatch", "high", "25 is missing from the English")
    attempts = (Attempt("first", "Civilians died.", -0.5, (flag,)), Attempt("beam 8", "Dead.", -0.7, (flag,)))
    return Brief(
        id="a",
        fingerprint="f00",
        source=Source("inputs/a.txt", "00", "utf-8", url="https://example.org/?a=1&b=2"),
        signature="ctranslate2|m@1|int8",
        headline="Minister *says* yes",
        points=(
            Point("2016. The minister [said] <script>.", (1, 2), "extractive", ("rests on a doubtful one",)),
        ),
        sentences=(
            Translation(Sentence(1, 1, 0, 20, arabic[0]), 'The minister said "yes" & <b>.', -0.1),
            Translation(Sentence(2, 2, 22, 38, arabic[1]), "Civilians died.", -0.5, (flag,), attempts),
        ),
        names=(Name("حلب", "Aleppo", (1,)),),
        figures=(Figure("25 civilians", (2,)),),
        warnings=("1 of 2 sentences is doubtful: 2",),
        timings={"split": 0.00123456},
    )


def test_json_round_trips() -> None:
    made = brief()
    back = json_brief.from_json(json.loads(json_brief.render(made)))
    assert json_brief.render(back) == json_brief.render(made)
    assert back.sentences == made.sentences
    assert back.points == made.points


def test_json_has_the_designed_keys_and_counts() -> None:
    data = json_brief.to_json(brief())
    assert list(data) == (
        [
            "id",
            "fingerprint",
            "source",
            "signature",
            "headline",
        "dateline",
            "points",
            "sentences",
            "names",
        "figures",
            "counts",
            "warnings",
            "timings",
        ]
    )
    assert data["counts"] == {"sentences": 2, "doubtful": 1, "retried": 1, "flags": {"number_mismatch": 1}}
    assert "قُتل 25 مدنياً." in json_brief.render(brief())


def test_markdown_means_what_the_text_means() -> None:
    text = markdown.render(brief())
    assert "# Minister \\*says\\* yes\n" in text
    assert (
        "- 2016\\. The minister \\[said\\] \\<script>. [[1]](#s1) [[2]](#s2) *(rests on a doubtful one)*\n"
        in text
    )
    assert '<div dir="rtl" lang="ar">قال الوزير «نعم» &lt;b&gt;.</div>' in text
    assert (
        '<a id="s2"></a>**2.** Civilians died.\n\n> ⚠ `number_mismatch` 25 is missing from the English\n'
        in text
    )
    assert "> **Warning:** 1 of 2 sentences is doubtful: 2\n" in text
    assert "`ctranslate2|m@1|int8`" in text


@pytest.mark.parametrize("hostile", ["a\n\n<script>alert(1)</script>", "x\n# y", "x\r\n\r\n- y"])
def test_markdown_keeps_hostile_arabic_inside_its_block(hostile: str) -> None:
    made = brief()
    sentence = Sentence(1, 1, 0, 9, hostile)
    bad = Brief(
        **{
            **{k: getattr(made, k) for k in Brief.__slots__},
            "sentences": (Translation(sentence, hostile, None),),
        }
    )
    for line in markdown.render(bad).splitlines():
        assert not line.startswith(("<script", "# y", "- y"))
        assert "<script>" not in line.replace("\\<script>", "")
