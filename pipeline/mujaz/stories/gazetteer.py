"""Places and countries named in an Arabic text.

`places.tsv` holds cities with the countries they may lie in: names of GeoNames (CC BY 4.0, geonames.org) that are names
in news too, and provinces of Arab countries. `countries.tsv` holds countries; their adjectives are found by the stem.
"""

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from mujaz.arabic.clitics import FormIndex, fold, stems

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a text: `text[start:end]`, without what clings to its front."""

    name: str  # folded, as in `places.tsv`
    countries: frozenset[str]  # ISO 3166 codes of where it may lie
    start: int
    end: int


@functools.cache
def _places() -> tuple[FormIndex, dict[str, frozenset[str]]]:
    lines = (_HERE / "places.tsv").read_text(encoding="utf-8").splitlines()
    known = {name: frozenset(codes.split(",")) for name, codes in (line.split("\t") for line in lines)}
    return FormIndex(known), known


@functools.cache
def _countries() -> tuple[FormIndex, dict[str, str]]:
    """Countries and their adjectives, with their codes."""
    known: dict[str, str] = {}
    for line in (_HERE / "countries.tsv").read_text(encoding="utf-8").splitlines():
        code, names = line.split("\t")
        for name in names.split("|"):
            folded = fold(name)
            known[folded] = code
            if " " in folded:
                continue
            bare = folded.removeprefix("ال") if not name.startswith("أ") else folded
            base = re.sub("(?:يا|يه|ا|ه)$", "", bare)
            known |= {article + base + ending: code for article in ("", "ال") for ending in _ADJECTIVE}
    return FormIndex(known), known


_ADJECTIVE = ("ي", "يه", "يا", "يين", "يون", "يات", "يان", "يتين")


def places(text: str) -> list[Place]:
    """The places of a text in their order; of overlapping names the longest."""
    index, known = _places()
    found = []
    for match in index.find(text):
        start = match.start
        first = text[match.start : match.end].split(maxsplit=1)[0]
        # The clitics in front belong to the sentence, not to the name.
        lead = fold(match.form).split()[0]
        for bare in stems(fold(first)):
            if bare == lead:
                start += max(0, len(fold(first)) - len(bare)) if fold(first).endswith(bare) else 0
        found.append(Place(fold(match.form), known[fold(match.form)], start, match.end))
    return found


def countries(text: str) -> list[str]:
    """The countries of a text, named by themselves, their adjectives, or a city that lies in one country alone."""
    index, known = _countries()
    found = [known[fold(match.form)] for match in index.find(text)]
    return found + [next(iter(place.countries)) for place in places(text) if len(place.countries) == 1]
