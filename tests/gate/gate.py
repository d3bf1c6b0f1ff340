"""The quality gate: figures that must not fall, pinned in floors.json.

    python -m tests.gate                             measure and hold against the floors; exit 1 where one fell
    python -m tests.gate --only splitter             some groups alone
    python -m tests.gate --update                    write the measured figures as the new floors
    python -m tests.gate --update --allow-regression also where that lowers one

Every figure is a share in 0 to 1 (chrF2++ over 100), and more is better. A group is measured on files of its own, whose
digest is pinned beside the floors, so that a floor is never held against other data. Where files are absent (the data of
tests/support/data.py, the bundled model), the group is passed over, with a word, and its floors are kept.
"""

import argparse
import hashlib
import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.gate.groups import GROUPS, Group

FLOORS = Path(__file__).with_name("floors.json")
_DIGITS = 4  # of a floor
OK, BELOW, CHANGED, GONE = "ok", "BELOW", "OTHER DATA", "NOT MEASURED"
NEW, ABSENT, NOT_YET = "no floor yet", "data not here", "not measured yet"
_MEANING = {
    BELOW: "fell below its floor",
    CHANGED: "was measured on other data than its floor",
    GONE: "has a floor and is not measured any more",
}


@dataclass(frozen=True, slots=True)
class Pinned:
    """What floors.json holds for one group."""

    digest: str | None  # of its files; None: never measured
    floors: dict[str, float | None]  # by figure; None: not measured yet


@dataclass(frozen=True, slots=True)
class Line:
    """One figure held against its floor."""

    group: str
    figure: str
    floor: float | None
    value: float | None
    verdict: str

    @property
    def failed(self) -> bool:
        return self.verdict in _MEANING


def load(path: Path) -> dict[str, Pinned]:
    """The pinned groups by name; none where there is no file."""
    if not path.exists():
        return {}
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {name: Pinned(row["digest"], row["floors"]) for name, row in rows.items()}


def save(path: Path, pinned: Mapping[str, Pinned]) -> None:
    """Write the file whole or not at all."""
    rows = {name: {"digest": one.digest, "floors": one.floors} for name, one in pinned.items()}
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    Path(name).chmod(0o644)
    Path(name).replace(path)


def digest(files: Iterable[Path]) -> str:
    """Of the contents of files in their order; line ends do not count."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).digest())
    return whole.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one group came out at; None where its files are not here."""

    group: Group
    values: dict[str, float] | None
    seconds: float = 0.0

    @property
    def floors(self) -> dict[str, float | None]:
        """The floors that these values would set."""
        scale = 10**_DIGITS
        return {
            figure: math.floor((value - self.group.slack) * scale + 1e-6) / scale
            for figure, value in (self.values or {}).items()
        }


def measure(group: Group) -> Measured:
    """Measure a group, or find that it cannot be."""
    if not all(file.exists() for file in (*group.files, *group.needs)):
        return Measured(group, None)
    begun = time.perf_counter()
    return Measured(group, group.measure(), time.perf_counter() - begun)


def held(measured: Measured, pinned: Pinned | None) -> list[Line]:
    """One group's figures against its floors."""
    name = measured.group.name
    floors = pinned.floors if pinned else dict.fromkeys(measured.group.figures)
    if measured.values is None:
        return [
            Line(name, figure, floor, None, NOT_YET if floor is None else ABSENT)
            for figure, floor in floors.items()
        ]
    same = pinned is not None and pinned.digest in (None, digest(measured.group.files))
    lines = [
        Line(name, figure, floors.get(figure), value, _verdict(value, floors.get(figure), same=same))
        for figure, value in measured.values.items()
    ]
    gone = [figure for figure, floor in floors.items() if floor is not None and figure not in measured.values]
    return lines + [Line(name, figure, floors[figure], None, GONE) for figure in gone]


def _verdict(value: float, floor: float | None, *, same: bool) -> str:
    if floor is None:
        return NEW
    if not same:
        return CHANGED
    return OK if value >= floor else BELOW


def updated(
    pinned: Mapping[str, Pinned], measured: Sequence[Measured], *, allow_regression: bool
) -> tuple[dict[str, Pinned], list[str]]:
    """The new floors, and what speaks against writing them: floors that would fall, unless that is allowed."""
    new = dict(pinned)
    refused = []
    for one in measured:
        name, old = one.group.name, pinned.get(one.group.name)
        if one.values is None:
            new[name] = old or Pinned(None, dict.fromkeys(one.group.figures))
            continue
        new[name] = Pinned(digest(one.group.files), one.floors)
        for figure, floor in (old.floors if old else {}).items():
            now = one.floors.get(figure)
            if floor is not None and (now is None or now < floor):
                shown = "not measured any more" if now is None else f"{now:.4f}"
                refused.append(f"{name}, {figure}: {floor:.4f} → {shown}")
    return new, [] if allow_regression else refused


def table(lines: Iterable[Line]) -> list[str]:
    """The figures of a group for a terminal of 80 columns: value, floor, verdict."""
    rows = []
    for line in lines:
        value = "–" if line.value is None else f"{line.value:.4f}"
        floor = "–" if line.floor is None else f"{line.floor:.4f}"
        rows.append(f"  {line.figure:42}{value:>7}{floor:>9}  {line.verdict}")
    return rows


def main(
    arguments: Sequence[str] | None = None, path: Path = FLOORS, groups: Sequence[Group] = GROUPS
) -> int:
    """Run from the command line; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.gate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", metavar="TEXT", help="only groups whose name contains this")
    parser.add_argument("--update", action="store_true", help="write the measured figures as new floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower floors")
    options = parser.parse_args(arguments)
    chosen = [group for group in groups if options.only in group.name]
    if not chosen:
        print(f"no group is named like {options.only!r}: {', '.join(group.name for group in groups)}")
        return 2
    pinned = load(path)
    print(f"{'':44}{'value':>7}{'floor':>9}")
    measured = []
    lines = []
    for group in chosen:
        one = measure(group)
        measured.append(one)
        mine = held(one, pinned.get(group.name))
        lines += mine
        print(f"{group.name} ({one.seconds:.1f} s)", *table(mine), sep="\n", flush=True)
    if options.update:
        return _update(path, pinned, measured, allow_regression=options.allow_regression)
    failed = [line for line in lines if line.failed]
    for line in failed:
        print(f"gate: {line.group}, {line.figure}: {_MEANING[line.verdict]}", file=sys.stderr)
    if failed:
        print(
            "hint: mend it, or say why it may be: python -m tests.gate --update --allow-regression",
            file=sys.stderr,
        )
    return 1 if failed else 0


def _update(
    path: Path, pinned: Mapping[str, Pinned], measured: Sequence[Measured], *, allow_regression: bool
) -> int:
    new, refused = updated(pinned, measured, allow_regression=allow_regression)
    for one in refused:
        print(f"gate: would fall: {one}", file=sys.stderr)
    if refused:
        print("nothing was written; hint: --allow-regression, with the reason in the commit", file=sys.stderr)
        return 1
    save(path, new)
    print(f"floors written to {path.name}")
    return 0
