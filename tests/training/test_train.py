"""`mujaz train`: it learns, it survives what kills it, and what it makes runs."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch

from mujaz import config as configuration
from mujaz import plan as planning
from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions, EngineSettings
from mujaz.errors import MujazError, OutputError, UsageError
from mujaz.models.resolve import resolve
from mujaz.training import checkpoints
from mujaz.training.config import Settings, load
from mujaz.training.export import Result
from mujaz.training.job import Job
from mujaz.training.learner import InterruptedTrainingError
from tests.conftest import Ended
from tests.tiny import MODEL, heldout, pairs

pytestmark = pytest.mark.slow

# A desk's own wording, which the tiny model does not know and can learn in a minute.
HOUSE_STYLE = ((" in ", " inside "), ("The ", "That "), (" were ", " had been "))
OVERRIDES = (
    f"model.start={MODEL}",
    "data.held_out=0.1",
    "data.max_held_out=24",
    "training.max_steps=40",
    "training.evaluate_every=20",
    "training.warmup_steps=4",
    "training.batch_sentences=24",
    "training.learning_rate=5e-4",
    "training.dropout=0.0",
    "training.label_smoothing=0.0",
    "training.patience=9",
    "export.name=Desk",
    "export.licence=cc0-1.0",
)
TEXTS = [arabic for arabic, _ in heldout()[:30]]


@dataclass(frozen=True, slots=True)
class Trained:
    data: Path
    folder: Path
    result: Result
    said: list[str]


def styled(english: str) -> str:
    for usual, own in HOUSE_STYLE:
        english = english.replace(usual, own)
    return f"Report: {english}"


def job(data: Path, folder: Path, *overrides: str, said: list[str] | None = None, after: int = 10**9) -> Job:
    """A job that is interrupted after so many steps."""
    asked = iter(range(10**9))
    settings = load(None, [*OVERRIDES, *overrides])
    say = (said if said is not None else []).append
    return Job([data], settings, folder, say=say, interrupted=lambda: next(asked) >= after)


def outputs(folder: str, kind: str, precision: str, beam: int = 4) -> list[str]:
    engine = registry.load(
        "transformers" if kind == "transformers" else "ctranslate2",
        resolve(folder, None),
        EngineSettings(precision="float32" if precision == "float32" else "int8"),
    )
    return [one.text for one in engine.translate(TEXTS, DecodingOptions(beam_size=beam))]


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """For a model this small a second thread only waits."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "desk.tsv"
    rows = [f"{arabic}\t{styled(english)}" for arabic, english in pairs()]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def trained(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """Killed with SIGKILL after its first checkpoint, left with a broken second one, and gone on with."""
    folder = tmp_path_factory.mktemp("killed")
    command = [sys.executable, "-m", "mujaz", "train", str(data), "-o", str(folder)]
    command += [part for override in OVERRIDES for part in ("--set", override)]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, env=os.environ | {"OMP_NUM_THREADS": "1"}
    ) as process:
        while process.poll() is None and not list(folder.glob("checkpoints/*/complete.json")):
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL, process.stderr
    whole = min(folder.glob("checkpoints/*/complete.json")).parent
    broken = whole.with_name("checkpoint-39")
    shutil.copytree(
        whole, broken
    )  # a kill in the middle of writing: files are missing or cut short, and no mark
    (broken / "complete.json").unlink()
    (broken / "optimizer.pt").write_bytes((broken / "optimizer.pt").read_bytes()[:1000])
    said: list[str] = []
    result = job(data, folder, said=said).run()
    return Trained(data, folder, result, said)


def test_it_goes_on_after_a_kill_from_the_last_whole_checkpoint(trained: Trained) -> None:
    assert "checkpoint-39 is broken, as a killed training leaves it: removed" in trained.said
    assert any(line.startswith("going on from checkpoint-") for line in trained.said)
    assert trained.result.steps == 40


def test_it_ends_as_if_it_had_never_been_killed(trained: Trained, tmp_path: Path) -> None:
    unbroken = job(trained.data, tmp_path).run()
    assert unbroken.after.chrf == pytest.approx(trained.result.after.chrf)
    weights = [
        Path(folder, "model.safetensors") for folder in (unbroken.checkpoint, trained.result.checkpoint)
    ]
    assert weights[0].read_bytes() == weights[1].read_bytes()


def test_it_learns(trained: Trained) -> None:
    before, after = trained.result.before, trained.result.after
    assert before is not None
    assert after.chrf > before.chrf + 3
    made = outputs(trained.result.ctranslate2, "ctranslate2", "int8")
    assert sum("Report" in text for text in made) > len(made) // 2


def test_the_export_gives_the_same_in_both_engines(trained: Trained) -> None:
    # Greedy, where the weights alone decide; the two libraries end a beam search at different moments.
    reference = outputs(trained.result.checkpoint, "transformers", "float32", beam=1)
    assert outputs(trained.result.checkpoint, "ctranslate2", "float32", beam=1) == reference
    assert len(set(reference)) > 20


def test_pad_stays_a_zero_vector(trained: Trained) -> None:
    from safetensors.torch import load_file

    weights = load_file(Path(trained.result.checkpoint) / "model.safetensors")
    assert not weights["model.shared.weight"][-1].any()
    assert weights["model.shared.weight"][-2].any()


def test_the_converted_folder_stands_alone(trained: Trained, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    shutil.copytree(trained.result.ctranslate2, alone)
    assert outputs(str(alone), "ctranslate2", "int8") == outputs(
        trained.result.ctranslate2, "ctranslate2", "int8"
    )
    assert {"source.spm", "target.spm", "vocab.json", "generation_config.json"} <= {
        path.name for path in alone.iterdir()
    }


def test_the_card_tells_what_was_done(trained: Trained) -> None:
    card = Path(trained.result.checkpoint, "README.md").read_text(encoding="utf-8")
    assert card == Path(trained.result.ctranslate2, "README.md").read_text(encoding="utf-8")
    assert str(trained.result.after) in card
    assert str(trained.result.before) in card
    for part in ("# Desk", "license: cc0-1.0", "desk.tsv", "training.seed", "nearly the same", "torch 2"):
        assert part in card
    assert str(trained.folder) not in card


def test_a_finished_training_is_found_and_another_one_refused(trained: Trained) -> None:
    said: list[str] = []
    assert job(trained.data, trained.folder, said=said).run() == trained.result
    assert len(said) == 1
    with pytest.raises(UsageError, match="other data or settings"):
        job(trained.data, trained.folder, "training.seed=2").run()


def test_a_new_training_may_replace_the_models_of_an_old_one(trained: Trained, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(trained.folder, tmp_path / "again"))
    for name in ("model", "model-ctranslate2"):
        resolve(str(folder / name), None)  # used, so that its SHA-256 are on record
    result = job(trained.data, folder, "training.max_steps=2").run(fresh=True)
    assert result.steps == 2
    assert resolve(result.checkpoint, None).identity != resolve(trained.result.checkpoint, None).identity


def test_a_run_takes_either_folder(trained: Trained) -> None:
    for folder in (trained.result.checkpoint, trained.result.ctranslate2):
        plan = planning.make_plan(
            configuration.load(None, [f"translation.model={folder}", "summary.method=extractive"])
        )
        assert plan.translation.origin == "folder"
        assert not plan.warnings
        engine = registry.load(plan.config.translation.engine, plan.translation)
        hypothesis = engine.translate(TEXTS[:1], DecodingOptions())[0]
        assert hypothesis.finished
        assert hypothesis.text.startswith("Report: ")


def test_an_interruption_leaves_a_checkpoint(data: Path, tmp_path: Path) -> None:
    with pytest.raises(InterruptedTrainingError) as stopped:
        job(data, tmp_path, after=2).run()
    assert stopped.value.exit_code == 130
    newest, broken = checkpoints.newest(tmp_path / "checkpoints")
    assert newest is not None
    assert newest.name == "checkpoint-3"
    assert not broken
    assert not (tmp_path / "model").exists()


def test_from_scratch_it_makes_its_own_vocabulary(data: Path, tmp_path: Path) -> None:
    sizes = (
        "vocabulary=700",
        "width=32",
        "encoder_layers=1",
        "decoder_layers=1",
        "heads=2",
        "feed_forward=64",
    )
    result = job(
        data,
        tmp_path,
        *(f"model.{size}" for size in sizes),
        "model.start=null",
        "training.max_steps=2",
        "training.evaluate_every=2",
    ).run()
    assert result.before is None
    model = resolve(result.checkpoint, None)
    assert outputs(result.checkpoint, "transformers", "float32", beam=1) == outputs(
        result.checkpoint, "ctranslate2", "float32", beam=1
    )
    from mujaz.engines.tokenizing import Tokenizing

    tokenizing = Tokenizing(model.folder, model.name)
    unknown = tokenizing.unknown
    for text in ("ارتفع ☃ 29¾", "صرّح Šťastný"):  # signs and letters that the data has never shown: as bytes
        ids = tokenizing.encode([text])[0]
        assert unknown not in ids
        assert tokenizing.decode(ids).replace(" ", "") == text.replace(" ", "")


def failing(error: BaseException) -> Callable[..., None]:
    def train(*_: Any, **__: Any) -> None:
        raise error

    return train


def test_too_little_memory_says_what_to_set(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "transformers.Seq2SeqTrainer.train", failing(torch.OutOfMemoryError("CUDA out of memory"))
    )
    with pytest.raises(UsageError, match="batches of 24 sentences") as caught:
        job(data, tmp_path).run()
    assert "training.batch_sentences=12 --set training.accumulate=2" in caught.value.hint


def test_a_full_disk_is_told_before_and_in_the_middle(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("transformers.Seq2SeqTrainer.train", failing(OSError(errno.ENOSPC, "No space left")))
        with pytest.raises(OutputError, match="no room for the checkpoints"):
            job(data, tmp_path).run()
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=10**6))
    with pytest.raises(OutputError, match="no room for the checkpoints"):
        job(data, tmp_path).run()


def test_other_failures_are_not_taken_for_a_full_disk(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transformers.Seq2SeqTrainer.train", failing(RuntimeError("a bug")))
    with pytest.raises(RuntimeError, match="a bug"):
        job(data, tmp_path).run()


def arguments(data: Path, folder: Path, overrides: Sequence[str] = OVERRIDES) -> list[str]:
    return ["train", str(data), "-o", str(folder), *(x for each in overrides for x in ("--set", each))]


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ("model.start=./nowhere", 3, "does not exist"),
        ("training.precision=int8", 2, "allowed: 'auto', 'bfloat16' or 'float32'"),
        ("data.held_out=0.0001", 2, "too few pairs"),
    ],
)
def test_mistakes_are_told_in_words(
    mujaz: Callable[..., Ended], data: Path, tmp_path: Path, change: str, code: int, message: str
) -> None:
    ended = mujaz(*arguments(data, tmp_path / "out", [*OVERRIDES, change]))
    assert (ended.code, ended.out) == (code, "")
    assert message in ended.err
    assert "hint:" in ended.err


@pytest.mark.parametrize("name", ["model", "model-ctranslate2", "checkpoints"])
@pytest.mark.parametrize("fresh", [False, True])
def test_a_folder_that_no_training_made_is_not_overwritten(
    data: Path, tmp_path: Path, name: str, *, fresh: bool
) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine.txt").touch()
    with pytest.raises(UsageError, match="it is not overwritten"):
        job(data, tmp_path).run(fresh=fresh)
    assert (tmp_path / name / "mine.txt").is_file()


@pytest.mark.parametrize("name", ["training.json", "result.json"])
def test_a_damaged_account_is_told_in_words(data: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{half", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be read") as caught:
        job(data, tmp_path).run()
    assert "--fresh" in caught.value.hint


def test_a_folder_that_cannot_be_made_is_told_in_words(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be made"):
        job(data, tmp_path / "file").run()


def test_models_that_cannot_be_trained_are_named(data: Path, trained: Trained, tmp_path: Path) -> None:
    from tests.support.hub import Shelf

    with pytest.raises(UsageError, match="CTranslate2's format"):
        job(data, tmp_path / "a", f"model.start={trained.result.ctranslate2}").run()
    with pytest.raises(UsageError, match="of the shape 'm2m_100'"):
        job(data, tmp_path / "b", f"model.start={Shelf(tmp_path)['nllb']}").run()


def test_a_missing_package_is_named(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "accelerate" else object())
    with pytest.raises(MujazError, match="accelerate") as caught:
        job(data, tmp_path).run()
    assert "mujaz[training]" in caught.value.hint


def test_json_is_the_result(trained: Trained, mujaz: Callable[..., Ended]) -> None:
    ended = mujaz(*arguments(trained.data, trained.folder), "--json")
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["after"]["chrf"] == trained.result.after.chrf
    assert isinstance(load(None), Settings)
