"""Tables as sentences: a row of cells says nothing without the names of its columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

_LONGEST_CELL: Final = 120  # characters: a longer one is prose, and the table only a frame for it
_DIGIT: Final = re.compile(r"\d")
_MOST_COLUMNS: Final = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Args:
        text: Its text, on one line.
        heading: Whether the document says that it names a column or a row.
        across: Columns that it takes.
        down: Rows that it takes.
    """

    text: str
    heading: bool = False
    across: int = 1
    down: int = 1


def is_data(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table holds values: rows and columns of short cells; of one row alone, with figures."""
    wide = max((sum(cell.across for cell in row) for row in rows), default=0)
    longest = max((len(cell.text) for row in rows for cell in row), default=0)
    several = len(rows) > 1 or any(_DIGIT.search(cell.text) for row in rows for cell in row)
    return several and wide > 1 and longest <= _LONGEST_CELL


def sentences(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """A line for each row: `حي النور: القتلى 7، الجرحى 15`, and one for the names of the columns before them.

    Without names of columns the cells follow each other, after a colon where there are two.
    """
    grid = [row for row in _grid(rows) if any(cell.text for cell in row)]
    headings = _headings(grid)
    names = [_name(column) for column in zip_longest(*grid[:headings], fillvalue=Cell(""))]
    if names:
        first, *others = names
        listed = "، ".join(filter(None, others))
        yield ": ".join(filter(None, (first, listed)))
    for row in grid[headings:]:
        first, *cells = [cell.text for cell in row]
        if not names:
            yield (": " if len(list(filter(None, cells))) == 1 and first else "، ").join(
                filter(None, (first, *cells))
            )
            continue
        values = [
            " ".join(filter(None, (name, cell)))
            for name, cell in zip_longest(names[1:], cells, fillvalue="")
            if cell
        ]
        yield ": ".join(filter(None, (first, "، ".join(values))))


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Cells by column, those that span several rows repeated; of those that span columns only names are."""
    grid: list[list[Cell]] = []
    hanging: dict[int, tuple[Cell, int]] = {}  # column → a cell from above, and for how many rows more
    for row in rows:
        line: list[Cell] = []
        waiting = list(row)
        while (waiting or len(line) in hanging) and len(line) < _MOST_COLUMNS:
            if len(line) in hanging:
                cell, left = hanging.pop(len(line))
                if left > 1:
                    hanging[len(line)] = (cell, left - 1)
                line.append(cell)
                continue
            cell = waiting.pop(0)
            for n in range(min(cell.across, _MOST_COLUMNS - len(line))):
                part = cell if n == 0 or cell.heading else Cell("")
                if cell.down > 1:
                    hanging[len(line)] = (part, cell.down - 1)
                line.append(part)
        grid.append(line)
    return grid


def _headings(grid: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the head name columns."""
    marked = 0
    for row in grid[:-1]:
        if not all(cell.heading or not cell.text for cell in row):
            break
        marked += 1
    if marked or len(grid) < 2 or len(grid[0]) < 3:  # noqa: PLR2004 - two columns are names and values
        return marked
    first, others = grid[0], grid[1:]
    if any(_DIGIT.search(cell.text) for cell in first) or not all(cell.text for cell in first[1:]):
        return 0
    figures = all(any(_DIGIT.search(cell.text) for cell in row[1:]) for row in others)
    return int(figures)


def _name(column: Sequence[Cell]) -> str:
    return " ".join(dict.fromkeys(cell.text for cell in column if cell.text))
