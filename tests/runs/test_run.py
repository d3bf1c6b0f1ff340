"""Whole runs with the tiny real model: what lands in the run folder, and what a person is told."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from mujaz.arabic.splitter import split
from mujaz.article import Article, Failure
from mujaz.config import load
from mujaz.plan import make_plan
from mujaz.readers import Reader, discover
from mujaz.runs.run import Run
from mujaz.stages import Pipeline
from tests.support.outputs import NAMES, TINY, Mujaz, brief, failures, manifest
from tests.tiny import MODEL, articles


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_articles_become_true_briefs(mujaz: Mujaz, inputs: Path, tmp_path: Path, engine: str) -> None:
    output = tmp_path / "out"
    ended = mujaz("run", inputs, "-o", output, *TINY, "--set", f"translation.engine={engine}")
    assert ended.code == 0, ended.err
    for name in NAMES:
        found = brief(output, name)
        text = (inputs / f"{name}.txt").read_text(encoding="utf-8")
        assert [s["arabic"] for s in found["sentences"]] == [s.arabic for s in split(text)]
        assert all(text[s["start"] : s["end"]] == s["arabic"] for s in found["sentences"])
        expected = [english for _, english in articles(name)]
        assert [s["english"] for s in found["sentences"]] == expected
        assert 1 <= len(found["points"]) <= 4
        for point in found["points"]:
            (cited,) = (expected[n - 1] for n in point["cites"])
            assert cited.endswith(point["text"]), "a dateline may go"
            assert point["shortened"] == (cited != point["text"])
        assert f"{engine}|" in found["signature"]
    assert manifest(output)["status"] == "finished"
    assert manifest(output)["counts"]["articles"] == len(NAMES)
    lines = (output / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [brief(output, name) for name in NAMES]
    assert (output / "failures.jsonl").read_text(encoding="utf-8") == ""


def test_the_same_command_resumes_and_redoes_what_changed(mujaz: Mujaz, inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert mujaz("run", inputs, "-o", output, *TINY).code == 0
    before = {path.name: path.stat().st_mtime_ns for path in output.glob("briefs/*")}
    again = mujaz("run", inputs, "-o", output, *TINY)
    assert again.code == 0
    assert f"0 briefs written, {len(NAMES)} already done" in again.err
    assert {path.name: path.stat().st_mtime_ns for path in output.glob("briefs/*")} == before

    changed = inputs / f"{NAMES[0]}.txt"
    changed.write_text(
        changed.read_text(encoding="utf-8") + "\n" + articles(NAMES[1])[1][0], encoding="utf-8"
    )
    assert "1 brief written" in mujaz("run", inputs, "-o", output, *TINY).err
    assert len(brief(output, NAMES[0])["sentences"]) == len(articles(NAMES[0])) + 1
    assert len((output / "briefs.jsonl").read_text(encoding="utf-8").splitlines()) == len(NAMES)

    other = mujaz("run", inputs, "-o", output, *TINY, "--set", "translation.beam_size=1")
    assert f"{len(NAMES)} briefs written" in other.err


def test_settings_that_cannot_change_a_brief_redo_nothing(mujaz: Mujaz, inputs: Path, tmp_path: Path) -> None:
    mujaz("run", inputs, "-o", tmp_path / "out", *TINY)
    for setting in ("translation.threads=1", "input.max_characters=600000", "translation.fallback=none"):
        assert "0 briefs written" in mujaz("run", inputs, "-o", tmp_path / "out", *TINY, "--set", setting).err


def test_fresh_redoes_everything(mujaz: Mujaz, inputs: Path, tmp_path: Path) -> None:
    mujaz("run", inputs, "-o", tmp_path / "out", *TINY)
    assert (
        f"{len(NAMES)} briefs written:" in mujaz("run", inputs, "-o", tmp_path / "out", *TINY, "--fresh").err
    )


def test_a_view_that_is_missing_is_made_without_translating(
    mujaz: Mujaz, inputs: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    mujaz("run", inputs, "-o", output, *TINY, "--set", "output.formats=[json]")
    assert not list(output.glob("briefs/*.md"))
    assert "0 briefs written" in mujaz("run", inputs, "-o", output, *TINY).err
    assert len(list(output.glob("briefs/*.md"))) == len(NAMES)


def test_a_log_says_what_is_going_on(mujaz: Mujaz, inputs: Path, tmp_path: Path) -> None:
    said = mujaz("run", inputs, "-o", tmp_path / "out", *TINY).err.splitlines()
    assert said[0].startswith("loading ")
    assert said[1:3] == ["translating 24 sentences", f"3 briefs written: {tmp_path / 'out/briefs'}/"]
    assert mujaz("run", inputs, "-o", tmp_path / "out", *TINY, "--fresh", "--quiet").err == ""


def test_limit_takes_the_first(mujaz: Mujaz, inputs: Path, tmp_path: Path) -> None:
    mujaz("run", inputs, "-o", tmp_path / "out", *TINY, "--limit", 1)
    assert [path.stem for path in (tmp_path / "out/briefs").glob("*.json")] == [NAMES[0]]


def test_json_prints_the_manifest_and_nothing_else_on_stdout(
    mujaz: Mujaz, inputs: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    ended = mujaz("run", inputs, "-o", output, *TINY, "--json")
    printed = json.loads(ended.out)
    assert printed["counts"] == manifest(output)["counts"]
    assert printed["config"]["translation"]["model"] == str(MODEL)
    assert set(printed["inputs"]) == set(NAMES)
    assert printed["models"]["translation"]["identity"] in printed["signature"]


def test_bad_inputs_are_recorded_and_harm_nothing(mujaz: Mujaz, inputs: Path, tmp_path: Path) -> None:
    (inputs / "empty.txt").write_bytes(b"")
    (inputs / "english.txt").write_text("The minister said that talks had ended.", encoding="utf-8")
    (inputs / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (inputs / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (inputs / "huge.txt").write_text("قال الوزير نعم. " * 350_000, encoding="utf-8")  # 5.6 million characters
    text = (inputs / f"{NAMES[0]}.txt").read_text(encoding="utf-8")
    (inputs / "old.txt").write_bytes(
        text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩٬", "0123456789,")).encode("windows-1256")
    )
    output = tmp_path / "out"
    ended = mujaz("run", inputs, "-o", output, *TINY, "--set", "input.duplicates=keep")
    assert ended.code == 1
    found = failures(output)
    assert set(found) == {"empty.txt", "binary.txt", "photo.jpg", "huge.txt"}
    assert all(reason in ended.err for reason in found.values())
    assert "1 not in Arabic" in ended.err
    assert "4 failed" in ended.err
    assert {path.stem for path in output.glob("briefs/*.json")} == {*NAMES, "old"}
    assert brief(output, "old")["source"]["encoding"] == "windows-1256"
    assert [s["english"] for s in brief(output, "old")["sentences"]] == [e for _, e in articles(NAMES[0])]


def test_a_paragraph_of_three_thousand_words_comes_out_whole(mujaz: Mujaz, tmp_path: Path) -> None:
    clauses = [sentence.rstrip(".") for name in NAMES for sentence, _ in articles(name)]
    paragraph = " ".join(clause if clause.startswith("و") else f"و{clause}" for clause in clauses)
    paragraph = " ".join([paragraph] * (1 + 3000 // len(paragraph.split())))
    (tmp_path / "in").mkdir()
    (tmp_path / "in/long.txt").write_text(paragraph, encoding="utf-8")
    output = tmp_path / "out"
    assert mujaz("run", tmp_path / "in", "-o", output, *TINY).code == 0
    (sentence,) = brief(output, "long")["sentences"]
    assert sentence["arabic"] == paragraph.strip()
    assert "long_split" in {flag["name"] for flag in sentence["flags"]}
    assert len(sentence["english"].split()) > len(paragraph.split()) / 2  # English needs about as many words


def test_a_folder_without_articles(mujaz: Mujaz, tmp_path: Path) -> None:
    ended = mujaz("run", tmp_path, *TINY)
    assert (ended.code, ended.out) == (2, "")
    assert f"error: no articles in {tmp_path}" in ended.err
    assert "hint: " in ended.err


def test_wrong_configurations(mujaz: Mujaz, inputs: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("translation:\n  beem_size: 3\n", encoding="utf-8")
    ended = mujaz("run", inputs, "-c", wrong)
    assert ended.code == 2
    assert f"error: {wrong}:2: unknown key `translation.beem_size`; did you mean `beam_size`?" in ended.err
    wrong.write_text("translation: [\n", encoding="utf-8")
    assert mujaz("run", inputs, "-c", wrong).code == 2
    assert mujaz("config", "check", wrong).code == 2


def test_wrong_command(mujaz: Mujaz) -> None:
    assert mujaz("rum").code == 2
    assert mujaz("run", "--limit", 0).code == 2


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_broken_model_folders(mujaz: Mujaz, inputs: Path, tmp_path: Path, engine: str) -> None:
    arguments = ("run", inputs, "-o", tmp_path / "out", "--set", f"translation.engine={engine}")
    strict = ("--set", "translation.fallback=none", "--set", "summary.method=extractive")
    ended = mujaz(*arguments, *strict, "--set", f"translation.model={tmp_path / 'nowhere'}")
    assert ended.code == 3
    assert f"{tmp_path / 'nowhere'} does not exist" in ended.err

    broken = tmp_path / "broken"
    shutil.copytree(MODEL, broken)
    weights = broken / "pytorch_model.bin"
    weights.write_bytes(weights.read_bytes()[:-5000])
    ended = mujaz(*arguments, *strict, "--set", f"translation.model={broken}")
    assert ended.code == 3
    assert "pytorch_model.bin" in ended.err
    assert "hint: " in ended.err
    assert "Traceback" not in ended.err

    weights.unlink()
    assert mujaz(*arguments, *strict, "--set", f"translation.model={broken}").code == 3


def test_a_mistake_or_damage_is_no_reason_to_fall_back(
    mujaz: Mujaz, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mujaz.models.resolve.STARTER", MODEL)  # stands in for the bundled model
    broken = tmp_path / "broken"
    shutil.copytree(MODEL, broken)
    (broken / "vocab.json").unlink()
    for folder in (tmp_path / "nowhere", broken):
        ended = mujaz("run", inputs, "-o", tmp_path / "out", "--set", f"translation.model={folder}")
        assert ended.code == 3
        assert str(folder) in ended.err


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_weights_damaged_in_the_middle_are_refused(
    mujaz: Mujaz, inputs: Path, tmp_path: Path, engine: str
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(MODEL, broken)
    weights = bytearray((broken / "pytorch_model.bin").read_bytes())
    weights[len(weights) // 2] ^= 1
    (broken / "pytorch_model.bin").write_bytes(weights)
    settings = (f"translation.model={broken}", f"translation.engine={engine}", "summary.method=extractive")
    ended = mujaz(
        "run", inputs, "-o", tmp_path / "out", *(word for one in settings for word in ("--set", one))
    )
    assert ended.code == 3
    assert "pytorch_model.bin is damaged: the checksum" in ended.err


def test_no_model_to_be_had(
    mujaz: Mujaz, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("mujaz.models.resolve.STARTER", tmp_path / "no-starter")
    ended = mujaz("run", inputs, "-o", tmp_path / "out", "--set", "translation.model=some/model")
    assert ended.code == 3
    for said in (
        "some/model",
        "HF_HUB_OFFLINE",
        "mujaz models pull some/model",
        "translation.model=/",
        "HF_ENDPOINT",
    ):
        assert said in ended.err
    assert not (tmp_path / "out").exists()


def test_a_fallback_is_never_silent(
    mujaz: Mujaz, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("mujaz.models.resolve.STARTER", MODEL)  # stands in for the bundled model
    output = tmp_path / "out"
    wanted = ("--set", "translation.model=some/model", "--set", "summary.model=some/summariser")
    ended = mujaz("run", inputs, "-o", output, *wanted)
    assert ended.code == 0
    for said in (ended.err, *brief(output, NAMES[0])["warnings"], *manifest(output)["warnings"]):
        assert "could not be had" in said
    assert len(manifest(output)["warnings"]) == 2
    strict = mujaz("run", inputs, "-o", tmp_path / "strict", *wanted, "--strict")
    assert strict.code == 3


def test_one_poisonous_article_fails_alone(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mujaz.engines.ctranslate2 import CTranslate2Engine

    real = CTranslate2Engine.translate

    def translate(self: CTranslate2Engine, texts: Any, options: Any) -> Any:
        if any("سم قاتل" in text for text in texts):
            raise RuntimeError("the engine chokes on this")  # stands in for an error that no one can order
        return real(self, texts, options)

    monkeypatch.setattr(CTranslate2Engine, "translate", translate)
    (inputs / "poison.txt").write_text("قال الوزير إن هذا سم قاتل للمحرك.", encoding="utf-8")
    plan = make_plan(load(None, [f"translation.model={MODEL}", "summary.method=extractive"]))
    with Reader(plan.config.input) as reader:
        found = [one for item in discover([inputs]) for one in reader.read(item) if isinstance(one, Article)]
    outcomes = {outcome.id: outcome for outcome in Pipeline(plan).process(found)}
    poisoned = outcomes.pop("poison")
    assert isinstance(poisoned, Failure)
    assert poisoned.reason == "RuntimeError: the engine chokes on this"
    assert set(outcomes) == set(NAMES)
    assert not [outcome for outcome in outcomes.values() if isinstance(outcome, Failure)]


def test_writing_that_fails_stops_the_run_in_words(
    mujaz: Mujaz, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def process(self: Run, found: Any) -> None:
        del found
        (self.folder.path / "briefs").rmdir()
        (self.folder.path / "briefs").write_text("in the way", encoding="utf-8")
        self.folder.collect([])
        from mujaz.storage import atomic

        atomic.write(self.folder.briefs / "a.json", "x")

    monkeypatch.setattr(Run, "_process", process)
    ended = mujaz("run", inputs, "-o", tmp_path / "out", *TINY)
    assert ended.code == 4
    assert "cannot be written: Not a directory" in ended.err
    assert "type the same command: it resumes" in ended.err


def test_skips_are_loud_and_a_run_of_nothing_else_ends_with_1(
    mujaz: Mujaz, inputs: Path, tmp_path: Path
) -> None:
    (inputs / "english.txt").write_text("The minister said that talks had ended.", encoding="utf-8")
    ended = mujaz("run", inputs, "-o", tmp_path / "some", *TINY)
    assert ended.code == 0
    said = "english.txt: this is not an Arabic article: 0% of its letters are Arabic"
    assert said in ended.err
    ended = mujaz("run", inputs / "english.txt", "-o", tmp_path / "none", *TINY, "-q")
    assert ended.code == 1
    assert said in ended.err
    assert "nothing was translated" in ended.err
    for n in range(30):
        (inputs / f"english-{n}.txt").write_text(f"The talks had ended after {n} days.", encoding="utf-8")
    ended = mujaz("run", inputs, "-o", tmp_path / "many", *TINY)
    assert (ended.code, ended.err.count("not translated: ")) == (0, 10)
    assert "and 21 more" in ended.err


def test_a_link_that_leads_nowhere_is_named_as_such(mujaz: Mujaz, inputs: Path, tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(tmp_path / "gone")
    ended = mujaz("run", inputs, "-o", tmp_path / "out", *TINY)
    assert ended.code == 2
    assert f"this is a link to {tmp_path / 'gone'}, which is not there" in ended.err
    (tmp_path / "file").write_text("x", encoding="utf-8")
    ended = mujaz("run", inputs, "-o", tmp_path / "file", *TINY)
    assert ended.code == 2
    assert "this is a file, not a folder" in ended.err
