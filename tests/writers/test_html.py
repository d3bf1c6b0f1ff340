import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest

from mujaz.article import Brief, Point, Sentence, Translation
from mujaz.flags import FLAGS, Flag, FlagName
from mujaz.writers import explain, html, json_brief, page
from tests.support.briefs import ATTACKS, brief, hostile
from tests.support.browser import Browser, Scheme
from tests.support.data import REPOSITORY

HOOK = "document.title='PWNED'"
PAYLOADS = {
    **ATTACKS,
    "script": f"<script>{HOOK}</script>",
    "image": f'"><img src=x onerror="{HOOK}">',
    "closer": f"</script></style></title><script>{HOOK}</script>",
    "address": f"javascript:{HOOK}",
    "remote": '"><img src=https://evil.example/a.png><link rel=stylesheet href=//evil.example><base href=//evil.example>',
    "refresh": '<meta http-equiv=refresh content="0;url=https://evil.example">',
    "quote": "' onmouseover='document.title=`PWNED`' x=\" autofocus onfocus=document.title=`PWNED`",
    "latin word": "w" * 1_000_000,
    "many runs": "a م " * 100_000,
    "mixed word": "aم" * 100_000,
    "zalgo": "ا" + "\u064e" * 400 + " a" + "\u0301" * 400,
}


class Elements(HTMLParser):
    """The elements of a page, and whether every one of them is closed where it ought to be."""

    EMPTY = frozenset({"meta", "link", "img", "input", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.found}


def flagged(sentences: int = 3) -> Brief:
    """A brief with every flag, high and low, and several attempts."""
    made = brief()
    flags = tuple(Flag(name, "high" if n % 2 else "low", f"seen: حلب {n}") for n, name in enumerate(FLAGS))
    more = tuple(
        Translation(Sentence(n, 1 + n // 3, 0, 5, "جملة عربية."), "A sentence in English.", -0.3, flags)
        for n in range(3, sentences + 1)
    )
    points = (*made.points, Point("A model wrote this.", (3, 1), "abstractive", ("its support is thin",)))
    return replace(made, sentences=(*made.sentences, *more), points=points)


def test_the_same_brief_gives_the_same_bytes_in_any_process() -> None:
    command = (
        "import sys; sys.stdout.reconfigure(encoding='utf-8');"
        "from tests.writers.test_html import flagged; from mujaz.writers import html; print(html.render(flagged()), end='')"
    )
    shown = subprocess.run(
        [sys.executable, "-c", command],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"},
    )
    assert shown.stdout.decode() == html.render(flagged())


def test_timings_do_not_show() -> None:
    assert html.render(brief()) == html.render(replace(brief(), timings={"split": 99.0}))


def test_every_citation_leads_to_a_sentence_and_every_cited_sentence_back() -> None:
    found = Elements(html.render(flagged())).found
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = {(a["href"] or "")[1:] for tag, a in found if tag == "a" and (a["href"] or "").startswith("#")}
    assert {"s1", "s2", "s3", "p1", "p2"} <= inner <= set(ids)


def test_language_and_direction_of_both_sides() -> None:
    text = html.render(brief())
    assert '<p class="en" lang="en" dir="ltr">Civilians died.</p>' in text
    assert '<p class="ar" lang="ar" dir="rtl">قُتل 25 مدنياً.</p>' in text
    assert '<p class="original" lang="ar" dir="rtl">عنوان الخبر</p>' in text
    assert '<bdi lang="ar" dir="rtl">حلب</bdi> 1' in html.render(flagged())


def test_a_number_between_arabic_words_keeps_its_place() -> None:
    assert page.mixed("seen: نحو 25 مدنيا here") == 'seen: <bdi lang="ar" dir="rtl">نحو 25 مدنيا</bdi> here'
    assert page.mixed("in حلب, 25 died") == 'in <bdi lang="ar" dir="rtl">حلب</bdi>, 25 died'


def test_an_endless_word_is_cut_and_the_page_says_so() -> None:
    shown = '<bdi lang="en" dir="ltr">… [2,000 more characters]</bdi>'
    assert page.arabic("م" * 3000 + " نهاية") == "م" * 1000 + shown + " نهاية"
    assert page.mixed("w" * 3000 + " end") == "w" * 1000 + shown + " end"
    assert page.arabic("و " * 15_000).endswith("… [9,999 more characters]</bdi>")
    assert page.mixed("w" * 1000) == "w" * 1000


def test_marks_on_a_letter_do_not_climb_over_the_page() -> None:
    assert page.arabic("ا" + "\u064e" * 400 + "ب") == "ا" + "\u064e" * 5 + "ب"
    assert page.mixed("a" + "\u0301\u0316" * 200) == "a" + "\u0301\u0316" * 2 + "\u0301"
    assert page.arabic("مُحَمَّدٌ") == "مُحَمَّدٌ"


def test_paragraphs_are_kept() -> None:
    assert re.findall(r'aria-label="Paragraph (\d+)"', html.render(flagged(6))) == ["1", "2", "3"]


@pytest.mark.parametrize("name", FLAGS)
def test_every_flag_is_explained_on_the_page(name: FlagName) -> None:
    translation = replace(brief().sentences[0], flags=(Flag(name, "high", "what was seen"),))
    text = html.render(replace(brief(), sentences=(translation,)))
    meaning = explain.meaning(name)
    assert f'<a href="#m-{name}">{meaning.label}</a>: what was seen' in text
    assert f'<div id="m-{name}"><dt>{meaning.label}</dt><dd>{meaning.sentence}</dd></div>' in text


def test_a_doubtful_sentence_says_so_in_words_and_a_note_does_not() -> None:
    low = Flag("long_split", "low", "in 2 pieces")
    made = replace(brief(), sentences=(replace(brief().sentences[0], flags=(low,)), brief().sentences[1]))
    first, second = html.render(made).split('<div id="s1"')[1].split('<div id="s2"')
    assert "doubtful" not in first
    assert "Long sentence</a>: in 2 pieces" in first
    assert "doubtful</strong>" in second


def test_many_details_of_one_flag_fold_into_one_line() -> None:
    flags = tuple(Flag("glossary_missed", "low", f"term {n}") for n in range(3))
    text = html.render(replace(brief(), sentences=(replace(brief().sentences[0], flags=flags),)))
    assert "<summary>Glossary not followed, 3 times</summary>" in text
    assert [f"<li>term {n}</li>" in text for n in range(3)] == [True] * 3


def test_an_empty_translation_is_not_silent() -> None:
    translation = replace(brief().sentences[0], english=" ")
    text = html.render(replace(brief(), sentences=(translation,)))
    assert "No translation came out of this sentence." in text


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/أخبار?a=1", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("//example.org", False),
        ("https://[", False),
        ("https://example.org/\u202egpj.exe", False),
        ("file:///etc/passwd", False),
        ("https://example.org/" + "a" * 3000, False),
        (None, False),
    ],
)
def test_only_a_web_address_becomes_a_link(url: str | None, safe: bool) -> None:
    assert (page.safe_url(url) is not None) is safe
    text = html.render(replace(brief(), source=replace(brief().source, url=url)))
    links = [a["href"] or "" for tag, a in Elements(text).found if tag == "a"]
    assert all(link.startswith("#") or link == url for link in links)
    assert any(link == url for link in links) is safe


@pytest.mark.parametrize("attack", PAYLOADS)
def test_an_attack_adds_no_element_and_no_attribute(attack: str) -> None:
    harmless, text = html.render(hostile("word")), html.render(hostile(PAYLOADS[attack]))
    ours, theirs = Elements(harmless), Elements(text)
    assert theirs.tags() <= ours.tags() | {"bdi"}
    names = {name for _, attributes in ours.found for name in attributes}
    assert {name for _, attributes in theirs.found for name in attributes} <= names
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert sum(tag == "script" for tag, _ in theirs.found) == 1


@pytest.mark.parametrize("name", ["brief", "digest"])
def test_the_policy_names_the_script_that_is_there(name: str) -> None:
    dress = page.assets(name)
    assert not re.search("</(script|style)", dress.script + dress.style, re.IGNORECASE)
    assert "http" not in dress.script + dress.style
    assert "url(" not in dress.style
    assert "default-src 'none'" in dress.policy
    assert "unsafe-inline'; script-src 'sha256-" in dress.policy


def test_weight_of_an_article_of_40_sentences() -> None:
    assert len(html.render(flagged(40)).encode()) < 150_000


def test_a_brief_from_json_gives_the_same_page() -> None:
    made = flagged()
    assert html.render(json_brief.from_json(json.loads(json_brief.render(made)))) == html.render(made)


def written(folder: Path, made: Brief) -> Path:
    path = folder / "brief.html"
    path.write_text(html.render(made), encoding="utf-8")
    return path


@pytest.mark.parametrize("attack", PAYLOADS)
def test_an_attack_does_nothing_in_a_browser(browser: Browser, tmp_path: Path, attack: str) -> None:
    path = written(tmp_path, hostile(PAYLOADS[attack]))
    with browser.open(path, 360, 740) as tab:
        for element in tab.page.query_selector_all("a, summary, p.en")[:20]:
            element.dispatch_event("mouseover")
            element.dispatch_event("focusin")
        for link in tab.page.query_selector_all("p.source a")[:1]:
            assert link.get_attribute("href").startswith("http")
        assert tab.page.title() != "PWNED"
        assert tab.dialogs == []
        assert tab.errors == []
        assert tab.console == []
        assert tab.requests == [path.as_uri()]
        assert tab.wider_than_screen() <= 0


def test_a_script_that_got_in_would_be_stopped(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "broken.html"
    hole = f"<script>{HOOK}</script><img src=x onerror=\"{HOOK}\"><img src='https://evil.example/a'><iframe src='https://evil.example/'></iframe>"
    path.write_text(html.render(brief()).replace("</main>", f"{hole}</main>"), encoding="utf-8")
    with browser.open(path) as tab:
        assert tab.page.title() == "Minister *says* yes"
        assert tab.requests == [path.as_uri()]
        assert any("Content Security Policy" in line for line in tab.console)


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, scheme: Scheme, width: int) -> None:
    path = written(tmp_path, flagged(9))
    with browser.open(path, width, scheme=scheme, fragment="s3") as tab:
        tab.run("document.querySelectorAll('details').forEach((d) => { d.open = true })")
        assert tab.axe() == []
        assert tab.wider_than_screen() <= 0


def test_a_citation_jumps_and_lights_both_sides(browser: Browser, tmp_path: Path) -> None:
    color = "getComputedStyle(document.getElementById('s2')).backgroundColor"
    with browser.open(written(tmp_path, flagged(60)), script=False, height=300) as tab:
        before = tab.run(color)
        tab.page.click("#p1 a[href='#s2']")
        assert tab.run(color) != before
        box = tab.run("document.getElementById('s2').getBoundingClientRect().top")
        assert 0 <= box < 300
        assert tab.run("document.querySelectorAll('#s2 .en, #s2 .ar').length") == 2
        tab.page.click("#s2 a[href='#p1']")
        assert tab.run("document.querySelector('#p1:target') !== null")


def test_a_citation_in_focus_lights_up(browser: Browser, tmp_path: Path) -> None:
    with browser.open(written(tmp_path, flagged())) as tab:
        tab.page.focus("#p2 a[href='#s3']")
        assert tab.run("[...document.querySelectorAll('.lit')].map((e) => e.id)") == ["p2", "s3"]
        tab.page.focus("#s2 a[href='#p1']")
        assert tab.run("[...document.querySelectorAll('.lit')].map((e) => e.id)") == ["p1", "s2"]


def test_the_first_tab_skips_to_the_text(browser: Browser, tmp_path: Path) -> None:
    with browser.open(written(tmp_path, flagged(30))) as tab:
        tab.page.keyboard.press("Tab")
        assert tab.run("document.activeElement.textContent") == "Skip to the full text"
        assert tab.run("document.activeElement.getBoundingClientRect().top") >= 0
        tab.page.keyboard.press("Enter")
        assert tab.run("document.activeElement.id") == "text"
        tab.page.keyboard.press("Tab")
        assert tab.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_sides_stand_beside_each_other_or_on_a_phone_below(browser: Browser, tmp_path: Path) -> None:
    sides = (
        "['.en', '.ar'].map((c) => document.querySelector('#s1 ' + c).getBoundingClientRect())"
        ".map((r) => [Math.round(r.left), Math.round(r.top)])"
    )
    path = written(tmp_path, flagged())
    with browser.open(path) as tab:
        (english, top), (arabic, other) = tab.run(sides)
        assert english < arabic
        assert abs(top - other) < 4
    with browser.open(path, 360) as tab:
        (english, top), (arabic, other) = tab.run(sides)
        assert english == arabic
        assert top < other


def test_print_is_dark_on_white_and_leaves_out_what_paper_cannot_open(
    browser: Browser, tmp_path: Path
) -> None:
    with browser.open(written(tmp_path, flagged()), scheme="dark") as tab:
        tab.page.emulate_media(media="print")
        assert tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert tab.run("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert not tab.page.is_visible("details.attempts")
        assert not tab.page.is_visible(".back")
        assert tab.page.is_visible("#s2 .badge")
        assert tab.page.pdf(format="A4").startswith(b"%PDF")
        assert tab.requests == [(tmp_path / "brief.html").as_uri()]


def test_a_sentence_of_which_the_model_was_less_sure_has_a_quiet_mark() -> None:
    made = brief()
    sure, doubtful = made.sentences[0], made.sentences[1]
    assert doubtful.doubtful
    assert "less sure" not in html.render(made).lower()
    text = html.render(
        replace(made, sentences=(replace(sure, confidence=0.09), replace(doubtful, confidence=0.01)))
    )
    assert text.count('<span class="unsure">less sure</span>') == 1, "a doubtful one says more already"
    assert "less sure than of nine in ten" in text
    assert 'class="unsure"' not in html.render(
        replace(made, sentences=(replace(sure, confidence=0.1), doubtful))
    )
