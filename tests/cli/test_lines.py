"""The small commands: a line in, a line out."""

import json
from pathlib import Path

from tests.support.outputs import NAMES, TINY, Mujaz
from tests.tiny import articles


def test_translate_gives_a_line_for_a_line(mujaz: Mujaz, tmp_path: Path) -> None:
    rows = articles(NAMES[0])
    file = tmp_path / "lines.txt"
    file.write_text("\n".join([rows[1][0], "", rows[2][0], rows[1][0]]) + "\n", encoding="utf-8")
    ended = mujaz("translate", file, *TINY)
    assert ended.out.splitlines() == [rows[1][1], "", rows[2][1], rows[1][1]]
    tsv = mujaz("translate", file, *TINY, "--format", "tsv").out.splitlines()
    assert tsv[0].split("\t") == [rows[1][0], rows[1][1], ""]
    file.write_text(f"{rows[1][0]}\u2028\n\f{rows[2][0]}\n", encoding="utf-8")
    assert mujaz("translate", file, *TINY).out.splitlines() == [rows[1][1], rows[2][1]]
    first = json.loads(mujaz("translate", file, *TINY, "--format", "jsonl").out.split("\n")[0])
    assert (first["english"], first["flags"]) == (rows[1][1], [])
    assert first["score"] < 0


def test_split_prints_one_sentence_a_line(mujaz: Mujaz, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("قال د. محمد نعم. ثم غادر.\n", encoding="utf-8")
    assert mujaz("split", file).out == "قال د. محمد نعم.\nثم غادر.\n"
    rows = [json.loads(line) for line in mujaz("split", file, "--format", "jsonl").out.splitlines()]
    assert [(row["n"], row["start"], row["end"]) for row in rows] == [(1, 0, 16), (2, 17, 25)]
    assert mujaz("split", tmp_path / "none.txt").code == 2


def test_help_and_version(mujaz: Mujaz) -> None:
    for words in (
        [],
        ["run"],
        ["translate"],
        ["split"],
        ["models"],
        ["models", "pull"],
        ["config"],
        ["config", "show"],
    ):
        assert mujaz(*words, "--help").code == 0
    assert mujaz("--version").out.startswith("mujaz ")


def test_config_show_can_be_read_back(mujaz: Mujaz, tmp_path: Path) -> None:
    shown = tmp_path / "shown.yaml"
    shown.write_text(mujaz("config", "show", "--set", "summary.points=5").out, encoding="utf-8")
    assert mujaz("config", "check", shown).code == 0
    assert "points: 5" in mujaz("config", "show", "-c", shown).out
