import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

import pytest

from mujaz.article import Failure
from mujaz.writers import digest, html
from mujaz.writers.digest import Card, Run
from tests.support.briefs import brief, hostile
from tests.support.browser import Browser, Scheme, Tab
from tests.support.data import REPOSITORY
from tests.support.digests import article, run
from tests.writers.test_html import HOOK, PAYLOADS, Elements


def attacked(text: str) -> Run:
    """A run in which this text stands wherever an article's or a file's words can."""
    return Run(
        name=text,
        signature=text,
        facts=(digest.Fact(text, text),),
        warnings=(text,),
        cards=[Card.of(replace(hostile(text), id=text[:80]), f"briefs/{text[:80]}.html")],
        failures=[Failure(text, text, text, text)],
    )


def listed(text: str) -> list[str]:
    """Days, sources and articles in the order of the page."""
    found = re.findall(r"<h[234]>.*?</h[234]>", text)
    return [re.sub(r"<span.*?</span>|<[^>]+>", "", heading).strip() for heading in found]


def made(name: str, published: str | None, path: str, url: str | None = None) -> Card:
    source = replace(brief().source, published=published, path=path, url=url)
    return Card.of(replace(brief(), id=name, headline=name, source=source), f"briefs/{name}.html")


def test_newest_day_first_sources_in_order_and_no_date_last() -> None:
    cards = [
        made("c", None, "inputs/b/c.txt"),
        made("z", "2026-01-02", "inputs/a/z.txt"),
        made("w", "2026-01-02T08:00:00Z", "inputs/x.txt", "https://www.example.org/1"),
        made("y", "2026-01-02", "inputs/a/y.txt"),
        made("n", "2026-02-03", "inputs/b/n.txt"),
        made("bad", "yesterday", "bad.txt"),
    ]
    there = listed(digest.render(replace(run(0, 0), cards=cards)))
    assert there == [
        *("3 February 2026", "inputs/b", "n"),
        *("2 January 2026", "example.org", "w", "inputs/a", "y", "z"),
        *("No date", "(top folder)", "bad", "inputs/b", "c"),
    ]


def test_the_order_in_which_articles_came_does_not_show() -> None:
    usual = run(40)
    turned = replace(usual, cards=usual.cards[::-1], failures=usual.failures[::-1])
    assert digest.render(turned) == digest.render(usual)
    assert "".join(digest.parts(usual)) == digest.render(usual)


def test_the_same_run_gives_the_same_bytes_in_any_process() -> None:
    command = (
        "import sys; sys.stdout.reconfigure(encoding='utf-8');"
        "from tests.support.digests import run; from mujaz.writers import digest; print(digest.render(run(20)), end='')"
    )
    env = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    shown = subprocess.run(
        [sys.executable, "-c", command], cwd=REPOSITORY, capture_output=True, check=True, env=env
    )
    assert shown.stdout.decode() == digest.render(run(20))


def test_counts_points_failures_and_facts_are_there() -> None:
    text = digest.render(run(40))
    assert "40 briefs" in text
    assert "10 with doubtful sentences" in text
    assert "3 failed" in text
    assert "3 of 6 sentences doubtful" in text
    assert "inputs/north/bad-1.txt</bdi></strong> the file is empty; remove it" in text
    assert "Helsinki-NLP/opus-mt-tc-big-ar-en" in text
    assert "ctranslate2|opus-mt-tc-big-ar-en@e8b2da9" in text
    assert "The summary model could not be reached" in text
    assert "The Red Crescent denied that 6 employees had been dismissed without notice." in text
    assert "nothing failed" in digest.render(run(2, 0))
    assert "No brief was made." in digest.render(run(0))


@pytest.mark.parametrize("name", ["خبر-عاجل", "100%", "a#b?c", "a&b'\"<x>", "javascript:alert(1)"])
def test_links_are_relative_and_quoted(name: str) -> None:
    card = Card.of(replace(brief(), id=name), f"briefs/{name}.html")
    assert re.fullmatch(r"briefs/[\w.%~-]+\.html", card.href, re.ASCII)
    assert unquote(card.href) == f"briefs/{name}.html"
    assert f'<h4><a href="{card.href}">' in digest.render(replace(run(0), cards=[card]))


def test_a_card_is_small_whatever_the_article() -> None:
    card = Card.of(hostile("م" * 1_000_000), "briefs/a.html")
    assert len(repr(card)) < 3000


@pytest.mark.parametrize("attack", PAYLOADS)
def test_an_attack_adds_no_element_and_no_attribute(attack: str) -> None:
    ours, text = Elements(digest.render(attacked("word"))), digest.render(attacked(PAYLOADS[attack]))
    theirs = Elements(text)
    assert theirs.tags() <= ours.tags() | {"bdi"}
    names = {name for _, attributes in ours.found for name in attributes}
    assert {name for _, attributes in theirs.found for name in attributes} <= names
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert [
        a["href"] for tag, a in theirs.found if tag == "a" and not (a["href"] or "").startswith("briefs/")
    ] == [
        "#articles",
        "#failures",
    ]


def written(folder: Path, shown: Run) -> Path:
    path = folder / "index.html"
    path.write_text(digest.render(shown), encoding="utf-8")
    return path


@pytest.mark.parametrize("attack", PAYLOADS)
def test_an_attack_does_nothing_in_a_browser(browser: Browser, tmp_path: Path, attack: str) -> None:
    path = written(tmp_path, attacked(PAYLOADS[attack]))
    with browser.open(path, 360, 740) as tab:
        tab.page.fill("#q", PAYLOADS[attack][:500])
        tab.page.select_option("#source", index=1)
        tab.page.wait_for_timeout(200)
        assert tab.page.title() != "PWNED"
        assert (tab.dialogs, tab.errors, tab.console) == ([], [], [])
        assert tab.requests == [path.as_uri()]
        assert tab.wider_than_screen() <= 0


def test_a_script_that_got_in_would_be_stopped(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "broken.html"
    hole = f"<script>{HOOK}</script><img src=x onerror=\"{HOOK}\"><img src='https://evil.example/a'>"
    path.write_text(digest.render(run(3)).replace("</main>", f"{hole}</main>"), encoding="utf-8")
    with browser.open(path) as tab:
        assert tab.page.title() == "morning: digest"
        assert tab.requests == [path.as_uri()]


def shown(tab: Tab) -> list[str]:
    """The articles that can be seen, then the failures."""
    script = (
        "[...document.querySelectorAll('.card h4, .failures strong')]"
        ".filter((e) => e.checkVisibility()).map((e) => e.textContent)"
    )
    return [str(text) for text in tab.run(script)]


def until(tab: Tab, says: str) -> None:
    from playwright.sync_api import expect

    expect(tab.page.locator("#shown")).to_have_text(says)


def test_search_and_filters(browser: Browser, tmp_path: Path) -> None:
    with browser.open(written(tmp_path, run(40))) as tab:
        assert tab.run("document.getElementById('shown').textContent") == "43 articles"
        assert len(shown(tab)) == 43
        tab.page.fill("#q", "RELEASE governor article-14.")
        until(tab, "1 of 43 articles")
        (headline,) = shown(tab)
        assert "The governor of Basra asked for the release of 14" in headline
        assert len(tab.page.query_selector_all("h2:visible")) == 1
        tab.page.fill("#q", "")
        until(tab, "43 articles")
        tab.page.select_option("#show", "doubtful")
        until(tab, "10 of 43 articles")
        tab.page.select_option("#source", label="inputs/coast (10)")
        until(tab, "10 of 43 articles")
        tab.page.select_option("#source", label="inputs/north (13)")
        until(tab, "0 of 43 articles")
        tab.page.select_option("#show", "failed")
        until(tab, "3 of 43 articles")
        assert shown(tab) == [f"inputs/north/bad-{n}.txt" for n in range(3)]
        assert tab.errors == []


def test_search_forgives_vowel_signs_and_forms_of_letters(browser: Browser, tmp_path: Path) -> None:
    source = replace(brief().source, title="أعلنت وزارةُ الكهرباءِ في مصرى")
    cards = [Card.of(replace(brief(), source=source), "briefs/a.html"), *run(6, 0).cards]
    with browser.open(written(tmp_path, replace(run(0, 0), cards=cards))) as tab:
        for words in ("اعلنت وزاره", "وِزارة الكهرباء", "مصري"):
            tab.page.fill("#q", words)
            tab.page.wait_for_timeout(200)
            assert "Minister *says* yes" in shown(tab)
            assert len(shown(tab)) < 7


def test_without_script_everything_is_listed_and_no_dead_filter_is_shown(
    browser: Browser, tmp_path: Path
) -> None:
    with browser.open(written(tmp_path, run(40)), script=False) as tab:
        assert len(tab.page.query_selector_all(".card")) == 40
        assert len(tab.page.query_selector_all(".failures li")) == 3
        assert not tab.page.is_visible("#q")


def test_a_link_opens_the_brief_and_back_finds_the_filters(browser: Browser, tmp_path: Path) -> None:
    opened = replace(article(1), id="خبر-100%")
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs" / "خبر-100%.html").write_text(html.render(opened), encoding="utf-8")
    cards = [Card.of(opened, "briefs/خبر-100%.html"), *run(20, 0).cards[5:]]
    with browser.open(written(tmp_path, replace(run(0, 0), cards=cards))) as tab:
        tab.page.fill("#q", "article-1.txt")
        until(tab, "1 of 16 articles")
        tab.page.click("h4:visible a")
        tab.page.wait_for_url("**/briefs/**")
        assert tab.page.inner_text("h1") == opened.headline
        tab.page.go_back()
        assert tab.page.input_value("#q") == "article-1.txt"
        until(tab, "1 of 16 articles")


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, scheme: Scheme, width: int) -> None:
    with browser.open(written(tmp_path, run(30)), width, scheme=scheme) as tab:
        assert tab.axe() == []
        assert tab.wider_than_screen() <= 0
