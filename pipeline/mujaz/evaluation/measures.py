"""Measures as sums over sentences: what is added up can be added up anew over any choice of sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mujaz.checks.glossary import Entry, Glossary
from mujaz.evaluation import facts

Sums = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of one system."""

    name: str  # as it heads a column
    rows: NDArray[np.float64]  # sentences x statistics
    of_sums: Callable[
        [Sums], float | None
    ]  # the score of added-up rows; None where there is nothing to measure
    signature: str = ""  # sacreBLEU's, with all that a score depends on
    lower_is_better: bool = False
    neutral: bool = False  # more of it is neither better nor worse

    @property
    def score(self) -> float | None:
        """Over all sentences."""
        return self.of_sums(self.rows.sum(axis=0))

    def sentence(self, n: int) -> float | None:
        """Of one sentence, from 0."""
        return self.of_sums(self.rows[n])

    def of(self, sentences: Sequence[int]) -> "Measure":
        """The same over a choice of sentences."""
        return replace(self, rows=self.rows[list(sentences)])


def corpus_metrics(outputs: Sequence[str], references: Sequence[str]) -> tuple[Measure, ...]:
    """SacreBLEU's BLEU, chrF2++ and TER with their default settings, and its signatures.

    Post 2018 says why the signature must be told.
    """
    return (bleu(outputs, references), chrf(outputs, references), ter(outputs, references))


def bleu(outputs: Sequence[str], references: Sequence[str]) -> Measure:
    """BLEU in per cent (Papineni et al. 2002), of a corpus: of one sentence it says little."""
    from sacrebleu.metrics import BLEU

    return _sacrebleu("BLEU", BLEU(force=True), outputs, references)


def chrf(outputs: Sequence[str], references: Sequence[str]) -> Measure:
    """chrF2++ in per cent (Popović 2017): the one of the three that says something about a single sentence."""
    from sacrebleu.metrics import CHRF

    return _sacrebleu("chrF2++", CHRF(word_order=2), outputs, references)


def ter(outputs: Sequence[str], references: Sequence[str]) -> Measure:
    """Translation edit rate in per cent (Snover et al. 2006): edits a person would have to make, a word of the reference."""
    from sacrebleu.metrics import TER

    return replace(_sacrebleu("TER", TER(), outputs, references), lower_is_better=True)


def _sacrebleu(name: str, metric: Any, outputs: Sequence[str], references: Sequence[str]) -> Measure:
    # Two methods of sacreBLEU that are private, but what its own significance tests are made of: since 2.0 each metric
    # has them. A test holds their sum against `corpus_score`.
    statistics = metric._extract_corpus_statistics(list(outputs), [list(references)])  # noqa: SLF001
    signature = str(metric.get_signature())

    def of_sums(sums: Sums) -> float:
        return float(metric._compute_score_from_stats(sums.tolist()).score)  # noqa: SLF001

    return Measure(name, np.array(statistics, dtype=np.float64), of_sums, signature)


def share(name: str, counts: Sequence[facts.Carried], *, lower_is_better: bool = False) -> Measure:
    """A share in per cent: of all that there is in the chosen sentences, not a mean over sentences."""
    rows = np.array([(one.there, one.of) for one in counts], dtype=np.float64).reshape(-1, 2)
    return Measure(name, rows, _percent, lower_is_better=lower_is_better)


def length(outputs: Sequence[str], beside: Sequence[str]) -> Measure:
    """Characters of the English over characters of what stands beside it."""
    rows = np.array([(len(o), len(b)) for o, b in zip(outputs, beside, strict=True)], dtype=np.float64)
    return Measure("length", rows.reshape(-1, 2), _ratio, neutral=True)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the sentences of a corpus must show in English: looked up once, for all systems."""

    glossary: Glossary | None
    entries: tuple[tuple[Entry, ...], ...]
    names: tuple[frozenset[str], ...]  # of the reference

    @classmethod
    def of(
        cls, source: Sequence[str], reference: Sequence[str] | None, glossary: Glossary | None
    ) -> "Wanted":
        """Look up the glossary's entries in the source, and the names of the reference."""
        found = tuple(facts.entries(line, glossary) for line in source) if glossary else ()
        return cls(glossary, found, tuple(map(facts.reference_names, reference or ())))


def fact_measures(source: Sequence[str], outputs: Sequence[str], wanted: Wanted) -> tuple[Measure, ...]:
    """Number accuracy, name accuracy where there is a glossary, the reference's names where there is one."""
    found = [share("numbers", [facts.numbers(a, e) for a, e in zip(source, outputs, strict=True)])]
    if wanted.glossary:
        pairs = zip(wanted.entries, outputs, strict=True)
        found.append(
            share("names", [facts.names(entry, english, wanted.glossary) for entry, english in pairs])
        )
    if wanted.names:
        both = zip(wanted.names, outputs, strict=True)
        found.append(share("ref. names", [facts.reproduced(names, english) for names, english in both]))
    return tuple(found)


def _percent(sums: Sums) -> float | None:
    return float(100 * sums[0] / sums[1]) if sums[1] else None


def _ratio(sums: Sums) -> float | None:
    return float(sums[0] / sums[1]) if sums[1] else None
