"""What a program that imports mujaz sees."""

import doctest
from pathlib import Path

import pytest

import mujaz
from tests.tiny import MODEL

TINY = [f"translation.model={MODEL}", "memory.enabled=false"]
ARABIC = "وأفادت مصادر طبية أن ثلاثة أطفال قتلوا في انفجار قرب الموصل."
ENGLISH = "Medical sources reported that three children were killed in an explosion near Mosul."


@pytest.fixture(scope="module")
def pipeline() -> mujaz.Pipeline:
    return mujaz.Pipeline.from_config("fast", TINY)


def test_the_example_of_the_package_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[1])
    failed, tried = doctest.testmod(mujaz)
    assert not failed
    assert tried > 5


def test_every_public_name_is_there() -> None:
    assert all(getattr(mujaz, name) is not None for name in mujaz.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        mujaz.nothing  # noqa: B018 - looking it up is the test


def test_several_texts_come_back_in_order_and_a_text_without_arabic_as_it_is() -> None:
    first, second, third = mujaz.translate([ARABIC, "", "Reuters"], "offline", TINY)
    assert (first.english, second.english, third.english) == (ENGLISH, "", "Reuters")
    assert [one.sentence.n for one in (first, second, third)] == [1, 2, 3]


def test_a_text_becomes_a_brief_that_knows_where_it_came_from(pipeline: mujaz.Pipeline) -> None:
    article = mujaz.Article.from_text(
        ARABIC, id="mosul-7", title="انفجار قرب الموصل", url="https://example.org/7", published="2026-01-02"
    )
    (brief,) = pipeline.process([article])
    assert isinstance(brief, mujaz.Brief)
    assert (brief.id, brief.source.url, brief.source.published) == (
        "mosul-7",
        "https://example.org/7",
        "2026-01-02",
    )
    assert brief.sentences[0].english == ENGLISH
    assert "glossary:none" not in brief.signature


@pytest.mark.parametrize("text", ["", " \n ", "قتل \ud800 شخص."])
def test_what_cannot_be_done_is_a_failure_in_its_place(pipeline: mujaz.Pipeline, text: str) -> None:
    bad, good = mujaz.Article.from_text(text, id="bad"), mujaz.Article.from_text(ARABIC, id="good")
    brief, failure, again = pipeline.process([good, bad, good])
    assert isinstance(failure, mujaz.Failure)
    assert failure.id == "bad"
    assert failure.reason
    assert isinstance(brief, mujaz.Brief)
    assert isinstance(again, mujaz.Brief)


def test_two_texts_have_two_hashes() -> None:
    one, other = (mujaz.Article.from_text(text).source.sha256 for text in (ARABIC, ARABIC + " "))
    assert one != other


def test_a_fallback_is_told_and_may_be_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    told: list[str] = []
    missing = [*TINY, "summary.method=abstractive", "summary.model=nobody/nothing"]
    mujaz.Pipeline.from_config("fast", missing, warn=told.append)
    assert "nobody/nothing" in told[0]
    with pytest.raises(mujaz.MujazError, match="nobody/nothing"):
        mujaz.Pipeline.from_config("fast", missing, strict=True)


def test_an_unknown_configuration_is_refused() -> None:
    with pytest.raises(mujaz.MujazError, match="no configuration called `fats`"):
        mujaz.translate(ARABIC, "fats")
