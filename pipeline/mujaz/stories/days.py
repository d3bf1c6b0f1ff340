"""Which days an Arabic text speaks of, seen from the day on which it was published."""

import re
from datetime import date, timedelta

from mujaz.arabic.clitics import fold

_WEEKDAYS = {"اثنين": 0, "ثلاثاء": 1, "اربعاء": 2, "خميس": 3, "جمعه": 4, "سبت": 5, "احد": 6}
_DAY = re.compile(r"(?<![ء-ي])[وفلبك]?(?:ال|ل)(اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت|احد)(?![ء-ي])")
_RELATIVE = {
    "اليوم": 0, "الليله": 0, "امس": -1, "البارحه": -1, "غدا": 1, "غد": 1,
}  # fmt: skip
_WORD = re.compile(r"(?<![ء-ي])[وفلب]?(اليوم|الليله|البارحه|امس|غدا|غد)(?![ء-ي])")
_NOT_TODAY = re.compile(
    r"\s+(?:الاول|الثاني|الثالث|التالي|السابق|نفسه|ذاته|الاخير|العالمي|الوطني)|\s+السابع(?![ء-ي])"
)
_BEFORE_LAST = re.compile(r"(?:اول\s+)(?:من\s+)?$|قبل\s+$")
_NEXT = re.compile(r"\s*[،,]?\s*(?:ال)?(?:مقبل|قادم|آتي|اتي)")
_AHEAD = re.compile(  # tomorrow Thursday; put off to Sunday; is to visit … on Friday
    r"(?:(?:بعد\s+)?غدا?|(?:الي|حتي)(?:\s+يوم)?|(?:و?س[يتن][ء-ي]{3,}|المقرر|المنتظر|المتوقع|مقرر[اه]?)(?:\s+[ء-ي\"«»]+){0,4})\s+$"
)
_WEEK = 7


def days(text: str, published: date) -> list[tuple[date, int, int]]:
    """The days named in a text, each with its place in the folded text (`clitics.fold`).

    A weekday is the last one before publication, or that day itself, unless the text says that it is to come.
    """
    folded = fold(text)
    found = []
    for match in _DAY.finditer(folded):
        ahead = (_WEEKDAYS[match[1]] - published.weekday()) % _WEEK
        to_come = _NEXT.match(folded, match.end()) or _AHEAD.search(folded[: match.start()])
        found.append(
            (
                published + timedelta(ahead if to_come or not ahead else ahead - _WEEK),
                match.start(),
                match.end(),
            )
        )
    for match in _WORD.finditer(folded):
        if _NOT_TODAY.match(folded, match.end()):
            continue
        shift = _RELATIVE[match[1]]
        before = folded[max(0, match.start() - 10) : match.start()]
        if shift == -1 and _BEFORE_LAST.search(before):
            shift = -2
        elif shift == 1 and before.rstrip().endswith("بعد"):
            shift = 2
        found.append((published + timedelta(shift), match.start(), match.end()))
    return sorted(found, key=lambda one: one[1:])
