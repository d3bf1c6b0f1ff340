"""The catalogue: complete, sourced, and readable on 80 columns; and what `mujaz models` makes of the machine."""

import gzip
import hashlib
import http.server
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mujaz.config import load
from mujaz.errors import ModelError, UsageError
from mujaz.models import catalogue, fetch, inventory, pins
from mujaz.models.catalogue import Entry, Packed
from mujaz.models.resolve import STARTER, resolve
from mujaz.storage import cache_folder
from tests.conftest import Ended
from tests.support.data import CONFIGS
from tests.tiny import MODEL

Mujaz = Callable[..., Ended]
NLLB = "facebook/nllb-200-distilled-600M"


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without models, but for what a test puts there."""
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


# What the catalogue says


def test_every_fact_has_a_source_and_nothing_is_of_an_impossible_size() -> None:
    for entry in catalogue.entries():
        for what, source in catalogue.facts(entry):
            assert len(source) > 20, f"{entry.name}: {what}"
            own = entry.name == "starter" and "recipes/starter" in source
            assert own or "http" in source or "public" in source, f"{entry.name}: {what}"
        if entry.download and entry.parameters:  # int8 to float32, and what is beside the weights
            assert 0.7 < int(entry.download.value) / int(entry.parameters.value) < 6, entry.name
        assert entry.commit is None or pins.COMMIT.fullmatch(entry.commit)
        for digest in (*entry.sha256.values(), *(file.sha256 for file in entry.packed)):
            assert len(digest) == 64
            int(digest, 16)


def test_names_are_unique_and_there_are_models_for_both_tasks() -> None:
    names = [entry.name for entry in catalogue.entries()]
    assert len(names) == len(set(names)) > 20
    assert {entry.task for entry in catalogue.entries()} == {"translation", "summary"}


@pytest.mark.parametrize("name", ["default", "fast", "firefox", "nllb", "offline"])
def test_what_the_shipped_configurations_name_is_in_it_with_the_same_commit(name: str) -> None:
    config = load(CONFIGS / f"{name}.yaml")
    wanted = [(config.translation.model, config.translation.revision)]
    if config.summary.method == "abstractive":
        wanted.append((config.summary.model, config.summary.revision))
    for model, revision in wanted:
        entry = catalogue.find(model)
        assert entry is not None
        assert entry.commit == revision
        assert (revision is None) == (model == "starter")


def test_a_non_commercial_licence_is_told_from_others() -> None:
    forbidden = {entry.name for entry in catalogue.entries() if entry.non_commercial}
    assert forbidden == {entry.name for entry in catalogue.entries() if "nllb" in entry.name}
    warning = catalogue.licence_warning(NLLB)
    assert warning is not None
    assert "CC-BY-NC-4.0" in warning
    assert catalogue.licence_warning("Helsinki-NLP/opus-mt-ar-en") is None
    assert catalogue.licence_warning("nobody/nothing") is None


def test_the_memory_grows_with_the_model_and_is_unknown_where_the_size_is() -> None:
    sizes = {entry.name: entry.memory for entry in catalogue.entries()}
    assert sizes["google/flan-t5-large"] is None
    small, large = sizes["Helsinki-NLP/opus-mt-ar-en"], sizes["facebook/nllb-200-3.3B"]
    assert small is not None
    assert large is not None
    assert 77_000_000 < small < 400_000_000
    assert large > 3_300_000_000


# `mujaz models`


def starter_size() -> str:
    return f"{sum(path.stat().st_size for path in STARTER.iterdir()) / 1e6:.0f} MB"


def test_the_list_fits_80_columns(mujaz: Mujaz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ended = mujaz("models", "list")
    assert ended.code == 0
    assert max(map(len, ended.out.splitlines())) <= 80
    for shown in (
        "Helsinki-NLP/opus-mt-tc-big-ar-en",
        "607 MB",
        "42.6*",
        "CC-BY-NC: not for commercial",
        "?",
    ):
        assert shown in ended.out
    starter = next(line for line in ended.out.splitlines() if line.startswith("starter"))
    assert "Apache-2.0" in starter
    assert starter_size() in starter
    only = mujaz("models", "list", "--task", "summary")
    assert "distilbart" in only.out
    assert "opus" not in only.out


def test_the_bundled_starter_is_shown_verified_and_located(mujaz: Mujaz) -> None:
    shown = mujaz("models", "show", "starter")
    assert "licence: Apache-2.0" in shown.out
    assert f"here: {starter_size()}" in shown.out
    assert f"carried by the package, {starter_size()}" in shown.out
    assert mujaz("models", "verify", "starter").code == 0
    place = Path(mujaz("models", "path", "starter").out.strip())
    assert (place / "LICENSE-encoder").is_file()
    assert "## Known failures" in (place / "README.md").read_text(encoding="utf-8")


def test_the_list_as_json_gives_every_fact_with_its_source(mujaz: Mujaz) -> None:
    rows = {row["name"]: row for row in json.loads(mujaz("models", "list", "--json").out)}
    assert rows[NLLB]["non_commercial"] is True
    assert rows[NLLB]["licence"]["source"].startswith("https://huggingface.co/")
    assert rows[NLLB]["here"] == []
    assert rows["google/pegasus-xsum"]["download"] is None


def test_one_model_is_shown_with_its_sources(mujaz: Mujaz) -> None:
    ended = mujaz("models", "show", NLLB)
    for shown in (
        "not for commercial use",
        "BLEU: 36.5 on FLORES-200 devtest",
        "bleu-results.md",
        "here: no",
    ):
        assert shown in ended.out
    unknown = mujaz("models", "show", "nobody/nothing")
    assert unknown.code == 2
    assert "mujaz models list" in unknown.err
    assert "did you mean `Helsinki-NLP/opus-mt-ar-en`?" in mujaz("models", "show", "opus-mt-ar-en").err


@pytest.mark.parametrize("place", ["cache/models/facebook--{}", "work/models/facebook--{}", "work/models/{}"])
def test_a_folder_copied_by_hand_is_found_by_name_listed_and_warned_of(
    mujaz: Mujaz, machine: Path, place: str
) -> None:
    asked = "facebook/nllb-200-distilled-1.3B"  # of this one no SHA-256 is published that would tell it from the tiny one
    folder = shutil.copytree(MODEL, machine / place.format(asked.split("/")[1]))
    found = resolve(asked, "f8d333a098d19b4fd9a8b18f94170487ad3f821d", download=False)
    assert (found.folder, found.origin, found.revision) == (folder, "folder", None)
    assert mujaz("models", "path", asked).out.strip() == str(folder)
    listed = mujaz("models", "list").out
    assert "MB" in next(line for line in listed.splitlines() if asked in line).rsplit(maxsplit=2)[-1]
    assert "Also on this machine" not in listed
    (machine / "news.txt").write_text("قتل ثلاثة جنود في هجوم قرب طرابلس.", encoding="utf-8")
    settings = (f"translation.model={asked}", "summary.method=extractive")
    ended = mujaz(
        "run",
        machine / "news.txt",
        "-o",
        machine / "out",
        *(part for item in settings for part in ("--set", item)),
    )
    assert ended.code == 0
    assert "CC-BY-NC-4.0: not for commercial use" in " ".join(ended.err.split())
    manifest = json.loads((machine / "out/run.json").read_text(encoding="utf-8"))
    brief = json.loads((machine / "out/briefs/news.json").read_text(encoding="utf-8"))
    for warnings in (manifest["warnings"], brief["warnings"]):
        assert any("not for commercial use" in warning for warning in warnings)


def test_a_model_is_removed_with_what_was_converted_from_it(mujaz: Mujaz, machine: Path) -> None:
    folder = shutil.copytree(MODEL, cache_folder.models() / "org--tiny")
    (machine / "lines.txt").write_text("وصل 250 لاجئا إلى دمشق أمس.\n", encoding="utf-8")
    assert mujaz("translate", machine / "lines.txt", "--set", "translation.model=org/tiny").code == 0
    conversions = [path for path in cache_folder.conversions().iterdir() if path.is_dir()]
    assert len(conversions) == 1
    assert mujaz("models", "rm", "org/tiny").code == 2  # nobody there to ask
    assert folder.is_dir()
    ended = mujaz("models", "rm", "--yes", "org/tiny")
    assert ended.code == 0
    assert str(folder) in ended.err
    assert str(conversions[0]) in ended.err
    assert "MB freed" in ended.err
    assert not folder.exists()
    assert not conversions[0].exists()
    assert list(cache_folder.records().iterdir()) == []
    assert mujaz("models", "rm", "--yes", "org/tiny").code == 3


def test_a_folder_of_the_users_own_is_never_removed(mujaz: Mujaz, machine: Path) -> None:
    folder = shutil.copytree(MODEL, machine / "mine")
    ended = mujaz("models", "rm", "--yes", folder)
    assert ended.code == 2
    assert folder.is_dir()


@pytest.mark.parametrize("name", ["..", ".", "", "../x", "a/../..", "-x"])
def test_only_a_models_name_is_removed_never_the_cache_around_it(name: str) -> None:
    folder = Path(shutil.copytree(MODEL, cache_folder.models() / "org--tiny"))
    kept = cache_folder.cache() / "memory.sqlite"
    kept.write_text("people's translations", encoding="utf-8")
    with pytest.raises(UsageError, match="not"):
        inventory.removal(name)
    assert folder.is_dir()
    assert kept.is_file()


def test_of_a_linked_folder_only_the_link_is_removed(mujaz: Mujaz, machine: Path) -> None:
    folder = Path(shutil.copytree(MODEL, machine / "mine"))
    link = cache_folder.models() / "org--tiny"
    link.parent.mkdir(parents=True)
    link.symlink_to(folder)
    assert mujaz("models", "rm", "--yes", "org/tiny").code == 0
    assert not link.is_symlink()
    assert (folder / "config.json").is_file()


# Files that the catalogue names one by one


class _Files(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def stored(machine: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Entry, Path]]:
    """A small server with the three packed files of a Firefox model, and the catalogue's entry for them."""
    folder = machine / "server"
    folder.mkdir()
    names = ("model.aren.intgemm.alphas.bin", "vocab.aren.spm", "lex.50.50.aren.s2t.bin")
    packed = []
    for name in names:
        plain = name.encode() * 5000
        data = gzip.compress(plain)
        (folder / f"{name}.gz").write_bytes(data)
        digest, unpacked = hashlib.sha256(data).hexdigest(), hashlib.sha256(plain).hexdigest()
        packed.append(Packed(f"{name}.gz", len(data), digest, unpacked))
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *args: _Files(*args, directory=str(folder))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        entry = catalogue.find("firefox/ar-en-base-memory")
        assert entry is not None
        address = f"http://127.0.0.1:{server.server_port}"
        here = replace(entry, address=address, packed=tuple(packed))
        monkeypatch.setattr(catalogue, "find", lambda name: here if name == here.name else None)
        yield here, folder
        server.shutdown()


@pytest.mark.enable_socket
def test_packed_files_are_fetched_compared_and_unpacked(stored: tuple[Entry, Path]) -> None:
    entry, _ = stored
    folder = fetch.packed(entry)
    assert {path.name for path in folder.iterdir()} == {
        file.name.removesuffix(".gz") for file in entry.packed
    }
    assert (folder / "vocab.aren.spm").read_bytes() == b"vocab.aren.spm" * 5000
    assert resolve(entry.name, None, download=False).folder == folder
    assert [path.name for path in cache_folder.models().iterdir()] == [folder.name]


@pytest.mark.enable_socket
def test_a_packed_file_that_is_not_what_the_catalogue_says_is_refused(stored: tuple[Entry, Path]) -> None:
    entry, folder = stored
    file = folder / "vocab.aren.spm.gz"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="SHA-256"):
        fetch.packed(entry)
    assert not (cache_folder.models() / "firefox--ar-en-base-memory").exists()


@pytest.mark.enable_socket
def test_files_that_unpack_to_something_else_are_refused(stored: tuple[Entry, Path]) -> None:
    entry, _ = stored
    wrong = replace(entry.packed[0], unpacked="0" * 64)
    with pytest.raises(ModelError, match="unpacks to something else"):
        fetch.packed(replace(entry, packed=(wrong, *entry.packed[1:])))


def test_a_firefox_model_that_is_not_there_says_how_to_get_it(
    mujaz: Mujaz, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    ended = mujaz("models", "pull", "firefox/ar-en-base")
    assert ended.code == 3
    assert "HF_HUB_OFFLINE" in ended.err
    assert "mujaz models pull firefox/ar-en-base" in ended.err
    assert "HF_ENDPOINT" not in ended.err  # which it does not heed: its files are not the hub's
    unknown = mujaz("models", "path", "firefox/ar-en-huge")
    assert unknown.code == 2
    assert "firefox/ar-en-base-memory" in unknown.err
