"""What the repository shows of the bundled model is put between marks, and nothing else is touched."""

from dataclasses import replace
from pathlib import Path

import pytest

from mujaz.flags import Flag
from recipes.starter import pages
from tests.support.briefs import brief

REPOSITORY = Path(__file__).parents[2]


def test_a_part_of_a_page_is_put_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a <!-- starter score -->1<!-- end --> b\n<!-- starter brief -->\nold\n<!-- end -->\nc\n")
    pages.put(page, "score", r"2\1", inline=True)
    pages.put(page, "brief", "> new\n> lines")
    assert page.read_text() == (
        "a <!-- starter score -->2\\1<!-- end --> b\n<!-- starter brief -->\n> new\n> lines\n<!-- end -->\nc\n"
    )


def test_a_page_without_the_marks_is_left_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n")
    with pytest.raises(ValueError, match="starter brief"):
        pages.put(page, "brief", "new")
    assert page.read_text() == "a\n"


@pytest.mark.parametrize(
    ("page", "name"), [("README.md", "brief"), ("README.md", "score"), ("docs/measurements.md", "scores")]
)
def test_the_pages_have_the_marks(page: str, name: str, tmp_path: Path) -> None:
    copy = tmp_path / "page.md"
    copy.write_text((REPOSITORY / page).read_text(encoding="utf-8"), encoding="utf-8")
    pages.put(copy, name, "NEW")
    assert copy.read_text(encoding="utf-8").count("NEW") == 1


def test_the_catalogue_has_the_places_of_score_and_size(tmp_path: Path) -> None:
    copy = tmp_path / "catalogue.yaml"
    text = (REPOSITORY / "pipeline/mujaz/models/catalogue.yaml").read_text(encoding="utf-8")
    copy.write_text(text, encoding="utf-8")
    pages.between(copy, pages._SIZE, "9999")  # noqa: SLF001
    pages.between(copy, pages._SCORE, "99.9")  # noqa: SLF001
    lines = copy.read_text(encoding="utf-8").splitlines()
    changed = [new for new, old in zip(lines, text.splitlines(), strict=True) if new != old]
    assert [("9999 MB" in line, "value: 99.9," in line) for line in changed] == [(False, True), (True, False)]


def test_an_excerpt_shows_points_names_and_the_sentence_whose_numbers_differ() -> None:
    whole = brief()
    wrong = replace(
        whole.sentences[-1], flags=(Flag("number_mismatch", "high", "40 is missing from the English"),)
    )
    shown = pages.excerpt(replace(whole, sentences=(*whole.sentences[:-1], wrong)))
    assert all(line.startswith(">") for line in shown.splitlines())
    assert shown.startswith("> # Minister \\*says\\* yes\n")
    assert f"> **{wrong.sentence.n}.** " in shown
    assert "40 is missing from the English" in shown
    assert f"> **{whole.sentences[0].sentence.n}.** " not in shown
    assert whole.names[0].arabic in shown
    assert "](#" not in shown


def test_a_table_has_a_line_for_each_beam() -> None:
    scores = {"BLEU": 20.04, "chrF2++": 46.5, "TER": 67.0, "numbers": 94.0, "names": 93.0}
    assert pages.table(["greedy", "beam 4"], [scores, scores]).splitlines() == [
        "```",
        "        BLEU  chrF2++   TER  numbers  names",
        "greedy  20.0     46.5  67.0     94.0   93.0",
        "beam 4  20.0     46.5  67.0     94.0   93.0",
        "```",
    ]
