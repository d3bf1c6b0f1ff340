"""What a model's scores mean, and what becomes of that in a translation."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mujaz.article import Sentence, Translation
from mujaz.checks.sentence import UNSURE
from mujaz.cli.models import app
from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions, EngineSettings
from mujaz.errors import ModelError, UsageError
from mujaz.models.calibration import FILE, Calibration, weighed
from mujaz.models.resolve import resolve
from mujaz.translation.translator import Translator
from tests.tiny import MODEL, heldout

WORD = "خبر"


def test_a_score_is_placed_among_the_ordinary_ones() -> None:
    calibration = Calibration((-4.0, -2.0, -1.0))
    assert calibration.confidence(-5.0, WORD) == calibration.confidence(-4.0, WORD) == 0.0
    assert calibration.confidence(-3.0, WORD) == 0.25
    assert calibration.confidence(-2.0, WORD) == 0.5
    assert calibration.confidence(-1.25, WORD) == 0.875
    assert calibration.confidence(-1.0, WORD) == calibration.confidence(0.0, WORD) == 1.0


def test_quantiles_that_are_equal_are_no_trouble() -> None:
    calibration = Calibration((-2.0, -1.0, -1.0, 0.0))
    assert calibration.confidence(-1.0, WORD) == pytest.approx(1 / 3)
    assert calibration.confidence(-0.5, WORD) == pytest.approx(5 / 6)


def test_one_ordinary_sentence_in_twenty_is_unsure() -> None:
    scores = [-at / 1000 for at in range(1000)]
    calibration = Calibration.of(scores)
    unsure = sum(calibration.confidence(score, WORD) < UNSURE for score in scores)
    assert unsure / len(scores) == pytest.approx(UNSURE, abs=0.002)


def test_a_low_score_says_more_of_a_short_sentence() -> None:
    calibration = Calibration((-4.0, -2.0, -1.0))
    short, long = (calibration.confidence(-2.0, " ".join([WORD] * words)) for words in (3, 30))
    assert 0.5 < short < long
    assert calibration.confidence(-2.0, "") == 0.5


def test_few_sentences_calibrate_nothing() -> None:
    with pytest.raises(ValueError, match="99 sentences are too few"):
        Calibration.of([-1.0] * 99)


def test_a_folder_without_the_file_is_not_calibrated(tmp_path: Path) -> None:
    assert Calibration.read(tmp_path) is None


@pytest.mark.parametrize(
    "held",
    [
        "[]",
        "{}",
        '{"scores": [-1]}',
        '{"scores": [-1, -2]}',
        '{"scores": ["a", "b"]}',
        '{"scores": [true, 2]}',
    ],
)
def test_a_file_that_is_no_calibration_is_refused(tmp_path: Path, held: str) -> None:
    (tmp_path / FILE).write_text(held, encoding="utf-8")
    with pytest.raises(ModelError, match=FILE):
        Calibration.read(tmp_path)


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"scores": [-3, -2.5, -0.5]}), encoding="utf-8")
    assert Calibration.read(tmp_path) == Calibration((-3.0, -2.5, -0.5))


def _translated(texts: list[str], calibration: Calibration | None) -> list[Translation]:
    engine = registry.load(
        "ctranslate2", resolve(str(MODEL), None), EngineSettings(device="cpu", precision="float32")
    )
    translator = Translator(
        engine, DecodingOptions(beam_size=1), 192, None, retry=False, calibration=calibration
    )
    return translator.translate([[Sentence(n, 1, 0, len(text), text) for n, text in enumerate(texts, 1)]])[0]


def test_a_translation_says_how_sure_the_model_was() -> None:
    texts = [arabic for arabic, _ in heldout()]
    made = _translated(texts, None)
    scores = [weighed(one.score, one.sentence.arabic) for one in made if one.score is not None]
    calibration = Calibration.of(scores)
    made = _translated(texts, calibration)
    flagged = [any(flag.name == "low_score" for flag in one.flags) for one in made]
    assert [one.confidence is not None and one.confidence < UNSURE for one in made] == flagged
    assert sum(flagged) / len(made) == pytest.approx(UNSURE, abs=0.01)
    assert all(one.confidence is None for one in _translated(texts[:3], None))


def test_what_no_model_made_has_no_confidence() -> None:
    (made,) = _translated(["BBC 2026"], Calibration((-3.0, 0.0)))
    assert made.english == "BBC 2026"
    assert made.confidence is None


def test_a_folder_is_calibrated_by_command(tmp_path: Path) -> None:
    folder, text = tmp_path / "model", tmp_path / "news.ar"
    shutil.copytree(MODEL, folder)
    text.write_text("\n".join(arabic for arabic, _ in heldout()), encoding="utf-8")
    runner = CliRunner()
    done = runner.invoke(app, ["calibrate", str(folder), str(text), "--beam-size", "1"])
    assert done.exit_code == 0, done.output
    assert done.output.strip() == str(folder / FILE)
    calibration = Calibration.read(folder)
    assert calibration is not None
    assert calibration.scores[0] < calibration.scores[-1] <= weighed(0.0, " ".join([WORD] * 40))
    text.write_text("خبر واحد.", encoding="utf-8")
    few = runner.invoke(app, ["calibrate", str(folder), str(text)])
    assert isinstance(few.exception, UsageError)
    assert Calibration.read(folder) == calibration
