"""A model that passed the canary is not tried again until something changes: its files, or what runs them."""

import json
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from mujaz.engines import canary, registry
from mujaz.engines.passed import check_once
from mujaz.engines.protocol import Engine
from mujaz.errors import ModelError
from mujaz.models import verify
from mujaz.models.resolve import ResolvedModel, resolve
from mujaz.models.served import ServedModel
from mujaz.storage import cache_folder
from tests.conftest import Ended
from tests.tiny import MODEL
from tests.tiny.train_reversed import build as reversed_model

Mujaz = Callable[..., Ended]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


def tried(folder: Path, kind: str = "ctranslate2") -> bool:
    """Whether a load of this model was followed by the canary."""
    resolved = resolve(str(folder), None)
    engine = registry.load("transformers" if kind == "transformers" else "ctranslate2", resolved)
    return tried_by(engine, resolved)


def tried_by(engine: Engine, model: ResolvedModel | ServedModel) -> bool:
    times = 0

    def check(engine: Engine, name: str) -> None:
        nonlocal times
        times += 1
        canary.check_translation(engine, name)

    check_once(check, engine, model)
    return times > 0


def records() -> list[Path]:
    return list(cache_folder.passed().iterdir())


@pytest.mark.parametrize("kind", ["ctranslate2", "transformers"])
def test_a_model_that_passed_is_not_tried_again(folder: Path, kind: str) -> None:
    assert tried(folder, kind)
    assert not tried(folder, kind)


def test_other_weights_are_tried(folder: Path) -> None:
    import torch

    assert tried(folder)
    path = folder / "pytorch_model.bin"
    weights = torch.load(path, weights_only=True)
    weights["model.encoder.layers.0.fc1.bias"] += 1e-3
    torch.save(weights, path)
    verify.forget(folder)  # a person replaced them on purpose
    assert tried(folder)
    assert not tried(folder)


def test_another_file_of_the_tokeniser_is_tried(folder: Path) -> None:
    assert tried(folder)
    path = folder / "vocab.json"
    vocabulary = json.loads(path.read_text(encoding="utf-8"))
    one, other = list(vocabulary)[500:502]
    vocabulary[one], vocabulary[other] = vocabulary[other], vocabulary[one]
    path.write_text(json.dumps(vocabulary), encoding="utf-8")
    assert tried(folder)


def test_a_conversion_made_anew_with_other_bytes_is_tried(folder: Path) -> None:
    resolved = resolve(str(folder), None)
    engine = registry.load("ctranslate2", resolved)
    assert tried_by(engine, resolved)
    assert not tried_by(engine, resolved)
    (note,) = cache_folder.conversions().glob(f"*/{verify.NOTE}")
    noted = json.loads(note.read_text(encoding="utf-8"))
    noted["sha256"]["model.bin"] = "0" * 64
    note.write_text(json.dumps(noted), encoding="utf-8")
    assert tried_by(engine, resolved)


def test_another_release_of_a_library_is_tried(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tried(folder)
    monkeypatch.setattr(
        "mujaz.engines.versions.version",
        lambda package: "99" if package == "tokenizers" else version(package),
    )
    assert tried(folder)


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"{}"])
def test_a_damaged_record_counts_for_nothing(folder: Path, damage: bytes) -> None:
    assert tried(folder)
    (record,) = records()
    record.write_bytes(damage)
    assert tried(folder)
    assert not tried(folder)


def test_what_is_no_model_of_files_is_tried_every_time() -> None:
    class Served:
        signature, max_source_tokens = "chat|m", 100

        def __init__(self, engine: Engine) -> None:
            self.count_tokens, self.translate = engine.count_tokens, engine.translate

    resolved = resolve(str(MODEL), None)
    served = Served(registry.load("ctranslate2", resolved))
    assert tried_by(served, resolved)
    assert tried_by(served, resolved)


def test_a_model_that_fails_fails_every_time(tmp_path: Path) -> None:
    folder = reversed_model(tmp_path / "reversed")
    for _ in range(2):
        with pytest.raises(ModelError, match="does not work"):
            tried(folder)
    assert not cache_folder.passed().exists()


def test_a_command_remembers(mujaz: Mujaz, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "news.txt").write_text("وصل 250 لاجئا إلى دمشق أمس.", encoding="utf-8")
    line = ("translate", tmp_path / "news.txt", "--set", f"translation.model={folder}")
    first = mujaz(*line)
    assert first.code == 0
    (record,) = records()
    before = record.stat()
    again = mujaz(*line)
    assert again.out == first.out
    assert [path.stat().st_mtime_ns for path in records()] == [before.st_mtime_ns]


def test_a_cache_that_cannot_be_written_keeps_no_model_from_working(folder: Path) -> None:
    cache_folder.cache().mkdir(parents=True)
    cache_folder.passed().write_bytes(b"a file where the folder would be")
    assert tried(folder)
    assert tried(folder)
