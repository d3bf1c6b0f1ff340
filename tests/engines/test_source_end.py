"""A source ends with the mark that the model learnt, whether its tokeniser puts it there or not."""

import json
import shutil
from pathlib import Path

import pytest

from mujaz.engines.tokenizing import Tokenizing
from mujaz.models.resolve import STARTER

TEXT = "وصلت السفينة إلى ميناء مومباسا."
pytestmark = pytest.mark.skipif(not (STARTER / "model.bin").is_file(), reason="no model is bundled here")


def folder(tmp_path: Path, *, post_processor: bool, added_later: bool = False) -> Path:
    for name in ("tokenizer_config.json", "generation_config.json"):
        shutil.copy(STARTER / name, tmp_path)
    tokenizer = json.loads((STARTER / "tokenizer.json").read_text(encoding="utf-8"))
    if not post_processor:
        tokenizer["post_processor"] = None
    (tmp_path / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    config = json.loads((STARTER / "config.json").read_text(encoding="utf-8"))
    (tmp_path / "config.json").write_text(
        json.dumps(config | {"add_source_eos": added_later}), encoding="utf-8"
    )
    return tmp_path


def test_a_tokeniser_without_the_end_mark_gets_it(tmp_path: Path) -> None:
    whole = Tokenizing(STARTER, "starter")
    bare = Tokenizing(folder(tmp_path, post_processor=False), "bare")
    (ids,) = whole.encode([TEXT])
    assert ids[-1] == whole.eos
    assert ids.count(whole.eos) == 1
    assert bare.encode([TEXT]) == [ids]
    assert bare.count([TEXT]) == whole.count([TEXT])
    assert bare.max_source_tokens == whole.max_source_tokens


def test_it_does_not_stand_there_twice_where_ctranslate2_adds_it(tmp_path: Path) -> None:
    later = Tokenizing(folder(tmp_path, post_processor=False, added_later=True), "later")
    assert later.eos not in later.encode([TEXT])[0]
