"""`mujaz compare`: honest statistics, and the sentences that differ."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from mujaz.evaluation.bootstrap import paired
from mujaz.evaluation.differences import different_sentences, doubtful_in_one, most_different
from mujaz.evaluation.facts import Carried
from mujaz.evaluation.measures import Measure, chrf, share
from mujaz.evaluation.outputs import Output, from_lines
from mujaz.flags import Flag
from tests.conftest import Ended
from tests.support.data import NEWS_GLOSSARY
from tests.support.evaluations import ARABIC, ENGLISH, WORSE, Command

# --- the bootstrap ---------------------------------------------------------------------------------------------------


def tossed(seed: int, chance: float, sentences: int = 150) -> Measure:
    """Sentences that are right with a given chance."""
    right = np.random.default_rng(seed).random(sentences) < chance
    return share("right", [Carried(int(one), 1) for one in right])


def test_a_system_does_not_differ_from_itself() -> None:
    found = paired(tossed(1, 0.7), tossed(1, 0.7))
    assert found
    assert (found.difference, found.low, found.high, found.p, found.wins) == (0, 0, 0, 1, 0)


def test_a_large_difference_is_sure_and_a_small_one_is_not() -> None:
    large, small = paired(tossed(1, 0.5), tossed(2, 0.9)), paired(tossed(1, 0.7), tossed(2, 0.72))
    assert large
    assert small
    assert large.p == pytest.approx(1 / 1001)  # never 0
    assert 0 < large.low < large.difference < large.high
    assert large.wins == 1
    assert small.p > 0.05
    assert small.low < 0 < small.high


def test_equal_systems_are_called_different_about_one_time_in_twenty() -> None:
    found = [paired(tossed(2 * n, 0.7), tossed(2 * n + 1, 0.7), resamples=200) for n in range(200)]
    called = sum(one is not None and one.p < 0.05 for one in found)
    assert 2 <= called <= 20  # 10 expected, standard deviation 3


def test_both_systems_are_scored_on_the_same_draws() -> None:
    """Where one is better by the same on every sentence, no draw can say otherwise: the interval has no width."""
    rows = np.random.default_rng(3).integers(0, 50, size=(80, 1)).astype(float)
    first = Measure("m", np.hstack([rows, np.ones((80, 1))]), lambda sums: float(sums[0] / sums[1]))
    second = Measure("m", np.hstack([rows + 1, np.ones((80, 1))]), first.of_sums)
    found = paired(first, second)
    assert found
    assert (found.low, found.high) == pytest.approx((1, 1))
    assert found.p == pytest.approx(1 / 1001)


def test_where_less_is_better_the_lower_one_wins() -> None:
    rows = [Carried(1, 1)] * 30 + [Carried(0, 1)] * 30
    many, few = (
        share("doubtful", rows, lower_is_better=True),
        share("doubtful", [Carried(0, 1)] * 60, lower_is_better=True),
    )
    found = paired(many, few)
    assert found
    assert found.difference == -50
    assert found.wins == 1


def test_nothing_to_measure_is_no_difference() -> None:
    assert paired(share("numbers", [Carried(0, 0)]), share("numbers", [Carried(0, 0)])) is None


# --- the sentences that differ ----------------------------------------------------------------------------------------


def test_the_sentences_furthest_apart_come_first() -> None:
    source, reference = ARABIC[:3], ENGLISH[:3]
    first = from_lines("a", "a", source, [ENGLISH[0], "Nothing of this.", ENGLISH[2]], None)
    second = from_lines("b", "b", source, [ENGLISH[0] + " Indeed.", ENGLISH[1], ENGLISH[2]], None)
    found = different_sentences(first, second, source, reference)
    assert [one.line for one in found] == [1, 2]  # the third came out alike
    top = most_different(found, 5)
    assert [one.line for one in top] == [2, 1]
    assert top[0].chrf
    assert top[0].gain == pytest.approx(100 - (chrf(["Nothing of this."], [ENGLISH[1]]).sentence(0) or 0))


def test_grave_flags_of_one_side_alone_are_told() -> None:
    grave, light = Flag("loop", "high", "x"), Flag("long_split", "low", "y")
    first = Output("a", ("p", "q", "r"), ((grave,), (grave,), (light,)), "a")
    second = Output("b", ("P", "Q", "R"), ((), (grave,), ()), "b")
    assert [
        one.line for one in doubtful_in_one(different_sentences(first, second, ("x", "y", "z"), None))
    ] == [1]


def compared(mujaz: Command, files: Path, *more: object) -> Ended:
    given = ("--source", files / "dev.ar", "--reference", files / "dev.en", "--glossary", NEWS_GLOSSARY)
    outputs = ("--hypothesis", files / "dev.bad.txt", "--hypothesis", files / "dev.good.txt")
    return mujaz("compare", *given, *outputs, "--resamples", 100, *more)


def test_a_comparison_can_be_read_on_a_terminal(mujaz: Command, files: Path) -> None:
    ended = compared(mujaz, files)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert not any(re.search("[\u0600-\u06ff]", line) and re.search("[A-Za-z]", line) for line in lines)
    row = next(line.split() for line in lines if line.startswith("BLEU"))
    assert row[2] == "100.0"
    assert row[-2:] == ["0.010", "100%"]
    assert "Furthest apart by chrF2++" in ended.out
    assert "Doubtful in one of the two" in ended.out
    assert "! number mismatch (" in ended.out
    assert "Koehn 2004" in ended.out


def test_a_comparison_as_json(mujaz: Command, files: Path) -> None:
    data = json.loads(compared(mujaz, files, "--json", "--show", 3).out)
    (one,) = data["comparisons"]
    assert (one["first"], one["second"]) == ("bad", "good")
    assert {row["measure"] for row in one["measures"]} == {
        "BLEU", "chrF2++", "TER", "numbers", "names", "ref. names", "doubtful",
    }  # fmt: skip
    assert len(one["furthest_apart"]) == len(one["doubtful_in_one"]) == 3
    assert one["furthest_apart"][0]["arabic"] in ARABIC


def test_two_systems_are_needed(mujaz: Command, files: Path) -> None:
    given = ("--source", files / "dev.ar", "--hypothesis", files / "dev.bad.txt")
    alone = mujaz("compare", *given)
    twice = mujaz("compare", *given, "--hypothesis", files / "dev.bad.txt")
    assert alone.code == twice.code == 2
    assert "at least twice" in alone.err
    assert "given twice" in twice.err


def test_what_a_system_wrote_cannot_steer_the_terminal(mujaz: Command, files: Path) -> None:
    (files / "dev.bad.txt").write_text(
        "\n".join(f"\x1b[2J[bold]{one}" for one in WORSE) + "\n", encoding="utf-8"
    )
    ended = compared(mujaz, files)
    if ended.code == 0:
        assert "\x1b[2J" not in ended.out
        assert "[bold]" in ended.out
    else:
        assert "control characters" in ended.err
