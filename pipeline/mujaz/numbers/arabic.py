"""Find the numbers of an Arabic text, in digits and in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

from mujaz.arabic.letters import SILENT, WORD_END
from mujaz.numbers.arabic_pairs import together
from mujaz.numbers.arabic_sum import BARE_HUNDRED, Sum
from mujaz.numbers.arabic_words import WORDS, NumberWord, fold
from mujaz.numbers.numerals import (
    HOURS,
    LITERAL,
    UNITS,
    Kind,
    Number,
    Reading,
    as_share,
    read_literal,
    roman,
    western,
)

_MARKS = re.compile(f"[{SILENT}]")
_TOKEN = re.compile(r"(?P<word>[ء-يٮ-ۓA-Za-z]+)|" + LITERAL)  # words first, as they are the most
_PERCENT_SIGN = re.compile(rf"\s{{0,2}}%|\s+(?:ب|في\s+)(?:ال)(?:مئه|مائه|مايه){WORD_END}|\s+بالميه")
_MEASURE = re.compile(rf"\s+(?:ال)?(ساعه|سنه|عام){WORD_END}")
_PLACES = frozenset(
    ["بئر", "حي", "ميدان", "مستشفي", "شارع", "ساحه", "دوار", "شهداء", "قبيله"]
)  # their names may be numbers
_TIED_BEFORE = re.compile(r"([ء-يA-Za-z]+)([-‑–]?)$")
_TIED_AFTER = re.compile(r"([A-Za-z]+)")
# The 2 of 15 km² and of CO2 is no number, however it is set.
_EXPONENT = re.compile(r"(?:ك?م|كلم|سم|مم|(?:كيلو|سنتي|ملي)?متر|[kc]?m)$", re.IGNORECASE)
_FORMULA = re.compile(r"(?<![A-Za-z])(?:[CNS]O|CH|PM|[HNO])$")
_SIX_OF = re.compile(
    rf"\s+(?:[ء-ي]+ات|قري|مدن|دول|نساء|سنين|ليال|جثث|سفن|غرف|كتب|مره|مئه|مائه|الاف|ملايين|دقائق|قذائف|طائرات|عشره?|و){WORD_END}"
)
_SIXTY_OF = re.compile(rf"\s+(?:[ء-ي]+[اه]|الف|مليون|مليار|في ال|بال){WORD_END}|\s*%")
_BARE_UNITS = frozenset(("خمس", "سبع", "تسع", "عشر"))  # with the article also a port, a lion, a tithe
_ANYONE = frozenset(("احد", "احدي"))
_NOT_WITH_ARTICLE = frozenset(
    ("اثنين", "اثنان", "قرن", "عقد", "مئوي", "مئويه")
)  # Monday; of the 19th century
_MONDAY = frozenset(("اثنين", "اثنان"))
_CLOCK = frozenset(("الساعه", "ساعه", "والساعه", "للساعه"))
_CLITIC = frozenset(("ب", "ل", "ك", "و", "ف", "ال", "بال", "لل", "وال", "ول", "وب", "كال", "فال"))
# Latin letters right after digits that are a unit, not part of a name.
_UNITS = UNITS | {"st", "nd", "rd", "th", "s"}
_REMEMBERED = 2000  # characters: the numbers of a longer text are read anew each time they are asked for
_AND_ANYONE = replace(WORDS["احد"], joined=True)


def find(text: str) -> list[Number]:
    """The numbers of an Arabic text, in their order.

    Reads Arabic-Indic, Persian and Western digits, words with clitics, cases and genders, and mixtures such
    as `3 ملايين`. Diacritics and tatweel are ignored. Offsets are those of the text as given.
    """
    return list(_last_numbers(text)) if len(text) <= _REMEMBERED else list(_numbers(text))


def _numbers(text: str) -> Sequence[Number]:
    if not _MARKS.search(text):
        return _find(text)
    kept = [at for at, letter in enumerate(text) if not _MARKS.match(letter)]
    bare = "".join(text[at] for at in kept)
    return [_moved(number, kept, text) for number in _find(bare)]


_last_numbers = lru_cache(maxsize=64)(_numbers)  # a sentence is compared with all that a beam holds for it


def _moved(number: Number, kept: list[int], text: str) -> Number:
    """The number at its place in the text with diacritics."""
    start = kept[number.start]
    end = kept[number.end] if number.end < len(kept) else len(text)
    return replace(number, start=start, end=end, text=text[start:end])


def _find(text: str) -> list[Number]:
    folded = western(fold(text))
    return together(_Walk(text, folded).run(), text, folded)


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
        known = WORDS.get
        for token in _TOKEN.finditer(self.folded):
            if token.lastgroup != "word":
                self._digits(token)
                continue
            letters = token.group()
            word = known(letters)
            if word is None and self.number is None:  # nearly all words: keep this short
                self.before, self.end, self.conjunction = letters, token.end(), False
                if letters[0] in "IVXL":
                    self._roman(letters, token.start())
            else:
                if letters == "واحد" and self.text.startswith("وأحد", token.start()):
                    word = _AND_ANYONE  # وأحد عشر, and eleven
                self._word(letters, word, token)
        self._close()
        return self.found

    def _near(self, start: int) -> bool:
        gap = self.folded[self.end : start]
        return not gap or gap.isspace()

    def _word(self, letters: str, word: NumberWord | None, token: re.Match[str]) -> None:
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

    def _joins(self, number: Sum, word: NumberWord, token: re.Match[str]) -> bool:
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
        part = kind == "name" and _of_a_unit(token, self.folded)
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
        self.number.certain = not part

    def _other_word(self, letters: str, token: re.Match[str]) -> None:
        self.before, self.end, self.conjunction = letters, token.end(), False
        self._roman(letters, token.start())

    def _roman(self, letters: str, start: int) -> None:
        """A Latin numeral: good to explain a number of the other side, never to ask for one."""
        value = roman(letters) if letters[0] in "IVXL" else None
        if value:
            reading = (Fraction(value),)
            text = self.text[start : self.end]
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
            if self.text[start:end] == "ألست" or (word.stem in _MONDAY and self.before == "يوم"):
                return []  # "am I not"; only without its hamza it is "the six"
            number.certain = number.certain and self._counts(word, start, end)
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

    def _counts(self, word: NumberWord, start: int, end: int) -> bool:
        """Whether a word that is also a name or a noun has something to count: ست هام is West Ham, ستون Stone."""
        match self.folded[start:end]:
            case "وست":
                return _SIX_OF.match(self.folded, end) is not None
            case "ستون":
                return _SIXTY_OF.match(self.folded, end) is not None
        if word.definite and word.stem in _BARE_UNITS:
            return (
                self.before.startswith(("ال", "وال", "لل", "بال"))
                or _SIX_OF.match(self.folded, end) is not None
            )
        return True

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
    if _of_a_unit(token, folded):
        return "name", readings
    after = _TIED_AFTER.match(folded, end)
    if after and after[1].lower() not in _UNITS:
        return "name", readings
    return kind, readings


def _of_a_unit(token: re.Match[str], folded: str) -> bool:
    """Whether digits are the exponent of a unit or belong to a formula."""
    before = max(0, token.start() - 12), token.start()
    if token.group() in ("2", "3") and _EXPONENT.search(folded, *before):
        return _TIED_BEFORE.search(folded, *before) is not None
    return _FORMULA.search(folded, *before) is not None
