"""The digest of a run, `index.html`: all its articles by date and source, what failed, and what the run was."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import PurePath
from urllib.parse import quote, urlsplit

from mujaz.article import Brief, Failure
from mujaz.writers import page, visible

_HERE = "(top folder)"
_POINT = (
    400  # characters of a point; the longest sentence of 60 news articles has about 600, most have under 250
)


@dataclass(frozen=True, slots=True)
class Card:
    """What the digest keeps of a brief: about 1 kB, however long the article is."""

    href: str  # quoted, relative to the digest
    headline: str
    title: str  # the article's own, often Arabic; empty where it has none
    source: str  # the site it came from, else the folder of its file
    path: str
    published: date | None
    points: tuple[str, ...]
    sentences: int
    doubtful: int
    copies: tuple[str, ...] = ()  # paths of articles that say the same

    @classmethod
    def of(cls, brief: Brief, href: str, copies: Sequence[str] = ()) -> "Card":
        """The card of a brief.

        Args:
            brief: A finished brief.
            href: Its page, as a plain path relative to the digest, e.g. `briefs/a.html`; it is quoted here.
            copies: Paths of articles that say the same and were not translated.
        """
        return cls(
            href=quote(href, safe="/", errors="replace"),
            headline=page.clip(visible.line(brief.headline), 250) or brief.id,
            title=page.clip(visible.arabic(brief.source.title or ""), 200),
            source=_site(brief.source.url) or _folder(brief.source.path),
            path=page.clip(visible.line(brief.source.path), 200),
            published=page.day(brief.source.published),
            points=tuple(page.clip(visible.line(point.text), _POINT) for point in brief.points),
            sentences=len(brief.sentences),
            doubtful=sum(translation.doubtful for translation in brief.sentences),
            copies=tuple(page.clip(visible.line(path), 200) for path in copies),
        )


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know of a run, e.g. `Translation model`: `Helsinki-NLP/opus-mt-tc-big-ar-en`."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A text that was passed over because of its language."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run, as its digest shows it."""

    name: str  # the run folder's
    signature: str | None  # None where no brief was made
    facts: tuple[
        Fact, ...
    ]  # models and the like; nothing that differs from one run of the same inputs to the next
    warnings: tuple[str, ...]  # of the whole run, in plain words, e.g. a fallback
    cards: Sequence[Card]
    failures: Sequence[Failure]
    skipped: Sequence[Skipped] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """The articles of one source on one day."""

    source: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class _Day:
    day: date | None
    groups: tuple[_Group, ...]
    count: int


@dataclass(frozen=True, slots=True)
class _Choice:
    """A source in the filter."""

    source: str
    articles: int  # failed ones included


@dataclass(frozen=True, slots=True)
class _Failed:
    name: str
    source: str
    reason: str


def render(run: Run) -> str:
    """The digest; the same run gives the same text, byte for byte, in whatever order its articles came."""
    return "".join(parts(run))


def parts(run: Run) -> Iterator[str]:
    """The digest piece by piece, so that a run of 100,000 articles is never one string."""
    failures = [_failed(failure) for failure in sorted(run.failures, key=lambda f: (f.path, f.id))]
    found = Counter([*(card.source for card in run.cards), *(failure.source for failure in failures)])
    stream = page.template("digest.html").stream(
        run=run,
        days=_days(run.cards),
        failures=failures,
        skipped=[_passed_over(one) for one in sorted(run.skipped, key=lambda one: one.path)],
        copies=sum(len(card.copies) for card in run.cards),
        choices=[_Choice(source, found[source]) for source in sorted(found)],
        place={source: place for place, source in enumerate(sorted(found))},
        doubtful=sum(card.doubtful > 0 for card in run.cards),
        dress=page.dress("digest"),
    )
    stream.enable_buffering(500)
    return iter(stream)


def _days(cards: Sequence[Card]) -> Iterator[_Day]:
    """The newest day first, articles without a date last; sources and paths in order within a day."""
    newest_first = sorted(
        cards,
        key=lambda c: (-c.published.toordinal() if c.published else 0, c.source, c.path, c.href),
    )
    for day, of_day in groupby(newest_first, lambda card: card.published):
        groups = tuple(
            _Group(source, tuple(found)) for source, found in groupby(of_day, lambda card: card.source)
        )
        yield _Day(day, groups, sum(len(group.cards) for group in groups))


def _failed(failure: Failure) -> _Failed:
    return _Failed(
        page.clip(visible.line(failure.path or failure.id), 200),
        _folder(failure.path),
        page.clip(failure.reason, 500),
    )


def _passed_over(one: Skipped) -> Skipped:
    return Skipped(page.clip(visible.line(one.path), 200), page.clip(one.reason, 500))


def _site(url: str | None) -> str | None:
    """The site of an address that a browser may follow, without `www.`."""
    host = urlsplit(safe).hostname if (safe := page.safe_url(url)) else None
    return page.clip(visible.line(host.removeprefix("www.")), 100) if host else None


def _folder(path: str) -> str:
    folder = PurePath(path).parent.as_posix()
    return page.clip(visible.line(folder), 100) if folder not in {".", ""} else _HERE
