"""A tokeniser that is wholly in its `tokenizer.json`: token for token as transformers, and without it."""

import json
import shutil
from pathlib import Path

import pytest

from mujaz.engines.tokenizer_json import JsonTokenizer, readable
from mujaz.engines.tokenizing import Tokenizing
from mujaz.errors import ModelError
from mujaz.models.resolve import STARTER
from tests.engines.test_marian import TEXTS
from tests.support import hub

FILES = ("config.json", "tokenizer.json", "tokenizer_config.json")


def copied(tmp_path: Path, **settings: object) -> Path:
    """The starter's tokeniser with other settings."""
    for name in FILES:
        shutil.copy(STARTER / name, tmp_path)
    path = tmp_path / "tokenizer_config.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | settings), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "settings", [{}, {"eos_token": "<end>"}], ids=["the starter's", "a token of its own"]
)
def test_ids_and_texts_are_those_of_transformers(tmp_path: Path, settings: dict[str, object]) -> None:
    from transformers import AutoTokenizer

    folder = copied(tmp_path, **settings)
    assert readable(folder)
    own, other = JsonTokenizer(folder), AutoTokenizer.from_pretrained(folder)
    texts = [*TEXTS, *hub.ENGLISH, "a </s> b <pad>", "two  spaces\n\nand <end>"]
    ids = own(texts).input_ids
    assert ids == other(texts).input_ids
    assert own(text_target=texts).input_ids == other(text_target=texts).input_ids
    assert [own.decode(row) for row in ids] == [
        other.decode(row, skip_special_tokens=True, clean_up_tokenization_spaces=False) for row in ids
    ]
    assert own.get_vocab() == other.get_vocab()
    tokens = own.convert_ids_to_tokens(ids[0])
    assert tokens == other.convert_ids_to_tokens(ids[0])
    assert own.convert_tokens_to_ids([*tokens, "no such token"]) == [*ids[0], other.unk_token_id]
    for name in ("eos_token_id", "pad_token_id", "unk_token_id", "model_max_length"):
        assert getattr(own, name) == getattr(other, name)


@pytest.mark.parametrize(
    "settings",
    [
        {"tokenizer_class": "NllbTokenizer"},
        {"add_bos_token": True},
        {"added_tokens_decoder": {"9": {"content": "<new>"}}},
        {"unk_token": None},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_what_this_class_does_not_know_is_left_to_transformers(
    tmp_path: Path, settings: dict[str, object]
) -> None:
    assert not readable(copied(tmp_path, **settings))


def test_a_damaged_file_is_reported(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "tokenizer.json").write_bytes((STARTER / "tokenizer.json").read_bytes()[:1000])
    with pytest.raises(ModelError, match=r"tokenizer\.json is damaged"):
        Tokenizing(folder, "starter")
