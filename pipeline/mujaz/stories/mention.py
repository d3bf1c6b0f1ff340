"""One article's word on one thing, before it is laid beside those of others."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mujaz.stories.lines import Line

Kind = Literal["count", "amount", "date", "name", "place", "responsible", "status"]
_CLOSE = 4  # words on either side
Bound = Literal["exact", "about", "more", "less", "order"]


@dataclass(frozen=True, slots=True)
class Mention:
    """What a sentence says of one thing.

    Two mentions are of one thing where `about` is the same and `apart` does not say otherwise.
    """

    kind: Kind
    about: str  # what is spoken of, e.g. `killed`, `money:dollar`
    article: str
    n: int  # sentence
    when: datetime | None
    arabic: str  # the words as they stand
    value: str  # normalised
    context: frozenset[str]  # stems of the words around
    close: frozenset[str]  # of the four nearest on either side
    sentence: frozenset[str]  # of all words of the sentence
    beside: tuple[float, ...] = ()  # other numbers of the sentence
    number: float = 0.0  # of a count, an amount, a span in hours
    bound: Bound = "exact"
    roles: frozenset[str] = frozenset()  # what the number is of, in classes, e.g. `fine`
    renewed: bool = False  # the sentence says that this is new, or risen
    recalled: bool = False  # in a sentence that recalls what was before
    long_ago: bool = False  # in a clause that says so
    growing: bool = False  # it can only grow as an event goes on: a toll


def of(
    line: Line,
    kind: Kind,
    about: str,
    start: int,
    end: int,
    value: str,
    *,
    number: float = 0.0,
    bound: Bound = "exact",
    roles: frozenset[str] = frozenset(),
    renewed: bool = False,
    growing: bool = False,
) -> Mention:
    """A mention of `line.folded[start:end]`; the rest is as in `Mention`."""
    return Mention(
        kind=kind,
        about=about,
        article=line.article,
        n=line.n,
        when=line.when,
        arabic=line.shown(start, end),
        value=value,
        context=line.around(start, end),
        close=line.around(start, end, _CLOSE),
        sentence=line.stems,
        number=number,
        bound=bound,
        roles=roles,
        renewed=renewed,
        recalled=line.recalls,
        long_ago=line.long_ago(start, end),
        growing=growing,
    )
