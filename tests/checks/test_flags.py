"""The table of flags is whole: what the code raises is in it, and what is in it is raised."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import mujaz
from mujaz.flags import FLAGS, Flag, FlagName
from mujaz.writers import json_brief


def _raised() -> Iterator[tuple[str, ast.expr]]:
    """Every `Flag(…)` and `Flag.of(…)` of the package: which of the two, and what stands for the name."""
    for path in Path(mujaz.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Flag", "Flag.of"} and node.args:
                yield ast.unparse(node.func), node.args[0]


def test_the_checks_raise_the_flags_of_the_table_and_no_others() -> None:
    raised = {ast.literal_eval(name) for call, name in _raised() if call == "Flag.of"}
    assert (
        raised
        == set(FLAGS)
        == set(get_args(FlagName))
        == set(json_brief.schema()["$defs"]["FlagName"]["enum"])
    )


def test_a_severity_is_told_in_the_table_alone() -> None:
    assert not [name.value for call, name in _raised() if call == "Flag" and isinstance(name, ast.Constant)]


@pytest.mark.parametrize("name", FLAGS)
def test_every_flag_has_words(name: FlagName) -> None:
    kind = FLAGS[name]
    assert 1 <= len(kind.label.split()) <= 3
    assert kind.sentence.endswith(".")


def test_a_flag_has_the_severity_of_its_row_unless_its_check_says_otherwise() -> None:
    assert Flag.of("loop", "seen") == Flag("loop", "high", "seen")
    assert Flag.of("glossary_missed", "seen") == Flag("glossary_missed", "low", "seen")
    assert Flag.of("glossary_missed", "seen", "high").severity == "high"
