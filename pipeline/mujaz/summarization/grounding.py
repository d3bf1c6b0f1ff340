"""Whether a generated sentence says what the sentences it cites say: numbers, names, quotations, denials."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mujaz.summarization import deeds, grounded_names, grounded_numbers, grounded_units, standing
from mujaz.summarization.citing import Citer
from mujaz.summarization.polarity import contradictions
from mujaz.summarization.ties import misplaced

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|(?<![\w])‘([^‘’]+)’(?!\w)")
_LETTERS = re.compile(r"[^\W_]+")

Check = Callable[[str, Sequence[str]], tuple[str, ...]]
"""Why a generated sentence must not stand beside the sentences that it cites, in plain words; empty when it may."""

# Share of a point that the sentences it cites must explain. Of 56 hand-written points over 14 mini articles (python -m
# tests.benchmarks.summaries) all reach it with their own article, the lowest at 0.55; of 168 with another article one
# does. Seen on that set alone, so a guide, not a guarantee.
MIN_SUPPORT = 0.45
# The same of its words without numbers and names: finds a foreign sentence with this article's names put in. At 0.4
# such sentences pass in 0.5 to 2 % instead of 1 to 3 %, and of 208 hand-written points 31 instead of 27 are refused
# (python -m tests.benchmarks.grounding).
MIN_TELLING = 0.3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be thought of a generated sentence."""

    cites: tuple[int, ...]  # the sentences on which it rests, as it seems; empty where none supports it
    support: float  # 0 to 1: how much of it they explain
    faults: tuple[str, ...]  # why it must not stand, in plain words


def judge(text: str, citer: Citer, check: Check) -> Verdict:
    """Find the sentences on which a generated sentence rests, and what it has that they have not."""
    support = citer.support(text)
    if support.share < MIN_SUPPORT or support.telling < MIN_TELLING:
        return Verdict((), support.share, ("nothing in the article supports what it said",))
    sources = [citer.english(n) for n in support.cites]
    return Verdict(support.cites, support.share, check(text, sources))


def faults(text: str, sources: Sequence[str]) -> tuple[str, ...]:
    """Why a generated sentence must not stand, as clauses whose "it" is the sentence.

    Looked at: numbers, names, quotations and denials that the sources lack, numbers and names that stand in the
    place of others, what numbers count, what is only supposed or denied, and who did it, where that is plain. What is not looked at: whether the words between them are true; for that there is the share of
    the sentence that its sources explain (`mujaz.summarization.citing`).

    Args:
        text: One generated sentence.
        sources: The English of the sentences that it cites.

    Returns:
        Empty when all is found.
    """
    lost = [
        *grounded_numbers.unfounded(text, sources),
        *grounded_names.unfounded(text, sources),
        *misquoted(text, sources),
    ]
    found = [
        *contradictions(text, sources),
        *grounded_units.changed(text, sources),
        *standing.overstated(text, sources),
        *deeds.misattributed(text, sources),
    ]
    if lost:
        said = ", ".join(f"“{one}”" for one in dict.fromkeys(lost))
        found.insert(0, f"it said {said}, which the sentences it rests on do not")
    else:
        found += misplaced(text, sources)
    return tuple(found)


def misquoted(text: str, sources: Sequence[str]) -> list[str]:
    """The words between quotation marks that do not stand so, punctuation and case aside, in any source."""
    known = [_plain(source) for source in sources]
    quotes = [next(group for group in match.groups() if group) for match in _QUOTED.finditer(text)]
    return [quote for quote in quotes if not any(_plain(quote) in source for source in known)]


def _plain(text: str) -> str:
    return " " + " ".join(_LETTERS.findall(text.lower().replace("’", "'"))) + " "
