"""A story as one HTML page, in the assets of the briefs: what happened, what the sources disagree on, who told what when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from mujaz.stories.story import Cite, Fact, Story, Value
from mujaz.stories.telling import moment
from mujaz.writers import page, visible

_SENTENCE = 500  # characters
_LONG_NUMBER = re.compile(r"(?<![\d.-])\d{4,}(?![\d.-])")


@dataclass(frozen=True, slots=True)
class _Link:
    """A citation: which source, which sentence, and where that is."""

    source: int  # from 1, in the order of time
    sentence: int
    href: str


@dataclass(frozen=True, slots=True)
class _Row:
    value: str
    arabic: str
    link: _Link
    source: str
    when: str
    english: str


@dataclass(frozen=True, slots=True)
class _Table:
    what: str
    rows: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    links: tuple[_Link, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    number: int
    href: str
    headline: str
    title: str
    name: str
    when: str
    path: str
    adds: tuple[_Line, ...]


def render(story: Story) -> str:
    """The page, to lie in a folder beside `briefs/`; the same story gives the same text, byte for byte."""
    place = {article: number for number, article in enumerate(story.articles, 1)}

    def link(cite: Cite) -> _Link:
        anchor = f"#s{cite.sentence}" if cite.sentence else ""
        return _Link(place[cite.article], cite.sentence, f"{_brief(cite.article)}{anchor}")

    def line(text: str, cites: Sequence[Cite]) -> _Line:
        return _Line(page.clip(visible.line(text), 2000), tuple(map(link, cites)))

    def table(fact: Fact) -> _Table:
        rows = tuple(
            _Row(
                page.clip(visible.line(shown(value)), 80),
                page.clip(visible.arabic(value.arabic), 200),
                link(Cite(value.article, value.sentence)),
                names[value.article],
                spoken(value.time),
                page.clip(visible.line(value.english), _SENTENCE),
            )
            for value in fact.values
        )
        return _Table(fact.what, rows)

    names = {
        source.article: page.site(source.url) or page.clip(visible.line(source.path), 80)
        for source in story.sources
    }
    sources = [
        _Source(
            number,
            _brief(source.article),
            page.clip(visible.line(source.headline), 300) or source.article,
            page.clip(visible.arabic(source.title or ""), 300),
            names[source.article],
            spoken(source.time),
            page.clip(visible.line(source.path), 200),
            tuple(line(point.text, point.cites) for point in source.adds),
        )
        for number, source in enumerate(story.sources, 1)
    ]
    return page.template("story.html").render(
        title=page.clip(visible.line(story.headline), 150) or "Story",
        headline=page.clip(story.headline, 400) or story.id,
        between=between(story),
        points=[line(point.text, point.cites) for point in story.points],
        conflicts=[table(fact) for fact in story.of("conflict")],
        updates=[table(fact) for fact in story.of("update")],
        agreed=[table(fact) for fact in story.of("agree")],
        sources=sources,
        assets=page.assets("story"),
    )


def shown(value: Value) -> str:
    """A value for a reader: with its thousands set apart; the words as they stand where it is Arabic."""
    if not value.value.isascii():
        return value.arabic
    return _LONG_NUMBER.sub(lambda match: f"{int(match[0]):,}", value.value)


def spoken(time: str | None) -> str:
    """When an article was published, for a reader, e.g. `4 November 2025, 13:10`."""
    when = page.day(time)
    if when is None:
        return "no date"
    clock = (time or "")[11:16]
    return f"{page.spoken(when)}, {clock}" if clock else page.spoken(when)


def between(story: Story) -> str:
    """From when to when its articles were published."""
    dated = [source.time for source in story.sources if moment(source.time)]
    if not dated:
        return "no date"
    first, last = spoken(dated[0]), spoken(dated[-1])
    return first if first == last else f"{first} to {last}"


def _brief(article: str) -> str:
    return f"../briefs/{quote(article, safe='', errors='replace')}.html"
