# ruff: noqa: PLR2004 - numbers are the subject here
"""Find the numbers of an Arabic text, in digits and in words."""

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mujaz.arabic.letters import SILENT, WORD_END
from mujaz.numbers.arabic_sum import BARE_HUNDRED, Sum
from mujaz.numbers.arabic_words import FOLD, WORDS, Word
from mujaz.numbers.numerals import (
    DIGITS,
    HOURS,
    LITERAL,
    SIZES,
    UNITS,
    Kind,
    Number,
    Reading,
    as_share,
    read_literal,
    roman,
    season_end,
)

_MARKS = re.compile(f"[{SILENT}]")
_TOKEN = re.compile(LITERAL + r"|(?P<word>[ء-يٮ-ۓA-Za-z]+)")
_PERCENT_SIGN = re.compile(rf"\s{{0,2}}%|\s+(?:ب|في\s+)(?:ال)(?:مئه|مائه|مايه){WORD_END}|\s+بالميه")
_RANGE = re.compile(r"\s*(?:[-–—]|و|او|الي|حتي)?\s*")
_CENTURY = re.compile(r"\s+(?:من\s+)?القرن\s+")
_LESS = re.compile(r"(?:\s+[ء-ي]+)?\s+الا\s+")
_AFTER = re.compile(r"\s+بعد\s+")
_ROUND = frozenset((100, 200, 1000))
_MEASURE = re.compile(rf"\s+(?:ال)?(ساعه|سنه|عام){WORD_END}")
_PLACES = frozenset(
    ["بئر", "حي", "ميدان", "مستشفي", "شارع", "ساحه", "دوار", "شهداء", "قبيله"]
)  # their names may be numbers
_FAR = 24  # characters between two numbers that may belong together
_SCALE_WORD = re.compile(r"الف|الاف|مليو|ملايي|مليار|بليو|تريلي|ترلي")
_TIED_BEFORE = re.compile(r"([ء-يA-Za-z]+)([-‑–]?)$")
_TIED_AFTER = re.compile(r"([A-Za-z]+)")
_ANYONE = frozenset(("احد", "احدي"))
_NOT_WITH_ARTICLE = frozenset(
    ("اثنين", "اثنان", "قرن", "عقد", "مئوي", "مئويه")
)  # Monday; of the 19th century
_CLOCK = frozenset(("الساعه", "ساعه", "والساعه", "للساعه"))
_CLITIC = frozenset(("ب", "ل", "ك", "و", "ف", "ال", "بال", "لل", "وال", "ول", "وب", "كال", "فال"))
# Latin letters right after digits that are a unit, not part of a name.
_UNITS = UNITS | {"st", "nd", "rd", "th", "s"}
_UNIFIED: dict[int, int | str] = {**FOLD, **DIGITS}


def find(text: str) -> list[Number]:
    """The numbers of an Arabic text, in their order.

    Reads Arabic-Indic, Persian and Western digits, words with clitics, cases and genders, and mixtures such
    as `3 ملايين`. Diacritics and tatweel are ignored. Offsets are those of the text as given.
    """
    if not _MARKS.search(text):
        return _find(text)
    kept = [at for at, letter in enumerate(text) if not _MARKS.match(letter)]
    bare = "".join(text[at] for at in kept)
    return [_moved(number, kept, text) for number in _find(bare)]


def _moved(number: Number, kept: list[int], text: str) -> Number:
    """The number at its place in the text with diacritics."""
    start = kept[number.start]
    end = kept[number.end] if number.end < len(kept) else len(text)
    return replace(number, start=start, end=end, text=text[start:end])


def _find(text: str) -> list[Number]:
    folded = text.translate(_UNIFIED)
    numbers = _Walk(text, folded).run()
    for at in range(len(numbers) - 1):
        numbers[at], numbers[at + 1] = _beside(numbers[at], numbers[at + 1], folded)
    return numbers


def _beside(number: Number, following: Number, folded: str) -> tuple[Number, Number]:  # noqa: PLR0911 - one case a line
    """What two neighbours say about each other."""
    if following.start - number.end > _FAR:
        return number, following
    if number.kind == "year" and _CENTURY.fullmatch(folded, number.end, following.start):
        return number, replace(following, certain=False)
    if (
        number.kind == "ordinal"
        and following.value in _ROUND
        and _AFTER.fullmatch(folded, number.end, following.start)
    ):
        total = (number.value + following.value,)  # الثالث والعشرون بعد المئتين
        return replace(number, value=total[0], readings=(total,)), replace(following, certain=False)
    if number.kind == "decade" and _CENTURY.fullmatch(folded, number.end, following.start):
        year = (following.value - 1) * 100 + number.value  # the 1830s say it all
        return replace(number, readings=(number.readings[0], (year,))), replace(following, certain=False)
    if following.value < 1 and following.kind in ("fraction", "percent"):
        if _LESS.fullmatch(folded, number.end, following.start):
            less = number.value - following.value  # three hours less a quarter, or two hours and 45 minutes
            minutes = (number.value - 1, (1 - following.value) * 60)
            return replace(number, readings=(*number.readings, (less,), minutes), certain=False), following
        if (
            number.certain
            and folded[following.start] == "و"
            and folded[number.end : following.start].isspace()
        ):
            both = number.value + following.value  # ثلاثة وسبعين وستة أعشار
            readings = ((both,), (number.value, following.value))
            return (
                replace(number, certain=False),
                replace(following, value=both, readings=readings, certain=True, kind=following.kind),
            )
    if (
        number.value >= 1000
        and folded.startswith(("ونصف", "وربع"), following.start)
        and following.value >= 1000
    ):
        whole = (number.value + following.value,)  # ملياري دولار ونصف المليار
        return replace(number, readings=(*number.readings, whole)), replace(following, certain=False)
    season = season_end(number, following, folded)
    if season is not None:
        return number, season
    return _with_shared_scale(number, following, folded), following


@dataclass(slots=True)
class _Walk:
    """One pass over the tokens; a number goes on while only blanks stand between its pieces."""

    text: str
    folded: str  # the same, letter for letter, with spellings and digits unified
    found: list[Number] = field(default_factory=list)
    number: Sum | None = None  # the one in the making
    end: int = 0  # of the last token that was looked at
    before: str = ""  # the last word that is no number
    conjunction: bool = False  # a lone و came last

    def run(self) -> list[Number]:
        """All the numbers of the text."""
        for token in _TOKEN.finditer(self.folded):
            if token.lastgroup != "word":
                self._digits(token)
                continue
            letters = token.group()
            word = WORDS.get(letters)
            if word is None and self.number is None:  # nearly all words: keep this short
                self._other_word(letters, token)
            else:
                self._word(letters, word, token)
        self._close()
        return self.found

    def _near(self, start: int) -> bool:
        gap = self.folded[self.end : start]
        return not gap or gap.isspace()

    def _word(self, letters: str, word: Word | None, token: re.Match[str]) -> None:
        start = token.start()
        if start < self.end:
            return  # "per cent" was taken with its number
        if word is not None and word.stem in BARE_HUNDRED and letters.endswith("بال" + word.stem):
            word = None  # "per cent"
        if self.number is not None:
            near = self._near(start)
            if near and letters == "و":
                self.conjunction, self.end = True, token.end()
                return
            if near and word is not None and self._joins(self.number, word, token):
                return
            self._close()
            if start < self.end:
                return
        if word is None:
            self._other_word(letters, token)
            return
        self.conjunction = False
        self.end = token.end()
        number = Sum(start, self.end)
        if number.join(word, joined=False):
            self.number = number

    def _joins(self, number: Sum, word: Word, token: re.Match[str]) -> bool:
        forked = number.tail  # as it was before this word
        joined = self.conjunction or word.joined
        if not number.join(word, joined=joined):
            if number.head is None or forked is None or not forked.join(word, joined=joined):
                return False
            self.found += self._finished(number.head)
            self.number = number = forked
        self._taken(number, token)
        return True

    def _taken(self, number: Sum, token: re.Match[str]) -> None:
        if number.tail is not None and number.tail.pieces == 1:
            number.tail.start = token.start()
        number.end = self.end = token.end()
        self.conjunction = False

    def _digits(self, token: re.Match[str]) -> None:
        kind, readings = _literal_in_place(token, self.folded)
        if self.number is not None:
            near = kind != "name" and self._near(token.start())
            if near and self.number.literal(kind, readings, joined=self.conjunction):
                self._taken(self.number, token)
                return
            self._close()
        self.conjunction = False
        self.end = token.end()
        self.number = Sum(token.start(), self.end)
        self.number.literal(kind, readings, joined=False)

    def _other_word(self, letters: str, token: re.Match[str]) -> None:
        self.before, self.end, self.conjunction = letters, token.end(), False
        value = roman(letters) if letters[0] in "IVXL" else None
        if value:  # good to explain a number of the other side, never to ask for one
            reading = (Fraction(value),)
            start, text = token.start(), self.text[token.start() : self.end]
            self.found.append(
                Number(
                    reading[0],
                    "ordinal",
                    start,
                    self.end,
                    text,
                    certain=False,
                    digits=False,
                    readings=(reading,),
                )
            )

    def _close(self) -> None:
        if self.number is not None:
            self.found += self._finished(self.number)
            self.number = None

    def _finished(self, number: Sum) -> list[Number]:
        """The number with its percent sign or its clock; nothing for a weekday or "anyone"."""
        start, end = number.start, number.end
        if number.pieces == 1 and not number.digits:
            word = WORDS[self.folded[start:end]]
            if word.stem in _ANYONE or (word.definite and word.stem in _NOT_WITH_ARTICLE):
                self.before = self.folded[start:end]
                return []
            if self.text[start:end] == "ألست":
                return []  # "am I not"; only without its hamza it is "the six"
        found = number.finish(self.text)
        percent = _PERCENT_SIGN.match(self.folded, end)
        if percent:
            end = percent.end()
            self.end = max(self.end, end)
            readings = (*found.readings, *as_share(found.value))
            return [
                replace(
                    found, kind="percent", end=end, text=self.text[start:end], certain=True, readings=readings
                )
            ]
        if found.kind == "fraction" and found.value < 1:
            return [self._of_a_measure(found)]
        if self.before == "العقد":  # the fifth decade of a life: the forties
            found = replace(found, readings=(*found.readings, ((found.value - 1) * 10,)))
        elif self.before in _PLACES and number.definite:
            found = replace(found, certain=False)
        elif (
            self.before in _CLOCK
            and found.kind in ("ordinal", "cardinal", "fraction")
            and found.value <= HOURS
        ):
            found = replace(found, kind="time")
        return [found]

    def _of_a_measure(self, number: Number) -> Number:
        """A part of an hour in minutes too, and a part of a year in months."""
        following = _MEASURE.match(self.folded, number.end)
        measure = following[1] if following else self.before
        size = 60 if measure.startswith("ساع") else 12 if measure in ("سنه", "عام") else 0
        return replace(number, readings=(*number.readings, (number.value * size,))) if size else number


def _literal_in_place(token: re.Match[str], folded: str) -> tuple[Kind, tuple[Reading, ...]]:
    """What these digits mean where they stand: letters tied to them make them a name."""
    kind, readings = read_literal(token, comma=True)
    start, end = token.span()
    tied = _TIED_BEFORE.search(folded, max(0, start - 12), start)
    if tied and tied[1] not in _CLITIC and (tied[1].isascii() or tied[2]):
        return "name", readings
    after = _TIED_AFTER.match(folded, end)
    if after and after[1].lower() not in _UNITS:
        return "name", readings
    return kind, readings


def _with_shared_scale(number: Number, following: Number, folded: str) -> Number:
    """`20 إلى 30 ألفا`: the first may be 20 or 20,000, so both readings are kept."""
    if (
        number.value >= 1000
        or following.value < 1000
        or not _SCALE_WORD.search(folded, following.start, following.end)
    ):
        return number
    if not _RANGE.fullmatch(folded, number.end, following.start):
        return number
    scale = next(size for size in SIZES if following.value >= size)
    return replace(number, readings=(*number.readings, (number.value * scale,)))
