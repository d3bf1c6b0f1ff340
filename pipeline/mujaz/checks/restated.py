"""Numbers that are said in another way on the other side: سنة ونصف as 18 months, حرب 73 as the 1973 war, بهدف as 1-0.

Asked only about numbers that the plain comparison finds on one side alone, so it costs nothing where all agree.
"""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property

from mujaz.checks import scores
from mujaz.numbers import measures
from mujaz.numbers.arabic_words import fold
from mujaz.numbers.measures import Measure
from mujaz.numbers.numerals import Number, western

_ONE = Fraction(1)
_MOST = 60  # numbers on one side alone: a text with more is wrong whatever some of them mean, and each costs a search
_CENTURIES = (1900, 2000, 1800)
_TENS = range(10, 100)
_OF_EVERY = re.compile(r"من\s+(?:بين\s+|اصل\s+)?كل\s")
_IN_SO_MANY = re.compile(r"[ -](?:in|of|out of|for|per)(?:[ -]every)?[ -](?:[0-9]|every)", re.IGNORECASE)
_TO_ONE = re.compile(r"[0-9][ -]to[ -]$", re.IGNORECASE)
_TIMES = re.compile(r"ضعف|مقابل\s+واحد|لكل|لواحد")
_ROUNDS = {
    64: r"دور\s+ال",
    32: r"دور\s+ال|سدس\s?عشر",
    16: r"ثمن|دور\s+ال",
    8: r"ربع|دور\s+ال",
    4: r"نصف|مربع|دور\s+ال",
}
_ROUND = re.compile(r"\b(?:last|final|round of|top|best)(?: the)?[ -]$", re.IGNORECASE)
_ROUND_ARABIC = re.compile(r"نها[يئ]ي|الدور|دور|المربع")
_DAY_AND_MONTH = re.compile(r"(?<![0-9./-])([0-9]{1,2})\s?[-–/.]\s?([0-9]{1,2})(?![0-9]|[./-][0-9])")
# What a 1 may count: the noun in the singular is all that the Arabic needs.
_PERSON = (
    "شخص|قتيل|جريح|مصاب|شهيد|مدني|طفل|رجل|رضيع|شاب|فتي|جندي|شرطي|ضابط|عنصر|عامل|مواطن|صحافي|صحفي|لاجئ|لاجي|مهاجر|نازح|سائق|طيار|بحار|"
    "صياد|مشتبه|مسلح|متظاهر|محتج|طالب|تلميذ|موظف|مسعف|طبيب|ممرض|معلم|غريق|مفقود|اسير|محتجز|معتقل|متهم|راكب|سائح|لاعب|مزارع|حارس|مقاتل|"
    "قيادي|مستوطن|منقذ|متسلق|مصور|عسكري|اطفائي|متطوع|ناشط|مريض|سجين|امراه|سيده|فتاه|رهينه|وفاه|حاله|اصابه|ضحيه|جثه"
)
_THING = (
    "منزل|بيت|مبني|سياره|طائره|مسيره|صاروخ|سفينه|قارب|زورق|مركب|شاحنه|حافله|دبابه|مدرسه|مستشفي|قذيفه|قنبله|عبوه|هجوم|غاره|انفجار|حريق|لغم|"
    "مقعد|صوت|ميداليه|ذهبيه|فضيه|برونزيه|بطاقه|هدف|نقطه|مجموعه|مباراه|جوله|دوره|مره|صفحه|خطوه"
)
_SINGULAR = re.compile(rf"(?<![ء-ي])[وف]?[بلك]?(?:ال|لل)?(?:{_PERSON}|{_THING})[اه]?(?![ء-ي])")
# مقتل سوري, "one Syrian killed": what befell whom, in one word without the article
_BEFELL = re.compile(
    r"(?<![ء-ي])و?(?:مقتل|اصابه|جرح|استشهاد|وفاه|اعتقال|توقيف|فقدان|اختطاف|خطف|انقاذ|غرق|اغتيال|احتجاز|اعدام|مصرع|انتشال|تسجيل|"
    r"ضبط|ايقاف|تدمير|احتراق|سقوط|تحطم|اسقاط|نفوق|العثور\s+علي|ولاده)\s+(?!ال)(?![ء-ي]+(?:ون|ين|ات)(?![ء-ي]))[ء-ي]{3,}"
)
_COUNTS_ONE = re.compile(
    r"(?:[ -](?:more |other |further |additional )?(?:killed|dead|wounded|injured|hurt|missing|arrested|detained|held|rescued|drowned|saved|shot"
    r"|(?!\w*(?:people|persons|men|women|children)\b)[A-Za-z]+(?<!s)\b))",
)


class Restated:
    """What each side of one pair says, in whatever words; each is read when it is first asked for."""

    def __init__(self, arabic: str, source: Sequence[Number], english: str, target: Sequence[Number]) -> None:
        self._whole, self._english = arabic, english
        self._source, self._target = source, target

    @cached_property
    def _arabic(self) -> str:
        return western(fold(self._whole))

    @cached_property
    def _ours(self) -> Sequence[Measure]:
        return measures.arabic(self._whole, list(self._source))

    @cached_property
    def _theirs(self) -> Sequence[Measure]:
        return measures.english(self._english, list(self._target))

    @cached_property
    def _scores(self) -> Sequence[scores.Score]:
        return scores.explained(self._whole, self._english)

    def without(
        self, missing: Sequence[Number], invented: Sequence[Number]
    ) -> tuple[list[Number], list[Number]]:
        """The numbers that remain when those said in another way are taken out; all where they are very many."""
        if len(missing) + len(invented) > _MOST:
            return list(missing), list(invented)
        years = _years(missing, invented)
        kept = [n for n in missing if n not in years and not self._lost(n)]
        added = [n for n in invented if n not in years and not self._added(n)]
        return kept, added

    def _lost(self, number: Number) -> bool:
        """Whether the English says a number of the Arabic otherwise."""
        return _measured(number, self._ours, self._theirs) or self._as_month(number)

    def _added(self, number: Number) -> bool:
        """Whether the Arabic says a number of the English otherwise."""
        return (
            _measured(number, self._theirs, self._ours)
            or scores.within(self._scores, number.start)
            or (number.value == _ONE and number.digits and self._one(number))
            or self._of_a_round(number)
        )

    def _one(self, number: Number) -> bool:
        """Whether a 1 of the English stands for a singular of the Arabic."""
        if _IN_SO_MANY.match(self._english, number.end):
            return _OF_EVERY.search(self._arabic) is not None
        if _TO_ONE.search(self._english, max(0, number.start - 8), number.start):
            return _TIMES.search(self._arabic) is not None
        if not _COUNTS_ONE.match(self._english, number.end):
            return False
        return bool(_SINGULAR.search(self._arabic) or _BEFELL.search(self._arabic))

    def _of_a_round(self, number: Number) -> bool:
        """Whether "the last 16" is ثمن النهائي."""
        name = _ROUNDS.get(int(number.value))
        if name is None or not _ROUND.search(
            self._english, max(0, number.start - len("round of the ")), number.start
        ):
            return False
        return bool(re.search(name, self._arabic) and _ROUND_ARABIC.search(self._arabic))

    def _as_month(self, number: Number) -> bool:
        """Whether a number belongs to a date, 7-10, whose month the English names."""
        months = {one.value for one in self._target if one.kind == "month"}
        values = {one.value for one in self._target}
        for match in _DAY_AND_MONTH.finditer(self._arabic):
            if match.start() <= number.start < match.end():
                day, month = Fraction(int(match[1])), Fraction(int(match[2]))
                if (month in months and day in values) or (day in months and month in values):
                    return True
        return False


def _measured(number: Number, here: Iterable[Measure], there: Sequence[Measure]) -> bool:
    """Whether a number is part of an amount that the other side has in another unit."""
    if number.kind == "percent":
        return False
    return any(
        one.start < number.end
        and number.start < one.end
        and any(measures.same(one, other) for other in there)
        for one in here
    )


def _years(missing: Sequence[Number], invented: Sequence[Number]) -> list[Number]:
    """A year and its last two digits, each on one side alone: حرب 73, قانون الستين."""
    found: list[Number] = []
    for short, long in ((missing, invented), (invented, missing)):
        for one in short:
            if one.value.denominator == 1 and int(one.value) in _TENS and one.kind in ("cardinal", "ordinal"):
                found += [
                    both
                    for year in long
                    if year.value - one.value in _CENTURIES and year.kind in ("year", "cardinal", "decade")
                    for both in (one, year)
                ]
    return found
