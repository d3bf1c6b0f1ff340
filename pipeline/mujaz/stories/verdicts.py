"""Whether two articles agree, one brings news, or they contradict each other: on numbers.

Silence is the rule where it is not sure that two numbers are of one thing. Thresholds were chosen on the development set
of `python -m tests.benchmarks.stories`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from mujaz.stories.lines import TITLE
from mujaz.stories.mention import Kind, Mention

Verdict = Literal["conflict", "update", "agree"]
_ABOUT = 0.2  # an approximate number may be off by so much
_ORDERS = (1.0, 20.0)  # "dozens" are 10 to 200, "thousands" 1,000 to 20,000
_AT_LEAST = 3.0  # "more than 60" may be 180, not 600
_SOON = 4.0  # hours after which a higher toll is news and no contradiction
_CREEPING = 0.15, 1.0  # a toll higher by at most this share, at least so many hours later, is news too
_NEXT_DAY = 12.0  # hours after which what is not a toll may have changed
_SCALE = 20.0  # numbers further apart are not of one thing
_THINGS = (
    4  # words that must be shared about two counts of things; fewer where they stand close to the number
)
_APART = frozenset(
    ("ASKED", "NOW", "BEFORE", "EXPECTED", "AFTERSHOCK", "MONTHLY", "TOWNS", "COUNTRY", "SHARE")
)
_TOLLS = frozenset(("killed", "wounded", "missing", "arrested", "displaced", "rescued", "abducted", "case", "attended", "aboard", "convicted", "acquitted", "freed"))  # fmt: skip
_MAY_FALL = frozenset(("missing", "wounded"))  # as bodies are found, as wounded die


@dataclass(frozen=True, slots=True)
class Finding:
    """Mentions of one thing, and how they stand to each other."""

    kind: Kind
    verdict: Verdict
    about: str
    mentions: tuple[Mention, ...]  # the oldest article first


def numbers(mentions: Iterable[Mention]) -> list[Finding]:
    """What the articles of a story say with numbers, side by side."""
    about: dict[tuple[Kind, str], list[Mention]] = defaultdict(list)
    for one in mentions:
        if not one.long_ago and not (one.recalled and one.growing):
            about[one.kind, one.about].append(one)
    found = []
    for key in sorted(about):
        known = about[key]
        if key[0] == "count" and key[1].split(":")[0] in _TOLLS:
            found += _tolls(known)
        else:
            found += _measured(known)
    return found


def ordered(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The oldest article first, one without a date last; each mention once."""
    return tuple(
        sorted(set(mentions), key=lambda one: (one.when is None, one.when, one.article, one.n, one.arabic))
    )


def hours(one: Mention, other: Mention) -> float:
    """From the first to the second; 0 where one has no time."""
    if one.when is None or other.when is None:
        return 0.0
    return (other.when - one.when).total_seconds() / 3600


def _tolls(mentions: Sequence[Mention]) -> list[Finding]:
    """One number of each article: the first of its text."""
    by_article: dict[str, list[Mention]] = defaultdict(list)
    for one in mentions:
        by_article[one.article].append(one)
    heads = ordered(min(of_one, key=lambda one: (one.n == TITLE, one.n)) for of_one in by_article.values())
    verdicts = {(one, other): _verdict(one, other) for one, other in combinations(heads, 2)}
    for (one, other), verdict in verdicts.items():
        if verdict == "conflict" and any(
            verdicts.get((one, third)) == "update" and third.number == other.number for third in heads
        ):
            verdicts[one, other] = "update"  # another had brought that news before
    return findings(verdicts)


def findings(verdicts: dict[tuple[Mention, Mention], Verdict | None]) -> list[Finding]:
    """What the verdicts on pairs of mentions of one thing come to: a conflict, an update, both, or agreement."""
    found = []
    in_conflict = {one for pair, verdict in verdicts.items() if verdict == "conflict" for one in pair}
    in_update = {one for pair, verdict in verdicts.items() if verdict == "update" for one in pair}
    agreeing = [pair for pair, verdict in verdicts.items() if verdict == "agree"]
    for name, members in (("conflict", in_conflict), ("update", in_update)):
        if members:
            # Who says the same as one of them stands beside it.
            joined = members | {one for pair in agreeing if set(pair) & members for one in pair}
            found.append(_finding(name, joined if name == "update" or not in_update else members))  # type: ignore[arg-type]
    if not found and agreeing:
        found.append(_finding("agree", {one for pair in agreeing for one in pair}))
    return found


def _finding(verdict: Verdict, mentions: set[Mention]) -> Finding:
    kept = ordered(mentions)
    return Finding(kept[0].kind, verdict, kept[0].about, kept)


def _verdict(one: Mention, other: Mention) -> Verdict | None:
    """Of two numbers of one thing, `one` from the older article; None where they may both be right."""
    if same(one, other):
        return "agree"
    if compatible(one, other):
        return None
    later, gap = other.number - one.number, hours(one, other)
    unsure = one.number == 0 and one.bound == "about"
    if one.number == 0 or other.number == 0:
        news = later > 0 and (unsure or gap >= _SOON)
        return (
            "update"
            if news
            else None
            if unsure or (other.number == 0 and other.bound == "about")
            else "conflict"
        )
    if "order" in (one.bound, other.bound) and one.growing and later > 0 and gap > 0:
        return None
    if later > 0:
        creeping = one.growing and later <= _CREEPING[0] * one.number and gap >= _CREEPING[1]
        old = gap >= (_SOON if one.growing else _NEXT_DAY) and one.kind == "count"
        return "update" if (other.renewed and gap > 0) or creeping or old else "conflict"
    fallen = one.about in _MAY_FALL and gap >= _SOON
    return "update" if fallen else "conflict"


def same(one: Mention, other: Mention) -> bool:
    """Whether two say the same number, as exactly."""
    return one.number == other.number and (
        one.bound == other.bound or "order" not in (one.bound, other.bound)
    )


def compatible(one: Mention, other: Mention) -> bool:
    """Whether two numbers can both be right as they are put."""
    for first, second in ((one, other), (other, one)):
        a, b = first.number, second.number
        if first.bound == "order" and a * _ORDERS[0] <= b <= a * _ORDERS[1]:
            return True
        if first.bound == "more" and a <= b <= a * _AT_LEAST and second.bound != "order":
            return True
        if first.bound == "less" and b <= a:
            return True
        if first.bound == "about" and first.about != "age" and abs(a - b) <= _ABOUT * max(a, b):
            return True
        if b and not first.growing and any(abs(a + extra - b) < 1e-6 * b for extra in first.beside):
            return True
    return one.number == other.number


def _measured(mentions: Sequence[Mention]) -> list[Finding]:
    """Amounts, spans, ages and counts of things: compared where their sentences speak of the same."""
    by_article: dict[str, list[Mention]] = defaultdict(list)
    for one in ordered(mentions):
        by_article[one.article].append(one)
    by_article = {article: _all_beside(known) for article, known in by_article.items()}
    verdicts: dict[tuple[Mention, Mention], Verdict | None] = {}
    for first, second in combinations(by_article.values(), 2):
        for one, other in _facing(first, second):
            verdict = _verdict(one, other)
            if verdict and (verdict == "agree" or _one_scale(one, other)):
                verdicts[one, other] = verdict
    return [finding for group in linked(verdicts) for finding in findings(group)]


def _all_beside(mentions: Sequence[Mention]) -> list[Mention]:
    """What stands beside a number in one sentence of an article holds for it in all."""
    beside: dict[float, set[float]] = defaultdict(set)
    for one in mentions:
        beside[one.number].update(one.beside)
    return [replace(one, beside=tuple(sorted(beside[one.number]))) for one in mentions]


def _one_scale(one: Mention, other: Mention) -> bool:
    low, high = sorted((abs(one.number), abs(other.number)))
    return low > 0 and high / low <= _SCALE


def _facing(first: Sequence[Mention], second: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Which mentions of two articles are of one thing."""
    pairs = [(one, other) for one in first for other in second if one.roles & _APART == other.roles & _APART]
    equal = [(one, other) for one, other in pairs if same(one, other) or compatible(one, other)]
    settled = {one for pair in equal for one in pair}
    numbers_of = [
        {one.number for one in side if not one.roles & _APART and one.bound != "order"}
        for side in (first, second)
    ]
    alone = all(len(found) == 1 for found in numbers_of)
    differing = [
        (one, other)
        for one, other in pairs
        if not (same(one, other) or compatible(one, other))
        and of_one_thing(one, other, alone=alone, settled=bool({one, other} & settled))
    ]
    return [*equal, *differing]


def of_one_thing(one: Mention, other: Mention, *, alone: bool, settled: bool) -> bool:
    """Whether two different numbers are of one thing.

    Args:
        one: A mention.
        other: A mention of another article, of the same kind and unit.
        alone: Each article has one such number alone.
        settled: One of the two has its equal in the other article.
    """
    roles = {role for role in one.roles & other.roles if role.islower()}
    shared = len(one.context & other.context)
    if one.about.startswith("of:"):
        if alone and shared and (one.renewed or other.renewed):
            return True  # the only count of such things, and said to have changed
        near = bool(one.close & other.close) and not settled
        return shared >= _THINGS or (near and shared >= (_THINGS - 2 if alone else _THINGS - 1))
    if one.about == "age":
        return alone and len(one.sentence & other.sentence) > 1
    if settled:
        return bool(roles) and shared > 0
    if alone:
        return bool(roles) or shared > 0
    return (bool(roles) and shared > 0) or shared > 2  # noqa: PLR2004


def linked(
    verdicts: dict[tuple[Mention, Mention], Verdict | None],
) -> list[dict[tuple[Mention, Mention], Verdict | None]]:
    """Pairs that share a mention, together."""
    group: dict[Mention, int] = {}
    found: dict[int, dict[tuple[Mention, Mention], Verdict | None]] = {}
    for place, (pair, verdict) in enumerate(verdicts.items()):
        known = sorted({group[one] for one in pair if one in group})
        into = known[0] if known else place
        found.setdefault(into, {})[pair] = verdict
        for old in known[1:]:
            found[into] |= found.pop(old)
            group = {one: into if at == old else at for one, at in group.items()}
        group |= dict.fromkeys(pair, into)
    return list(found.values())
