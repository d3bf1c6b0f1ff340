"""Scores for a terminal of 80 columns and for programs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mujaz.arabic.letters import SCRIPT
from mujaz.evaluation.bootstrap import Difference
from mujaz.evaluation.comparison import Comparison
from mujaz.evaluation.differences import DifferentSentence, doubtful_in_one, most_different
from mujaz.evaluation.measures import Measure
from mujaz.evaluation.scoring import Scored
from mujaz.writers import visible

_ARABIC = re.compile(f"[{SCRIPT}]")
_DIGITS = {"length": 2}
_BESIDE = (
    "ref. names",
    "length",
)  # measures that stand in the second table: with them, the first is too wide
_NONE = "–"
_FEW = 100  # sentences
_SURE = 0.05  # p below which a difference is called one
NOTES = {
    "numbers": "numbers: % of the Arabic's numbers that the English carries.",
    "names": "names: % of the glossary's names in the Arabic that the English carries.",
    "ref. names": "ref. names: % of the reference's names that stand in the English, letter for letter.",
    "doubtful": "doubtful: % of sentences with a grave flag.",
}


def scores(rows: Sequence[Scored]) -> Table:
    """One system a row, one measure a column: what to judge by."""
    table = _table()
    names = [name for name in _taken(rows) if name not in _BESIDE]
    comet = any(row.comet is not None for row in rows)
    speed = any(row.speed for row in rows)
    for head in (*names, *(["COMET"] if comet else []), *(["sent./s"] if speed else [])):
        table.add_column(head, justify="right", no_wrap=True)
    for row in rows:
        cells = [_cell(row.measure(name)) for name in names]
        cells += [f"{row.comet:.4f}" if row.comet is not None else _NONE] if comet else []
        cells += [f"{row.speed:.1f}" if row.speed else _NONE] if speed else []
        table.add_row(visible.line(row.output.name), *cells)
    return table


def flags(rows: Sequence[Scored]) -> Table:
    """What to look at beside: the reference's names, length, and how many sentences carry which flags."""
    table = _table()
    names = [name for name in _taken(rows) if name in _BESIDE]
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("sentences flagged")
    for row in rows:
        text = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in row.flags.items())
        cells = [_cell(row.measure(name)) for name in names]
        table.add_row(visible.line(row.output.name), *cells, text or "none")
    return table


def put(console: Console, table: Table) -> None:
    """Print a table whose lines do not end in spaces, so that it can be piped."""
    with console.capture() as held:
        console.print(table)
    for line in held.get().splitlines():
        console.out(line.rstrip(), highlight=False)


def _table() -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("", overflow="fold", min_width=12)
    return table


def _taken(rows: Sequence[Scored]) -> list[str]:
    return list(dict.fromkeys(measure.name for row in rows for measure in row.measures))


def _cell(measure: Measure | None) -> str:
    value = measure.score if measure else None
    return _NONE if measure is None or value is None else f"{value:.{_DIGITS.get(measure.name, 1)}f}"


def explanations(rows: Sequence[Scored]) -> list[str]:
    """What the columns of our own mean."""
    taken = {measure.name for row in rows for measure in row.measures}
    return [text for name, text in NOTES.items() if name in taken]


def signatures(rows: Sequence[Scored]) -> list[str]:
    """What the scores depend on: sacreBLEU's signatures, and those of the pipelines that translated."""
    metrics = [f"{measure.name}|{measure.signature}" for measure in rows[0].measures if measure.signature]
    made = [
        f"{visible.line(row.output.name)}: {row.output.signature}" for row in rows if row.output.signature
    ]
    return metrics + made


def row_as_data(row: Scored) -> dict[str, Any]:
    """One system for programs; shares in per cent."""
    return {
        "name": row.output.name,
        "origin": row.output.origin,
        "signature": row.output.signature or None,
        "scores": {measure.name: measure.score for measure in row.measures},
        "counts": {
            measure.name: [int(one) for one in measure.rows.sum(axis=0)]
            for measure in row.measures
            if not measure.signature
        },
        "comet": row.comet,
        "flags": row.flags,
        "seconds": row.output.seconds,
        "sentences_per_second": row.speed,
    }


def differences(found: Sequence[Difference]) -> Table:
    """How two systems differ, and how surely."""
    table = _table()
    for head in ("first", "second", "difference", "95 % interval", "p", "better in"):
        table.add_column(head, justify="right", no_wrap=True)
    for one in found:
        digits = _DIGITS.get(one.measure, 1)
        interval = f"{one.low:+.{digits}f} … {one.high:+.{digits}f}"
        cells = [f"{one.first:.{digits}f}", f"{one.second:.{digits}f}", f"{one.difference:+.{digits}f}"]
        style = "bold" if one.p < _SURE else "dim"
        table.add_row(one.measure, *cells, interval, f"{one.p:.3f}", f"{one.wins:.0%}", style=style)
    return table


def sentence(one: DifferentSentence, labels: tuple[str, str]) -> Iterator[tuple[Text, int]]:
    """A sentence that two systems translated differently: lines with their indent; Arabic alone on its line."""
    head = f"line {one.line}"
    if one.chrf:
        head += f": chrF2++ {one.chrf[0]:.0f} → {one.chrf[1]:.0f}"
    yield Text(head, "bold"), 0
    yield Text(visible.arabic(one.arabic), "cyan"), 2
    for label, english, grave in zip(labels, one.english, one.flags, strict=True):
        yield Text.assemble((f"{visible.line(label)}: ", "dim"), visible.line(english) or "(nothing)"), 2
        for flag in grave:
            detail = "" if _ARABIC.search(flag.detail) else f" ({visible.line(flag.detail)})"
            yield Text(f"! {flag.name.replace('_', ' ')}{detail}", "bold red"), 4
    if one.reference is not None:
        yield Text.assemble(("reference: ", "dim"), visible.line(one.reference)), 2


def comparison(found: Comparison, show: int) -> Iterator[Table | tuple[Text, int]]:
    """Two systems side by side: the measures, then the sentences; text comes with its indent."""
    first, second = map(visible.line, found.names)
    yield Text.assemble(("first:  ", "dim"), (first, "bold")), 0
    yield Text.assemble(("second: ", "dim"), (second, "bold")), 0
    yield Text(), 0
    yield differences(found.differences)
    yield Text(), 0
    yield Text(f"{len(found.different)} of {found.sentences} sentences came out differently"), 0
    sections = (
        ("Furthest apart by chrF2++", most_different(found.different, show)),
        ("Doubtful in one of the two", doubtful_in_one(found.different)[:show]),
    )
    for title, chosen in sections:
        if chosen:
            yield Text(), 0
            yield Text(title, "bold underline"), 0
        for one in chosen:
            yield from sentence(one, (first, second))


def comparison_notes(sentences: int, resamples: int) -> list[str]:
    """How the figures were made."""
    told = (
        f"Paired bootstrap of {resamples:,} draws (Koehn 2004); p is two-sided; better in: the share of the draws in "
        "which the second is better. Bold: p < 0.05."
    )
    notes = ["", told]
    if sentences < _FEW:
        notes.append(f"{sentences} sentences are few: only large differences can be told from luck.")
    return notes


def comparison_as_data(found: Comparison, show: int) -> dict[str, Any]:
    """Two systems side by side, for programs."""
    return {
        "first": found.names[0],
        "second": found.names[1],
        "measures": [{**asdict(one), "difference": one.difference} for one in found.differences],
        "different_sentences": len(found.different),
        "furthest_apart": [asdict(one) for one in most_different(found.different, show)],
        "doubtful_in_one": [asdict(one) for one in doubtful_in_one(found.different)[:show]],
    }
