# ruff: noqa: PLR2004 - numbers are the subject here
"""The English words that make numbers."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Role = Literal[
    "unit",  # 1 to 9, also "a" and "an" before a hundred or a scale
    "teen",  # 10 to 19
    "tens",  # 20 to 90
    "hundred",
    "scale",  # thousand, million; dozen is one of 12
    "share",  # half, third, quarter, and their plurals: a part, or an ordinal
    "lone",  # joins nothing: twice, sixties, first
    "many",  # hundreds, dozens: indefinite, alone or "of" a scale
    "month",
]


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What one English word says about a number."""

    role: Role
    value: Fraction
    certain: bool = True
    ordinal: bool = False


_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEEN_ORDINALS = [
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_SCALES = (("thousand", 10**3), ("million", 10**6), ("billion", 10**9), ("trillion", 10**12))
_LONE = (  # a number inside another word: enough to explain a number of the Arabic
    (0, "zero nil none nought"),
    (1, "once single sole solo first firstly lone unilateral"),
    (2, ("second secondly twice both pair pairs couple twin twins double doubled doubles doubling duo dual bilateral "
        "twofold biennial two-thirds binary")),
    (3, ("thirdly thrice triple tripled triples tripling triplet triplets treble trio threefold tripartite trilateral "
        "triangle triangular trilogy triad trinity trimester trimesters")),
    (4, "fourthly quadruple quadrupled quadruplets quartet fourfold quadrilateral quadripartite quarterly foursome"),
    (5, "fifthly quintuple quintuplets quintet fivefold pentagon"),
    (6, "sextuplets sextet sixfold hexagon"), (7, "septuplets sevenfold"), (8, "octet eightfold"),
    (10, "decade tenfold decimal"), (12, "noon midday midnight dozen"), (14, "fortnight"), (20, "score"),
    (50, "fifty-fifty"), (100, "century centenary centennial"), (1000, "millennium millennia millennial"),
)  # fmt: skip
_MONTHS = (
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
)
_MANY = (("dozens", 10), ("tens", 10), ("scores", 10), ("hundreds", 100), ("decades", 10), ("centuries", 100))


def _cardinals() -> dict[str, NumberWord]:
    words = {article: NumberWord("unit", Fraction(1), certain=False) for article in ("a", "an")}
    for value, form in enumerate(_UNITS, start=1):
        words[form] = NumberWord("unit", Fraction(value), certain=value > 2)
        words[form + "s"] = NumberWord("lone", Fraction(value), certain=False)
    for value, form in enumerate(_TEENS, start=10):
        words[form] = NumberWord("teen", Fraction(value))
    for value, form in enumerate(_TENS, start=2):
        words[form] = NumberWord("tens", Fraction(10 * value))
        words[form[:-1] + "ies"] = NumberWord("lone", Fraction(10 * value))  # the sixties
    words["hundred"] = NumberWord("hundred", Fraction(100))
    words["dozen"] = NumberWord("scale", Fraction(12), certain=False)
    for form, size in _SCALES:
        words[form] = NumberWord("scale", Fraction(size))
        words[form + "s"] = NumberWord("many", Fraction(size), certain=False)
    for short, form in (
        ("bn", "billion"),
        ("kya", "thousand"),
        ("mn", "million"),
        ("mln", "million"),
        ("tn", "trillion"),
        ("trn", "trillion"),
    ):
        words[short] = words[form]
    for form, size in _MANY:
        words[form] = NumberWord("many", Fraction(size), certain=False)
    return words


def _ordinals_and_shares() -> dict[str, NumberWord]:
    words: dict[str, NumberWord] = {}
    for value, form in enumerate(_ORDINALS, start=3):
        # "third parties": the Arabic need not say it
        words[form] = NumberWord("unit", Fraction(value), ordinal=True, certain=value > 3)
        words[form + "s"] = NumberWord("share", Fraction(1, value), certain=False)
    for value, form in enumerate(_TEEN_ORDINALS, start=10):
        words[form] = NumberWord("teen", Fraction(value), ordinal=True)
        words[form + "s"] = NumberWord("share", Fraction(1, value), certain=False)
    for value, form in enumerate(_TENS, start=2):
        words[form[:-1] + "ieth"] = NumberWord("tens", Fraction(10 * value), ordinal=True)
    words["hundredth"] = NumberWord("hundred", Fraction(100), ordinal=True)
    for form, size in _SCALES:
        words[form + "th"] = NumberWord("scale", Fraction(size), ordinal=True)
    for form, parts in (("half", 2), ("halves", 2), ("quarter", 4), ("quarters", 4)):
        words[form] = NumberWord("share", Fraction(1, parts), certain=False)
    return words


def _others() -> dict[str, NumberWord]:
    words: dict[str, NumberWord] = {}
    for value, forms in _LONE:
        for form in forms.split():
            words[form] = NumberWord("lone", Fraction(value), certain=False)
    for names in _MONTHS:
        for value, name in enumerate(names, start=1):
            words[name] = NumberWord("month", Fraction(value), certain=False)
    words["sept"] = words["september"]
    return words


# The later groups overrule the earlier where a word is in two, such as "dozen".
WORDS = {**_others(), **_ordinals_and_shares(), **_cardinals()}
ORDINAL_ONES = {"first": Fraction(1), "second": Fraction(2)}  # only inside twenty-first, thirty-second
