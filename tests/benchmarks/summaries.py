"""How good the extractive points and the citations are: run `python -m tests.benchmarks.summaries`.

Two sets of mini articles with reference points and the sentences they rest on, both written for this project:

- tuned: 14 articles (summaries.txt). The settings of `LexRank`, the method before, were chosen on these.
- heldout: 52 articles (summaries_heldout.txt), written by someone who had not read the summariser, with the key
  facts in varied places. Nothing is ever chosen on these.

The articles have no Arabic: the ranker reads the English alone.

`--set tuned|heldout|all` says which; all, the default, prints them apart. ROUGE is our own, on light stems without
stop words removed: F1 of unigrams, bigrams and of the longest common subsequence over the whole summary; num and
name are the recall of the references' numbers and names, cited the share of cited sentences that a reference
rests on. The intervals are a paired bootstrap over articles. "LexRank and lead" is the method before. All but the leads
keep the classes of sentences (bylines, questions) and the bar against near-repetitions.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np

from mujaz.article import Point, Sentence, Translation
from mujaz.english.words import stem, tokens
from mujaz.summarization import extractive
from mujaz.summarization.citing import Citer
from mujaz.summarization.extractive import Extractive, verbatim
from mujaz.summarization.grounded_names import names
from mujaz.summarization.grounded_numbers import values
from mujaz.summarization.grounding import MIN_SUPPORT, faults, judge
from mujaz.summarization.worth import Worth
from tests.benchmarks.lexrank import LexRank

_POINTS = 4
_DATA = Path(__file__).with_suffix(".txt")
_SETS = {"tuned": _DATA, "heldout": _DATA.with_name("summaries_heldout.txt")}
_COLUMNS = ("R-1", "R-2", "R-L", "num", "name", "cited", "words")
_COMPARED = ("R-2", "num")  # the columns with an interval
_RESAMPLES = 1000
_OFF = 2.0  # above any cosine: nothing is a repetition


@dataclass(frozen=True, slots=True)
class Reference:
    cites: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    title: str
    sentences: tuple[Translation, ...]
    references: tuple[Reference, ...]


def load(path: Path = _DATA) -> list[Item]:
    items = []
    for block in re.split(r"^= ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, *lines = [line for line in block.splitlines() if line.strip()]
        english = [line for line in lines if not line.startswith(">")]
        references = []
        for line in lines:
            if line.startswith(">"):
                cites, text = line[1:].split("|", 1)
                references.append(Reference(tuple(int(n) for n in cites.split(",")), text.strip()))
        sentences = tuple(
            Translation(Sentence(n, n, 0, 1, "-"), text, None) for n, text in enumerate(english, start=1)
        )
        items.append(Item(title, sentences, tuple(references)))
    return items


def _f1(same: float, ours: int, theirs: int) -> float:
    return 2 * same / (ours + theirs) if ours + theirs else 0.0


def rouge_n(ours: Sequence[str], theirs: Sequence[str], n: int) -> float:
    mine = Counter(zip(*(ours[at:] for at in range(n)), strict=False))
    reference = Counter(zip(*(theirs[at:] for at in range(n)), strict=False))
    return _f1((mine & reference).total(), mine.total(), reference.total())


def rouge_l(ours: Sequence[str], theirs: Sequence[str]) -> float:
    row = [0] * (len(theirs) + 1)
    for word in ours:
        before = 0
        for at, other in enumerate(theirs, start=1):
            before, row[at] = row[at], before + 1 if word == other else max(row[at], row[at - 1])
    return _f1(row[-1], len(ours), len(theirs))


def recall(ours: set[str], theirs: set[str]) -> float:
    return len(ours & theirs) / len(theirs) if theirs else 1.0


def facts(text: str) -> tuple[set[str], set[str]]:
    return {str(value) for value in values(text)}, {
        stem(token) for name in names(text) for token in tokens(name)
    }


def score(points: Sequence[Point], item: Item) -> list[float]:
    ours, theirs = " ".join(point.text for point in points), " ".join(one.text for one in item.references)
    mine, reference = ([stem(token) for token in tokens(text)] for text in (ours, theirs))
    (our_numbers, our_names), (their_numbers, their_names) = facts(ours), facts(theirs)
    gold = {n for one in item.references for n in one.cites}
    cited = {n for point in points for n in point.cites}
    return [
        rouge_n(mine, reference, 1),
        rouge_n(mine, reference, 2),
        rouge_l(mine, reference),
        recall(our_numbers, their_numbers),
        recall(our_names, their_names),
        len(gold & cited) / len(cited),
        float(len(mine)),
    ]


System = Callable[[Item], list[Point]]


def _lead(points: int) -> System:
    return lambda item: [verbatim(one) for one in item.sentences[:points]]


def _extract(method: Extractive | LexRank) -> System:
    return lambda item: method.summarize(item.sentences, _POINTS)


def _unclassed(item: Item) -> list[Point]:
    """Ours with every sentence held sound: bylines, questions and very short ones compete with the others."""
    with patch.object(extractive, "worth", lambda _: Worth.SOUND):
        return Extractive().summarize(item.sentences, _POINTS)


def _systems() -> dict[str, System]:
    """The baselines, ours, and ours with one part taken out at a time."""
    return {
        "lead-3": _lead(3),
        "lead-4": _lead(_POINTS),
        "LexRank alone": _extract(LexRank(lead=0, novelty=0)),
        "LexRank and lead": _extract(LexRank()),
        "ours": _extract(Extractive()),
        "ours, no novelty": _extract(Extractive(novelty=0)),
        "ours, no repetition bar": _extract(Extractive(repeats=_OFF)),
        "ours, no classes": _unclassed,
    }


def _interval(differences: Sequence[float]) -> tuple[float, float]:
    """The 95 % percentile interval of a mean over articles, by resampling them; the same draws every time."""
    values = np.array(differences)
    draws = np.random.default_rng(7).integers(len(values), size=(_RESAMPLES, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


def _table(items: Sequence[Item], systems: dict[str, System]) -> None:
    rows = {name: [score(system(item), item) for item in items] for name, system in systems.items()}
    print(f"{'':26}" + "".join(f"{column:>7}" for column in _COLUMNS))
    for name, scores in rows.items():
        means = [sum(column) / len(items) for column in zip(*scores, strict=True)]
        print(f"{name:26}" + "".join(f"{mean:7.3f}" for mean in means[:-1]) + f"{means[-1]:7.1f}")
    print(
        f"ours less the other, 95 % interval of {_RESAMPLES} paired resamples; articles whose points differ"
    )
    for name, scores in rows.items():
        if name == "ours":
            continue
        line = f"{name:26}"
        for column in _COMPARED:
            at = _COLUMNS.index(column)
            gains = [mine[at] - other[at] for mine, other in zip(rows["ours"], scores, strict=True)]
            low, high = _interval(gains)
            line += f"  {column} {sum(gains) / len(gains):+.3f} [{low:+.3f}, {high:+.3f}]"
        changed = sum(mine != other for mine, other in zip(rows["ours"], scores, strict=True))
        print(f"{line}  {changed:3}/{len(items)}")


def _citations(items: Sequence[Item]) -> None:
    """Citations of the reference points, and how far they are from another article's points."""
    exact = hits = found = wanted = grounded = total = 0
    own: list[float] = []
    foreign: list[float] = []
    for at, item in enumerate(items):
        citer = Citer(item.sentences)
        by_number = {one.sentence.n: one.english for one in item.sentences}
        for reference in item.references:
            support = citer.support(reference.text)
            own.append(support.share)
            exact += support.cites == reference.cites
            hits += len(set(support.cites) & set(reference.cites))
            found += len(support.cites)
            wanted += len(reference.cites)
            lost = faults(reference.text, [by_number[n] for n in support.cites])
            grounded += not lost
            total += 1
            if lost or support.share < MIN_SUPPORT or support.cites != reference.cites:
                print(f"  {item.title}: {reference.text} -> {support} for {reference.cites}, faults {lost}")
        for other in (items[(at + step) % len(items)] for step in (1, 2, 3)):
            foreign += [citer.support(reference.text).share for reference in other.references]
    print(f"citations: exact {exact}/{total}, precision {hits / found:.3f}, recall {hits / wanted:.3f}")
    print(f"true points that pass the checks: {grounded}/{total}")
    print(f"support of own points: lowest {[round(share, 2) for share in sorted(own)[:6]]}")
    print(
        f"support of foreign points ({len(foreign)}): highest {[round(s, 2) for s in sorted(foreign)[-6:]]}"
    )
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        kept = sum(share >= threshold for share in own) / len(own)
        passed = sum(share >= threshold for share in foreign) / len(foreign)
        print(
            f"  threshold {threshold:g}: keeps {kept:.3f} of own points, passes {passed:.3f} of foreign ones"
        )


def _corrupted(items: Sequence[Item]) -> None:
    """Reference points with one number or name replaced by another article's: how many are found out."""
    dice = random.Random(7)  # noqa: S311 - a reproducible choice, no secret
    pool_numbers = sorted(
        {n for item in items for one in item.references for n in re.findall(r"\b\d[\d.,]*\d", one.text)}
    )
    pool_names = sorted(
        {name for item in items for one in item.references for name in names(one.text) if len(name) > 3}
    )
    caught: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for item in items:
        citer = Citer(item.sentences)
        whole = " ".join(one.english for one in item.sentences)
        for reference in item.references:
            for kind, pool, own in (
                ("number", pool_numbers, re.findall(r"\b\d[\d.,]*\d", reference.text)),
                ("name", pool_names, names(reference.text)),
            ):
                others = [one for one in pool if one not in whole]
                for old in dict.fromkeys(own):
                    text = reference.text.replace(old, dice.choice(others), 1)
                    tried[kind] += 1
                    refused = judge(text, citer, faults).faults
                    caught[kind] += bool(refused)
                    if not refused:
                        print(f"  passed: {text}")
    for kind, count in tried.items():
        print(f"points with a wrong {kind} that are refused: {caught[kind]}/{count}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", choices=(*_SETS, "all"), default="all", dest="chosen")
    chosen = parser.parse_args().chosen
    for name, path in _SETS.items():
        if chosen not in (name, "all"):
            continue
        items = load(path)
        print(f"== {name}: {len(items)} articles, {_POINTS} points")
        _table(items, _systems())
        _citations(items)
        _corrupted(items)


if __name__ == "__main__":
    main()
