"""Conversion happens once, is never seen half done, and does not repeat CTranslate2's misreadings."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions, EngineSettings
from mujaz.errors import ModelError
from mujaz.models import convert
from mujaz.models.resolve import ResolvedModel, resolve
from mujaz.storage import cache_folder
from tests import tiny
from tests.support import hub

_CONVERT = """
import sys
from pathlib import Path
from mujaz.models import convert
from mujaz.models.resolve import resolve
folder, cache = sys.argv[1:]
print(convert.converted(resolve(folder, None), "int8", Path(cache)))
"""


@pytest.fixture(scope="module")
def marian(shelf: hub.Shelf) -> ResolvedModel:
    return resolve(str(shelf["marian_2020"]), None)


def test_a_second_call_uses_the_first_conversion(marian: ResolvedModel, tmp_path: Path) -> None:
    first = convert.converted(marian, "int8", tmp_path)
    written = (first / "model.bin").stat().st_mtime_ns
    assert convert.converted(marian, "int8", tmp_path) == first
    assert (first / "model.bin").stat().st_mtime_ns == written
    assert (first / "config.json").is_file()


def test_whatever_changes_the_conversion_changes_its_place(marian: ResolvedModel, tmp_path: Path) -> None:
    others = [
        convert.converted(marian, "float32", tmp_path),
        convert.converted(replace(marian, identity="marian_2020@other"), "int8", tmp_path),
        convert.converted(replace(marian, revision="a" * 40), "int8", tmp_path),
    ]
    assert len({convert.converted(marian, "int8", tmp_path), *others}) == 4
    assert others[0].name.startswith("marian_2020-float32-")


def test_two_processes_at_once_make_one_whole_conversion(marian: ResolvedModel, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _CONVERT, str(marian.folder), str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    places = {process.communicate()[0].strip() for process in running}
    assert [process.returncode for process in running] == [0, 0]
    assert len(places) == 1
    place = Path(places.pop())
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [place.name]
    assert place == convert.converted(marian, "int8", tmp_path)
    import ctranslate2

    assert ctranslate2.Translator(str(place)).translate_batch([["</s>", "</s>"]])


def test_what_a_dead_process_left_is_cleared_away(marian: ResolvedModel, tmp_path: Path) -> None:
    place = convert.converted(marian, "int8", tmp_path)
    shutil.rmtree(place)
    leftover = tmp_path / f"{place.name}.part-dead"
    leftover.mkdir()
    (leftover / "model.bin").write_bytes(b"half")
    place.mkdir()  # a folder without a model is not a conversion either
    assert convert.converted(marian, "int8", tmp_path) == place
    assert (place / "model.bin").stat().st_size > 1000
    assert not leftover.exists()


def test_a_failed_conversion_leaves_nothing(marian: ResolvedModel, tmp_path: Path) -> None:
    folder = shutil.copytree(marian.folder, tmp_path / "odd")
    settings = json.loads((folder / "config.json").read_text()) | {"model_type": "fsmt"}
    (folder / "config.json").write_text(json.dumps(settings))
    with pytest.raises(ModelError) as caught:
        convert.converted(replace(marian, folder=folder), "int8", tmp_path / "cache")
    assert caught.value.hint
    assert [path for path in (tmp_path / "cache").iterdir() if path.is_dir()] == []


def test_a_cache_that_cannot_be_written_is_named(marian: ResolvedModel, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="file") as caught:
        convert.converted(marian, "int8", tmp_path / "file")
    assert "MUJAZ_CACHE" in caught.value.hint


def test_the_environment_names_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_CACHE", "/somewhere")
    assert cache_folder.conversions() == Path("/somewhere/ctranslate2")
    monkeypatch.delenv("MUJAZ_CACHE")
    assert cache_folder.conversions().parts[-2:] == ("mujaz", "ctranslate2")


def test_a_converted_folder_is_used_as_it_is(marian: ResolvedModel, tmp_path: Path) -> None:
    """As people hand them on: model.bin, CTranslate2's config.json, and the tokeniser's files."""
    folder = shutil.copytree(convert.converted(marian, "int8", tmp_path / "cache"), tmp_path / "ready")
    for name in ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json"):
        shutil.copy(marian.folder / name, folder)
    ready = resolve(str(folder), None)
    assert convert.converts(folder)
    assert convert.converted(ready, "int8", tmp_path / "unused") == folder
    assert not (tmp_path / "unused").exists()
    engine = registry.load("auto", ready, EngineSettings(precision="int8"))
    expected = registry.load("ctranslate2", marian, EngineSettings(precision="int8"))
    greedy = DecodingOptions(beam_size=1)
    assert engine.translate(hub.ARABIC, greedy) == expected.translate(hub.ARABIC, greedy)
    with pytest.raises(ModelError, match="CTranslate2"):
        registry.load("transformers", ready)


def test_a_damaged_conversion_is_named(marian: ResolvedModel, tmp_path: Path) -> None:
    folder = shutil.copytree(convert.converted(marian, "int8", tmp_path / "cache"), tmp_path / "ready")
    for name in ("source.spm", "target.spm", "vocab.json"):
        shutil.copy(marian.folder / name, folder)
    with (folder / "model.bin").open("r+b") as file:
        file.truncate(5000)
    with pytest.raises(ModelError, match="ready"):
        registry.load("auto", resolve(str(folder), None), EngineSettings(precision="int8"))


@pytest.mark.parametrize("family", ["bart", "mbart50"])
def test_bart_converts_without_the_keys_that_transformers_5_dropped(tmp_path: Path, family: str) -> None:
    folder = hub.Shelf(tmp_path)[family]
    with_keys = registry.load("ctranslate2", resolve(str(folder), None), EngineSettings(precision="float32"))
    settings = json.loads((folder / "config.json").read_text())
    del settings["normalize_before"], settings["normalize_embedding"]
    (folder / "config.json").write_text(json.dumps(settings))
    without = registry.load("ctranslate2", resolve(str(folder), None), EngineSettings(precision="float32"))
    assert with_keys.signature != without.signature
    options = DecodingOptions(max_length=12)
    assert with_keys.translate(hub.ENGLISH, options) == without.translate(hub.ENGLISH, options)


def test_a_process_without_torch_stays_without_it(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(tiny.MODEL, broken)
    settings = json.loads((broken / "config.json").read_text(encoding="utf-8"))
    (broken / "config.json").write_text(json.dumps(settings | {"d_model": 999}), encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from mujaz.errors import ModelError; "
        "from mujaz.models.convert import converted; from mujaz.models.resolve import resolve; "
        "good, bad, cache = sys.argv[1:]; print(converted(resolve(good, None), 'int8', Path(cache)))\n"
        "try: converted(resolve(bad, None), 'int8', Path(cache))\n"
        "except ModelError as error: print(error.message)\n"
        "print('torch' in sys.modules)"
    )
    words = [sys.executable, "-c", program, str(tiny.MODEL), str(broken), str(tmp_path / "cache")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    folder, message, loaded = done.stdout.splitlines()
    assert (Path(folder) / "model.bin").is_file()
    assert str(broken) in message
    assert loaded == "False"
