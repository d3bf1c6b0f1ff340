"""Text that the bundled model has not learnt: FLORES dev, and the last third of the composed news, by document."""

import json
from typing import Final

from tests.support import data

FIRST_BEAT = "dialogue-opinion"  # the beats from here on were left out of its training
ARTICLE = 10  # neighbouring lines of the news, taken for one article

Pairs = list[data.Pair]
_NEWS: Final = data.DATA / "corpora/news-composed-3.tsv"
_ARTICLES: Final = data.DATA / "briefset/A.jsonl"


def news() -> Pairs:
    rows = [line.split("\t") for line in data.lines(_NEWS)]
    first = next(at for at, row in enumerate(rows) if row[0] == FIRST_BEAT)
    return [(arabic, english) for _, arabic, english in rows[first:]]


def articles() -> Pairs:
    """The sentences of 80 whole articles, with a person's translations."""
    return [(one["ar"], one["en"]) for line in data.lines(_ARTICLES) for one in json.loads(line)["sentences"]]


def spread(pairs: Pairs, limit: int) -> Pairs:
    """About so many of them, in blocks of ten from beginning to end."""
    blocks = [pairs[at : at + ARTICLE] for at in range(0, len(pairs), ARTICLE)]
    step = max(1, len(pairs) // max(limit, 1))
    return [pair for block in blocks[::step] for pair in block][:limit]


def present() -> bool:
    return all(path.exists() for path in (_NEWS, _ARTICLES, data.FLORES))
