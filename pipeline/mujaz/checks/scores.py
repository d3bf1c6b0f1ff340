"""Scores, of which Arabic leaves much unsaid: بهدفين مقابل هدف is 2-1, بهدف لمثله 1-1, بثلاثية نظيفة 3-0."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mujaz.numbers.arabic_words import fold
from mujaz.numbers.numerals import western


@dataclass(frozen=True, slots=True)
class Score:
    """Two numbers played against each other; `text[start:end]` says them."""

    first: int
    second: int
    start: int
    end: int
    digits: bool  # both are written so
    bare: bool = False  # the second is left out: "without reply"

    @property
    def points(self) -> tuple[int, int]:
        """The larger number first."""
        return max(self.first, self.second), min(self.first, self.second)


_ONES = "هدف هدفا نقطه مجموعه شوط جوله كره واحد واحده"
_TWOS = "هدفين هدفان نقطتين نقطتان مجموعتين مجموعتان شوطين شوطان جولتين اثنين اثنان اثنتين ثنائيه"
_MORE = (
    "ثلاثه ثلاث ثلاثيه", "اربعه اربع رباعيه", "خمسه خمس خماسيه", "سته ست سداسيه", "سبعه سبع سباعيه", "ثمانيه ثماني", "تسعه تسع",
    "عشره عشر",
)  # fmt: skip
_VALUES = {
    word: value for value, words in enumerate((_ONES, _TWOS, *_MORE), start=1) for word in words.split()
}
_NOTHING = "لا شيء|لاشيء|لا شئ|لاشئ|صفر"
_AMOUNT = rf"(?:[0-9]{{1,3}}|{'|'.join(sorted(_VALUES, key=len, reverse=True))})"
_COUNTED = r"(?:\s+(?:اهداف|نقاط|نقطه|مجموعات|اشواط|جولات|هدفا?|واحده?|وحيده?|يتيمه?))?"
_ARABIC = re.compile(
    rf"(?<![ء-ي0-9.,/:-])[وف]?[بل]?(?P<a>{_AMOUNT}){_COUNTED}(?:"
    rf"\s+(?:مقابل\s+|لقاء\s+|ل)(?P<b>{_AMOUNT}|{_NOTHING}|(?<=ل)لا شيء)"
    rf"|\s?[-–]\s?(?P<d>[0-9]{{1,3}}|{_NOTHING})(?![0-9/-])"
    r"|\s+(?P<each>لمثل(?:ه|ها|هما|هم|هن)|لكل\s+(?:منهما|فريق|طرف|جانب|منتخب|من\b))"
    r"|\s+(?P<nil>نظيف(?:ه|ين|ان|تين)?|(?:من\s+)?(?:دون|بدون|بلا)\s+(?:اي\s+)?(?:رد|مقابل)))(?![ء-ي])"
)
# A lone goal, or so many and no word of others': one to nothing, unless more is said.
_LONE = re.compile(rf"(?<![ء-ي])ب(?P<a>{_AMOUNT})(?=\s)")
_GOALLESS = re.compile(r"تعادل\w*\s+(?:ال)?سلب|(?:دون|بلا|بدون)\s+اهداف")
_ENGLISH = re.compile(
    r"(?<![\w.,/:–-])(?P<a>[0-9]{1,3})(?:\s?[-–]\s?(?P<b>[0-9]{1,3})|[ -](?P<word>nil|nothing|zero|love|all|apiece))(?![\w/]|[.,:][0-9]|[-–]\w)"
)
_MAYBE = re.compile("[0-9] ?[-–] ?[0-9]|[0-9][ -](?:nil|nothing|zero|love|all|apiece)")
_SPORT = re.compile(
    r"\b(?:w[io]n\w*|beat\w*|def?eat\w*|victor\w*|los[est]\w*|lost|dr[ae]w\w*|goals?|scor\w*|match\w*|lead\w*|led|cup|final\w*)\b"
    r"|[في]فو?ز|فاز|فوز|تغلب|هزم|خسر|تعادل|هدف|مبارا|دوري|كاس|نتيجه",
    re.IGNORECASE,
)
_WON = re.compile(r"\b(?:w[io]n\w*|beat\w*|defeat\w*|victor\w*|thrash\w*|rout\w*)\b", re.IGNORECASE)
_WON_ARABIC = re.compile("فاز|فوز|يفوز|تفوز|تغلب|يتغلب|هزم|انتصر|انتصار|اكتسح|سحق|تفوق")


def in_arabic(text: str) -> list[Score]:
    """The scores of an Arabic text."""
    folded = western(fold(text))
    found = []
    for match in _ARABIC.finditer(folded):
        first = _value(match["a"])
        if match["each"]:
            second = first
        elif match["nil"]:
            second = 0
        else:
            second = _value(match["b"] or match["d"])
        digits = match["a"].isdigit() and (match["b"] or match["d"] or "").isdigit()
        found.append(Score(first, second, *match.span(), digits, bare=bool(match["nil"])))
    if _GOALLESS.search(folded):
        found.append(Score(0, 0, 0, 0, digits=False))
    return found


def _lone(text: str) -> set[tuple[int, int]]:
    return {(_value(match["a"]), 0) for match in _LONE.finditer(western(fold(text)))}


def _value(text: str) -> int:
    return int(text) if text.isdigit() else _VALUES.get(text, 0)


def in_english(text: str) -> list[Score]:
    """The scores of an English text that are written in digits, at least in part."""
    if not _MAYBE.search(text):  # nearly all sentences: keep this short
        return []
    found = []
    for match in _ENGLISH.finditer(text):
        first = int(match["a"])
        second = first if match["word"] in ("all", "apiece") else int(match["b"] or 0)
        found.append(Score(first, second, *match.span(), digits=match["word"] is None))
    return found


def explained(arabic: str, english: str) -> list[Score]:
    """The scores of the English that the Arabic says, in whatever words."""
    scores = in_english(english)
    if not scores:
        return []
    said = {score.points for score in in_arabic(arabic)} or _lone(arabic)
    return [score for score in scores if score.points in said]


def changed(arabic: str, english: str) -> Score | None:
    """The English score where each text has a single one, the Arabic in words, and they differ."""
    theirs = in_english(english)
    if len(theirs) != 1:
        return None
    ours = in_arabic(arabic)
    if len(ours) != 1 or ours[0].digits or ours[0].bare or ours[0].points == theirs[0].points:
        return None
    return theirs[0]


def turned(arabic: str, english: str) -> tuple[str, str] | None:
    """An English score and the Arabic one of which it is the reverse, or None.

    Not a range that the Arabic writes from right to left (10-7 أيام), nor where a victory in digits has the
    winner's number first in English only, since Arabic writes it either way.
    """
    theirs = in_english(english)
    if not theirs:
        return None
    ours = in_arabic(arabic)
    straight = {(one.first, one.second) for one in ours}
    for score in theirs:
        if score.first == score.second or (score.first, score.second) in straight:
            continue
        other = next((one for one in ours if (one.second, one.first) == (score.first, score.second)), None)
        if other is None or (other.digits and _usual(score, arabic, english)):
            continue
        return f"{score.first}-{score.second}", f"{other.first}-{other.second}"
    return None


def _usual(score: Score, arabic: str, english: str) -> bool:
    """Whether the English order is the usual one, whatever the Arabic has."""
    folded = fold(arabic)
    if score.first < score.second:
        return not (_SPORT.search(english) or _SPORT.search(folded))
    return bool(_WON.search(english) and _WON_ARABIC.search(folded))


def within(scores: Iterable[Score], start: int) -> bool:
    """Whether a character stands in one of the scores."""
    return any(score.start <= start < score.end for score in scores)
