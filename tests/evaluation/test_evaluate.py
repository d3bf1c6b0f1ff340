"""`mujaz evaluate`: files that pair up, plain errors, readable tables."""

import json
from pathlib import Path

import pytest
from sacrebleu.metrics import BLEU

from mujaz.checks.glossary import Glossary
from mujaz.errors import UsageError
from mujaz.evaluation import texts
from tests import tiny
from tests.support.data import NEWS_GLOSSARY
from tests.support.evaluations import ARABIC, ENGLISH, WORSE, Command, evaluated

# --- files -----------------------------------------------------------------------------------------------------------


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    file = tmp_path / "a.en"
    file.write_bytes("one\u2028still one\x0b.\r\ntwo\x85too\r\n".encode())
    assert texts.read(file).lines == ("one\u2028still one\x0b.", "two\x85too")


def test_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.ar"
    file.write_bytes("سطر أول\nسطر ثان\n".encode("utf-16"))
    assert texts.read(file).lines == ("سطر أول", "سطر ثان")


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["dev.argos.en", "dev.opus.en"], ("argos", "opus")),
        (["dev.base.en", "dev.base-memory.en"], ("base", "base-memory")),
        (["alone.en"], ("alone",)),
        (["a.txt", "b.txt"], ("a", "b")),
        (["x/out.en", "y/out.en"], ("x/out.en", "y/out.en")),
        (["run.en", "run.v2.en"], ("run", "run.v2")),
    ],
)
def test_files_get_short_names(names: list[str], short: tuple[str, ...]) -> None:
    assert texts.labels([Path(name) for name in names]) == short


def broken(files: Path, what: str) -> tuple[list[Path], list[str]]:  # noqa: PLR0911 - one case a line
    """Arguments that must fail, and what the error must name."""
    source, reference, output = files / "dev.ar", files / "dev.en", files / "dev.bad.txt"
    if what == "fewer lines":
        output.write_text("one\ntwo\n", encoding="utf-8")
        return [source, reference, output], ["dev.bad.txt", "2 lines", "dev.ar", "200 lines"]
    if what == "blank lines at the end":
        reference.write_text("\n".join(ENGLISH) + "\n\n\n", encoding="utf-8")
        return [source, reference, output], ["dev.en", "202 lines", "ends in blank lines"]
    if what == "empty":
        output.write_text("\n \n", encoding="utf-8")
        return [source, reference, output], ["dev.bad.txt", "nothing in this file"]
    if what == "another encoding":
        output.write_bytes("one\nthe café\n".encode("latin-1"))
        return [source, reference, output], ["dev.bad.txt", "line 2 is not UTF-8", "0xe9"]
    if what == "swapped":
        return [reference, source, output], ["dev.en", "not Arabic"]
    if what == "reference in Arabic":
        return [source, source, output], ["dev.ar", "not English"]
    return [source, reference, files / "none.en"], ["none.en", "cannot be read"]


@pytest.mark.parametrize(
    "what",
    [
        "fewer lines",
        "blank lines at the end",
        "empty",
        "another encoding",
        "swapped",
        "reference in Arabic",
        "absent",
    ],
)
def test_what_is_wrong_with_a_file_is_said(files: Path, mujaz: Command, what: str) -> None:
    (source, reference, output), named = broken(files, what)
    ended = mujaz("evaluate", "--source", source, "--reference", reference, "--hypothesis", output)
    assert ended.code == 2
    assert not ended.out
    for word in named:
        assert word in ended.err
    assert "hint:" in ended.err


def test_one_table_for_several_outputs(mujaz: Command, files: Path) -> None:
    ended = evaluated(mujaz, files)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert not any(line.endswith(" ") for line in lines)
    assert lines[0].split() == ["BLEU", "chrF2++", "TER", "numbers", "names", "doubtful"]
    good, bad, person = (line.split() for line in lines[1:4])
    assert good == ["good", "100.0", "100.0", "0.0", "100.0", "100.0", "0.0"]
    assert bad[0] == "bad"
    assert all(float(one) < 100 for one in bad[1:3] + bad[4:6])
    assert float(bad[3]) > 0
    assert person[:4] == ["(reference)", "–", "–", "–"]
    assert "number mismatch" in ended.out
    assert "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:" in ended.out
    assert "pipx install unbabel-comet" in ended.out


def test_json_says_all_that_the_table_says(mujaz: Command, files: Path) -> None:
    data = json.loads(evaluated(mujaz, files, "--json").out)
    assert data["sentences"] == 200
    assert data["glossary"] == Glossary.load(NEWS_GLOSSARY).content_hash
    assert set(data["signatures"]) == {"BLEU", "chrF2++", "TER"}
    good, bad = data["systems"]
    assert good["scores"]["BLEU"] == pytest.approx(100)
    there, of = bad["counts"]["numbers"]
    assert bad["scores"]["numbers"] == pytest.approx(100 * there / of)
    assert bad["flags"]["number_mismatch"] > 0
    assert data["human"]["scores"]["numbers"] == 100
    assert "BLEU" not in data["human"]["scores"]


def test_what_needs_no_reference_is_measured_without_one(mujaz: Command, files: Path) -> None:
    ended = mujaz("evaluate", "--source", files / "dev.ar", "--hypothesis", files / "dev.bad.txt", "--json")
    assert ended.code == 0
    data = json.loads(ended.out)
    assert data["human"] is data["reference"] is None
    assert set(data["systems"][0]["scores"]) == {"numbers", "names", "doubtful", "length"}


def test_only_the_first_sentences(mujaz: Command, files: Path) -> None:
    data = json.loads(evaluated(mujaz, files, "--json", "--limit", 4).out)
    assert data["sentences"] == 4
    assert data["systems"][1]["scores"]["BLEU"] == pytest.approx(
        BLEU().corpus_score(list(WORSE[:4]), [list(ENGLISH[:4])]).score
    )


def test_a_configuration_is_scored_on_what_mujaz_translate_makes_of_it(
    mujaz: Command, files: Path, tmp_path: Path
) -> None:
    few = 12
    config = tmp_path / "tiny.yaml"
    config.write_text(f"translation:\n  model: {tiny.MODEL}\n  beam_size: 1\n", encoding="utf-8")
    (tmp_path / "few.ar").write_text("\n".join(ARABIC[:few]) + "\n", encoding="utf-8")
    made = mujaz("translate", tmp_path / "few.ar", "-c", config).out.splitlines()
    given = ("--source", files / "dev.ar", "--reference", files / "dev.en", "--limit", few, "--json")
    ended = mujaz("evaluate", *given, "-c", config, "--hypothesis", files / "dev.bad.txt")
    assert ended.code == 0, ended.err
    bad, system = json.loads(ended.out)["systems"]
    assert (bad["name"], system["name"]) == ("dev.bad", "tiny")
    assert system["scores"]["BLEU"] == pytest.approx(BLEU().corpus_score(made, [list(ENGLISH[:few])]).score)
    assert system["sentences_per_second"] > 0
    assert system["signature"].startswith("ctranslate2")
    assert bad["sentences_per_second"] is bad["signature"] is None


def test_a_broken_glossary_is_a_usage_error(files: Path) -> None:
    with pytest.raises(UsageError, match="glossary"):
        Glossary.load(files / "none.tsv")
