"""Windows of articles: two in work at once, briefs in order, and none kept back while nothing more comes."""

import time
from collections.abc import Iterator

from mujaz.article import Article, Brief
from mujaz.config import load
from mujaz.plan import make_plan
from mujaz.stages import Pipeline
from tests import tiny
from tests.support.data import CONFIGS

LONG = 130  # sentences: the first window is full


def pipeline() -> Pipeline:
    settings = [f"translation.model={tiny.MODEL}", "translation.canary=false", "memory.enabled=false"]
    return Pipeline(make_plan(load(CONFIGS / "offline.yaml", settings)))


def article(name: str, sentences: int) -> Article:
    known = [arabic for arabic, _ in tiny.heldout()]
    text = "\n\n".join(known[number % len(known)] for number in range(sentences))
    return Article.from_text(text, id=name)


def test_what_is_ready_is_given_out_while_no_article_comes() -> None:
    waited = 0

    def articles() -> Iterator[Article | None]:
        nonlocal waited
        yield article("first", LONG)
        for waited in range(6000):  # noqa: B007 - read outside; a minute, and it ends, so that a failure is none of patience
            time.sleep(0.01)
            yield None

    brief = next(pipeline().process(articles()))
    assert isinstance(brief, Brief)
    assert brief.id == "first"
    assert waited < 5999


def test_the_next_window_is_begun_before_the_first_ones_briefs_are_out() -> None:
    begun: list[int] = []
    given = pipeline().process((article(f"a-{n}", LONG) for n in range(5)), begun.append, LONG)
    first = next(given)
    assert len(begun) >= 2
    assert [one.id for one in [first, *given]] == [f"a-{n}" for n in range(5)]
    assert begun == [LONG] * 5
