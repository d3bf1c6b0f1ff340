"""Whether articles contradict each other in what is no quantity: dates, places, persons, claims.

As in `verdicts.py`, silence is the rule in doubt; the numbers of shared words were chosen on the same development set.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from mujaz.stories.claims import TOPICS
from mujaz.stories.gazetteer import places
from mujaz.stories.mention import Mention
from mujaz.stories.verdicts import Finding, Verdict, findings, hours, linked, ordered
from mujaz.stories.whereabouts import opposed

_SOON = 3.0  # hours after which things may have gone on
_NEAR_NIGHT = 0.3  # days: between a night and the dawn after it
_WHOLE_DAY = 0.8
_EXACT, _ABOUT = 5.0, 20.0  # minutes by which two clock times of one event may differ
_NOON = 720.0
_WORDS = {"clock": 1, "day": 3, "close": 2, "period": 2}  # that must be shared about two dates of one event
_Pairs = dict[tuple[Mention, Mention], Verdict | None]
_Texts = Mapping[str, str]  # article → all of its folded text


def differences(mentions: Iterable[Mention], texts: _Texts) -> list[Finding]:
    """What the articles of a story say differently on dates, places, persons and claims.

    Args:
        mentions: Of all its articles.
        texts: The folded text of each, to see whether it names what another one names.
    """
    kinds: dict[str, list[Mention]] = defaultdict(list)
    for one in mentions:
        if not one.long_ago and not one.recalled:
            kinds[one.about.split(":")[0] if one.kind != "place" else "place"].append(one)
    found = []
    for key, compare in sorted(_COMPARED.items()):
        pairs: _Pairs = {}
        for first, second in combinations(_by_article(kinds.get(key, ())), 2):
            pairs |= compare(first, second, texts)
        for group in linked(pairs):
            of_group = findings(group)
            if key in ("responsible", "status"):
                of_group = of_group[:1]  # where one is contradicted, going on from there is no news
            found += of_group
    return found


def _by_article(mentions: Iterable[Mention]) -> list[list[Mention]]:
    known: dict[str, list[Mention]] = defaultdict(list)
    for one in ordered(mentions):
        known[one.article].append(one)
    return list(known.values())


def _clocks(first: Sequence[Mention], second: Sequence[Mention], _texts: _Texts) -> _Pairs:
    pairs: _Pairs = {}
    for one, other in _crossed(first, second):
        if len(one.context & other.context) >= _WORDS["clock"]:
            apart = abs(one.number - other.number)
            if not (one.roles and other.roles):  # morning or evening?
                apart = min(apart % _NOON, _NOON - apart % _NOON)
            rough = _ABOUT if "about" in (one.bound, other.bound) else _EXACT
            pairs[one, other] = "agree" if apart <= rough else "conflict"
    return pairs


def _days(first: Sequence[Mention], second: Sequence[Mention], _texts: _Texts) -> _Pairs:
    pairs: _Pairs = {}
    agreeing = {
        mention
        for one, other in _crossed(first, second)
        if int(one.number) == int(other.number)
        for mention in (one, other)
    }
    for one, other in _crossed(first, second):
        if _put_off(one, other):
            pairs[one, other] = "update"
            continue
        to_come = all(
            each.when is not None and each.number > each.when.toordinal() + 1 for each in (one, other)
        )
        if (
            len(one.context & other.context) < _WORDS["day"] - to_come
            or len(one.close & other.close) < _WORDS["close"]
        ):
            continue
        apart = abs(one.number - other.number)
        both_hours = "hour" in one.roles and "hour" in other.roles
        if int(one.number) == int(other.number) and not (both_hours and apart > _NEAR_NIGHT):
            pairs[one, other] = "agree"
        elif apart > (_NEAR_NIGHT if both_hours else _WHOLE_DAY):
            if other.renewed and other.number > one.number:
                pairs[one, other] = "update"
            elif not {one, other} & agreeing:
                pairs[one, other] = "conflict"
    return pairs


def _put_off(one: Mention, other: Mention) -> bool:
    """Whether a day that was to come when the one was written is given up for a later one."""
    ahead = one.when is not None and one.number > one.when.toordinal() + 1
    later = other.renewed and other.number - one.number > _WHOLE_DAY and hours(one, other) > 0
    return ahead and later and len(one.sentence & other.sentence) >= _WORDS["day"]


def _periods(first: Sequence[Mention], second: Sequence[Mention], _texts: _Texts) -> _Pairs:
    pairs: _Pairs = {}
    ahead = [[one for one in side if one.roles] for side in (first, second)]
    alone = all(len({one.value for one in side}) == 1 for side in ahead)
    for one, other in _crossed(*ahead):
        shared = len(one.context & other.context)
        if shared < _WORDS["period"] and not (alone and (shared or len(one.sentence & other.sentence) > 1)):
            continue
        (start, end), (other_start, other_end) = (
            map(date.fromisoformat, each.value.split("/")) for each in (one, other)
        )
        if one.value == other.value:
            pairs[one, other] = "agree"
        elif end < other_start or other_end < start:
            pairs[one, other] = "update" if other.renewed else "conflict"
    return pairs


def _places(first: Sequence[Mention], second: Sequence[Mention], texts: _Texts) -> _Pairs:
    pairs: _Pairs = {}
    for one, other in _crossed(first, second):
        if one.about.startswith("side:") or other.about.startswith("side:"):
            if (
                one.about == other.about
                and opposed(one.value, other.value)
                and _once(first, one)
                and _once(second, other)
            ):
                pairs[one, other] = "conflict"
        elif not (one.roles and other.roles):
            continue  # named, but not as where it was
        elif one.value == other.value:
            pairs[one, other] = "agree"
        elif not (
            _names(texts[one.article], other.value) or _names(texts[other.article], one.value)
        ) and _same_scene(one, other, first, second):
            pairs[one, other] = "conflict"
    return pairs


def _same_scene(one: Mention, other: Mention, first: Sequence[Mention], second: Sequence[Mention]) -> bool:
    """Whether two places are given for one thing."""
    kinds = {_kind(one), _kind(other)}
    scene = one.context & other.context
    if kinds == {"town"}:
        lands = _countries(one.value) & _countries(other.value)
        alone = all(
            len({each.value for each in side if _kind(each) == "town" and _countries(each.value) & lands})
            == 1
            for side in (first, second)
        )
        if lands and alone and len(one.sentence & other.sentence) > 1:
            return True
        elsewhere = bool(_countries(one.value) and _countries(other.value)) and not lands
        return len(scene) > elsewhere and not lands
    if len(kinds) == 1 and kinds & _SINGULAR:
        return all(
            len({each.value for each in side if each.about == one.about}) == 1 for side in (first, second)
        )
    return bool(scene) and kinds <= _SCENES


_SINGULAR = frozenset(
    ("cemetery", "road", "bridge", "airport", "stadium", "square", "prison", "crossing", "mosque", "church")
)
_SCENES = frozenset(
    ("town", "quarter", "market", "road", "square", "camp", "hotel", "station", "port", "field")
)


def _kind(one: Mention) -> str:
    return one.about.removeprefix("site:")


@functools.cache
def _countries(name: str) -> frozenset[str]:
    """Where a place of this name may lie; nothing for one that is not in the gazetteer."""
    for form in (name, f"ال{name}"):
        for place in places(form):
            if place.end - place.start == len(form):
                return place.countries
    return frozenset()


def _once(side: Sequence[Mention], one: Mention) -> bool:
    return len({each.value for each in side if each.about == one.about}) == 1


def _names(text: str, name: str) -> bool:
    return re.search(rf"(?<![ء-ي])[وفبلك]{{0,2}}(?:ال|ل)?{re.escape(name)}(?![ء-ي])", text) is not None


def _persons(first: Sequence[Mention], second: Sequence[Mention], texts: _Texts) -> _Pairs:
    pairs: _Pairs = {}
    for one, other in _crossed(first, second):
        if one.about != other.about:
            continue
        if one.value == other.value:
            pairs[one, other] = "agree"
        elif _once(first, one) and _once(second, other):
            known = one.about.startswith("person") and (
                _names(texts[one.article], other.value) or _names(texts[other.article], one.value)
            )
            if not known:
                pairs[one, other] = "conflict"
    return pairs


def _claims(first: Sequence[Mention], second: Sequence[Mention], _texts: _Texts) -> _Pairs:
    pairs: _Pairs = {}
    for topic in TOPICS:
        name = f"{topic.kind}:{topic.name}"
        sides = [[one for one in side if one.about == name] for side in (first, second)]
        stances = [{one.value for one in side} for side in sides]
        for one, other in _crossed(*sides):
            if len(one.sentence & other.sentence) < topic.shared:
                continue
            if one.value == other.value:
                pairs[one, other] = "agree"
            elif not (stances[0] & stances[1]) and {one.value, other.value} != {"claimed", "blamed"}:
                gone_on = (one.value, other.value) in topic.course and hours(one, other) >= _SOON
                pairs[one, other] = "update" if gone_on else "conflict"
    return pairs


def _crossed(first: Sequence[Mention], second: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    return [(one, other) for one in first for other in second]


_COMPARED: dict[str, Callable[[Sequence[Mention], Sequence[Mention], _Texts], _Pairs]] = {
    "clock": _clocks,
    "day": _days,
    "nation": _persons,
    "period": _periods,
    "person": _persons,
    "place": _places,
    "rank": _persons,
    "responsible": _claims,
    "status": _claims,
}
