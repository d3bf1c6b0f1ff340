"""The lines of a PDF's pages as running text: columns, folded lines, page breaks, running heads.

A page says where each line begins and ends. A line whose end leaves no room for the next line's first word is folded
there; one that leaves room ends something.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import Final

from mujaz.arabic import marks
from mujaz.readers.rtl import Line
from mujaz.readers.tabular import Cell, is_data, sentences

_PARAGRAPH_GAP: Final = 1.3  # from baseline to baseline, in units of the narrower gaps of the page
_LARGER: Final = 1.15  # a heading's letters to those of the line after it
_SAME_ROW: Final = 0.4  # of the letters' size
_EDGE_LINES: Final = 2  # at the top and at the bottom of a page, which may repeat on others
_REPEATED: Final = 0.5  # of the pages
_NUMBER: Final = re.compile(
    r"[\W_]*(?:(?:صفحة|ص|page|p)\W*)?\d{1,4}(?:\s*(?:/|من|of)\s*\d{1,4})?[\W_]*", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d+")
_STOPPED: Final = re.compile(rf"[{marks.STOPS}:][{marks.CLOSERS}\"'\s]*$")
_COLUMN_WORDS: Final = 3  # in a line of a column of prose; a cell of a table has fewer
_COLUMN_LINES: Final = 2
_FULL_SHARE: Final = 0.6  # of the lines that end without a stop; the others are titles and the like
_INDENT: Final = 0.9  # of the letters' size: a first line stands so far in


@dataclass(frozen=True, slots=True)
class _Column:
    """The edges between which lines stand."""

    left: float
    right: float

    def holds(self, line: Line) -> bool:
        return line.left < self.right and line.right > self.left


_NOWHERE: Final = _Column(float("-inf"), float("inf"))  # the edges of what no line goes on from


def text(pages: Sequence[Sequence[Line]]) -> tuple[str, list[str]]:
    """The text of all pages.

    Args:
        pages: The lines of each, in the order in which they are drawn.

    Returns:
        The text, blank lines between paragraphs; and what was left out as heads and feet that repeat.
    """
    bodies, heads = _without_heads([[line for line in page if line.text] for page in pages])
    parts: list[str] = []
    before: tuple[Line, _Column] | None = None
    for body in bodies:
        usual = _usual_step(body)
        for group, column in _columns(body):
            first = True
            for line in group:
                if before is not None:
                    parts.append(_between(before[0], before[1], line, usual, moved=first))
                parts.append(line.text)
                before, first = (line, column), False
    return "".join(parts), heads


def _between(above: Line, column: _Column, line: Line, usual: float, *, moved: bool) -> str:
    """What stands between two lines; `moved`: they are in different columns or pages."""
    larger = max(above.size, line.size) > _LARGER * min(above.size, line.size)
    full = _is_full(above, column, line)
    if moved:
        goes_on = full and not larger and not _STOPPED.search(above.text)
        return " " if goes_on else "\n\n"
    step = above.y - line.y
    if step > _PARAGRAPH_GAP * usual or step <= 0 or larger:
        return "\n\n"
    indented = (
        column.right - line.right > _INDENT * line.size and column.right - above.right < _INDENT * line.size
    )
    if indented and _STOPPED.search(above.text):
        return "\n\n"
    return " " if full else "\n"


def _is_full(above: Line, column: _Column, line: Line) -> bool:
    """Whether the first word of a line would not have fitted at the end of the one above, on the left."""
    word = line.text.split(None, 1)[0]
    needed = (len(word) + 1) * (line.right - line.left) / max(1, len(line.text))
    centred = min(above.left - column.left, column.right - above.right) > _INDENT * above.size
    return above.left - column.left < needed and not centred


def _edges(group: Sequence[Line]) -> _Column:
    """The edges of lines that are read one after the other; none where most of them end before an edge, as titles do."""
    size = median(line.size for line in group)
    usual = [line for line in group if size / _LARGER < line.size < size * _LARGER] or list(group)
    found = _Column(min(line.left for line in usual), max(line.right for line in usual))
    open_ended = [pair for pair in pairwise(usual) if not _STOPPED.search(pair[0].text)]
    full = sum(_is_full(above, found, line) for above, line in open_ended)
    return found if full >= _FULL_SHARE * len(open_ended) else _NOWHERE


def _usual_step(body: Sequence[Line]) -> float:
    steps = sorted(one.y - other.y for one, other in pairwise(body) if one.y > other.y)
    return steps[len(steps) // 4] if steps else 0.0


def _columns(body: Sequence[Line]) -> Iterator[tuple[list[Line], _Column]]:
    """Runs of lines that are read one after the other, with their edges.

    These are lines that span the page, columns, the right one first, and rows of tables, as one line each.
    """
    if not body:
        return
    rows = _rows(body)
    columns = _found(rows)
    if not columns:
        yield from _tables_and_runs(body, rows)
        return
    page = _edges(body)
    band: list[list[Line]] = [[] for _ in columns]
    for line in sorted(body, key=lambda line: -line.y):
        inside = [n for n, column in enumerate(columns) if column.holds(line)]
        if len(inside) == 1:
            band[inside[0]].append(line)
            continue
        yield from ((lines, _edges(lines)) for lines in band if lines)
        band = [[] for _ in columns]
        yield [line], page
    yield from ((lines, _edges(lines)) for lines in band if lines)


def _tables_and_runs(
    body: Sequence[Line], rows: Sequence[Sequence[Line]]
) -> Iterator[tuple[list[Line], _Column]]:
    """Tables where rows of as many short pieces follow each other, and the other lines around them."""
    page = _edges(body)
    taken: dict[Line, list[Line]] = {}
    for _, group in groupby(rows, key=len):
        table = list(group)
        grid = [[Cell(piece.text) for piece in sorted(row, key=lambda piece: -piece.right)] for row in table]
        if len(table) > 1 and len(table[0]) > 1 and is_data(grid):
            read = [replace(table[0][0], text=one) for one in sentences(grid)]
            first = min((piece for row in table for piece in row), key=body.index)
            taken |= {piece: [] for row in table for piece in row}
            taken[first] = read
    for is_table, part in groupby(body, key=lambda line: line in taken):
        if is_table:
            yield from (([row], _NOWHERE) for line in part for row in taken[line])
        else:
            yield from ((run, _edges(run) if len(run) > 1 else page) for run in _runs(list(part)))


def _runs(body: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines in the order in which they are drawn, cut where that jumps upwards: there another column begins."""
    run: list[Line] = []
    for line in body:
        if run and line.y > run[-1].y + _SAME_ROW * line.size:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _rows(body: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(body, key=lambda line: -line.y):
        if rows and abs(rows[-1][0].y - line.y) < _SAME_ROW * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _found(rows: Sequence[Sequence[Line]]) -> list[_Column]:
    """The columns of prose of a page, from the right; none where there is one, or where the rows are those of a table."""
    divided = [line for row in rows if len(row) > 1 for line in row]
    columns: list[_Column] = []
    for line in sorted(divided, key=lambda line: line.left):
        if columns and line.left < columns[-1].right:
            columns[-1] = _Column(columns[-1].left, max(columns[-1].right, line.right))
        else:
            columns.append(_Column(line.left, line.right))
    if len(columns) < 2:  # noqa: PLR2004
        return []
    for column in columns:
        inside = [line for line in divided if column.holds(line)]
        words = median(len(line.text.split()) for line in inside)
        if len(inside) < _COLUMN_LINES or words < _COLUMN_WORDS:
            return []
    return columns[::-1]


def _without_heads(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Pages without what stands at the top or bottom of several of them, but for its figures; and that, once each."""
    if len(pages) < 2:  # noqa: PLR2004
        return pages, []
    ends = [_ends(page) for page in pages]
    seen = Counter(key for page in ends for key in {_DIGITS.sub("#", line.text) for line in page})
    many = max(2, _REPEATED * len(pages))
    heads: dict[str, str] = {}
    kept = []
    for page, edge in zip(pages, ends, strict=True):
        gone = {
            line for line in edge if seen[_DIGITS.sub("#", line.text)] >= many or _NUMBER.fullmatch(line.text)
        }
        heads |= {_DIGITS.sub("#", line.text): line.text for line in gone if not _NUMBER.fullmatch(line.text)}
        kept.append([line for line in page if line not in gone])
    return kept, list(heads.values())


def _ends(page: Sequence[Line]) -> list[Line]:
    ordered = sorted(page, key=lambda line: -line.y)
    return [*ordered[:_EDGE_LINES], *ordered[_EDGE_LINES:][-_EDGE_LINES:]]
