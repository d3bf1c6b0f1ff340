"""Files are compared with what they were at their first use, and a flipped byte does not get through."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mujaz.config import EngineKind
from mujaz.engines import registry
from mujaz.errors import ModelError
from mujaz.models import convert, pins, verify
from mujaz.models.resolve import resolve
from mujaz.storage import cache_folder
from mujaz.training import export
from tests.conftest import Ended
from tests.tiny import MODEL

Mujaz = Callable[..., Ended]
NAME, COMMIT, OTHER = "somebody/tiny", "9c5efffe6f69dcb65d7156f40dfa27b54be34258", "0" * 40


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL, tmp_path / "tiny"))


def flip(path: Path, at: float = 0.6, *, hide: bool = False) -> None:
    """Change one bit in the middle of a file; `hide` puts back its modification time."""
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(int(before.st_size * at))
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 0x10]))
    if hide:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def snapshot(commit: str = COMMIT, *, main: bool = True) -> Path:
    """The tiny model in the hub's cache, each file named by its hash, as huggingface_hub lays it."""
    repository = cache_folder.hub() / "models--somebody--tiny"
    folder = repository / "snapshots" / commit
    folder.mkdir(parents=True)
    (repository / "blobs").mkdir(exist_ok=True)
    (repository / "refs").mkdir(exist_ok=True)
    for path in MODEL.iterdir():
        blob = repository / "blobs" / verify.sha256(path)
        shutil.copy(path, blob)
        (folder / path.name).symlink_to(os.path.relpath(blob, folder))
    if main:
        (repository / "refs/main").write_text(commit)
    return folder


@pytest.mark.parametrize("hide", [False, True])
@pytest.mark.parametrize("file", ["pytorch_model.bin", "source.spm"])
def test_a_flipped_byte_is_caught_when_the_model_is_looked_up(folder: Path, file: str, hide: bool) -> None:
    resolve(str(folder), None)
    flip(folder / file, hide=hide)
    with pytest.raises(ModelError, match="is not what it was") as caught:
        resolve(str(folder), None)
    assert caught.value.exit_code == 3
    assert str(folder / file) in caught.value.message
    assert f"mujaz models verify --accept {folder}" in caught.value.hint


def test_a_flipped_byte_in_a_model_that_was_never_used_is_caught_by_what_the_hub_knows() -> None:
    made = snapshot()
    flip((made / "pytorch_model.bin").resolve())
    with pytest.raises(ModelError, match=r"pytorch_model\.bin is damaged: its hash"):
        resolve(NAME, None)


def test_a_small_file_of_the_hub_is_compared_with_its_git_hash() -> None:
    made = snapshot()
    data = b'{"model_type": "marian"}'
    blob = made.parents[1] / "blobs" / "160e272f605f160e272f605f160e272f605f160e"
    blob.write_bytes(data)
    (made / "config.json").unlink()
    (made / "config.json").symlink_to(blob)
    with pytest.raises(ModelError, match="its hash is"):
        resolve(NAME, None)


def test_a_flipped_byte_in_weights_whose_hash_the_catalogue_knows_is_caught(mujaz: Mujaz) -> None:
    """The tiny model's weights are surely not those of OPUS-MT."""
    folder = shutil.copytree(MODEL, cache_folder.models() / "Helsinki-NLP--opus-mt-ar-en")
    with pytest.raises(ModelError, match="instead of e937a8dd33fa"):
        resolve("Helsinki-NLP/opus-mt-ar-en", None)
    assert mujaz("models", "verify").code == 3
    assert mujaz("models", "verify", "--accept", folder).code == 0
    assert resolve("Helsinki-NLP/opus-mt-ar-en", None).folder == folder


@pytest.mark.parametrize("kind", ["ctranslate2", "transformers"])
def test_a_byte_that_flips_between_look_up_and_loading_is_caught(folder: Path, kind: EngineKind) -> None:
    """As on a bad disk, which changes no times: what is really loaded is hashed in full."""
    found = resolve(str(folder), None)
    weights = folder / "pytorch_model.bin"
    if kind == "ctranslate2":
        weights = convert.converted(found, "int8") / "model.bin"
    flip(weights)
    with pytest.raises(ModelError, match="SHA-256") as caught:
        registry.load(kind, found)
    assert caught.value.hint


def test_a_run_with_a_flipped_byte_ends_with_exit_code_3(mujaz: Mujaz, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("وصل 250 لاجئا إلى دمشق أمس.", encoding="utf-8")
    command = ("translate", tmp_path / "news.txt", "--set", f"translation.model={folder}")
    assert mujaz(*command).code == 0
    flip(folder / "pytorch_model.bin", hide=True)
    ended = mujaz(*command)
    assert ended.code == 3
    assert "is not what it was" in ended.err
    assert "hint: " in ended.err


def test_files_that_did_not_change_are_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = resolve(str(folder), None)
    monkeypatch.setattr(verify, "sha256", lambda path: pytest.fail(f"{path} was read again"))
    assert resolve(str(folder), None) == first


def test_a_file_that_was_only_touched_or_copied_back_is_no_other_file(folder: Path) -> None:
    first = resolve(str(folder), None)
    weights = folder / "pytorch_model.bin"
    data = weights.read_bytes()
    weights.unlink()
    weights.write_bytes(data)
    assert resolve(str(folder), None) == first


def test_settings_may_be_edited_in_a_folder_of_ones_own_but_not_in_the_hubs_cache(folder: Path) -> None:
    first = resolve(str(folder), None)
    (folder / "config.json").write_text(
        (folder / "config.json").read_text(encoding="utf-8") + " ", encoding="utf-8"
    )
    assert resolve(str(folder), None).identity != first.identity
    made = snapshot()
    resolve(NAME, None)
    blob = (made / "config.json").resolve()
    blob.write_bytes(blob.read_bytes() + b" ")
    with pytest.raises(ModelError, match=r"config\.json is not what it was"):
        resolve(NAME, None)


def test_a_new_conversion_may_take_the_place_of_an_old_one_and_a_damaged_one_may_not(
    folder: Path, tmp_path: Path
) -> None:
    """As when the package is upgraded, and a better starter lies where the old one lay."""
    (folder / "generation_config.json").write_text("{}", encoding="utf-8")
    target = tmp_path / "starter"
    export.write_ctranslate2(folder, target, "int8")
    kept = Path(shutil.copytree(target, tmp_path / "old"))
    first = resolve(str(target), None).identity
    export.write_ctranslate2(folder, tmp_path / "new", "float32")
    shutil.copytree(tmp_path / "new", target, dirs_exist_ok=True)
    assert resolve(str(target), None).identity != first
    flip(target / "model.bin")
    with pytest.raises(ModelError, match="is not what it was"):
        resolve(str(target), None)
    shutil.copytree(kept, target, dirs_exist_ok=True)
    assert resolve(str(target), None).identity == first


def test_a_replaced_model_is_accepted_when_a_person_says_so(mujaz: Mujaz, folder: Path) -> None:
    first = resolve(str(folder), None)
    flip(folder / "pytorch_model.bin")
    assert mujaz("models", "verify", folder).code == 3
    ended = mujaz("models", "verify", "--accept", folder)
    assert ended.code == 0
    assert "recorded now" in ended.out
    assert resolve(str(folder), None).identity != first.identity


def test_verify_reads_every_file_and_says_what_it_compared(
    mujaz: Mujaz, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    hashed = verify.sha256
    resolve(str(folder), None)

    def noted(path: Path) -> str:
        read.append(path.name)
        return hashed(path)

    monkeypatch.setattr(verify, "sha256", noted)
    ended = mujaz("models", "verify", folder)
    assert ended.code == 0
    assert {"pytorch_model.bin", "source.spm", "vocab.json"} <= set(read)
    assert "sound. 7 files as recorded on 20" in ended.out
    assert "nothing published" in ended.out


def test_verify_goes_over_all_models_and_ends_with_3_when_one_is_damaged(mujaz: Mujaz) -> None:
    made = snapshot()
    shutil.copytree(MODEL, cache_folder.models() / "org--other")
    assert mujaz("models", "verify").code == 0
    flip((made / "pytorch_model.bin").resolve(), hide=True)
    ended = mujaz("models", "verify")
    assert ended.code == 3
    assert "org/other: sound" in ended.out
    assert "pytorch_model.bin" in ended.err


def test_a_damaged_conversion_is_removed_by_verify_and_made_anew(mujaz: Mujaz, folder: Path) -> None:
    found = resolve(str(folder), None)
    made = convert.converted(found, "int8")
    flip(made / "model.bin")
    with pytest.raises(ModelError, match="converted model"):
        convert.converted(found, "int8")
    assert mujaz("models", "verify", folder).code == 3
    assert not made.exists()
    assert convert.converted(found, "int8") == made


@pytest.mark.parametrize("note", ["{half", "{}", '{"name": "x", "folder": "y"}'])
def test_a_conversion_whose_note_is_damaged_is_named_and_stops_no_other_model(
    mujaz: Mujaz, folder: Path, note: str
) -> None:
    found = resolve(str(folder), None)
    made = convert.converted(found, "int8")
    (made / verify.NOTE).write_text(note, encoding="utf-8")
    with pytest.raises(ModelError, match="note") as caught:
        convert.converted(found, "int8")
    assert str(made) in caught.value.hint
    assert mujaz("models", "verify", folder).code == 0


def test_a_file_that_is_gone_from_a_conversion_is_named(folder: Path) -> None:
    found = resolve(str(folder), None)
    made = convert.converted(found, "int8")
    (made / "target_vocabulary.json").unlink()
    with pytest.raises(ModelError, match=r"target_vocabulary\.json is missing") as caught:
        convert.converted(found, "int8")
    assert "--converted" in caught.value.hint


def test_two_processes_may_record_at_once(folder: Path) -> None:
    code = "import sys; from mujaz.models.resolve import resolve; print(resolve(sys.argv[1], None).identity)"
    command = [sys.executable, "-c", code, str(folder)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = {process.communicate()[0] for process in running}
    assert said == {resolve(str(folder), None).identity + "\n"}
    assert len(list(cache_folder.records().iterdir())) == 1


def test_a_record_that_cannot_be_read_is_written_anew(folder: Path) -> None:
    first = resolve(str(folder), None)
    (record,) = cache_folder.records().iterdir()
    record.write_text("{half", encoding="utf-8")
    assert resolve(str(folder), None) == first
    assert json.loads(record.read_text(encoding="utf-8"))["files"]


# Commits


def test_the_commit_of_an_open_revision_is_kept_when_the_cache_moves_on() -> None:
    snapshot()
    assert resolve(NAME, None).revision == COMMIT
    snapshot(OTHER)
    assert resolve(NAME, None).revision == COMMIT
    assert resolve(NAME, OTHER).revision == OTHER
    assert resolve(NAME, None).revision == COMMIT
    pins.pin(NAME, None, OTHER)
    assert resolve(NAME, None).revision == OTHER


def test_a_pinned_commit_that_is_no_longer_there_is_asked_for_by_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mujaz.models.fetch._offline", lambda: True)
    made = snapshot()
    resolve(NAME, None)
    shutil.rmtree(made)
    with pytest.raises(ModelError, match=COMMIT):
        resolve(NAME, None)


@pytest.mark.parametrize("pinned", ["{half", "[]"])
def test_a_pin_file_that_is_damaged_is_named(pinned: str) -> None:
    snapshot()
    resolve(NAME, None)
    (place,) = cache_folder.pins().iterdir()
    place.write_text(pinned)
    with pytest.raises(ModelError, match="cannot be read") as caught:
        resolve(NAME, None)
    assert str(place) in caught.value.hint
