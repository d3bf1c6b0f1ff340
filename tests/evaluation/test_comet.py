"""COMET runs as a command of its own, off the network."""

import os
import stat
from pathlib import Path

import pytest

from mujaz.errors import ModelError
from mujaz.evaluation import comet
from tests.support.evaluations import Command, evaluated

# Stands in for comet-score: the same arguments and files; a sentence's score is the length of its English.
_SCORER = """#!{python}
import json, os, sys
given = sys.argv[1:]
if os.environ.get("HF_HUB_OFFLINE") != "1":
    sys.exit("it went onto the network")
if "fail" in os.environ:
    sys.exit("the tokeniser xlm-roberta-large is not in the cache")
outputs = given[given.index("-t") + 1 : given.index("--model")]
rows = {{name: [{{"COMET": len(line.strip())}} for line in open(name)] for name in outputs}}
json.dump(rows, open(given[given.index("--to_json") + 1], "w"))
"""


@pytest.fixture
def checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    import sys

    program = tmp_path / "bin" / comet.COMMAND
    program.parent.mkdir()
    program.write_text(_SCORER.format(python=sys.executable), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    model = tmp_path / "model.ckpt"
    model.touch()
    return model


def test_comet_is_the_mean_over_sentences_and_stays_off_the_network(checkpoint: Path) -> None:
    source, outputs = ["سطر", "آخر"], [["ab", "a\rb c"], ["abcd", "ab"]]
    assert comet.scores(checkpoint, source, outputs, ["x", "y"]) == [3.5, 3]


def test_comet_failing_is_told_in_its_own_words(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("fail", "1")
    with pytest.raises(ModelError, match="xlm-roberta-large is not in the cache"):
        comet.scores(checkpoint, ["سطر"], [["a"]], None)


def test_comet_that_is_not_there_is_told_before_any_work(
    mujaz: Command, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(files))
    ended = evaluated(mujaz, files, "--comet", files / "model.ckpt")
    assert (ended.code, ended.out) == (3, "")
    assert "pipx install unbabel-comet" in ended.err


def test_a_comet_checkpoint_that_is_not_there_is_named(checkpoint: Path) -> None:
    with pytest.raises(ModelError, match="no such COMET checkpoint"):
        comet.check(checkpoint.with_name("other.ckpt"))
