"""The digest of a run, `index.html`: all its articles by date and source, what failed, and what the run was."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import quote

from mujaz.article import Brief, Failure
from mujaz.stories.story import Fact as Said
from mujaz.stories.story import Story
from mujaz.stories.telling import published
from mujaz.writers import page, visible
from mujaz.writers.story_html import between, shown, spoken

_POINT = (
    400  # characters of a point; the longest sentence of 60 news articles has about 600, most have under 250
)


_CONFLICTS = 3  # of a story that are named
_STORY_POINTS = 3


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
    id: str = ""  # of the brief
    when: str = ""  # it was published, for a reader

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
            source=page.site(brief.source.url) or page.folder(brief.source.path),
            path=page.clip(visible.line(brief.source.path), 200),
            published=page.day(brief.source.published),
            points=tuple(page.clip(visible.line(point.text), _POINT) for point in brief.points),
            sentences=len(brief.sentences),
            doubtful=sum(translation.doubtful for translation in brief.sentences),
            copies=tuple(page.clip(visible.line(path), 200) for path in copies),
            id=brief.id,
            when=spoken(published(brief.source)),
        )


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know of a run, e.g. `Translation model`: `Helsinki-NLP/opus-mt-tc-big-ar-en`."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class SkippedText:
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
    skipped: Sequence[SkippedText] = ()
    stories: Sequence[Story] = ()  # that several articles tell, the most covered first
    earlier: Sequence[Card] = ()  # of articles in these stories that are not of this run


@dataclass(frozen=True, slots=True)
class _Told:
    """A story in the digest."""

    href: str
    headline: str
    between: str
    conflicts: tuple[str, ...]  # what the sources disagree on, in few words
    more: int  # further ones
    updates: int
    points: tuple[str, ...]
    members: tuple[Card, ...]


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
    found = Counter(
        [*(card.source for card in (*run.cards, *run.earlier)), *(failure.source for failure in failures)]
    )
    by_id = {card.id: card for card in (*run.earlier, *run.cards)}
    told = [_told(story, by_id) for story in run.stories]
    in_stories = {article for story in run.stories for article in story.articles}
    stream = page.template("digest.html").stream(
        run=run,
        stories=told,
        days=_days([card for card in run.cards if card.id not in in_stories]),
        failures=failures,
        skipped=[_passed_over(one) for one in sorted(run.skipped, key=lambda one: one.path)],
        copies=sum(len(card.copies) for card in run.cards),
        choices=[_Choice(source, found[source]) for source in sorted(found)],
        place={source: place for place, source in enumerate(sorted(found))},
        doubtful=sum(card.doubtful > 0 for card in run.cards),
        assets=page.assets("digest"),
    )
    stream.enable_buffering(500)
    return iter(stream)


def _told(story: Story, cards: dict[str, Card]) -> _Told:
    conflicts = story.of("conflict")
    return _Told(
        href=f"stories/{quote(story.id, safe='', errors='replace')}.html",
        headline=page.clip(visible.line(story.headline), 250) or story.id,
        between=between(story),
        conflicts=tuple(f"{fact.what}: {_against(fact)}" for fact in conflicts[:_CONFLICTS]),
        more=max(0, len(conflicts) - _CONFLICTS),
        updates=len(story.of("update")),
        points=tuple(page.clip(visible.line(point.text), _POINT) for point in story.points[:_STORY_POINTS]),
        members=tuple(cards[article] for article in story.articles),
    )


def _against(fact: Said) -> str:
    """The values of a conflict, each once."""
    return " vs ".join(dict.fromkeys(page.clip(visible.line(shown(value)), 60) for value in fact.values))


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
        page.folder(failure.path),
        page.clip(failure.reason, 500),
    )


def _passed_over(one: SkippedText) -> SkippedText:
    return SkippedText(page.clip(visible.line(one.path), 200), page.clip(one.reason, 500))
