# ruff: noqa: PLR2004 - numbers are the subject here
"""Find the numbers of an English text, in digits and in words."""

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mujaz.numbers.english_sum import Sum
from mujaz.numbers.english_words import ORDINAL_ONES, WORDS, NumberWord
from mujaz.numbers.numerals import (
    LITERAL,
    SIZES,
    UNITS,
    Number,
    Reading,
    as_share,
    read_literal,
    roman,
    season_end,
    western,
)

_TOKEN = re.compile(  # words first, as they are the most
    r"(?P<plus>and[ -]an?[ -](?:half|quarter|third)(?![a-z]))|(?P<word>[A-Za-z]+)|" + LITERAL, re.IGNORECASE
)
_GAP = re.compile(r"\+?[ \u00a0-]?")
_FOLLOWING = re.compile(_GAP.pattern + "([A-Za-z]+)", re.IGNORECASE)
_GOES_ON = frozenset((*WORDS, "and"))
_PERCENT = re.compile(r"(?: ?%|[ -]per ?cent(?:age)?\b|[ -]pct\b)", re.IGNORECASE)
_SUFFIX = re.compile(
    r"(?:(?P<decade>['’]?s)|(?P<ordinal>st|nd|rd|th)|(?P<scale>bn|tn|mn|mln|[mbk]))(?![A-Za-z])",
    re.IGNORECASE,
)
_NOON = re.compile(r" ?(?:[ap]\.m\b\.?|[ap]m\b|o['’]clock)", re.IGNORECASE)
_ENTITY = re.compile(r"&#x?[0-9a-f]{1,6};", re.IGNORECASE)
_OPENING = re.compile(r"[.!?:;\"“”'‘«(\[—–-] ?$")
_RANGE = re.compile(r"(?: ?(?:-|–|—|to|and|or|and even|or even) ?)")
_TIED_BEFORE = re.compile(r"([A-Za-z]+)([-‑]?)$")
_TIED_AFTER = re.compile(r"[A-Za-z]+")
_CURRENCY = frozenset(
    ["rs", "usd", "eur", "gbp", "sar", "aed", "qr", "sr", "le", "lbp", "no", "nr", "p", "pp"]
)
# Letters right after digits that are a unit, not part of a name.
_UNITS = UNITS | {
    "in", "lb", "lbs", "oz", "mph", "kph", "kmh", "h", "hr", "hrs", "min", "sec", "w", "v", "l", "ml", "ha", "mi", "yd", "yr", "yrs", "x", "pc", "kbps", "mbps",
}  # fmt: skip
_MONEY = re.compile(r"[$£€¥₪] ?$")
_SEVERAL = re.compile(r"\b(?:several|few|many|by the) $", re.IGNORECASE)
_ARTICLES = frozenset(("a", "an"))
_AGAIN = re.compile(r"(?:[ -][a-z]+){1,5}?[ -](thousand|million|billion|trillion)(?![a-z])", re.IGNORECASE)
_SCALE_LETTERS = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "tn": 10**12,
}
_LONGEST_ROMAN = 7
_PLUS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}


def find(text: str) -> list[Number]:
    """The numbers of an English text, in their order.

    Reads digits with their suffixes (21st, 1960s, $3bn, 5pm), words ("twenty-five", "half a million", "the
    sixties", "two-thirds") and mixtures ("2.5 million"). "a", "may" and the pronoun "one" are never certain.
    """
    folded = western(text)
    if "&#" in folded:  # &#39; is an apostrophe, not 39
        folded = _ENTITY.sub(lambda entity: " " * len(entity.group()), folded)
    numbers = _Walk(text, folded).run()
    for at in range(len(numbers) - 1):
        season = season_end(numbers[at], numbers[at + 1], folded)
        if season is not None:
            numbers[at + 1] = season
        else:
            numbers[at] = _with_shared_scale(numbers[at], numbers[at + 1], folded)
    return numbers


def _idle(word: NumberWord, folded: str, end: int) -> bool:
    """Whether a word is an article before something that no number goes on with."""
    if word is not WORDS["a"] and word is not WORDS["an"]:
        return False
    following = _FOLLOWING.match(folded, end)
    return following is None or following[1].lower() not in _GOES_ON


@dataclass(slots=True)
class _Walk:
    """One pass over the tokens; a number goes on while only a blank or a hyphen stands between its pieces."""

    text: str
    folded: str  # the same, character for character, with Western digits
    found: list[Number] = field(default_factory=list)
    number: Sum | None = None  # the one in the making
    end: int = 0  # of the last token that belongs to the number or links to it
    conjunction: bool = False  # "and" came last

    def run(self) -> list[Number]:
        """All the numbers of the text."""
        known = WORDS.get
        for token in _TOKEN.finditer(self.folded):
            group = token.lastgroup
            if group == "word":
                letters = token.group()
                word = known(letters.lower())
                if self.number is None and (word is None or _idle(word, self.folded, token.end())):
                    if letters[0] in "IVXL":  # nearly all words come here: keep this short
                        self._roman(letters, token.start())
                else:
                    self._word(letters, word, token)
            elif token.start() >= self.end:
                if group == "plus":
                    self._plus(token)
                else:
                    self._digits(token)
        self._close()
        return self.found

    def _near(self, start: int) -> bool:
        return _GAP.fullmatch(self.folded, self.end, start) is not None

    def _word(self, letters: str, word: NumberWord | None, token: re.Match[str]) -> None:
        start = token.start()
        if start < self.end:
            return  # the percent sign in words was taken with its number
        if self.number is not None:
            if self._near(start) and self._joins(self.number, letters.lower(), word, token):
                return
            self._close()
            if start < self.end:
                return
        if word is None:
            self._roman(letters, start)
            return
        self.conjunction = False
        self.end = token.end()
        self.number = Sum(start, self.end)
        self.number.join(word, joined=False)
        if letters[0].isupper() and start and not _OPENING.search(self.folded, max(0, start - 3), start):
            self.number.certain = False  # Six Flags, the Eleventh Hour

    def _joins(self, number: Sum, letters: str, word: NumberWord | None, token: re.Match[str]) -> bool:
        if _links(number, letters, self.folded, token.end()):
            self.conjunction, self.end = letters == "and", token.end()
            return True
        if letters in ORDINAL_ONES and number.slot in ("tens", "hundred", "scale"):
            word = NumberWord("unit", ORDINAL_ONES[letters], ordinal=True)
        if word is None or letters in _ARTICLES or not number.join(word, joined=self.conjunction):
            return False
        number.end = self.end = token.end()
        self.conjunction = False
        return True

    def _plus(self, token: re.Match[str]) -> None:
        """Take "and a half" in, or else read it as another half."""
        part = _PLUS[re.split("[ -]", token.group().lower())[-1]]
        if self.number is not None and self._near(token.start()) and self.number.add_part(part):
            self.number.end = self.end = token.end()
            return
        self._close()
        self.end = token.end()
        self.number = Sum(token.start() + len("and "), self.end)
        self.number.join(NumberWord("share", part, certain=False), joined=False)
        self.number.readings = [(1 / part,)]

    def _digits(self, token: re.Match[str]) -> None:
        self._close()
        if token.start() >= self.end:
            self.conjunction = False
            self.number = _literal(token, self.folded)
            self.end = self.number.end

    def _roman(self, letters: str, start: int) -> None:
        """A Latin numeral: good to explain a number of the other side, never to ask for one."""
        value = roman(letters) if letters[0] in "IVXL" and len(letters) <= _LONGEST_ROMAN else None
        if value:
            reading, end = (Fraction(value),), start + len(letters)
            self.found.append(
                Number(
                    reading[0],
                    "ordinal",
                    start,
                    end,
                    letters,
                    certain=False,
                    digits=False,
                    readings=(reading,),
                )
            )

    def _close(self) -> None:
        """Put the finished number among those found, with its percent sign; not a bare article."""
        number, self.number = self.number, None
        if number is None or (
            number.pieces == 1 and self.folded[number.start : number.end].lower() in _ARTICLES
        ):
            return
        found = number.finish(self.text)
        bare = number.pieces == 1 and number.slot in ("hundred", "scale") and not number.digits
        if bare and _SEVERAL.search(self.folded, max(0, found.start - len("several ")), found.start):
            value = found.value - found.value % 10  # "a few dozen" are tens
            found = replace(found, value=value, kind="indefinite", certain=False, readings=((value,),))
        percent = _PERCENT.match(self.folded, found.end)
        if percent:
            self.end = end = percent.end()
            readings = (*found.readings, *as_share(found.value))
            found = replace(
                found,
                kind="percent",
                end=end,
                text=self.text[found.start : end],
                certain=True,
                readings=readings,
            )
        self.found.append(found)


def _links(number: Sum, letters: str, folded: str, end: int) -> bool:
    """Whether this little word may stand inside a number: three hundred AND five, half A million."""
    if letters == "and":
        if number.slot == "scale" and (again := _AGAIN.match(folded, end)):
            return WORDS[again[1].lower()].value < number.scale  # four thousand and six thousand: two numbers
        return number.slot in ("hundred", "scale")
    if letters in ("a", "an"):
        return number.slot == "share"
    return letters == "of" and number.slot in ("share", "many")


def _literal(token: re.Match[str], folded: str) -> Sum:
    """Digits, with the suffix and the letters tied to them."""
    kind, readings = read_literal(token, comma=False)
    start, end = token.span()
    number = Sum(start, end, kind=kind, certain=True, digits=True, pieces=1, slot="literal")
    value = readings[0][0]
    single = len(readings[0]) == 1
    suffix = _SUFFIX.match(folded, end)
    noon = _NOON.match(folded, end)
    tied = _TIED_BEFORE.search(folded, max(0, start - 12), start)
    if noon and (kind == "time" or value <= 24):
        number.end, number.kind = noon.end(), "time"
        if kind != "time" and single:
            readings += ((value + 12 if value < 12 else value - 12,),)
    elif suffix and single:
        number.end = suffix.end()
        if suffix["ordinal"]:
            number.kind = "ordinal"
        elif suffix["decade"]:
            if value % 10:
                number.kind, number.certain = "name", False  # 737s
            else:
                readings, number.kind = _decade(value), "decade"
        else:
            scale = _SCALE_LETTERS[suffix["scale"].lower()]
            scaled = tuple((reading[0] * scale,) for reading in readings if len(reading) == 1)
            bare = suffix["scale"].lower() in "mkb" and not _MONEY.search(folded, max(0, start - 2), start)
            readings = (*scaled, readings[0]) if bare else scaled  # 5m is also five metres, 5B a room
    elif tied and _is_name(tied):
        number.kind, number.certain = "name", False
    else:
        letters = _TIED_AFTER.match(folded, end)
        if letters and letters.group().lower() not in _UNITS:
            number.kind, number.certain = "name", False
    number.group, number.readings = value, list(readings)
    return number


def _is_name(tied: re.Match[str]) -> bool:
    """Whether the letters before the digits make a name of them: F-16 and CO2, but not US$3 or mid-1960s."""
    letters, hyphen = tied[1], tied[2]
    if hyphen:
        return letters != letters.lower() and letters.lower() not in WORDS
    return letters.lower() not in _CURRENCY


def _decade(value: Fraction) -> tuple[Reading, ...]:
    """1960s is also the sixties; 1800s is also the 19th century; 2000s the millennium."""
    if value % 100 == 0 and value >= 1000:
        return (
            ((value,), (value / 100 + 1,), (Fraction(1000),))
            if value == 2000
            else ((value,), (value / 100 + 1,))
        )
    return ((value,), (value % 100,)) if value >= 1000 else ((value,), (1900 + value,))


def _with_shared_scale(number: Number, following: Number, folded: str) -> Number:
    """`20 to 30 thousand`: the first may be 20 or 20,000, so both readings are kept."""
    if number.value >= 1000 or following.value < 1000 or not folded[following.end - 1].isalpha():
        return number
    if not _RANGE.fullmatch(folded, number.end, following.start):
        return number
    scale = next(size for size in SIZES if following.value >= size)
    return replace(number, readings=(*number.readings, (number.value * scale,)))
