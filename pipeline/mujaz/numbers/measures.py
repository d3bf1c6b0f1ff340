"""Amounts of time, weight, length, area and money in a text, each in one small unit: 18 months and سنة ونصف are one.

A unit without a number counts for one, an Arabic dual for two: قرن ونصف is 150 years, بدقيقة و18 ثانية 78 seconds.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from mujaz.numbers.arabic_words import fold
from mujaz.numbers.numerals import Number


@dataclass(frozen=True, slots=True)
class Measure:
    """One amount: `text[start:end]` says it."""

    dimension: str  # what may be compared: "month" and "second" are both time
    value: Fraction  # in the smallest unit
    start: int
    end: int


# Dimension, size, English singular forms (plural with -s, unless given after a slash), Arabic singular (ه is ta marbuta),
# Arabic plurals.
_TABLE = (
    ("second", 1, "second sec", "ثانيه", "ثواني ثوان"),
    ("second", 60, "minute min", "دقيقه", "دقائق"),
    ("second", 3600, "hour hr", "ساعه", "ساعات"),
    ("second", 86400, "day", "يوم", "ايام"),
    ("second", 604800, "week", "اسبوع", "اسابيع"),
    ("second", 1209600, "fortnight", "", ""),
    ("month", 1, "month", "شهر", "اشهر شهور"),
    ("month", 12, "year yr", "سنه", "سنوات سنين"),
    ("month", 12, "", "عام", "اعوام"),
    ("month", 120, "decade", "عقد", "عقود"),
    ("month", 1200, "century/centuries", "قرن", "قرون"),
    ("month", 12000, "millennium/millennia", "الفيه", ""),
    ("gram", 1, "gram gramme", "غرام جرام", "غرامات جرامات"),
    ("gram", 1000, "kilogram kilogramme kilo kg", "كيلوغرام كيلوجرام كيلو كلغ كغ كجم", "كيلوغرامات"),
    ("gram", 10**5, "quintal", "قنطار", "قناطير"),
    ("gram", 10**6, "ton tonne", "طن", "اطنان"),
    ("metre", Fraction(1, 100), "centimetre centimeter cm", "سنتيمتر سم", "سنتيمترات"),
    ("metre", 1, "metre meter", "متر", "امتار"),
    ("metre", 1000, "kilometre kilometer km", "كيلومتر كلم كم", "كيلومترات"),
    ("mile", 1, "mile", "ميل", "اميال"),
    ("acre", 1, "dunam donum dunum", "دونم", "دونمات"),
    ("acre", 10, "hectare ha", "هكتار", "هكتارات"),
    ("litre", 1, "litre liter", "لتر ليتر", "لترات ليترات"),
    ("barrel", 1, "barrel", "برميل", "براميل"),
    ("ounce", 1, "ounce", "اونصه اوقيه", "اونصات"),
    ("dinar", Fraction(1, 100), "centime", "سنتيم", "سنتيمات"),
    ("dinar", 1, "dinar", "دينار", "دنانير"),
    ("dollar", 1, "dollar buck", "دولار", "دولارات"),
    ("euro", 1, "euro", "يورو", ""),
    ("pound", 1, "pound lira/lira quid/quid", "جنيه ليره", "جنيهات ليرات"),
    ("riyal", 1, "riyal rial", "ريال", "ريالات"),
    ("dirham", 1, "dirham", "درهم", "دراهم"),
    ("rouble", 1, "ruble rouble", "روبل", "روبلات"),
    ("rupee", 1, "rupee", "روبيه", "روبيات"),
    ("yuan", 1, "yuan/yuan", "يوان", ""),
    ("yen", 1, "yen/yen", "ين", ""),
    ("shekel", 1, "shekel", "شيكل شيقل", "شواكل"),
    ("bitcoin", 1, "bitcoin", "بتكوين بيتكوين", ""),
)  # fmt: skip
_SIGNS = {"$": ("dollar", Fraction(1)), "€": ("euro", Fraction(1)), "£": ("pound", Fraction(1))}
_MONTH = Fraction(3043685 * 864, 1000)  # seconds in a month of the calendar, 30.43685 days
_SLACK = Fraction(2, 100)  # 30 and 31 days are a month, 52 weeks and 365 days a year

_Unit = tuple[str, Fraction, int]  # dimension, size, how many it says by itself; 0 for a plural


def _english_units() -> dict[str, _Unit]:
    units: dict[str, _Unit] = {}
    for dimension, size, forms, _, _ in _TABLE:
        for form in forms.split():
            singular, _, plural = form.partition("/")
            units[plural or singular + "s"] = dimension, Fraction(size), 0
            units[singular] = dimension, Fraction(size), 1
    return units


def _arabic_units() -> dict[str, _Unit]:
    units: dict[str, _Unit] = {}
    for dimension, size, _, singulars, plurals in _TABLE:
        for form in singulars.split():
            stem = form[:-1] + "ت" if form.endswith("ه") else form
            for ending in ("ان", "ين", "ا", "ي"):  # the accusative دينارا is one, the construct is of names
                units[stem + ending] = dimension, Fraction(size), 2 if len(ending) > 1 else 1
            units[form] = dimension, Fraction(size), 1
        for form in plurals.split():
            units[form] = dimension, Fraction(size), 0
    return units


_ENGLISH = _english_units()
_ARABIC = _arabic_units()


_ENGLISH_WORD = re.compile(r"[A-Za-z]+|[$€£]")
_ARABIC_WORD = re.compile(r"[ء-ي]+")
_ARABIC_UNIT = re.compile(
    rf"[وف]?[بلك]?(?:ال|لل)?(?P<unit>{'|'.join(sorted(_ARABIC, key=len, reverse=True))})"
)
_GAP = re.compile(r"[\s-]*(?:(?:of )?an? |(?:of )?the )?")  # half a century, a quarter of a century
_AND = re.compile(r"(?:,? and |, | )(?:an? )?|(?:،?\s+و|\s*،\s*|\s+)", re.IGNORECASE)
_LESS = re.compile(r"\s+الا\s+")
_AGAIN = re.compile(r"[\s]+(?:ال)?")  # عام ونصف العام


def english(text: str, numbers: list[Number]) -> list[Measure]:
    """The measures of an English text whose numbers are given."""
    units = []
    for match in _ENGLISH_WORD.finditer(text):
        word = match.group()
        if word in _SIGNS:
            after = next((one for one in numbers if one.start == match.end()), None)
            dimension, size = _SIGNS[word]
            if after is not None:
                units.append((Measure(dimension, after.value * size, match.start(), after.end), size))
        elif unit := _ENGLISH.get(word.lower()):
            units += _amount(text, numbers, *match.span(), unit)
    return _joined(text, units)


def arabic(text: str, numbers: list[Number]) -> list[Measure]:
    """The measures of an Arabic text whose numbers are given."""
    folded = fold(text)
    units = []
    for match in _ARABIC_WORD.finditer(folded):
        if unit := _unit_of(match.group()):
            units += _amount(folded, numbers, *match.span(), unit)
    return _joined(folded, units)


@lru_cache(maxsize=1 << 14)  # the same few thousand words make up most of any text
def _unit_of(word: str) -> _Unit | None:
    match = _ARABIC_UNIT.fullmatch(word)
    return _ARABIC[match["unit"]] if match else None


def _amount(
    text: str, numbers: list[Number], start: int, end: int, unit: _Unit
) -> list[tuple[Measure, Fraction]]:
    """What a unit counts: the number before it, or what its own form says, with a half behind it."""
    dimension, size, says = unit
    before = next((one for one in numbers if one.end <= start and _GAP.fullmatch(text, one.end, start)), None)
    if before is not None and before.value >= 1 and text[before.end : start].strip(" -\u00a0"):
        before = None  # $125 a month
    joined = before is not None and text[before.start] == "و" and before.value < 1
    if before is not None and not joined and before.kind not in ("year", "name", "ordinal", "month"):
        value, start = before.value, before.start
    elif says:
        value = Fraction(says)
    else:
        return []
    for one in numbers:
        if one.value < 1 and one.start >= end:
            if text[one.start] == "و" and text[end : one.start].isspace():
                value, end = value + one.value, one.end
            elif _LESS.fullmatch(text, end, one.start):
                value, end = value - one.value, one.end
            elif re.fullmatch(r" and an? | and ", text[end : one.start]):
                value, end = value + one.value, one.end
    return [(Measure(dimension, value * size, start, end), size)]


def _joined(text: str, units: list[tuple[Measure, Fraction]]) -> list[Measure]:
    """The measures, and those that stand together as one: ساعة وعشر دقائق."""
    found = [one for one, _ in units]
    run: Measure | None = None
    smallest = Fraction(0)
    for one, size in units:
        if (
            run is not None
            and one.dimension == run.dimension
            and size < smallest
            and run.end <= one.start
            and (one.start == run.end or _AND.fullmatch(text, run.end, one.start))
        ):
            run = Measure(run.dimension, run.value + one.value, run.start, one.end)
            found.append(run)
        else:
            run = one
        smallest = size
    return found


def same(one: Measure, other: Measure) -> bool:
    """Whether two measures say one amount; days and months, of which no month has the same number, within 2 %."""
    if one.dimension == other.dimension:
        return one.value == other.value
    if {one.dimension, other.dimension} != {"second", "month"}:
        return False
    seconds, months = (one, other) if one.dimension == "second" else (other, one)
    return abs(seconds.value - months.value * _MONTH) <= _SLACK * seconds.value
