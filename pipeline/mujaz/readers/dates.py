"""Dates as files write them, as ISO 8601."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from mujaz.numbers.numerals import DIGITS

_MONTHS: Final = {
    name: month
    for month, names in enumerate(
        (
            "january jan يناير كانون_الثاني جانفي",
            "february feb فبراير شباط فيفري",
            "march mar مارس اذار آذار",
            "april apr ابريل أبريل نيسان افريل أفريل",
            "may مايو ايار أيار ماي",
            "june jun يونيو حزيران جوان",
            "july jul يوليو تموز جويلية",
            "august aug اغسطس أغسطس آب اب اوت أوت",
            "september sep sept سبتمبر ايلول أيلول",
            "october oct اكتوبر أكتوبر تشرين_الاول تشرين_الأول",
            "november nov نوفمبر تشرين_الثاني",
            "december dec ديسمبر كانون_الاول كانون_الأول",
        ),
        1,
    )
    for name in names.split()
}
_YEAR_FIRST = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T\d+Z?)?\s*$")
_YEAR_LAST = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+([^\W\d]+)\s*(?:/\s*[^\W\d]+)?,?\s+(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(r"([A-Za-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)$")
_OLDEST, _SECONDS, _MILLISECONDS = (
    1000,
    (10**8, 10**10),
    (10**11, 10**13),
)  # years; Unix times from 1973 to 2286


def iso(value: object) -> str | None:
    """The date as `2024-05-06`.

    Known forms: ISO 8601, RFC 2822, `6/5/2024`, `6 May 2024`, `May 6, 2024`, Arabic and Levantine month names, any kind
    of digits, and Unix times. None for anything else, and for `6/5/2024` in particular: no file says whether it means
    the fifth or the sixth month, and a wrong date is worse than none (`16/5/2024` is read).
    """
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}" if value.year >= _OLDEST else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_unix_time(value)
    if not isinstance(value, str):
        return None
    text = value.strip().translate(DIGITS)[:80]
    if text.isdecimal() and len(text) >= len("1000000000"):
        return _of_unix_time(int(text))
    return _of_text(text)


def clock(value: object) -> str | None:
    """The time of day that goes with `iso(value)`, as `14:05:00+03:00` or, where no offset is given, `14:05:00`.

    Known forms: ISO 8601, RFC 2822 and Unix times. None for all else, and where there is no date.
    """
    if isinstance(value, datetime):
        return value.timetz().isoformat("seconds") if iso(value) else None
    if not isinstance(value, str) or iso(value) is None:
        return (
            _of_unix_clock(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        )
    text = value.strip().translate(DIGITS)[:80]
    try:
        if found := _CLOCK.match(text):
            return datetime.fromisoformat(f"{found[1]}T{found[2]}").timetz().isoformat("seconds")
        if re.match(r"[A-Za-z]{3},? \d|\d{1,2} [A-Za-z]{3} \d", text):
            return parsedate_to_datetime(text).timetz().isoformat("seconds")
        return _of_unix_clock(int(text)) if text.isdecimal() and len(text) >= len("1000000000") else None
    except (ValueError, OverflowError):
        return None


def _of_unix_clock(value: float) -> str | None:
    if iso(value) is None:
        return None
    seconds = value / 1000 if value >= _MILLISECONDS[0] else value
    return datetime.fromtimestamp(seconds, UTC).timetz().isoformat("seconds")


def _of_text(text: str) -> str | None:
    if found := _YEAR_FIRST.match(text) or _COMPACT.match(text):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.match(text):
        first, second, year = map(int, found.groups())
        as_day_first, as_month_first = _checked(year, second, first), _checked(year, first, second)
        known = {one for one in (as_day_first, as_month_first) if one}
        return known.pop() if len(known) == 1 else None
    joined = re.sub(r"(كانون|تشرين)\s+", r"\1_", text)
    if (found := _DAY_MONTH.search(joined)) and (month := _MONTHS.get(found[2].lower())):
        return _checked(int(found[3]), month, int(found[1]))
    if (found := _MONTH_DAY.search(text)) and (month := _MONTHS.get(found[1].lower())):
        return _checked(int(found[3]), month, int(found[2]))
    try:
        return f"{parsedate_to_datetime(text):%Y-%m-%d}"
    except (ValueError, OverflowError):  # the latter of a year or a time zone that no machine number holds
        return None


def _of_unix_time(value: float) -> str | None:
    if _MILLISECONDS[0] <= value < _MILLISECONDS[1]:
        value /= 1000
    if not _SECONDS[0] <= value < _SECONDS[1]:
        return None
    return f"{datetime.fromtimestamp(value, UTC):%Y-%m-%d}"


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= _OLDEST else None
    except ValueError:
        return None
