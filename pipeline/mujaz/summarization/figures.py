"""The key figures of an article: its numbers with what they count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from mujaz.article import Figure, Translation
from mujaz.english.names import candidates, is_nationality
from mujaz.english.words import STOP_WORDS
from mujaz.numbers.english import find
from mujaz.numbers.numerals import Number
from mujaz.summarization.alike import key, word_set
from mujaz.summarization.worth import Worth, without_dateline, worth

MOST = 8
_LARGE = 1000

_QUALIFIER = re.compile(
    r"(?:\b(?:more than|less than|fewer than|at least|at most|up to|nearly|almost|about|around|over|under|some|an estimated"
    r"|approximately|roughly|no (?:fewer|less) than)\s+)$",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(r"(?:US|AU|CA|[CA])?[$€£¥]\s?$")
_WORD = re.compile(
    r"\s+(?P<of>of\s+)?(?P<the>(?:the|all|its|their|his|her|those|these)\s+)?(?P<word>[^\W\d_][\w'’-]*)"
)
_TIED = re.compile(r"(?:-|\s)(?:year|month|week|day)s?-old\b|\s?[-–—]\s?\d|\s?/\d|:\d")
_TIED_BEFORE = re.compile(
    r"(?:\d\s?[-–—:/.,]\s?|[A-Za-z]-|(?:No|Article|article|Resolution|resolution|page|chapter|number|aged|age)\.?\s)$"
)
_NAME_BEFORE = re.compile(r"[a-z] [A-Z][a-z]+ $|[a-z]-[A-Z][a-z]+ $")
_ADJECTIVE = re.compile(r"(?:\w+(?:al|ic|ous|ive|able|ary|ern|less|ful|-\w+)|other|new|more|square|cubic|young|old|armed|local|"
                        r"wounded|injured|displaced|killed|dead|small|large|big|major|foreign|free|main|key|top|air|car|fuel|"
                        r"health|oil|basis|aid|prison|fishing|government|rocket|police|bomb|suicide|additional|consecutive)")  # fmt: skip
_NO_NOUN = word_set(  # what may follow a number and is not what it counts
    "killed died were was are is have has had will would could said left arrived went came took fell rose ago later earlier "
    "old away percent compared respectively including according following according late early last next this that "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december"
)
_MONEY = re.compile(
    r"\b(?:dollars?|euros?|pounds?|dinars?|riyals?|rials?|dirhams?|lira|liras|shekels?|rubles?|yuan|cents)\b"
)
_SPAN = re.compile(r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|nights?|times?)\b")
_HARM = re.compile(
    r"\b(?:kill\w*|die[ds]?|dead|death\w*|wound\w*|injur\w*|martyr\w*|casualt\w*|victims?|missing|displac\w*|drown\w*|toll"
    r"|detain\w*|arrest\w*|kidnap\w*|abduct\w*|fled|bodies|massacre\w*|execut\w*)\b",
    re.IGNORECASE,
)
_FATE = re.compile(
    r"\s+(?:(?:were|was|have been|had been)\s+)?(?:killed|wounded|injured|dead|missing|displaced|arrested|drowned)\b"
)
# What became of those who are counted, in the verb right after the noun or right before the number: 12 killed and 12
# wounded are two figures.
_AFTER = re.compile(
    r"\s+(?:(?:were|was|are|is|have been|has been|had been|be|being)\s+)?(?:reportedly\s+|also\s+)?"
    r"(?P<verb>[a-z]+(?:ed|en)|dead|missing|fled|held|shot|hurt)\b"
)
_BEFORE = re.compile(
    r"\b(?P<verb>[a-z]+(?:ed|ing))\s+(?:(?:of|at|least|most|more|than|about|some|another|nearly|up|to)\s+){0,3}$",
    re.IGNORECASE,
)
_SAME_FATE = {"died": "kill", "dead": "kill", "inju": "woun", "hurt": "woun", "deta": "arre", "kidn": "abdu"}
_STEM = 4  # letters
_NEAR = 45  # characters on either side in which a word of harm makes a casualty of what is counted


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    value: Fraction
    kind: str
    head: str  # key of the last word of what is counted
    fate: str  # what became of them; empty where the text does not say it there
    weight: float
    n: int


def figures(translations: Sequence[Translation]) -> tuple[Figure, ...]:
    """Up to eight figures of an article, the weightiest first.

    A figure is a number with what it counts, word for word as in the English: "at least 25 civilians", "seven days",
    "52.4 percent of the votes". Weight: casualties, money, percentages, large counts, other counts, spans of time;
    the earlier sentence first. Dates, years, ordinals, ages, scores, clock times and numbers in names are left out, so
    is every number of a sentence that is flagged for a wrong number; other doubtful sentences come after the clean
    ones. The same number of the same thing with the same fate is one figure, with all its sentences.
    """
    usable = [one for one in translations if worth(one) < Worth.EMPTY and not _misnumbered(one)]
    kept: list[list[_Found]] = []
    for one in sorted(usable, key=lambda one: (one.doubtful, one.sentence.n)):
        for found in _figures(one):
            group = next((group for group in kept if all(_same(found, other) for other in group)), None)
            if group is None:
                kept.append([found])
            else:
                group.append(found)
    best = sorted(kept, key=lambda group: (-max(found.weight for found in group), group[0].n))
    return tuple(Figure(group[0].text, tuple(sorted({found.n for found in group}))) for group in best[:MOST])


def _same(one: _Found, other: _Found) -> bool:
    """Whether two mentions can be of one figure."""
    what = (one.value, one.kind == "percent", one.head) == (other.value, other.kind == "percent", other.head)
    return what and (one.fate == other.fate or not one.fate or not other.fate)


def _misnumbered(translation: Translation) -> bool:
    return any(flag.name == "number_mismatch" and flag.severity == "high" for flag in translation.flags)


def _figures(translation: Translation) -> list[_Found]:
    text = translation.english
    body = len(text) - len(without_dateline(text))
    named = [(span.start, span.end) for span in candidates(text)]
    result = []
    for number in find(text):
        inside = any(start <= number.start and number.end <= end for start, end in named)
        if number.start < body or inside or not _counts(number, text):
            continue
        found = _figure(number, text, translation)
        if found is not None:
            result.append(found)
    return result


def _counts(number: Number, text: str) -> bool:
    """Whether a number can count something."""
    if number.kind not in ("cardinal", "percent", "fraction", "indefinite"):
        return False
    if not number.certain and not (number.text.lower() == "two" or number.kind == "indefinite"):
        return False
    before = text[max(0, number.start - 12) : number.start]
    in_name = number.digits and number.value < _LARGE and _NAME_BEFORE.search(before)  # West Qurna 1
    return not (in_name or _TIED.match(text, number.end) or _TIED_BEFORE.search(before))


def _figure(number: Number, text: str, translation: Translation) -> _Found | None:
    start = number.start
    currency = _CURRENCY_BEFORE.search(text[:start])
    if currency:
        start = currency.start()
    qualifier = _QUALIFIER.search(text[:start])
    if qualifier:
        start = qualifier.start()
    end, head = _counted(number, text)
    fate = _FATE.match(text, end) if number.kind != "percent" else None
    if fate:  # "27 others" alone says little
        end = fate.end()
    elif end == number.end and number.kind != "percent" and not currency:
        return None
    shown, n = text[start:end], translation.sentence.n
    low = text[number.end : end].lower()
    near = text[max(0, start - _NEAR) : end + _NEAR]
    money = bool(currency or _MONEY.search(low))
    span = bool(_SPAN.search(low))
    if money:
        weight = 4.0
    elif number.kind == "percent":
        weight = 3.0
    elif span:
        weight = 0.5
    elif _HARM.search(near):
        weight = 5.0
    elif number.text.lower() == "two":
        return None  # "the two countries" is no figure
    else:
        weight = 2.5 if number.value >= _LARGE else 1.5
    return _Found(
        shown, number.value, number.kind, "money" if money else head, _fate(text, start, end), weight, n
    )


def _fate(text: str, start: int, end: int) -> str:
    """The stem of the verb that says what became of the counted, which stand from `start` to `end`."""
    within = _FATE.search(text[start:end])
    found = _AFTER.match(text, end) or _BEFORE.search(text[:start])
    verb = within.group().split()[-1] if within else found["verb"] if found else ""
    stem = verb.lower()[:_STEM]
    return _SAME_FATE.get(stem, stem)


def _counted(number: Number, text: str) -> tuple[int, str]:
    """Where what is counted ends, and the key of its last word; the number's own end where nothing is counted."""
    end, head = number.end, ""
    of_open = number.kind in ("percent", "indefinite", "fraction")  # their noun stands behind "of"
    nouns = 0
    for _ in range(6):
        match = _WORD.match(text, end)
        if match is None:
            break
        word = match["word"]
        low = word.lower()
        if (match["the"] and not match["of"]) or (match["of"] and not head and not of_open):
            break
        if match["of"] and nouns > 1:
            break
        common = low in STOP_WORDS and low not in ("others", "other")
        if (
            common
            or low in _NO_NOUN
            or (word[0].isupper() and not is_nationality(word) and not (match["of"] or word.endswith("s")))
        ):
            break
        if (nouns and not match["of"]) or (not head and number.kind == "percent" and not match["of"]):
            break
        end, head = match.end(), key(low.removesuffix("'s").removesuffix("’s"))
        described = (
            _ADJECTIVE.fullmatch(low)
            or is_nationality(word)
            or (match["of"] and low.endswith("ed"))  # behind "of" it is no verb: hundreds of abandoned homes
        )
        if not described or (low.endswith("s") and low != "basis"):
            nouns += 1
    return end, head
