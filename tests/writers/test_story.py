import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from mujaz.stories.account import Account
from mujaz.stories.story import Story, stories
from mujaz.writers import digest, story_html, story_markdown
from tests.support.briefs import ATTACKS
from tests.support.browser import Browser, Scheme
from tests.support.story_briefs import briefs
from tests.writers.test_digest import until
from tests.writers.test_html import Elements


def told() -> list[Story]:
    return [story for story in stories(map(Account.of, briefs()), 7) if len(story.sources) > 1]


def index() -> str:
    cards = [digest.Card.of(one, f"briefs/{one.id}.html") for one in briefs()]
    return digest.render(
        digest.Run(
            name="morning", signature="m", facts=(), warnings=(), cards=cards, failures=(), stories=told()
        )
    )


def attacked(text: str) -> Story:
    """A story in which this text stands wherever an article's words can."""
    made = [
        replace(
            one,
            headline=text,
            source=replace(one.source, title=text, url=text, path=text, published=one.source.published),
            points=tuple(replace(point, text=text) for point in one.points),
            sentences=tuple(replace(sentence, english=text) for sentence in one.sentences),
        )
        for one in briefs()[:3]
    ]
    (found,) = (story for story in stories(map(Account.of, made), 7) if len(story.sources) > 1)
    return found


def test_a_page_tells_values_and_leads_to_sentences() -> None:
    story = next(one for one in told() if one.id == "b01")
    page = story_html.render(story)
    Elements(page)
    assert "What the sources disagree on" in page
    assert 'href="../briefs/b02.html#s1"' in page
    assert page == story_html.render(story)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_an_article_says_acts(attack: str) -> None:
    story = attacked(ATTACKS[attack])
    page = story_html.render(story)
    Elements(page)
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert not re.search(r"(?<!\\)<script", story_markdown.render(story))


@pytest.mark.parametrize("scheme", get_args(Scheme)[:2])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, tmp_path: Path, scheme: Scheme, width: int
) -> None:
    for name, page in (("story.html", story_html.render(told()[0])), ("index.html", index())):
        (tmp_path / name).write_text(page, encoding="utf-8")
        with browser.open(tmp_path / name, width, scheme=scheme) as tab:
            assert tab.axe() == []
            assert tab.wider_than_screen() <= 0
            assert not tab.console


def test_search_finds_articles_within_stories(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(index(), encoding="utf-8")
    with browser.open(tmp_path / "index.html") as tab:
        assert tab.run("document.getElementById('shown').textContent") == f"{len(briefs())} articles"
        tab.page.fill("#q", "b05.txt")
        until(tab, f"1 of {len(briefs())} articles")
        assert tab.run("[...document.querySelectorAll('.story')].filter((one) => !one.hidden).length") == 1
        tab.page.select_option("#show", "failed")
        until(tab, f"0 of {len(briefs())} articles")
