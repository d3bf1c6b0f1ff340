"""Which articles tell the same event: near-linear in their number, and the same in whatever order they come.

Two articles are compared only where they share a rare word of their beginnings (an inverted index), and only within a
window of days. Likeness is the cosine of their beginnings mixed with the smaller of the two cosines of one's beginning
with the other's whole, so that an article that only recalls an event is not taken for one that tells it. Beginnings that
name other countries or other days speak against. Groups are joined by average linkage, the likest pair first.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Sequence

from mujaz.stories.evidence import Evidence
from mujaz.stories.vectors import Vectors, vectors

# Chosen on the development set, see `evidence.py`.
SAME = 0.105  # likeness of two groups from which on they are one
_BEGINNINGS = 0.3  # weight of the beginnings against each other; the rest is of beginning against whole
_FADE = 4.0  # days in which likeness falls to 1/e
_ELSEWHERE = 0.3  # factor where no country is shared, rising to 1 where all of the fewer are
_OTHER_DAY = 0.7  # factor where no day is shared
_FLOOR = 0.02  # a lower likeness counts as none
_INDEXED = 30  # rarest words of a beginning by which an article is looked up
_CROWD = 200  # a word of more articles looks up none
_COMPARED = 60  # articles at most that are compared with one
_DAY = 86400.0


def group(batch: Sequence[Evidence], window: int) -> list[list[str]]:
    """The ids of the articles of each story, singles included.

    Args:
        batch: All articles.
        window: Days; two articles further apart are never compared.

    Returns:
        Stories in the order of their first ids, ids in order within each.
    """
    ordered = sorted(batch, key=lambda one: one.id)
    found, shared = vectors(ordered)
    pairs = _likenesses(ordered, found, shared, window)
    return sorted(sorted(ordered[at].id for at in members) for members in _joined(len(ordered), pairs))


def _likenesses(
    batch: Sequence[Evidence], found: Sequence[Vectors], shared: dict[str, int], window: int
) -> dict[tuple[int, int], float]:
    postings: dict[str, list[int]] = defaultdict(list)
    keys = [_keys(one, shared) for one in found]
    for at, terms in enumerate(keys):
        for term in terms:
            postings[term].append(at)
    pairs: dict[tuple[int, int], float] = {}
    for at, terms in enumerate(keys):
        hits: dict[int, float] = defaultdict(float)
        for term in terms:
            if len(postings[term]) <= _CROWD:
                for other in postings[term]:
                    if other != at:
                        hits[other] += found[at].core[term]
        near = [other for other in hits if _apart(batch[at], batch[other]) <= window]
        for other in sorted(near, key=lambda one: (-hits[one], one))[:_COMPARED]:
            pair = (min(at, other), max(at, other))
            if pair not in pairs:
                pairs[pair] = likeness(batch[pair[0]], batch[pair[1]], found[pair[0]], found[pair[1]])
    return {pair: value for pair, value in pairs.items() if value >= _FLOOR}


def _keys(one: Vectors, shared: dict[str, int]) -> list[str]:
    """The words by which an article is looked up."""
    usable = (term for term in one.core if shared[term] <= _CROWD)
    return sorted(usable, key=lambda term: (-one.core[term], term))[:_INDEXED]


def likeness(one: Evidence, other: Evidence, of_one: Vectors, of_other: Vectors) -> float:
    """How surely two articles tell one event: 0 to about 1; `SAME` is where groups join."""
    beginnings = _product(of_one.core, of_other.core)
    across = min(_product(of_one.core, of_other.whole), _product(of_other.core, of_one.whole))
    value = _BEGINNINGS * beginnings + (1 - _BEGINNINGS) * across
    value *= math.exp(-_apart(one, other) / _FADE)
    if one.countries and other.countries:
        common = len(one.countries & other.countries) / min(len(one.countries), len(other.countries))
        value *= _ELSEWHERE + (1 - _ELSEWHERE) * common
    if one.days and other.days and not one.days & other.days:
        value *= _OTHER_DAY
    return value


def _apart(one: Evidence, other: Evidence) -> float:
    """Days between two articles; 0 where one has no date."""
    if one.when is None or other.when is None:
        return 0.0
    return abs((one.when - other.when).total_seconds()) / _DAY


def _product(one: dict[str, float], other: dict[str, float]) -> float:
    return math.fsum([one[term] * other[term] for term in one.keys() & other.keys()])


def _joined(size: int, pairs: dict[tuple[int, int], float]) -> list[list[int]]:
    """Average linkage over a sparse graph: the likest two groups are joined while they are like enough."""
    members = {at: [at] for at in range(size)}
    sums: list[dict[int, float]] = [{} for _ in range(size)]
    for (one, other), value in sorted(pairs.items()):
        sums[one][other] = sums[other][one] = value
    heap = [(-value, one, other, 1, 1) for (one, other), value in pairs.items() if value >= SAME]
    heapq.heapify(heap)
    while heap:
        _, one, other, one_size, other_size = heapq.heappop(heap)
        if len(members.get(one, ())) != one_size or len(members.get(other, ())) != other_size:
            continue  # one of them has grown since, or is gone
        for third, value in sums[other].items():
            del sums[third][other]
            if third != one:
                sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + value
        members[one] += members.pop(other)
        sums[other] = {}
        for third, value in sums[one].items():
            mean = value / (len(members[one]) * len(members[third]))
            if mean >= SAME:
                first, second = min(one, third), max(one, third)
                heapq.heappush(heap, (-mean, first, second, len(members[first]), len(members[second])))
    return list(members.values())
