"""A story: what several articles tell of one event, told once, with every source and what they disagree on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mujaz.stories import grouping
from mujaz.stories.account import Account
from mujaz.stories.facts import compared
from mujaz.stories.labels import label
from mujaz.stories.lines import TITLE
from mujaz.stories.mention import Kind, Mention
from mujaz.stories.telling import in_order
from mujaz.stories.verdicts import Finding, Verdict

_POINTS, _OF_BEST, _OF_OTHERS = 6, 3, 2
_ADDS = 2  # sentences that are shown as what a source adds
_SAME = 0.5  # share of the shorter sentence's words from which on two say the same


@dataclass(frozen=True, slots=True)
class Cite:
    """A sentence of an article."""

    article: str  # id of its brief
    sentence: int  # from 1; 0 is the title


@dataclass(frozen=True, slots=True)
class StoryPoint:
    """One line in English, and the sentences of all articles that say so."""

    text: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What one article says of a thing."""

    article: str
    sentence: int
    arabic: str  # the words as they stand
    value: str  # normalised
    time: str | None  # when the article was published: ISO 8601 date or time
    english: str  # of the whole sentence


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing, as the articles have it."""

    kind: Kind
    verdict: Verdict
    what: str  # in English, e.g. "killed"
    values: tuple[Value, ...]  # the oldest first


@dataclass(frozen=True, slots=True)
class Source:
    """One of the articles, and what it has that no older one had."""

    article: str
    headline: str
    title: str | None
    path: str
    url: str | None
    time: str | None
    adds: tuple[StoryPoint, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One event."""

    id: str  # the oldest article's
    headline: str
    points: tuple[StoryPoint, ...]
    facts: tuple[Fact, ...]  # conflicts first, then updates, then what is agreed on
    sources: tuple[Source, ...]  # the oldest first, those without a date last

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of its briefs, the oldest first."""
        return tuple(source.article for source in self.sources)

    def of(self, verdict: Verdict) -> tuple[Fact, ...]:
        """The facts of one verdict."""
        return tuple(fact for fact in self.facts if fact.verdict == verdict)


def stories(accounts: Iterable[Account], window: int) -> list[Story]:
    """All stories of these articles, singles included: the most covered first, then the latest.

    Args:
        accounts: In any order; it changes nothing.
        window: Days; articles further apart are never of one story.
    """
    known = {account.id: account for account in accounts}
    groups = grouping.group([account.evidence for account in known.values()], window)
    found = [_story([known[article] for article in group]) for group in groups]
    found.sort(key=lambda story: story.id)
    found.sort(key=lambda story: max(source.time or "" for source in story.sources), reverse=True)
    return sorted(found, key=lambda story: -len(story.sources))


def _story(members: Sequence[Account]) -> Story:
    by_id = {account.id: account for account in members}
    oldest_first = [by_id[telling.id] for telling in in_order([account.telling for account in members])]
    best = _best(oldest_first)
    others = [account for account in reversed(oldest_first) if account is not best]
    facts = compared(oldest_first) if len(members) > 1 else []
    return Story(
        id=oldest_first[0].id,
        headline=best.headline,
        points=_points([best, *others]),
        facts=tuple(_fact(finding, by_id) for finding in facts),
        sources=tuple(_source(account, oldest_first[:place]) for place, account in enumerate(oldest_first)),
    )


def _best(oldest_first: Sequence[Account]) -> Account:
    """The article that has most in common with the others; of equals the latest."""

    def common(account: Account) -> float:
        return sum(
            _alike(account.beginning, other.beginning) for other in oldest_first if other is not account
        )

    place = max(range(len(oldest_first)), key=lambda at: (round(common(oldest_first[at]), 9), at))
    return oldest_first[place]


def _points(accounts: Sequence[Account]) -> tuple[StoryPoint, ...]:
    """The points of these articles, each said once; who says the same, with the same numbers, is cited with it.

    The first points of the first article, then those of the others, then what is left.
    """
    first, *others = accounts
    heads = [(first, point) for point in first.points[:_OF_BEST]]
    heads += [(account, point) for account in others for point in account.points[:_OF_OTHERS]]
    rest = [(account, point) for account in accounts for point in account.points]
    kept: list[tuple[str, list[Cite], _Content]] = []
    for account, point in [*heads, *rest]:
        numbers = [n for n in point.cites if 0 < n <= len(account.words)]
        cites = [Cite(account.id, n) for n in numbers]
        content = _Content.of(account, numbers)
        same = next((one for one in kept if one[2].says(content)), None)
        if same is not None:
            same[1].extend(cite for cite in cites if cite not in same[1])
        elif len(kept) < _POINTS:
            kept.append((point.text, cites, content))
    return tuple(StoryPoint(text, tuple(cites)) for text, cites, _ in kept)


@dataclass(frozen=True, slots=True)
class _Content:
    """What sentences say: stems and numbers."""

    words: frozenset[str]
    numbers: frozenset[Fraction]

    @classmethod
    def of(cls, account: Account, sentences: Sequence[int]) -> "_Content":
        return cls(
            frozenset[str]().union(*(account.words[n - 1] for n in sentences)),
            frozenset[Fraction]().union(*(account.numbers[n - 1] for n in sentences)),
        )

    def says(self, other: "_Content") -> bool:
        """Whether both say the same; with other numbers they do not."""
        if self.numbers and other.numbers and not self.numbers & other.numbers:
            return False
        return _alike(self.words, other.words) >= _SAME


def _source(account: Account, older: Sequence[Account]) -> Source:
    adds = []
    known = [_Content.of(other, [n]) for other in older for n in range(1, len(other.words) + 1)]
    for n in range(1, len(account.words) + 1) if older else ():
        content = _Content.of(account, [n])
        new = account.new(n) and n not in account.doubtful
        if new and not any(content.says(other) for other in known):
            adds.append(StoryPoint(account.english[n - 1], (Cite(account.id, n),)))
    return Source(
        account.id, account.headline, account.title, account.path, account.url, account.telling.published, tuple(adds[:_ADDS])
    )  # fmt: skip


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the shorter's words that both have."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _fact(finding: Finding, accounts: dict[str, Account]) -> Fact:
    return Fact(
        finding.kind,
        finding.verdict,
        label(finding),
        tuple(
            Value(
                mention.article,
                mention.n,
                mention.arabic,
                mention.value,
                accounts[mention.article].telling.published,
                accounts[mention.article].english[mention.n - 1]
                if mention.n
                else accounts[mention.article].headline,
            )
            for mention in _once(finding)
        ),
    )


def _once(finding: Finding) -> list[Mention]:
    """An article's words on a value once: those of the text rather than of the title."""
    best: dict[tuple[str, str], Mention] = {}
    for mention in sorted(finding.mentions, key=lambda one: (one.n == TITLE, one.n)):
        best.setdefault((mention.article, mention.value), mention)
    return [mention for mention in finding.mentions if best[mention.article, mention.value] is mention]
