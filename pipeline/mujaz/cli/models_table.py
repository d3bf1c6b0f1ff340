"""The catalogue of models on a terminal of 80 columns, or as JSON."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mujaz.models import catalogue
from mujaz.models.catalogue import Entry
from mujaz.models.inventory import OnDisk

_TITLES = {"translation": "Translation, Arabic → English", "summary": "Summaries of English text"}
_UNKNOWN = "?"
_GIGA, _MEGA, _TEN = 10**9, 10**6, 10


def show(entries: Sequence[Entry], here: Sequence[OnDisk], *, others: bool) -> None:
    """Print the catalogue, one table for each task, and what else is on this machine.

    Args:
        entries: What to show.
        here: What is on this machine.
        others: Also name models that are here and not in the catalogue.
    """
    console = Console(highlight=False)
    for task, title in _TITLES.items():
        rows = [entry for entry in entries if entry.task == task]
        if rows:
            console.print(_table(title, rows, here))
            console.print()
    known = {entry.name for entry in catalogue.entries()}
    unlisted = [model for model in here if model.name not in known]
    if others and unlisted:
        console.print("[bold]Also on this machine[/]")
        for model in unlisted:
            console.print(f"{escape(model.name)}  {amount(model.size)}  {escape(str(model.folder))}")
        console.print()
    if any(entry.non_commercial for entry in entries):
        console.print("CC-BY-NC: not for commercial use.")
    console.print("Memory is an estimate for int8 on a CPU; ? is not known here.")
    console.print("Sources: `mujaz models show NAME`. To fetch one: `mujaz models pull NAME`.")


def show_one(entry: Entry, here: Sequence[OnDisk]) -> None:
    """Print what is known of one model, each fact with its source."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{escape(entry.name)}[/]: {_TITLES[entry.task]}")
    lines: list[tuple[str, str, str]] = []
    if entry.licence:
        note = " (not for commercial use)" if entry.non_commercial else ""
        lines.append(("licence", f"{entry.licence.value}{note}", entry.licence.source))
    if entry.parameters:
        lines.append(
            ("parameters", f"{int(entry.parameters.value) / _MEGA:.0f} million", entry.parameters.source)
        )
    if entry.download:
        lines.append(("download", amount(int(entry.download.value)), entry.download.source))
    if entry.memory:
        lines.append(
            ("memory", f"about {amount(entry.memory)}", "estimated: int8 on a CPU, see catalogue.py")
        )
    lines += [
        (quality.metric, f"{quality.value:g} on {quality.test}", quality.source) for quality in entry.quality
    ]
    if entry.revision:
        lines.append(("revision", str(entry.revision.value), entry.revision.source))
    for what, value, source in lines:
        console.print(f"  {what}: {escape(value)}\n    [dim]{escape(source)}[/]")
    if entry.note:
        console.print(f"  note: {escape(entry.note)}")
    for model in here:
        console.print(f"  here: {amount(model.size)} in {escape(str(model.folder))}")
    if not here:
        console.print("  here: no")


def dump(entries: Sequence[Entry], here: Sequence[OnDisk], stream: TextIO) -> None:
    """Write the catalogue as a JSON list: every fact with its source, and where each model lies on this machine."""
    rows = [
        {
            **asdict(entry),
            "memory": entry.memory,
            "non_commercial": entry.non_commercial,
            "here": [
                {"folder": str(model.folder), "revision": model.revision, "bytes": model.size}
                for model in here
                if model.name == entry.name
            ],
        }
        for entry in entries
    ]
    json.dump(rows, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def amount(size: int) -> str:
    """A number of bytes as people write it, in decimal units: 607 MB, 2.5 GB."""
    if size >= _GIGA:
        return f"{size / _GIGA:.1f} GB" if size < _TEN * _GIGA else f"{size / _GIGA:.0f} GB"
    if size >= _MEGA:
        return f"{size / _MEGA:.0f} MB"
    return f"{size / 1000:.0f} kB"


def _table(title: str, entries: Sequence[Entry], here: Sequence[OnDisk]) -> Table:
    scores = [entry.quality[0] for entry in entries if entry.quality]
    usual = Counter((score.metric, score.test) for score in scores).most_common(1)
    metric, test = usual[0][0] if usual else ("quality", "")
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        caption=_caption(metric, test, sorted({score.test for score in scores} - {test})),
        caption_justify="left",
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    table.add_column("model", overflow="fold")
    table.add_column("licence", no_wrap=True)
    for head in ("fetch", "memory", metric, "here"):
        table.add_column(head, justify="right", no_wrap=True)
    for entry in entries:
        size = sum(model.size for model in here if model.name == entry.name)
        table.add_row(
            escape(entry.name),
            str(entry.licence.value) if entry.licence else _UNKNOWN,
            amount(int(entry.download.value)) if entry.download else _UNKNOWN,
            amount(entry.memory) if entry.memory else _UNKNOWN,
            _score(entry, test),
            amount(size) if size else "-",
        )
    return table


def _caption(metric: str, test: str, others: Sequence[str]) -> str | None:
    if not test:
        return None
    return f"{metric} on {test}" + (f"; * on {', '.join(others)}" if others else "")


def _score(entry: Entry, test: str) -> str:
    if not entry.quality:
        return _UNKNOWN
    first = entry.quality[0]
    return f"{first.value:.1f}" + ("" if first.test == test else "*")
