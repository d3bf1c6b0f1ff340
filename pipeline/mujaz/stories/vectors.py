"""Evidence as vectors: the rarer a word in the batch and in news at large, the more it says."""

import functools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mujaz.stories.evidence import Evidence

_COMMON = Path(__file__).with_name("common.tsv")  # see there
_PRIOR = 100  # articles: what is known of news at large counts as so many
_SHARPNESS = 1.5  # exponent of the rarity
_ALONE = 0.3  # of a word that no other article has, in the length of a vector
_NUMBER = 0.01  # share of articles that hold a given number
_SENTENCES = 6  # of an article, on the average: `common.tsv` counts sentences


@dataclass(frozen=True, slots=True)
class Vectors:
    """One article's two vectors; a scalar product of two of them is at most about 1."""

    core: dict[str, float]
    whole: dict[str, float]


def vectors(batch: Sequence[Evidence]) -> tuple[list[Vectors], dict[str, int]]:
    """The vectors of a batch, in its order, and in how many articles each word stands that stands in several."""
    found = Counter(term for one in batch for term in one.whole)
    rarity = {term: _rarity(term, number, len(batch)) for term, number in found.items()}
    shared = {term: number for term, number in found.items() if number > 1}
    return [
        Vectors(_vector(one.core, rarity, shared), _vector(one.whole, rarity, shared)) for one in batch
    ], shared


def _vector(weights: dict[str, float], rarity: dict[str, float], shared: dict[str, int]) -> dict[str, float]:
    kept: dict[str, float] = {}
    square = 0.0
    for term, weight in weights.items():
        value = math.log1p(weight) * rarity[term]
        if term in shared:
            kept[term] = value
            square += value * value
        else:
            square += _ALONE * value * value
    length = math.sqrt(square) or 1.0
    return {term: value / length for term, value in kept.items()}


def _rarity(term: str, articles: int, batch: int) -> float:
    expected = _PRIOR * _share(term)
    return float(max(0.0, math.log((batch + _PRIOR) / (articles + expected + 0.5))) ** _SHARPNESS)


def _share(term: str) -> float:
    """In what share of articles a term may be expected."""
    if term.startswith("#"):
        return _NUMBER
    sentences, common = _common()
    if " " in term:
        return 0.3 * min(common.get(word, 0) for word in term.split(" ")) / sentences * _SENTENCES
    return min(1.0, (common.get(term, 0) + 0.5) / sentences * _SENTENCES)


@functools.cache
def telling(stem: str) -> bool:
    """Whether a stem says something: it is no number, no short word, and not in every tenth article."""
    sentences, common = _common()
    return len(stem) > 2 and stem.isalpha() and common.get(stem, 0) < sentences / 60  # noqa: PLR2004


@functools.cache
def _common() -> tuple[int, dict[str, int]]:
    """Of how many sentences `common.tsv` was made, and in how many of them each stem stands."""
    first, *lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return int(first), {word: int(number) for word, number in (line.split("\t") for line in lines)}
