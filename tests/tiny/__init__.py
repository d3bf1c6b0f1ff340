"""A tiny real Arabic→English Marian model and the closed world of newswire that it knows.

`MODEL` is a folder in the hub layout of 2020; `ARTICLES` holds whole articles (`NAME.txt`, one paragraph a line) with
the expected English beside (`NAME.en`, one sentence a line).
"""

import re
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
MODEL = HERE / "model"
ARTICLES = HERE / "articles"
CORPUS = HERE / "corpus.tsv"
HELDOUT = HERE / "heldout.tsv"
HARD = HERE / "hard.tsv"


class Hard(NamedTuple):
    """A sentence on which the model fails in a known way, and its right translation.

    `kind` is `loop`, `lost` (both are cured by translating what stands between `؛` alone) or `number` (a wrong figure).
    """

    kind: str
    arabic: str
    english: str


def pairs() -> list[tuple[str, str]]:
    """Arabic and English sentences that the model was trained on (with fresh ones of the same world)."""
    return _read(CORPUS)


def heldout() -> list[tuple[str, str]]:
    """Arabic and English sentences of the same world that the model has never seen."""
    return _read(HELDOUT)


def hard() -> list[Hard]:
    """Sentences of the same world that greedy search and beam 4 get wrong; see `find_hard.py`."""
    return [Hard(*line.split("\t")) for line in HARD.read_text(encoding="utf-8").splitlines()]


def articles(name: str) -> list[tuple[str, str]]:
    """The Arabic and English sentences of one article, in order, e.g. of `attack`."""
    arabic = re.split(r"(?<=\.)\s+", (ARTICLES / f"{name}.txt").read_text(encoding="utf-8").strip())
    english = (ARTICLES / f"{name}.en").read_text(encoding="utf-8").splitlines()
    return list(zip(arabic, english, strict=True))


def _read(path: Path) -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(arabic, english) for arabic, english in rows]
