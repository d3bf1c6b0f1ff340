"""When something happened or is to happen, as articles put it: clock times, days, months and parts of years."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from mujaz.arabic.clitics import fold
from mujaz.arabic.words import REPORTING
from mujaz.stories import mention
from mujaz.stories.days import days
from mujaz.stories.lines import Line
from mujaz.stories.mention import Mention

_CLOCK = re.compile(r"(?:الساعه|ساعه|قرابه|نحو|عند|حوالي|قبيل|بعيد)\s+(?:ال)?$")
_ROUGHLY = re.compile(r"(?:قرابه|نحو|حوالي|قبيل|بعيد)\s+(?:الساعه\s+)?(?:ال)?$")
_EVENING = re.compile(r"(?:مساء|ليلا|ليله|عصرا|بعد الظهر|بعد ظهر|المساء)")
_MORNING = re.compile(r"(?:صباحا|فجرا|صباح|فجر|قبل الظهر|الصباح)")
_PARTS = {"فجر": 5, "صباح": 9, "ظهر": 12, "عصر": 16, "مساء": 20, "ليل": 23, "ليله": 23}
_PART = re.compile(
    r"(?:(?<![ء-ي])[بو]?(فجر|صباح|ظهر|عصر|مساء|ليل|ليله)\s+(?:يوم\s+|اليوم\s+|امس\s+|غد\s+)?(?:ال)?)$"
)
_MONTHS = {
    "يناير": 1, "كانون الثاني": 1, "جانفي": 1, "فبراير": 2, "شباط": 2, "فيفري": 2, "مارس": 3, "اذار": 3, "ابريل": 4, "نيسان": 4,
    "افريل": 4, "مايو": 5, "ايار": 5, "ماي": 5, "يونيو": 6, "حزيران": 6, "جوان": 6, "يوليو": 7, "تموز": 7, "جويليه": 7,
    "اغسطس": 8, "اب": 8, "اوت": 8, "سبتمبر": 9, "ايلول": 9, "اكتوبر": 10, "تشرين الاول": 10, "نوفمبر": 11,
    "تشرين الثاني": 11, "ديسمبر": 12, "كانون الاول": 12,
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WHEN = re.compile(
    rf"(?:(?P<part>مطلع|بدايه|اوائل|منتصف|اواسط|نهايه|اواخر|اخر)\s+)?(?:شهر\s+)?(?:(?P<day>\d{{1,2}})\s+(?:من\s+)?)?(?<![ء-ي])(?P<month>{_NAMES})(?![ء-ي])"
    rf"(?:\s*[/(]?\s*(?:{_NAMES})\)?)?(?:\s+(?:من\s+)?(?:العام\s+|عام\s+)?(?P<year>20\d\d))?"
)
_OF_YEAR = re.compile(
    r"(?:(?P<part>مطلع|بدايه|اوائل|منتصف|اواسط|نهايه|اواخر)|(?P<share>الربع|النصف)\s+(?P<which>الاول|الثاني|الثالث|الرابع|الاخير))\s+"
    r"(?:من\s+)?(?:(?P<next>العام\s+(?:المقبل|القادم)|السنه\s+(?:المقبله|القادمه))|(?P<this>العام\s+(?:الجاري|الحالي)|هذا\s+العام)|(?:عام\s+|العام\s+|سنه\s+)?(?P<year>20\d\d))"
)
_WHICH = {"الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4}
_PUT_OFF = re.compile(
    r"(?:ارجئ|ارجا|ارجات|ترجئ|يرجئ|ارجاء|اجل|اجلت|تاجل|تاجيل|تاجلت|ترحيل|قدم\s+موعد|تقديم\s+موعد|مدد|تمديد)(?![ء-ي])"
)
_FUTURE = re.compile(
    r"(?<![ء-ي])(?:و?س[يتن][ء-ي]{3,}|المقرر|المنتظر|المتوقع|[يت]توقع|توقعت|مقرر[اه]?|المقبل|المقبله|القادم|غدا?|[يت]عيد|[يت]زور|[يت]بدا|[يت]نطلق)(?![ء-ي])"
)
_SAYING = frozenset(fold(word) for word in REPORTING)
_MINUTES = 1440


def moments(line: Line) -> Iterator[Mention]:
    """The clock times, days and periods of a sentence.

    The number of a clock time is minutes after midnight, of a day its ordinal and the part of the day as a fraction; the
    two ends of a period stand in its value.
    """
    yield from _clocks(line)
    if line.day is not None:
        published = date.fromisoformat(line.day)
        yield from _days(line, published)
        yield from _periods(line, published)


def _clocks(line: Line) -> Iterator[Mention]:
    for number in line.numbers:
        before = line.folded[: number.start]
        spoken = (
            number.kind in ("ordinal", "cardinal")
            and re.search(r"(?:الساعه|قرابه|نحو)\s+(?:ال)?$", before)
            and number.text.startswith("ال")
        )
        if not (number.kind == "time" or spoken) or not _CLOCK.search(before) or not 0 <= number.value < 25:  # noqa: PLR2004
            continue
        minutes = int(number.value * 60)
        near = line.folded[number.end : number.end + 22]
        if _EVENING.search(near) and minutes < 720:  # noqa: PLR2004 - noon
            minutes += 720
        known = minutes >= 780 or bool(_EVENING.search(near) or _MORNING.search(near) or "ظهر" in near)  # noqa: PLR2004
        start = before.rfind("الساعه", max(0, number.start - 12))
        rough = bool(_ROUGHLY.search(before))
        yield mention.of(
            line, "date", "clock", start if start >= 0 else number.start, number.end, f"{minutes // 60:02}:{minutes % 60:02}",
            number=float(minutes % _MINUTES), bound="about" if rough else "exact", roles=frozenset(("known",)) if known else frozenset(),
        )  # fmt: skip


def _days(line: Line, published: date) -> Iterator[Mention]:
    taken: set[date] = set()
    for day, start, end in days_folded(line, published):
        said = any(word.text.removeprefix("و") in _SAYING for word in line.before(start, 4))
        if day in taken or said:
            continue  # "today, Tuesday"; or when it was said
        taken.add(day)
        part = _PART.search(line.folded[:start])
        hour = _PARTS[part[1]] if part else 12
        yield mention.of(
            line, "date", "day", part.start(1) if part else start, end, day.isoformat(), number=day.toordinal() + hour / 24,
            roles=frozenset(("hour",)) if part else frozenset(), renewed=bool(_PUT_OFF.search(line.folded)),
        )  # fmt: skip


def days_folded(line: Line, published: date) -> list[tuple[date, int, int]]:
    """The days of a sentence with their places in its folded text."""
    return days(line.folded, published)


def _periods(line: Line, published: date) -> Iterator[Mention]:
    for found in _OF_YEAR.finditer(line.folded):
        year = (
            published.year + 1 if found["next"] else published.year if found["this"] else int(found["year"])
        )
        first, last = _part_of_year(year, found["part"], found["share"], found["which"])
        yield _period(line, found.start(), found.end(), first, last)
    for found in _WHEN.finditer(line.folded):
        if not (found["part"] or found["day"]):
            continue
        month = _MONTHS[found["month"]]
        year = int(found["year"]) if found["year"] else published.year + (month < published.month - 3)
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if found["day"]:
            if not 1 <= int(found["day"]) <= last.day:
                continue
            first = last = date(year, month, int(found["day"]))
        elif found["part"]:
            first, last = _third(first, last, found["part"])
        yield _period(line, found.start(), found.end(), first, last)


def _period(line: Line, start: int, end: int, first: date, last: date) -> Mention:
    roles = {"future"} if _FUTURE.search(line.folded) or first.isoformat() > str(line.day) else set()
    return mention.of(
        line, "date", "period", start, end, f"{first.isoformat()}/{last.isoformat()}", number=float(first.toordinal()),
        roles=frozenset(roles), renewed=bool(_PUT_OFF.search(line.folded)),
    )  # fmt: skip


def _part_of_year(year: int, part: str | None, share: str | None, which: str | None) -> tuple[date, date]:
    if part:
        return _third(date(year, 1, 1), date(year, 12, 31), part)
    months = 3 if share == "الربع" else 6
    place = _WHICH.get(which or "", 12 // months)
    place = min(place, 12 // months)
    first = date(year, 1 + months * (place - 1), 1)
    end = months * place
    return first, date(year, end, monthrange(year, end)[1])


def _third(first: date, last: date, part: str) -> tuple[date, date]:
    length = (last - first).days
    place = 0 if part in ("مطلع", "بدايه", "اوائل") else 1 if part in ("منتصف", "اواسط") else 2
    return first + timedelta(length * place // 3), first + timedelta(length * (place + 1) // 3)
