"""The points of briefs as CSV for a spreadsheet: one row a point.

UTF-8 with a byte order mark, without which Excel takes the file for the local 8-bit encoding; lines end as RFC 4180 has
it.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from mujaz.article import Brief, Point
from mujaz.writers import visible

_COLUMNS = ("id", "published", "source", "headline", "point", "cites", "origin", "flags")
# A spreadsheet runs a cell that begins so as a formula (OWASP, "CSV Injection"; with the full-width signs that Excel
# takes for them in East Asian locales). A leading apostrophe makes it text. Tabs and returns are gone before.
_FORMULA = re.compile(r"^[=+\-@＝＋－＠]")
_LONGEST = 32_000  # Excel takes 32,767 characters a cell, and tears the row of a longer one


def render(brief: Brief) -> str:
    """The points of one brief, with a line of column names."""
    return "".join(table([brief]))


def table(briefs: Iterable[Brief]) -> Iterator[str]:
    """The points of all briefs in their order, line by line, beginning with the column names."""
    yield "\ufeff" + _line(_COLUMNS)
    for brief in briefs:
        for point in brief.points:
            yield _line(_cells(brief, point))


def _cells(brief: Brief, point: Point) -> Iterator[str]:
    source = brief.source
    yield from (brief.id, source.published or "", source.url or source.path, brief.headline, point.text)
    yield " ".join(map(str, point.cites))  # no commas: "1,2" is a decimal number to half of Europe
    yield point.origin
    yield "; ".join(point.flags)


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(map(_cell, cells))
    return written.getvalue()


def _cell(text: str) -> str:
    text = visible.arabic(text)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return f"'{text}" if _FORMULA.match(text) else text
