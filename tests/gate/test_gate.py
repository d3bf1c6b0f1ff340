"""The quality gate: a fallen figure is noticed, a floor is never lowered by accident, and today's figures hold."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.gate import gate
from tests.gate.groups import GROUPS, Group

FAST = (
    "splitter, own cases",
    "number check, own pairs",
    "other checks, own pairs",
)  # seconds; the rest: make gate


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "text.txt"
    file.write_text("one\ntwo\n", encoding="utf-8")
    return file


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    return tmp_path / "gate.json"


def group(text: Path, value: float = 0.9, **more: object) -> Group:
    return replace(Group("checks", (text,), lambda: {"caught": value}), **more)  # type: ignore[arg-type]


Run = Callable[..., int]


@pytest.fixture
def run(floors: Path) -> Run:
    return lambda one, *arguments: gate.main(list(arguments), floors, (one,))


def pinned(floors: Path) -> dict[str, float | None]:
    found = json.loads(floors.read_text(encoding="utf-8"))["checks"]["floors"]
    assert isinstance(found, dict)
    return found


def test_the_gate_passes_at_its_floor_and_fails_below(
    text: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(group(text), "--update") == 0
    assert run(group(text)) == 0
    assert run(group(text, 0.95)) == 0
    assert run(group(text, 0.8999)) == 1
    assert "checks, caught: fell below its floor" in capsys.readouterr().err


def test_an_update_refuses_to_lower_a_floor(
    text: Path, floors: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run(group(text), "--update")
    before = floors.read_bytes()
    assert run(group(text, 0.85), "--update") == 1
    assert floors.read_bytes() == before
    assert "0.9000 → 0.8500" in capsys.readouterr().err
    assert run(group(text, 0.85), "--update", "--allow-regression") == 0
    assert pinned(floors) == {"caught": 0.85}


def test_an_update_raises_floors(text: Path, floors: Path, run: Run) -> None:
    run(group(text), "--update")
    assert run(group(text, 0.95), "--update") == 0
    assert pinned(floors) == {"caught": 0.95}


def test_one_floor_that_would_fall_keeps_all_as_they_are(text: Path, floors: Path, run: Run) -> None:
    run(group(text, measure=lambda: {"one": 0.9, "two": 0.9}), "--update")
    assert run(group(text, measure=lambda: {"one": 0.99, "two": 0.8}), "--update") == 1
    assert pinned(floors) == {"one": 0.9, "two": 0.9}


def test_a_changed_corpus_is_noticed(text: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run(group(text), "--update")
    text.write_bytes(b"one\r\ntwo\r\n")  # as git may check it out elsewhere
    assert run(group(text)) == 0
    text.write_text("one\nthree\n", encoding="utf-8")
    assert run(group(text, 1.0)) == 1
    assert "other data than its floor" in capsys.readouterr().err
    assert run(group(text), "--update") == 0
    assert run(group(text)) == 0


def test_a_figure_that_is_no_longer_measured_is_noticed(text: Path, run: Run) -> None:
    run(group(text), "--update")
    renamed = group(text, measure=lambda: {"found": 0.9})
    assert run(renamed) == 1
    assert run(renamed, "--update") == 1
    assert run(renamed, "--update", "--allow-regression") == 0


def test_absent_data_is_passed_over_and_keeps_its_floors(
    text: Path, floors: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run(group(text), "--update")
    text.unlink()
    assert run(group(text)) == 0
    assert gate.ABSENT in capsys.readouterr().out
    assert run(group(text), "--update") == 0
    assert pinned(floors) == {"caught": 0.9}


def test_what_is_not_there_yet_has_an_empty_floor(
    text: Path, floors: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    later = group(text, figures=("caught",), needs=(text.with_name("model"),))
    assert run(later, "--update") == 0
    assert pinned(floors) == {"caught": None}
    assert run(later) == 0
    assert gate.NOT_YET in capsys.readouterr().out
    text.with_name("model").touch()
    assert run(later) == 0
    assert gate.NEW in capsys.readouterr().out
    assert run(later, "--update") == 0
    assert pinned(floors) == {"caught": 0.9}


def test_slack_lies_between_a_value_and_its_floor(text: Path, floors: Path, run: Run) -> None:
    run(group(text, slack=0.02), "--update")
    assert pinned(floors) == {"caught": 0.88}
    assert run(group(text, 0.89, slack=0.02)) == 0


def test_a_floor_is_never_above_what_was_measured(text: Path, floors: Path, run: Run) -> None:
    run(group(text, 2 / 3), "--update")
    assert pinned(floors) == {"caught": 0.6666}
    assert run(group(text, 2 / 3)) == 0


def test_an_update_of_some_groups_keeps_the_others(text: Path, floors: Path) -> None:
    both = (group(text), replace(group(text), name="other"))
    gate.main(["--update"], floors, both)
    gate.main(["--update", "--only", "other"], floors, both)
    assert set(gate.load(floors)) == {"checks", "other"}


def test_an_unknown_group_is_named(text: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(group(text), "--only", "splitter") == 2
    assert "checks" in capsys.readouterr().out


def test_every_group_has_its_place_in_the_file() -> None:
    found = gate.load(gate.FLOORS)
    assert list(found) == [group.name for group in GROUPS]
    for one in GROUPS:
        assert found[one.name].floors, one.name
        assert set(found[one.name].floors) >= set(one.figures)


@pytest.mark.parametrize("name", FAST)
def test_todays_figures_hold(name: str) -> None:
    (one,) = (group for group in GROUPS if group.name == name)
    lines = gate.held(gate.measure(one), gate.load(gate.FLOORS)[name])
    assert lines
    assert {line.verdict for line in lines} == {gate.OK}
