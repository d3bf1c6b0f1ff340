"""The tiny model really translates its small world, and its folder has exactly the layout of a 2020 checkpoint."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import ctranslate2
import pytest
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, MarianMTModel, MarianTokenizer

from tests import tiny
from tests.conftest import Ended
from tests.tiny import bart
from tests.tiny.find_hard import loops
from tests.tiny.world import sentence

FILES = {
    "config.json",
    "pytorch_model.bin",
    "source.spm",
    "special_tokens_map.json",
    "target.spm",
    "tokenizer_config.json",
    "vocab.json",
}
EXACT_HELDOUT = 180  # of 200; the committed model reaches more, see tests/tiny/README.md


def translate(sentences: list[str], beams: int) -> list[str]:
    torch.set_num_threads(1)
    tokenizer = MarianTokenizer.from_pretrained(tiny.MODEL)
    model = MarianMTModel.from_pretrained(tiny.MODEL).eval()
    order = sorted(range(len(sentences)), key=lambda place: len(sentences[place]))
    made = [""] * len(sentences)
    for start in range(0, len(order), 50):
        places = order[start : start + 50]
        rows = tokenizer([sentences[place] for place in places], return_tensors="pt", padding=True)
        with torch.inference_mode():
            ids = model.generate(**rows, num_beams=beams)
        for place, text in zip(places, tokenizer.batch_decode(ids, skip_special_tokens=True), strict=True):
            made[place] = text
    return made


def test_most_sentences_never_seen_are_translated_exactly() -> None:
    test = tiny.heldout()
    assert len(test) == 200
    assert not {arabic for arabic, _ in test} & {arabic for arabic, _ in tiny.pairs()}
    made = translate([arabic for arabic, _ in test], beams=1)
    assert sum(one == wanted for one, (_, wanted) in zip(made, test, strict=True)) >= EXACT_HELDOUT


@pytest.mark.parametrize("name", ["attack", "election", "markets"])
def test_whole_articles_are_translated_exactly(name: str) -> None:
    sentences = tiny.articles(name)
    assert translate([arabic for arabic, _ in sentences], beams=4) == [english for _, english in sentences]


def test_long_sentences_fail_as_a_whole_and_come_out_right_in_parts() -> None:
    rows = [row for row in tiny.hard() if row.kind != "number"]
    assert {row.kind for row in rows} == {"loop", "lost"}
    for row, made in zip(rows, translate([row.arabic for row in rows], beams=4), strict=True):
        assert loops(made) if row.kind == "loop" else len(made) < 0.6 * len(row.arabic), row.arabic
    arabic = [f"{part}." for row in rows for part in row.arabic.rstrip(".").split("؛ ")]
    wanted = [sentence(part) for row in rows for part in row.english.rstrip(".").split("; ")]
    assert translate(arabic, beams=4) == wanted


def test_some_sentences_come_out_with_a_wrong_figure_and_nothing_else_wrong() -> None:
    rows = [row for row in tiny.hard() if row.kind == "number"]
    assert len(rows) >= 5
    for row, made in zip(rows, translate([row.arabic for row in rows], beams=4), strict=True):
        assert re.findall(r"\d+", made) != re.findall(r"\d+", row.english)
        assert re.sub(r"\d+", "#", made) == re.sub(r"\d+", "#", row.english)


def test_ctranslate2_with_patience_2_says_what_transformers_says(tmp_path: Path) -> None:
    # Patience 1 ends the search at four finished hypotheses, good or bad, as `early_stopping=True` does.
    texts = [arabic for arabic, _ in tiny.heldout()[:60]]
    ctranslate2.converters.TransformersConverter(str(tiny.MODEL)).convert(str(tmp_path / "converted"))
    translator = ctranslate2.Translator(str(tmp_path / "converted"), compute_type="float32", intra_threads=1)
    tokenizer = MarianTokenizer.from_pretrained(tiny.MODEL)
    rows = [tokenizer.convert_ids_to_tokens(tokenizer(text)["input_ids"]) for text in texts]
    results = translator.translate_batch(rows, beam_size=4, patience=2)
    ids = [tokenizer.convert_tokens_to_ids(result.hypotheses[0]) for result in results]
    assert [tokenizer.decode(row, skip_special_tokens=True) for row in ids] == translate(texts, beams=4)


def test_the_folder_is_that_of_a_2020_checkpoint_and_small() -> None:
    assert {path.name for path in tiny.MODEL.iterdir()} == FILES  # no generation_config.json, no safetensors
    assert sum(path.stat().st_size for path in tiny.MODEL.iterdir()) < 3_000_000


def test_the_config_keeps_generation_settings_and_marians_conventions() -> None:
    config = json.loads((tiny.MODEL / "config.json").read_text(encoding="utf-8"))
    vocab = json.loads((tiny.MODEL / "vocab.json").read_text(encoding="utf-8"))
    pad = len(vocab) - 1
    expected = {
        "activation_function": "swish",
        "bad_words_ids": [[pad]],
        "decoder_start_token_id": pad,
        "eos_token_id": 0,
        "forced_eos_token_id": 0,
        "max_length": config["max_position_embeddings"],
        "normalize_before": False,
        "num_beams": 4,
        "pad_token_id": pad,
        "scale_embedding": True,
        "static_position_embeddings": True,
        "vocab_size": len(vocab),
    }
    assert {key: config.get(key) for key in expected} == expected
    assert (vocab["</s>"], vocab["<unk>"], vocab["<pad>"]) == (0, 1, pad)


def test_the_weights_have_the_keys_of_2020() -> None:
    weights = torch.load(tiny.MODEL / "pytorch_model.bin", weights_only=True)
    assert {
        "final_logits_bias",
        "model.shared.weight",
        "model.encoder.embed_tokens.weight",
        "model.decoder.embed_tokens.weight",
        "model.encoder.embed_positions.weight",
        "model.decoder.embed_positions.weight",
    } <= set(weights)
    assert "lm_head.weight" not in weights
    pad = len(weights["model.shared.weight"]) - 1
    assert not weights["model.shared.weight"][pad].any()  # Marian's decoder starts from a zero vector
    assert weights["final_logits_bias"].any()


def test_no_weight_is_missing_or_left_over() -> None:
    _, info = MarianMTModel.from_pretrained(tiny.MODEL, output_loading_info=True)
    assert not info["missing_keys"]
    assert not info["unexpected_keys"]
    assert not info["mismatched_keys"]


def test_the_tiny_bart_loads_like_distilbart_and_obeys_its_own_settings(tmp_path: Path) -> None:
    folder = bart.build(tmp_path / "bart", max_positions=200)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model, info = AutoModelForSeq2SeqLM.from_pretrained(folder, output_loading_info=True)
    assert not info["missing_keys"]
    assert not info["unexpected_keys"]
    assert model.config.max_position_embeddings == tokenizer.model_max_length == 200
    rows = tokenizer("Three children were killed in Aleppo.", return_tensors="pt")
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    ids = model.generate(
        **rows, num_beams=1, min_length=settings["min_length"], max_length=settings["max_length"]
    )[0]
    assert 56 <= len(ids) <= 142
    assert ids[1] == settings["forced_bos_token_id"]


def test_the_tiny_bart_is_the_same_every_time(tmp_path: Path) -> None:
    one, other = (
        torch.load(bart.build(tmp_path / name) / "pytorch_model.bin", weights_only=True)
        for name in ("one", "other")
    )
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_a_line_without_arabic_stays_and_one_with_several_sentences_keeps_them(
    mujaz: Callable[..., Ended], tmp_path: Path
) -> None:
    lines = tmp_path / "lines.txt"
    sentences = [arabic for arabic, _ in tiny.heldout()[:2]]
    lines.write_text(f"Hello world ١٢\n{' '.join(sentences)}\n" + "\n".join(sentences), encoding="utf-8")
    done = mujaz("translate", lines, "--set", f"translation.model={tiny.MODEL}")
    hello, both, first, second = done.out.splitlines()
    assert hello == "Hello world 12"
    assert both == f"{first} {second}"
