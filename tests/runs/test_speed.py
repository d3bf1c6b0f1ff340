"""The speed benchmark's arithmetic and texts: what a table says follows from the turns that were taken."""

import pytest

from tests.benchmarks.speed_models import ARTICLE, articles, sample
from tests.benchmarks.speed_rounds import Taken, Turn, play, times


def turn(*seconds: float) -> Turn:
    return Turn(lambda: Taken(0, 0), lambda: 0, taken={at: Taken(one, one) for at, one in enumerate(seconds)})


def test_what_is_twice_as_fast_in_each_round_is_so_without_doubt() -> None:
    mine, other = turn(1, 2, 5, 1, 3), turn(2, 4, 10, 2, 6)
    assert times(mine, other) == (2, 2, 2)
    assert str(times(mine, other)) == "2.00 (2.00–2.00)"


def test_an_interval_holds_what_the_rounds_leave_open() -> None:
    ratio, low, high = times(turn(*[1] * 7), turn(0.8, 1.2, 1.0, 1.4, 0.9, 1.1, 1.3))
    assert low is not None
    assert high is not None
    assert ratio == pytest.approx(1.1)
    assert 0.8 <= low < ratio < high <= 1.4


def test_few_rounds_make_no_interval() -> None:
    assert times(turn(1, 1, 1), turn(1, 2, 3)) == (2, None, None)


def test_only_rounds_in_which_both_had_their_turn_are_compared() -> None:
    ticks = iter(range(1, 100))
    often = Turn(lambda: Taken(next(ticks), 0), lambda: 0)
    seldom = Turn(lambda: Taken(10, 0), lambda: 0, every=3)
    play({"often": often, "seldom": seldom}, 7)
    assert list(seldom.taken) == [0, 3, 6]
    assert times(often, seldom).ratio == 10 / often.taken[3].seconds


def test_articles_are_whole_and_no_sentence_comes_twice() -> None:
    found = articles(120)
    sentences = [one for article in found for one in article]
    assert len(sentences) == len(set(sentences)) > 0
    assert all(len(article) == ARTICLE for article in found)
    assert sample(sentences, 10) == [one for one in sentences if one in sample(sentences, 10)]
