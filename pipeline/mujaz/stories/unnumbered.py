"""Amounts that a sentence says without a number: nobody was hurt, one dead, two killed, for a week."""

import re
from collections.abc import Iterator

from mujaz.stories import mention
from mujaz.stories.counted import HOURS, TWO, W, shown
from mujaz.stories.lines import Line
from mujaz.stories.mention import Mention

_BARE_SPAN = re.compile(
    r"(?:لمده|مدته|مدتها|مده|[يت]ستمر|استمرت?|دامت?|[يت]دوم|استغرقت?)\s+(?P<unit>ساعه|يوم|يوما|اسبوع|اسبوعا|شهر|شهرا|عام|عاما|سنه)(?![ء-ي])(?!\s+(?:و|كامل))"
)


def bare_spans(line: Line) -> Iterator[Mention]:
    """Spans of one unit, said without a number: for a week."""
    for found in _BARE_SPAN.finditer(line.folded):
        length = HOURS[found["unit"]]
        yield mention.of(
            line,
            "date",
            "span",
            found.start(),
            found.end(),
            f"{shown(float(length))} hours",
            number=float(length),
        )


_NOUGHT = re.compile(
    r"(?:عدم\s+(?:تسجيل|وقوع|سقوط)|لم\s+(?:[يت]سفر|[يت]سجل|[يت]تسبب|[يت]قع|[يت]بلغ)|(?:من\s+)?دون\s+(?:وقوع|تسجيل|سقوط)|لا|ولا|نافيا|نافيه|نفي|نفت|وتبين\s+عدم\s+وجود)"
    r"(?:\s+\S+){0,5}?\s+(?:عن\s+)?(?:سقوط\s+)?(?:اي\s+)?(?:حاله\s+|حالات\s+)?(?P<fate>وفيات|وفاه|قتلي|ضحايا|اصابات|جرحي|خسائر\s+بشريه|مفقودين)"
)
_SINGLE = re.compile(
    r"(?<![ء-ي])[وف]?(?:قضي|قضت|توفي|توفيت|لقي|لقيت|قتل|قتلت|استشهد|استشهدت)\s+(?P<fate>رجل|شخص|مسن|مسنه|امراه|سيده|شاب|شابه|طفل|طفله|مدني|عامل|جندي|شرطي|سائق|مواطن|ضابط|صحفي|مسعف|حارس|سائق|راكب|طيار|مزارع|موظف|ناشط|سجين|طبيب|لاعب|بحار|مستوطن|نائب|قاض|متظاهر|متسلق|صياد)(?![ء-ي])"
)
_PAIR = re.compile(
    rf"(?<![ء-ي]){W}(?P<fate>مقتل|مصرع|استشهاد|وفاه|اصابه|جرح|قتل|فقدان)\s+(?P<two>{TWO.pattern})"
)
_PAIR_FIRST = re.compile(
    rf"(?P<two>{TWO.pattern})(?:\s+[ء-ي]+){{0,2}}\s+(?P<fate>قتلا|قضيا|لقيا|استشهدا|توفيا|اصيبا|جرحا|فقدا)(?![ء-ي])"
)
_NOT_YET = re.compile(
    r"(?:لم|ولم)\s+(?:ترد|[يت]تلق|يبلغ)(?:\s+\S+){0,8}?\s+(?P<fate>قتلي|ضحايا|خسائر\s+في\s+الارواح|اصابات|وفيات)"
)
_NUMBER_BEFORE = re.compile(r"(?:\d|و[نه]|ين|ائه|الف|عشر)\s*$")
_ONE = re.compile(r"(?<![ء-ي])(?P<fate>قتيل|شهيد|جريح)(?:ا)?(?![ء-ي])(?=\s+(?:و|في|ب|اثر|جراء))")


def none_or_one(line: Line) -> Iterator[Mention]:
    """What a sentence says of the dead and wounded without a number: that there are none, none known yet, or one."""
    for form, number, sure in (
        (_NOUGHT, 0.0, True),
        (_NOT_YET, 0.0, False),
        (_ONE, 1.0, True),
        (_SINGLE, 1.0, True),
        (_PAIR, 2.0, True),
        (_PAIR_FIRST, 2.0, True),
    ):
        found = form.search(line.folded)
        if form is _ONE and line.n > 1:
            continue
        if found and form is _ONE and found.start() and _NUMBER_BEFORE.search(line.folded[: found.start()]):
            continue
        if found and (number or not re.search(r"\d", line.folded[found.start() : found.end()])):
            fate = (
                "wounded"
                if found["fate"] in ("اصابات", "جرحي", "جريح", "اصابه", "جرح", "اصيبا", "جرحا")
                else "missing"
                if found["fate"] in ("مفقودين", "فقدان", "فقدا")
                else "killed"
            )
            yield mention.of(
                line, "count", fate, found.start(), found.end(), f"{int(number)}", number=number,
                bound="exact" if sure else "about", growing=True,
            )  # fmt: skip
