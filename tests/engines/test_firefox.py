"""The Firefox engine, with the real package and a model in the real format (see tests/firefox_model.py)."""

import gzip
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from mujaz.article import Sentence
from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions, Engine, EngineSettings
from mujaz.errors import ModelError
from mujaz.models import files
from mujaz.models.resolve import resolve
from mujaz.translation.retry import ladder
from mujaz.translation.translator import Translator
from tests.conftest import Ended
from tests.support import firefox_model
from tests.support.data import REPOSITORY

OPTIONS = DecodingOptions()
SENTENCE = "قال الوزير في القاهرة إن المدرسة مفتوحة اليوم ."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return firefox_model.build(tmp_path_factory.mktemp("firefox") / "aren")


@pytest.fixture(scope="module")
def engine(folder: Path) -> Engine:
    return registry.load("auto", resolve(str(folder), None), EngineSettings(threads=2))


def test_a_folder_with_mozillas_files_is_known_and_translated(engine: Engine, folder: Path) -> None:
    assert files.is_firefox(folder)
    (said,) = engine.translate([SENTENCE], OPTIONS)
    assert said.text == "said minister in Cairo that school open today."
    assert said.score is None
    assert said.finished
    assert engine.signature == f"firefox|{resolve(str(folder), None).identity}|int8|shortlist"


def test_order_and_count_hold_over_processes_and_equal_sentences_come_out_equal(engine: Engine) -> None:
    words = [word for word in firefox_model.LEXICON if word.isalpha()]
    texts = [f"{one} {two}" for one in words for two in words] + [SENTENCE, "", "   ", SENTENCE]
    out = [one.text for one in engine.translate(texts, OPTIONS)]
    expected = [
        f"{firefox_model.LEXICON[one]} {firefox_model.LEXICON[two]}" for one in words for two in words
    ]
    assert out[: len(expected)] == expected
    assert out[-4] == out[-1] == "said minister in Cairo that school open today."
    assert out[-3:-1] == ["", ""]
    assert engine.translate(texts[::-1], OPTIONS) == engine.translate(texts, OPTIONS)[::-1]


def test_one_process_says_the_same_as_two(engine: Engine, folder: Path) -> None:
    alone = registry.load("firefox", resolve(str(folder), None), EngineSettings(threads=1))
    texts = [SENTENCE, "وصل الطبيب إلى دمشق صباح الأحد."]
    assert alone.translate(texts, OPTIONS) == engine.translate(texts, OPTIONS)


def test_too_long_a_text_is_refused_never_cut(engine: Engine) -> None:
    longest = " ".join(["دمشق"] * engine.max_source_tokens)
    assert engine.count_tokens([longest, "دمشق", ""]) == [127, 1, 0]
    assert engine.translate([longest], OPTIONS)[0].text == " ".join(["Damascus"] * 127)
    with pytest.raises(ValueError, match="128 tokens exceeds the 127"):
        engine.translate(["دمشق", longest + " دمشق"], OPTIONS)


def test_the_translator_cuts_what_the_model_cannot_take_and_loses_nothing(engine: Engine) -> None:
    clause = "وصل الطبيب إلى دمشق صباح الأحد"
    text = "؛ ".join([clause] * 30) + "."
    translator = Translator(engine, OPTIONS, 192, None, retry=True)
    ((made,),) = translator.translate([[Sentence(1, 1, 0, len(text), text)]])
    assert made.english.count("arrived doctor to Damascus morning Sunday") == 30


def test_an_output_without_an_end_is_unfinished(tmp_path: Path) -> None:
    endless = registry.load(
        "auto", resolve(str(firefox_model.build(tmp_path, stops=False)), None), EngineSettings(threads=1)
    )
    (said,) = endless.translate(["وصل الطبيب"], OPTIONS)
    assert said.text.startswith("arrived doctor ")
    assert not said.finished


def test_the_ladder_has_no_rung_that_would_say_the_same_again(engine: Engine) -> None:
    assert [rung.name for rung in ladder(OPTIONS, engine, engine)] == ["clauses", "second model"]


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_packed_files_are_read_as_they_are(
    folder: Path, engine: Engine, tmp_path: Path, packing: str
) -> None:
    for path in folder.iterdir():
        data = path.read_bytes()
        packed = gzip.compress(data) if packing == ".gz" else _zstd(data)
        (tmp_path / (path.name + packing)).write_bytes(packed)
    assert files.is_firefox(tmp_path)
    model = registry.load("auto", resolve(str(tmp_path), None), EngineSettings(threads=1))
    assert model.translate([SENTENCE], OPTIONS) == engine.translate([SENTENCE], OPTIONS)


def test_separate_vocabularies_are_found(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        data = path.read_bytes()
        if path.suffix == ".spm":
            (tmp_path / "srcvocab.aren.spm").write_bytes(data)
            (tmp_path / "trgvocab.aren.spm").write_bytes(data)
        elif not path.name.startswith("lex"):
            (tmp_path / path.name).write_bytes(data)
    model = registry.load("auto", resolve(str(tmp_path), None), EngineSettings(threads=1))
    assert model.translate([SENTENCE], OPTIONS)[0].text.startswith("said minister")
    assert model.signature.endswith("|no shortlist")


@pytest.mark.parametrize(
    ("name", "harm", "said"),
    [
        ("model.aren.intgemm.alphas.bin", lambda data: data[:1000], "truncated"),
        ("model.aren.intgemm.alphas.bin", lambda data: b"\1" * len(data), "unsupported model version"),
        ("model.aren.intgemm.alphas.bin", lambda _: b"", "is empty"),
        (
            "model.aren.intgemm.alphas.bin",
            lambda data: data.replace(b"context_Wq", b"context_Xq"),
            "context_Wq",
        ),
        ("vocab.aren.spm", lambda _: b"no vocabulary at all", "vocab.aren.spm is no SentencePiece"),
        ("vocab.aren.spm", None, "vocabulary"),
        ("lex.50.50.aren.s2t.bin", lambda data: data[:60], "cannot be used"),
    ],
)
def test_damage_is_told_at_load(
    tmp_path: Path, name: str, harm: Callable[[bytes], bytes] | None, said: str
) -> None:
    path = firefox_model.build(tmp_path / "broken") / name
    if harm is None:
        path.unlink()
    else:
        path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(ModelError) as caught:
        registry.load("auto", resolve(str(tmp_path / "broken"), None), EngineSettings(threads=1))
    assert said in caught.value.message
    assert "Traceback" not in caught.value.message
    assert "copy" in caught.value.hint


def test_two_models_in_one_folder_are_refused(tmp_path: Path) -> None:
    firefox_model.build(tmp_path)
    (tmp_path / "model.enar.intgemm.alphas.bin").write_bytes(b"another")
    with pytest.raises(ModelError, match="several Firefox models"):
        registry.load("auto", resolve(str(tmp_path), None), EngineSettings(threads=1))


def test_a_missing_package_names_the_line_that_installs_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (hidden := folder.parent / "hidden").mkdir()
    (hidden / "fxtranslate.py").write_text("raise ImportError('not installed')")
    monkeypatch.syspath_prepend(hidden)  # which a spawned process inherits
    with pytest.raises(ModelError) as caught:
        registry.load("firefox", resolve(str(folder), None), EngineSettings(threads=1))
    assert "fxtranslate, which is not installed" in caught.value.message
    assert 'pip install "mujaz[firefox]"' in caught.value.hint


def test_engines_are_not_mixed_up(folder: Path) -> None:
    with pytest.raises(ModelError) as caught:
        registry.load("ctranslate2", resolve(str(folder), None))
    assert caught.value.hint == "`--set translation.engine=firefox`"


def test_a_run_from_arabic_to_a_brief(mujaz: Callable[..., Ended], folder: Path, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(
        "قال الوزير في القاهرة إن المدرسة مفتوحة اليوم. وصل الطبيب إلى دمشق صباح الأحد.", encoding="utf-8"
    )
    ended = mujaz(
        *("run", tmp_path / "news.txt", "-o", tmp_path / "out", "--set", f"translation.model={folder}"),
        *(
            "--set",
            "translation.engine=firefox",
            "--set",
            "summary.method=extractive",
            "--set",
            "glossary=null",
        ),
        *("--set", "translation.threads=2", "--set", "translation.canary=false"),
    )
    assert ended.code == 0, ended.err
    brief = (tmp_path / "out" / "briefs" / "news.md").read_text(encoding="utf-8")
    assert "arrived doctor to Damascus morning Sunday." in brief
    assert "firefox|aren@" in brief
    assert f"fxtranslate:{version('fxtranslate')}" in brief


def test_the_canary_refuses_a_model_that_knows_too_little(
    mujaz: Callable[..., Ended], folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "news.txt").write_text("قال الوزير في القاهرة إن المدرسة مفتوحة اليوم.", encoding="utf-8")
    ended = mujaz(
        *("run", tmp_path / "news.txt", "-o", tmp_path / "out", "--set", f"translation.model={folder}"),
        *("--set", "summary.method=extractive", "--set", "glossary=null"),
    )
    assert ended.code == 3
    assert "does not work: of known Arabic sentences" in ended.err


def children(process: int) -> set[int]:
    lists = Path(f"/proc/{process}/task").glob("*/children")
    return {int(child) for one in lists for child in one.read_text(encoding="ascii").split()}


def test_a_process_that_dies_is_told(folder: Path) -> None:
    others = children(os.getpid())
    engine = registry.load("auto", resolve(str(folder), None), EngineSettings(threads=1))
    (worker,) = children(os.getpid()) - others
    os.kill(worker, signal.SIGKILL)
    with pytest.raises(ModelError, match="ended in the middle of its work"):
        engine.translate([SENTENCE], OPTIONS)


def test_a_killed_run_leaves_no_process_behind(folder: Path) -> None:
    code = (
        "import time\n"
        "from mujaz.models.resolve import resolve\n"
        "from mujaz.engines import registry\n"
        "from mujaz.engines.protocol import DecodingOptions, EngineSettings\n"
        f"engine = registry.load('auto', resolve({str(folder)!r}, None), EngineSettings(threads=2))\n"
        "engine.translate(['دمشق'] * 50, DecodingOptions())\n"
        "print('ready', flush=True)\n"
        "time.sleep(600)\n"
    )
    (folder.parent / "killed.py").write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "pipeline")}
    with subprocess.Popen(
        [sys.executable, str(folder.parent / "killed.py")], stdout=subprocess.PIPE, text=True, env=environment
    ) as run:
        assert run.stdout is not None
        try:
            assert run.stdout.readline() == "ready\n"
            workers = children(run.pid)
        finally:
            run.kill()
    assert len(workers) == 2
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]


def _zstd(data: bytes) -> bytes:
    """The least that is zstd: a frame of raw blocks."""
    frame = bytearray(
        b"\x28\xb5\x2f\xfd" + b"\x00" + b"\x58"
    )  # magic; no size, no checksum; a window of 2 MB
    size = 1 << 16
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    for number, block in enumerate(blocks, 1):
        frame += ((len(block) << 3) | (number == len(blocks))).to_bytes(3, "little") + block
    return bytes(frame)
