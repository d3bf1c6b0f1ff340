"""The rate and the time left that the progress line tells."""

import pytest

from mujaz.cli.terminal import _Pace


def finished(pace: _Pace, articles: int, each: int) -> None:
    for _ in range(articles):
        pace.article(each)


def test_a_window_that_is_in_work_beside_another_counts_as_half_done() -> None:
    pace = _Pace()  # of a machine that does ten sentences a second, five of each window
    pace.window(100, 0.0)
    pace.window(100, 0.0)
    assert pace.said(60, 1.0) == ""
    finished(pace, 10, 10)
    pace.window(100, 15.0)
    assert pace.per_second == pytest.approx(10)
    assert pace.per_article == pytest.approx(1)
    assert pace.said(50, 15.0) == "10.0 sentences/s, about 50 s left"


def test_windows_one_after_the_other_count_as_they_are() -> None:
    pace = _Pace()
    for number in range(4):
        pace.window(100, number * 10.0)
        if number:
            assert pace.per_second == pytest.approx(10)
        finished(pace, 10, 10)


def test_articles_that_failed_are_no_work_that_is_done() -> None:
    pace = _Pace()
    pace.window(1000, 0.0)  # of which one article became a brief
    finished(pace, 1, 100)
    pace.window(100, 10.0)
    pace.window(100, 20.0)
    assert pace.per_second <= 150 / 20
