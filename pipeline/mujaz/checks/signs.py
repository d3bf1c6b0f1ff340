"""Notice a number whose sign was lost or invented: -5 degrees that became 5.

A hyphen before digits is a sign only where a quantity stands: كوفيد -19 and a list's "-3" are none.
"""

import re
from dataclasses import replace

from mujaz.arabic.letters import DIGITS
from mujaz.numbers.numerals import Number

_NEAR = 30  # characters on either side of a number
_UNIT = r"\s?(?:[%٪°]|درج|مئوي|في ال(?:مئ|مائ)|بال(?:مئ|مائ)|نقط|نقاط|دولار|يورو|متر|مليون|مليار|degree|per ?cent|[CF]\b|points?\b|dollar|met)"
_HYPHEN = re.compile(r"(?:^|(?P<word>[^\W\d_]+)\s+|[(\[«“\"])[-−–]\s?[$€£]?$")
_LEAD = re.compile(
    r"و?(?:[إا]لى|عند|بنسبة|نسبة|بواقع|بمعدل|نحو|حوالي|بلغت?|من|حتى|تحت|فوق|سجلت?)"
    r"|to|at|of|by|from|was|is|about|around|reached|between|and|hit|fell|touched"
)
_AFTER_UNIT = re.compile(_UNIT, re.IGNORECASE)
_TRAILING = re.compile(rf"[-−](?={_UNIT}|\s*(?:$|[.،]))", re.IGNORECASE)
_DEGREES = re.compile(r"\s?(?:[%٪°]|درج|مئوي)")
_ARABIC_WORD = re.compile(r"(?:ناقص|سالب|السالب|بالسالب)\s+$")
_ARABIC_BELOW = re.compile(
    r"\s+(?:درج[^\W\d_]+\s+)?(?:مئوي[^\W\d_]+\s+)?(?:تحت|دون|ما دون)\s+(?:ال)?(?:صفر|تجمد)"
)
_ENGLISH_WORD = re.compile(r"\b(?:minus|negative)[ -][$€£]?$", re.IGNORECASE)
_ENGLISH_BELOW = re.compile(
    r"\b(?:minus|negative|(?<=-)below|below (?:zero|freezing)|under zero|sub-?zero|freezing|deficit|in the red)\b",
    re.IGNORECASE,
)
_FALL = r"(?:f[ae]ll\w*|dr[oi]p\w*|declin\w*|shr[aiu]nk\w*|shrink\w*|contract\w*|decreas\w*|down|los[es]\w*|lost|reduc\w*|slump\w*|lower\w*|plung\w*|slid\w*|slip\w*|cuts?|shed|tumbl\w*|dip\w*|retreat\w*|worse)"
# "Fell 2.5 percent" says the sign; "fell to 5 degrees" does not.
_FELL_BY = re.compile(rf"\b{_FALL}\b(?!.*\bto\b)[^.;]*$", re.IGNORECASE)
_A_FALL = re.compile(rf"[ -]?(?:[%°]|[a-z]+)?[ -](?:[a-z]+ )?{_FALL}\b", re.IGNORECASE)
_ARABIC_FALL = re.compile(
    r"[-−]|سالب|سلبي|ناقص|تحت|(?<![ء-ي])دون|صفر|[إا]نخف|خف[ضّ]|تراجع|هبط|هبوط|خس[ار]|عجز|تقلص|[إا]نكم|نقص|تدن|فقد|أقل|متأخر"
)
_MAYBE_ENGLISH = re.compile(r"[-−–]\s?[$€£]?[0-9]|\b(?:minus|negative)\b", re.IGNORECASE)
_MAYBE_ARABIC = re.compile(rf"[-−–]\s?[$€£]?[{DIGITS}]|[{DIGITS}][-−]|ناقص|سالب|صفر|تجمد")


def changed(
    arabic: str, source: list[Number], english: str, target: list[Number]
) -> tuple[list[Number], list[Number]]:
    """The negative numbers of the Arabic that are positive in the English, and the reverse, with their signs."""
    lost: list[Number] = []
    added: list[Number] = []
    if not source or not target:
        return lost, added
    if _MAYBE_ARABIC.search(arabic) and not _ENGLISH_BELOW.search(english):
        unsigned = {one.value for one in target} - {
            one.value for one in target if negative_in_english(english, one) or falls(english, one)
        }
        lost = [
            _signed(number)
            for number in source
            if number.value in unsigned and negative_in_arabic(arabic, number)
        ]
    if _MAYBE_ENGLISH.search(english) and not _ARABIC_FALL.search(arabic):
        values = {one.value for one in source}
        added = [
            _signed(one)
            for one in target
            if one.value in values and (one.digits or one.value > 1) and negative_in_english(english, one)
        ]  # "minus one lira for every mistake"
    return lost, added


def negative_in_arabic(text: str, number: Number) -> bool:
    """Whether an Arabic number carries a minus, before it or (as typed from right to left) behind it, or its word."""
    before, after = text[max(0, number.start - _NEAR) : number.start], text[number.end : number.end + _NEAR]
    if _ARABIC_WORD.search(before) or _ARABIC_BELOW.match(after):
        return True
    trailing = _TRAILING.match(after) if before.strip() else None
    led = trailing and (_LEAD.fullmatch(before.split()[-1]) or _DEGREES.match(after, trailing.end()))
    return bool(led) or _hyphened(before, number.text + after, number.text)


def negative_in_english(text: str, number: Number) -> bool:
    """Whether an English number carries a minus or its word."""
    before, after = text[max(0, number.start - _NEAR) : number.start], text[number.end : number.end + _NEAR]
    return bool(_ENGLISH_WORD.search(before)) or _hyphened(before, number.text + after, number.text)


def _hyphened(before: str, rest: str, text: str) -> bool:
    """Whether a hyphen before a number is its sign: a quantity's word stands before it, or its unit behind."""
    match = _HYPHEN.search(before)
    if not match or not text[:1].isdigit():
        return False
    if match["word"] and _LEAD.fullmatch(match["word"]):
        return True
    digits = re.match(r"[\d.,٫٬]+", rest)
    return bool(digits and _AFTER_UNIT.match(rest, digits.end()))


def falls(text: str, number: Number) -> bool:
    """Whether the words beside an English number say that something fell by so much."""
    before = text[max(0, number.start - 2 * _NEAR) : number.start]
    return bool(_FELL_BY.search(before) or _A_FALL.match(text, number.end))


def _signed(number: Number) -> Number:
    return replace(number, value=-number.value, text=f"-{number.text}")
