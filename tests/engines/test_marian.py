"""The tokenisers of OPUS-MT models and of BART read directly: token for token as transformers, and without torch."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mujaz.engines import byte_bpe
from mujaz.engines.marian import MarianTokenizer, readable
from mujaz.engines.tokenizing import Tokenizing
from mujaz.errors import ModelError
from mujaz.models import convert
from mujaz.models.resolve import resolve
from tests import tiny
from tests.support import hub

TEXTS = (
    *hub.ARABIC,
    *(arabic for arabic, _ in tiny.heldout()),
    "",
    "   ",
    "«قال» الرئيس: 25٪ (تقريبا) — وأكثر…",
    "نص طويل جدا " * 60,
    "Latin and عربي معا, \u200f٣٫٥ مليون\u00a0دولار",
    "سطر\nآخر\tوعمود",
    "كلمات مشكّلة: العَرَبِيَّة 😀 ﷺ",
    "< s> <<هكذا>> >>eng<<",
)


@pytest.fixture(scope="module")
def folders(shelf: hub.Shelf) -> list[Path]:
    return [tiny.MODEL, shelf["marian_2020"]]


def copied(tmp_path: Path, **settings: object) -> Path:
    """The tiny model's tokeniser with other settings."""
    folder = tmp_path / "tokeniser"
    shutil.copytree(tiny.MODEL, folder)
    path = folder / "tokenizer_config.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | settings), encoding="utf-8")
    return folder


def reference(folder: Path) -> Any:
    from transformers import MarianTokenizer as Reference

    return Reference.from_pretrained(folder)


def test_ids_and_texts_are_those_of_transformers(folders: list[Path]) -> None:
    for folder in folders:
        assert readable(folder)
        own, other = MarianTokenizer(folder), reference(folder)
        ids = own(TEXTS).input_ids
        assert ids == other(list(TEXTS)).input_ids
        english = [english for _, english in tiny.heldout()]
        assert own(text_target=english).input_ids == other(text_target=english).input_ids
        assert [own.decode(row) for row in ids] == [
            other.decode(row, skip_special_tokens=True, clean_up_tokenization_spaces=False) for row in ids
        ]
        assert own.get_vocab() == other.get_vocab()
        assert own.model_max_length == other.model_max_length
        for name in ("eos_token_id", "pad_token_id", "unk_token_id"):
            assert getattr(own, name) == getattr(other, name)


def test_barts_ids_and_texts_are_those_of_transformers(shelf: hub.Shelf) -> None:
    from transformers import AutoTokenizer

    folder = shelf["bart"]
    assert byte_bpe.readable(folder)
    own, other = byte_bpe.ByteBPETokenizer(folder), AutoTokenizer.from_pretrained(folder)
    texts = [*TEXTS, *hub.ENGLISH, " led by a space", "It's 3.5% — “so” they say…\n\nNew  paragraph 😀"]
    ids = own(texts).input_ids
    assert ids == other(texts).input_ids
    assert [own.decode(row) for row in ids] == [
        other.decode(row, skip_special_tokens=True, clean_up_tokenization_spaces=False) for row in ids
    ]
    assert own.get_vocab() == other.get_vocab()
    tokens = own.convert_ids_to_tokens(ids[-1])
    assert tokens == other.convert_ids_to_tokens(ids[-1])
    assert own.convert_tokens_to_ids([*tokens, "no such token"]) == [*ids[-1], other.unk_token_id]
    for name in ("eos_token_id", "pad_token_id", "unk_token_id"):
        assert getattr(own, name) == getattr(other, name)
    assert other.eos_token_id not in own(["a </s> b"]).input_ids[0][:-1]


@pytest.mark.parametrize("name", ["merges.txt", "vocab.json"])
def test_barts_damaged_files_are_reported(tmp_path: Path, name: str) -> None:
    folder = hub.Shelf(tmp_path)["bart"]
    (folder / name).write_bytes(b"\x00damaged")
    with pytest.raises(ModelError, match="tokeniser"):
        Tokenizing(folder, "bart")


def test_markup_in_an_article_is_text(folders: list[Path]) -> None:
    own = MarianTokenizer(folders[1])
    for text in ("قال </s> الوزير", "<pad>", "<unk>"):
        row = own([text]).input_ids[0]
        assert row[-1] == own.eos_token_id
        assert not {own.eos_token_id, own.pad_token_id} & set(row[:-1])


def test_a_language_code_is_a_token_where_the_model_has_it(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    vocabulary[">>eng<<"] = len(vocabulary)
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    own, other = MarianTokenizer(folder), reference(folder)
    text = ">>eng<< " + hub.ARABIC[0]
    assert own([text]).input_ids == other([text]).input_ids
    assert own([text]).input_ids[0][0] == vocabulary[">>eng<<"]
    unknown = own([">>fra<< " + hub.ARABIC[0]]).input_ids[0]
    assert len(unknown) > len(own([hub.ARABIC[0]]).input_ids[0]) + 1  # spelt out, not lost


@pytest.mark.parametrize(
    "settings",
    [
        {"separate_vocabs": True},
        {"sp_model_kwargs": {"enable_sampling": True}},
        {"eos_token": "<end>"},
        {"tokenizer_class": "PreTrainedTokenizerFast"},
        {"added_tokens_decoder": {"9": {"content": "<new>"}}},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_what_this_class_does_not_know_is_left_to_transformers(
    tmp_path: Path, settings: dict[str, object]
) -> None:
    assert not readable(copied(tmp_path, **settings))


def test_settings_that_transformers_writes_are_known(tmp_path: Path) -> None:
    added = {"0": {"content": "</s>", "lstrip": False}, "1": {"content": "<unk>"}}
    assert readable(copied(tmp_path, added_tokens_decoder=added, eos_token={"content": "</s>"}))


@pytest.mark.parametrize("name", ["source.spm", "vocab.json"])
def test_damaged_files_are_reported(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    (folder / name).write_bytes(b"\x00damaged")
    with pytest.raises(ModelError, match=r"tokeniser|json"):
        Tokenizing(folder, "tiny")


def test_translating_with_ctranslate2_needs_neither_torch_nor_transformers() -> None:
    """They cost 230 MB and three seconds."""
    convert.converted(resolve(str(tiny.MODEL), None), "int8")
    program = f"""
import sys
from mujaz.models.resolve import resolve
from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions, EngineSettings
engine = registry.load("ctranslate2", resolve({str(tiny.MODEL)!r}, None), EngineSettings(device="cpu"))
assert engine.translate([{tiny.heldout()[0][0]!r}], DecodingOptions())[0].text
print(sorted({{"torch", "transformers", "sacremoses"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
