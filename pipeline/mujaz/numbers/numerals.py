# ruff: noqa: PLR2004 - numbers are the subject here
"""Numbers as both languages share them: the `Number` type, and what a run of digits can mean."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

Kind = Literal[
    "cardinal",
    "ordinal",
    "percent",
    "fraction",
    "year",  # four bare digits from 1000 to 2100
    "decade",  # 1960s, sixties; the value is the decade's first year, or 60 where no century is said
    "time",  # of day; the value is hours since midnight
    "date",  # all digits: 15/10/2016, 9/11
    "month",  # a month's name: its number, 1 to 12
    "dual",  # the Arabic dual of a noun, and "both", "pair", "twice": two
    "indefinite",  # hundreds, tens of thousands: the value is the unit's size
    "name",  # digits that belong to a name: F-16, COVID-19, G20
]
Reading = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """One number in a text: `text == whole[start:end]`.

    `readings` holds every way to say the same number, the first of them `(value,)`. A reading is
    one value or several that must be there together: 3.5 is also 3 and a half, 10:30 is also 22:30.
    """

    value: Fraction
    kind: Kind
    start: int  # character offset
    end: int
    text: str
    certain: bool  # whether a reader would swear that this is a number, and that it must be translated
    digits: bool  # written in digits, at least in part
    readings: tuple[Reading, ...]


# Arabic-Indic and Persian digits and the Arabic percent sign, one character for one character, so that
# offsets hold.
DIGITS = {**{0x660 + n: str(n) for n in range(10)}, **{0x6F0 + n: str(n) for n in range(10)}, 0x66A: "%"}

_FOREIGN = re.compile(f"[{''.join(map(chr, DIGITS))}]")

SIZES = (10**12, 10**9, 10**6, 10**3)  # what scale words stand for
HOURS = 24
# Latin letters right after digits that are a unit in both languages, not part of a name.
UNITS = frozenset((
    "km", "m", "cm", "mm", "kg", "g", "mg", "gb", "mb", "tb", "mhz", "ghz", "hz", "kw", "mw", "gw", "am", "pm", "c", "f", "ft",
))  # fmt: skip

VULGAR = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8),
}  # fmt: skip

# One literal, to be put into the tokeniser of a language, where nothing else begins with these characters: the first
# look spares the others a try at each kind. The lengths are bounded: a number of more than 30
# digits is noise, and an unbounded one could take quadratic time to convert.
LITERAL = (
    r"(?=[0-9¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])(?:"
    r"(?P<date>(?<![0-9.,])[0-9]{1,4}(?P<mark>[/.\-])[0-9]{1,2}(?P=mark)[0-9]{1,4}(?![0-9]|[.,][0-9]))"
    r"|(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))"
    r"|(?P<mixed>[0-9]{1,6}(?: ?[¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]| [0-9]/[0-9](?![0-9/])))"
    r"|(?P<vulgar>(?<![A-Za-zÀ-ÿ])[¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞](?![A-Za-zÀ-ÿ]))"
    r"|(?P<slash>[0-9]{1,4}[/⁄][0-9]{1,4}(?![0-9/]))"
    r"|(?P<reversed>(?<![0-9.,])000 [0-9]{1,3}(?![0-9.,]))"
    r"|(?P<spaced>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,4}(?![0-9]))"
    r"|(?P<plain>[0-9]{1,30}(?:[.,٫٬،'’][0-9]{1,30}){0,8}))"
)
_SEPARATOR = re.compile(r"[.,٫٬،'’]")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:[.,٫٬،'’][0-9]{3})+")
_LAKHS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{2,3})*,[0-9]{3}")  # 12,50,000, as India groups
_ZEROS = re.compile(r"[.,،٫]000")
# What may follow digits with three decimals, as in 3,125 % or 1.250 million: a share, a scale or a measure. People and
# money come in thousands.
_FINE = re.compile(
    r"\s{0,2}(?:[%°]|per ?cent|pct|[mb]n\b|(?:thousand|million|billion|trillion)|k[mg]\b|met(?:re|er)|kilo|tonne|lit(?:re|er)|gram|inch"
    r"|في ال(?:مئه|مائه)|بال(?:مئه|مائه)|مليون|مليار|بليون|تريليون|ك[لغ]?م|كيلو|متر|طن|لتر|غرام|جرام|درج)",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(XL|L?X{0,3})(IX|IV|V?I{0,3})")
_HALVES = frozenset((Fraction(1, 2), Fraction(1, 4), Fraction(3, 4)))
_HOURS_BEFORE = re.compile(r"(?:ساعه|\b(?:at|by|since|until|till|between)) $", re.IGNORECASE)
_HOURS_AFTER = re.compile(
    r"\s?(?:\(|hours|hrs|h\b|gmt|utc|local|[ap]\.?m\b|(?:ال)?ساعه|بتوقيت|بالتوقيت|غرينتش|جرينتش)",
    re.IGNORECASE,
)
_SEPTEMBER_11 = (Fraction(9), Fraction(11), Fraction(2001))


def western(text: str) -> str:
    """A text with Western digits, character for character."""
    return text.translate(DIGITS) if _FOREIGN.search(text) else text


def read_literal(match: re.Match[str], *, comma: bool) -> tuple[Kind, tuple[Reading, ...]]:  # noqa: PLR0911 - one case a line
    """What a match of `LITERAL` can mean: its kind and its readings, the likeliest first.

    Args:
        match: Of `LITERAL`, in a text whose letters are folded.
        comma: Whether a comma may be a decimal mark: in Arabic it may, in English never.
    """
    text = match.group()
    parts = tuple(map(_whole_number, re.findall(r"[0-9]+", text)))
    if match["date"]:
        day, month, year = parts  # 7/10/23
        return "date", (
            parts,
            *((day, month, year + age) for age in (2000, 1900) if year < 100 and day < 100),
        )
    if match["clock"]:
        return "time", clock(int(parts[0]), int(parts[1]), parts)
    if match["mixed"]:
        whole = parts[0]
        rest = VULGAR[text[-1]] if text[-1] in VULGAR else Fraction(parts[1], parts[2] or 1)
        return "fraction", ((whole + rest,), (whole, rest))
    if match["vulgar"]:
        return "fraction", share(VULGAR[text])
    if match["slash"]:
        return _slash(parts)
    if match["reversed"]:
        return "cardinal", ((parts[1] * 1000,),)  # 000 1, as the UN typesets a thousand from right to left
    if match["spaced"]:
        joined = (Fraction(int(re.sub(r"\D", "", text))),)
        return "cardinal", (joined, parts) if len(parts) == 2 and parts[1] else (joined,)
    if len(parts) == 1:
        return _whole(text, parts, match)
    return _separated(text, parts, comma=comma, fine=_FINE.match(match.string, match.end()) is not None)


@lru_cache(maxsize=4096)  # the same small numbers and years come again and again
def _whole_number(digits: str) -> Fraction:
    return Fraction(int(digits))


def _slash(parts: Reading) -> tuple[Kind, tuple[Reading, ...]]:
    """`1/2` is a half, a date or a pair of numbers."""
    first, second = parts
    if first >= 1000:  # 1924/25
        return "date", (parts, (first, first - first % 100 + second)) if second < 100 else (parts,)
    ratio = (first / second,) if second else parts
    if parts == _SEPTEMBER_11[:2]:
        return "date", (parts, _SEPTEMBER_11)  # "9/11" carries its year
    return ("fraction" if first < second else "date"), (ratio, parts)


def _whole(text: str, parts: Reading, match: re.Match[str]) -> tuple[Kind, tuple[Reading, ...]]:
    """Digits alone: four of them may be a year, or a time of day where the words around say so."""
    if len(text) != 4:
        return "cardinal", (parts,)
    readings: tuple[Reading, ...] = (parts,)
    hour, minute = int(text[:2]), int(text[2:])
    if (
        hour < HOURS
        and minute < 60
        and (
            text[0] == "0"
            or _HOURS_AFTER.match(match.string, match.end())
            or _HOURS_BEFORE.search(match.string, max(0, match.start() - 8), match.start())
        )
    ):
        readings += clock(hour, minute, parts)[:1]  # 0230 UTC, 1120 hours
    return ("year" if 1000 <= parts[0] <= 2100 else "cardinal"), readings


def _separated(text: str, parts: Reading, *, comma: bool, fine: bool) -> tuple[Kind, tuple[Reading, ...]]:
    """Digits with separators: `1.250` is 1250 in one newspaper and 1¼ in another, so both are kept.

    Three zeros are thousands, since nobody writes them as decimals, unless what is counted is `fine`.
    """
    marks = _SEPARATOR.findall(text)
    joined = Fraction(int(re.sub(r"\D", "", text)))
    if len(set(marks)) == 1 and (_THOUSANDS.fullmatch(text) or (not comma and _LAKHS.fullmatch(text))):
        return "cardinal", _thousands(text, joined, comma=comma, fine=fine)
    if marks[-1] in ",،" and not comma:
        return "cardinal", (parts,)  # a list: 3,5 in English
    decimal = decimal_value(text, marks[-1])
    readings = ((decimal,), *split(decimal)[1:])
    if len(parts) == 2:
        readings += (parts,)  # a list, a score, a time, a section
        readings += _parts(decimal)
        if parts[0] < HOURS and parts[1] < 60 and len(text) - text.index(marks[0]) == len(".30"):
            readings += clock(int(parts[0]), int(parts[1]), ())[:2]  # 10.40, the time
    return "cardinal", readings


def _thousands(text: str, joined: Fraction, *, comma: bool, fine: bool) -> tuple[Reading, ...]:
    """Groups of three digits: a point may yet be a decimal mark, a comma where it may be one and something fine follows."""
    mark = _SEPARATOR.search(text)
    if mark is None or text.count(mark[0]) > 1 or mark[0] not in (".٫,،" if comma else ".٫"):
        return ((joined,),)
    zeros = _ZEROS.search(text) is not None
    if not fine and (zeros or mark[0] in ",،"):
        return ((joined,),)
    decimal = decimal_value(text, mark[0])
    if mark[0] in ",،":
        return ((joined,), (decimal,))
    return ((joined,), (decimal,)) if zeros else ((decimal,), (joined,), *_parts(decimal))


def _parts(value: Fraction) -> tuple[Reading, ...]:
    """$2.05 is two dollars and five cents, 9.6 km nine kilometres and 600 metres."""
    rest = value % 1
    return tuple((value - rest, rest * size) for size in (100, 1000) if (rest * size).denominator == 1)


def decimal_value(text: str, mark: str) -> Fraction:
    """The value of digits whose last separator is the decimal mark."""
    whole, _, rest = text.rpartition(mark)
    digits = re.sub(r"\D", "", whole) or "0"
    return Fraction(int(digits + rest), 10 ** len(rest))


def split(value: Fraction) -> tuple[Reading, ...]:
    """A value, and the same as a whole number and a half or a quarter: 3.5 is "three years and a half"."""
    rest = value % 1
    return ((value,), (value - rest, rest)) if rest in _HALVES and value > 1 else ((value,),)


def share(value: Fraction) -> tuple[Reading, ...]:
    """A part of a whole, also in per cent where that is a whole number: ½ is 50 %."""
    percent = value * 100
    return ((value,), (percent,)) if percent.denominator == 1 else ((value,),)


def as_share(percent: Fraction) -> tuple[Reading, ...]:
    """A percentage as a share where that has an everyday name: 50 % is a half, 20 % a fifth."""
    value = percent / 100
    return ((value,),) if value < 1 and value.denominator <= 5 else ()


def clock(hour: int, minute: int, parts: Reading) -> tuple[Reading, ...]:
    """A time of day: in hours, on the twelve-hour dial and on the other half of it, and as it is written."""
    at = Fraction(hour) + Fraction(minute, 60)
    other = at + 12 if at < 12 else at - 12
    readings: list[Reading] = [(at,), (other,)]
    if minute == 0 and other == 0:
        readings.append((Fraction(24),))
    if len(parts) > 1:
        readings.append(parts)
        readings.append((other - Fraction(minute, 60), Fraction(minute)))
    rest = Fraction(minute, 60)
    if rest in _HALVES:
        nearest = (at + 1 - rest) if minute == 45 else at - rest  # a quarter to eight
        fraction = Fraction(1, 4) if minute == 45 else rest
        readings += [(nearest, fraction), ((nearest - 1) % 12 + 1, fraction)]
    return tuple(readings)


def roman(text: str) -> int | None:
    """The value of a Roman numeral below 90 such as `XVI`, or None; "I" is a word."""
    match = _ROMAN.fullmatch(text)
    if not match or text in ("", "I"):  # I, the first person
        return None
    ones = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
    tens = {"": 0, "X": 10, "XX": 20, "XXX": 30, "XL": 40, "L": 50, "LX": 60, "LXX": 70, "LXXX": 80}
    return tens[match[1]] + ones[match[2]]


_DASH = re.compile(r" ?[-–—/] ?")


def season_end(number: Number, following: Number, text: str) -> Number | None:
    """In `2010-11` and `1998–99`, the second number as a year too; None where there is no such pair."""
    if number.kind != "year" or not following.end - following.start <= 2 or not following.digits:
        return None
    if not _DASH.fullmatch(text, number.end, following.start):
        return None
    year = number.value - number.value % 100 + following.value
    return replace(following, readings=((year,), *following.readings))
