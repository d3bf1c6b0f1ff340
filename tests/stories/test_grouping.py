import random
from dataclasses import replace

import pytest

from mujaz.stories import grouping
from mujaz.stories.evidence import evidence
from tests.support.story_sets import DEV, b_cubed, composed, f1, load, pairwise, telling


def test_stories_of_other_countries_are_told_apart() -> None:
    known = composed()
    groups = grouping.group([evidence(one) for one in known.tellings], 7)
    assert f1(*pairwise(groups, known.story)) > 0.93
    assert f1(*b_cubed(groups, known.story)) > 0.95


@pytest.mark.skipif(not DEV.exists(), reason="the development set is not here")
def test_the_development_set_is_grouped() -> None:
    known = load(DEV / "dev.jsonl", DEV / "dev-conflicts.jsonl")
    groups = grouping.group([evidence(one) for one in known.tellings], 7)
    assert f1(*pairwise(groups, known.story)) > 0.93
    assert f1(*b_cubed(groups, known.story)) > 0.95


def test_the_order_of_articles_changes_nothing() -> None:
    batch = [evidence(one) for one in composed().tellings]
    expected = grouping.group(batch, 7)
    for seed in range(5):
        shuffled = list(batch)
        random.Random(seed).shuffle(shuffled)  # noqa: S311 - no secret
        assert grouping.group(shuffled, 7) == expected


def test_articles_beyond_the_window_are_two_stories() -> None:
    known = composed()
    first, second, *_ = (one for one in known.tellings if known.story[one.id] == "B2")
    later = replace(second, published="2026-03-05T17:00:00+01:00")
    assert grouping.group([evidence(first), evidence(second)], 7) == [[first.id, second.id]]
    assert grouping.group([evidence(first), evidence(later)], 7) == [[first.id], [second.id]]


def test_articles_without_title_and_date_are_grouped_too() -> None:
    known = composed()
    bare = [
        replace(one, title="", published=None)
        for one in known.tellings
        if known.story[one.id] in ("B3", "B6")
    ]
    assert len(grouping.group([evidence(one) for one in bare], 7)) == 2


def test_empty_and_foreign_articles_stay_alone() -> None:
    odd = [
        telling("a", None, "", ""),
        telling("b", "no date", "", "123 456"),
        telling("c", "2026-01-01", "x", "…"),
    ]
    assert grouping.group([evidence(one) for one in odd], 7) == [["a"], ["b"], ["c"]]
    assert grouping.group([], 7) == []
