"""What the articles of one story say, side by side: where they agree, bring news, or contradict each other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from mujaz.arabic.clitics import fold
from mujaz.stories.claims import claims
from mujaz.stories.differences import differences
from mujaz.stories.lines import TITLE, lines
from mujaz.stories.mention import Mention
from mujaz.stories.moments import moments
from mujaz.stories.people import people
from mujaz.stories.quantities import disease, quantities
from mujaz.stories.telling import Telling
from mujaz.stories.unnumbered import bare_spans, none_or_one
from mujaz.stories.verdicts import Finding, numbers
from mujaz.stories.whereabouts import whereabouts

_BY_NUMBER = ("count", "amount", "span", "age")


def mentions(telling: Telling) -> list[Mention]:
    """All that one article says of things that can be compared; it depends on nothing else."""
    found = list(_mentions(telling))
    in_text = {(one.about, one.value) for one in found if one.n != TITLE}
    topics = {one.about for one in found if one.n != TITLE and one.kind in ("status", "responsible")}
    return [
        one
        for one in found
        if one.n != TITLE or not ((one.about, one.value) in in_text or one.about in topics)
    ]


def _mentions(telling: Telling) -> Iterator[Mention]:
    of_disease = disease(fold(" ".join((telling.title, *telling.sentences))))
    for line in lines(telling):
        yield from quantities(line, disease=of_disease)
        yield from none_or_one(line)
        yield from bare_spans(line)
        yield from moments(line)
        if line.n:  # a title is too short to say of what its names are
            yield from whereabouts(line)
        yield from people(line)
        yield from claims(line)


def findings(tellings: Sequence[Telling]) -> list[Finding]:
    """The findings of a story, conflicts first, then updates, then agreements; the same in whatever order the articles come."""
    known = {telling.id: telling for telling in tellings}
    return _found({article: mentions(known[article]) for article in sorted(known)}, known)


def compared(accounts: Sequence["_Known"]) -> list[Finding]:
    """The same, of articles whose mentions are known already."""
    known = {one.telling.id: one for one in accounts}
    return _found(
        {article: known[article].mentions for article in sorted(known)},
        {article: one.telling for article, one in known.items()},
    )


class _Known(Protocol):
    @property
    def telling(self) -> Telling: ...
    @property
    def mentions(self) -> Sequence[Mention]: ...


_AGREED = ("count", "amount", "date")  # that articles agree on a name or a cause is no news
_RANK = {"conflict": 0, "update": 1, "agree": 2}


def _found(told: Mapping[str, Sequence[Mention]], tellings: Mapping[str, Telling]) -> list[Finding]:
    found = [one for of_article in told.values() for one in of_article]
    texts = {
        article: fold(" \n ".join((telling.title, *telling.sentences)))
        for article, telling in tellings.items()
    }
    by_number = [one for one in found if _numeric(one)]
    others = [one for one in found if not _numeric(one)]
    result = [*numbers(by_number), *differences(others, texts)]
    kept = [one for one in result if one.verdict != "agree" or one.kind in _AGREED]
    return sorted(
        kept,
        key=lambda one: (
            _RANK[one.verdict],
            one.kind,
            one.about,
            [(each.article, each.n) for each in one.mentions],
        ),
    )


def _numeric(one: Mention) -> bool:
    return one.kind in _BY_NUMBER or one.about in _BY_NUMBER
