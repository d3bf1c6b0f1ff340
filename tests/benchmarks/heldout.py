"""Text that the bundled model has not learnt: FLORES dev, 300 sentences of composed news, and whole articles."""

import json
from pathlib import Path
from typing import Final

from tests.support import data

BLOCK: Final = 10  # neighbouring lines that are taken together

Pairs = list[data.Pair]
NEWS: Final = Path(__file__).with_name("heldout_news.tsv")  # left out of its training: Arabic, English
_ARTICLES: Final = data.DATA / "briefset/A.jsonl"


def news() -> Pairs:
    rows = [line.split("\t") for line in data.lines(NEWS)]
    return [(arabic, english) for arabic, english in rows]


def articles() -> Pairs:
    """The sentences of 80 whole articles, with a person's translations."""
    return [(one["ar"], one["en"]) for line in data.lines(_ARTICLES) for one in json.loads(line)["sentences"]]


def spread(pairs: Pairs, limit: int) -> Pairs:
    """About so many of them, in blocks of ten from beginning to end."""
    blocks = [pairs[at : at + BLOCK] for at in range(0, len(pairs), BLOCK)]
    step = max(1, len(pairs) // max(limit, 1))
    return [pair for block in blocks[::step] for pair in block][:limit]


def present() -> bool:
    return all(path.exists() for path in (_ARTICLES, data.FLORES))
