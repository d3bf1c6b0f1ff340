# ruff: noqa: S311 - a seeded generator is the point
"""Measure `place_invented`: on people's and engines' translations, and where places are exchanged for others.

    python -m tests.benchmarks.places           the tables
    python -m tests.benchmarks.places --show    what is flagged of people and engines, sentence by sentence

Each sentence stands alone: where a person translated an article, a place that other sentences name raises a low flag only. Data: FLORES dev with
the output of seven systems, and composed news (tests/support/data.py); without them it says so and exits 0.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from mujaz.checks.glossary import Glossary
from tests.support import data
from tests.support.data import Pair

SEED = 7
KINDS = ("country", "nationality", "place")


def flagged(pairs: Iterable[Pair], glossary: Glossary) -> list[tuple[str, Pair]]:
    """The pairs with a place that nothing answers, and what is said of each."""
    return [
        (flag.detail, (arabic, english))
        for arabic, english in pairs
        for flag in glossary.places.flags(arabic, english)
    ]


def exchanged(pairs: Sequence[Pair], glossary: Glossary) -> dict[str, tuple[int, int]]:
    """How many places put in the stead of another of their kind are flagged, and of how many.

    One place of each sentence that names one and is not flagged as it is; the other place drawn from the glossary.
    """
    random_ = random.Random(SEED)
    kinds = {
        entry.english: entry.kind
        for entry in glossary.entries
        if entry.kind in KINDS and entry.english[0].isupper() and not entry.english.startswith("The ")
    }
    pools = {kind: sorted(name for name, one in kinds.items() if one == kind) for kind in KINDS}
    longest_first = sorted(map(re.escape, kinds), key=len, reverse=True)
    names = re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w-])")
    tried: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for arabic, english in pairs:
        found = list(names.finditer(english))
        if not found:
            continue
        one = random_.choice(found)
        kind = kinds[one[0]]
        other = random_.choice(pools[kind])
        if other in english or glossary.places.flags(arabic, english):
            continue
        wrong = english[: one.start()] + other + english[one.end() :]
        tried[kind] += 1
        seen[kind] += bool(glossary.places.flags(arabic, wrong))
    return {kind: (seen[kind], tried[kind]) for kind in KINDS}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="list the flagged sentences")
    options = parser.parse_args()
    if not data.FLORES.exists():
        print(f"No data in {data.DATA}: nothing to measure")
        return
    glossary = Glossary.load(data.NEWS_GLOSSARY)
    news = data.all_news()
    sets = {name: data.flores(name) for name in ("reference", *data.systems())} | {"news": news}
    for name, pairs in sets.items():
        found = flagged(pairs, glossary)
        print(f"{name:24}{len(found):5} of {len(pairs):6} flagged  {len(found) / len(pairs):.2%}")
        for detail, (arabic, english) in found if options.show else ():
            print(f"  {detail}\n    {arabic}\n    {english}")
    for name, pairs in (("FLORES dev", sets["reference"]), ("news", news)):
        for kind, (seen, tried) in exchanged(pairs, glossary).items():
            print(f"{name:24}a {kind} exchanged: {seen} of {tried} flagged  {seen / max(tried, 1):.1%}")


if __name__ == "__main__":
    main()
