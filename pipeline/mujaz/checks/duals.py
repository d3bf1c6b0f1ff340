"""Notice an Arabic two, said by the ending of its noun, of which the English shows nothing.

The ending is ambiguous in general (مسلحين is "gunmen"), so only nouns whose dual looks like no plural count, and
`اثنين` without its article (with it, Monday). Measured on 15,600 human pairs: 361 sentences with such a dual and 65
with `اثنين`, all of them with a two in the English; none either in the output of seven systems on FLORES.
"""

import re
from fractions import Fraction
from functools import lru_cache

from mujaz.arabic.letters import PLAIN, WORD_END, WORD_START, bare
from mujaz.numbers.arabic_words import fold
from mujaz.numbers.numerals import Number

_TIMES = "يوم اسبوع شهر عام عقد", "ساع سن دقيق مر"  # masculine; feminine, without ta marbuta
_COUNTED = (
    "شخص رجل طفل شاب جندي ضابط قتيل جريح هدف صاروخ هجوم انفجار",
    "امرا فتا سيد طفل سيار طائر قنبل قذيف غار عبو",
)


def _duals(masculine: str, feminine: str) -> str:
    return f"(?:{'|'.join(masculine.split())})(?:ان|ين)|(?:{'|'.join(feminine.split())})(?:تان|تين)"


# With its article a noun only points back ("the men"), and العامين is also "general"; a span of time is safe where
# an adjective in the dual follows. Not after "or" (يوم أو يومين, "a day or so"), not before "and a half" or a date.
_NOUN, _SPAN = rf"{_duals(*_TIMES)}|{_duals(*_COUNTED)}", _duals(*_TIMES)
_DUAL = re.compile(
    rf"{WORD_START}(?<!\bاو )(?:"
    rf"[وف]?[بكل]?(?P<noun>{_NOUN})"
    rf"|[وف]?(?:ال|بال|لل)(?P<span>{_SPAN})"
    r"(?=\s+(?:الماضي|المقبل|القادم|الاخير|التالي|المنصرم)ت?[اي]ن)"
    rf"){WORD_END}(?!\s+(?:[0-9]|و\s?(?:نصف|ربع|ثلث)))"
)
_WORD = re.compile(f"[{PLAIN}]+")
_ONE_WORD = re.compile(rf"[وف]?(?:[بكل]?(?:{_NOUN})|(?:ال|بال|لل)(?:{_SPAN}))")  # that `_DUAL` may find
_TWO_WORD = re.compile(r"[وف]?[بكل]?اثن(?:ان|ين|تان|تين)")
# A two without a number word; the words for numbers ("two", "second") are found as numbers.
_TRACE = re.compile(
    r"\b(?:both|couples?|pairs?|twins?|doubl\w+|dual|duo|fortnight\w*|bi-?(?:ennial|annual|weekly|monthly)\w*|braces?|"
    r"half|halves|every other|alternate|as many|day (?:before yesterday|after tomorrow)|two(?:fold|some)?|twice)\b",
    re.IGNORECASE,
)
_TWO = Fraction(2)
# Two days in hours, two weeks in days, two years in months, two hours in minutes, two minutes in seconds.
_CONVERTED = {"يوم": 48, "اسبوع": 14, "عام": 24, "سن": 24, "ساع": 120, "دقيق": 120}
_DUAL_TIME = re.compile(rf"(?P<stem>{'|'.join(_CONVERTED)})ت?(?:ان|ين){WORD_END}")


def converted(arabic: str) -> frozenset[Fraction]:
    """What a dual of time is in the next smaller unit: `يومين` may be 48 hours."""
    folded = fold(bare(arabic))
    return frozenset(Fraction(_CONVERTED[match["stem"]]) for match in _DUAL_TIME.finditer(folded))


def dual_lost(arabic: str, source: list[Number], english: str, target: list[Number]) -> Number | None:
    """The first two of the Arabic, where the English says two less often than the Arabic does; else None.

    `source` and `target` are the numbers found in the two texts. A noun that is said twice counts once.
    """
    folded = fold(bare(arabic))
    found = _DUAL.finditer(folded) if any(map(_may_be_dual, _WORD.findall(folded))) else ()
    nouns = {match["noun"] or match["span"]: match for match in found}
    twos = [
        number
        for number in source
        if number.kind == "cardinal" and number.value == _TWO and _TWO_WORD.fullmatch(fold(number.text))
    ]
    needed = max(len({noun[:-2] for noun in nouns}), 1 if twos else 0)
    if not needed:
        return None
    counts = converted(arabic) | {_TWO, Fraction(14)}  # a year and two months: 14
    numbers = sum(any(value // 1 in counts for one in number.readings for value in one) for number in target)
    if max(numbers, len(_TRACE.findall(english))) >= needed:
        return None
    if twos:
        return twos[0]
    first = next(iter(nouns.values()))
    return Number(_TWO, "dual", *first.span(), first.group(), certain=True, digits=False, readings=((_TWO,),))


@lru_cache(maxsize=1 << 14)  # the same few thousand words make up most of any text
def _may_be_dual(word: str) -> bool:
    return _ONE_WORD.fullmatch(word) is not None
