"""Find the numbers of an English text, in digits and in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from pipeline.english.number_words import ORDINAL_ONES, WORDS, Word
from pipeline.numerals import (
    DIGITS,
    LITERAL,
    Kind,
    Number,
    Reading,
    read_literal,
    roman,
    season_end,
    share,
    split,
)

_TOKEN = re.compile(
    LITERAL + r"|(?P<plus>and[ -]an?[ -](?:half|quarter|third)(?![a-z]))|(?P<word>[A-Za-z]+)", re.IGNORECASE
)
_GAP = re.compile(r"\+?[ \u00a0-]?")
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
    [
        "us",
        "a",
        "c",
        "au",
        "ca",
        "hk",
        "nz",
        "rs",
        "usd",
        "eur",
        "gbp",
        "sar",
        "aed",
        "qr",
        "sr",
        "le",
        "lbp",
        "s",
        "no",
        "nr",
        "x",
        "p",
        "pp",
    ]
)
# Letters right after digits that are a unit, not part of a name.
_UNITS = frozenset(
    [
        "km",
        "m",
        "cm",
        "mm",
        "kg",
        "g",
        "mg",
        "gb",
        "mb",
        "tb",
        "mhz",
        "ghz",
        "hz",
        "kw",
        "mw",
        "gw",
        "am",
        "pm",
        "ft",
        "in",
        "lb",
        "lbs",
        "oz",
        "mph",
        "kph",
        "kmh",
        "h",
        "hr",
        "hrs",
        "min",
        "sec",
        "c",
        "f",
        "w",
        "v",
        "l",
        "ml",
        "ha",
        "mi",
        "yd",
        "yr",
        "yrs",
        "x",
        "pc",
        "kbps",
        "mbps",
    ]
)
_ARTICLES = frozenset(("a", "an"))
_AGAIN = re.compile(r"(?:[ -][a-z]+){1,5}?[ -](thousand|million|billion|trillion)(?![a-z])", re.IGNORECASE)
_SIZES = (10**12, 10**9, 10**6, 10**3)
_SCALE_LETTERS = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
_DOZEN = 12
_PLUS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}


@dataclass(slots=True)
class _Sum:
    """A number in the making: pieces join it while English grammar lets them."""

    start: int
    end: int = 0
    total: Fraction = Fraction(0)  # what a scale word has closed
    group: Fraction | None = None  # still open
    slot: str = ""  # the role of the piece that joined last
    scale: Fraction = Fraction(0)
    pieces: int = 0
    kind: Kind = "cardinal"
    certain: bool = False
    digits: bool = False
    loose: bool = False  # counted in dozens
    counted: Fraction = Fraction(0)  # how many shares
    readings: list[Reading] = field(default_factory=list)

    def join(self, word: Word, *, joined: bool) -> bool:
        """Take the next word in, or say that it begins another number."""
        before = self.total, self.group
        if self.slot == "ordinal" or not self._take(word, joined=joined):
            return False
        if joined and before[0]:
            self.readings.append((before[0], word.value))  # "a thousand and five" may be two numbers
        self.pieces += 1
        self.certain = (
            word.certain if self.pieces == 1 else self.certain or word.certain or self.slot != "share"
        )
        if word.ordinal and self.slot != "share":
            self.kind, self.slot = "ordinal", "ordinal"
        return True

    def _take(self, word: Word, *, joined: bool) -> bool:
        if not self.pieces:
            self._begin(word)
            return True
        if joined and self.slot not in ("hundred", "scale"):
            return False
        group = self.group or Fraction(0)
        below = self.slot in ("hundred", "scale")  # room for whatever is smaller
        match word.role:
            case "unit" if below or self.slot == "tens":
                self.group, self.slot = group + word.value, "unit"
            case "unit" if self.slot in ("unit", "literal") and word.ordinal and group == 1:
                self._as_share(word.value, group)  # one third
            case "teen" | "tens" if below:
                self.group, self.slot = group + word.value, word.role
            case "teen" | "tens" if self.slot in ("teen", "tens") and 10 <= group <= 20 and not self.total:
                self.readings = [(group, word.value)]  # nineteen eighty
                self.group, self.slot = group * 100 + word.value, word.role
            case "hundred" if self.slot in ("unit", "teen", "tens", "literal") and group < 100:
                self.group, self.slot = group * word.value, "hundred"
            case "scale" if self.group is not None and not self.scale:
                self._close(word.value)
            case "scale" if self.group is not None and word.value < self.scale:
                self._close(word.value)
            case "share" if self.slot in ("unit", "teen", "literal") and group < 100:
                self.counted = group
                self.group, self.slot, self.readings = group * word.value, "share", []
            case "many" if self.slot == "many":
                self.total *= word.value
            case _:
                return False
        return True

    def _begin(self, word: Word) -> None:
        self.slot = word.role
        if word.role == "scale":
            self.total = self.scale = word.value
        elif word.role == "many":
            self.total, self.kind = word.value, "indefinite"
        else:
            self.group = word.value
        if word.role == "month":
            self.kind = "month"
        elif word.role == "lone" and word.certain:
            self.kind = "decade"

    def _as_share(self, denominator: Fraction, group: Fraction) -> None:
        self.readings = [(denominator,)]
        self.group, self.slot, self.kind = group / denominator, "share", "fraction"

    def _close(self, scale: Fraction) -> None:
        self.readings = [(reading[0] * scale,) for reading in self.readings if len(reading) == 1]
        if scale == _DOZEN:
            self.readings.append(((self.group or Fraction(0)) * 10,))  # "two dozen" is a loose twenty
            self.loose = True
        self.total += (self.group or Fraction(0)) * scale
        self.group, self.scale, self.slot = None, scale, "scale"

    def add_part(self, part: Fraction) -> bool:
        """Take "and a half" in."""
        if self.slot not in ("unit", "teen", "tens", "literal", "scale"):
            return False
        if self.slot == "scale" and self.group is None:
            self.readings.append((self.total, part))
            self.total += part * self.scale  # a million and a half
        else:
            self.group, self.slot = (self.group or Fraction(0)) + part, "literal"
            self.readings = []
        self.pieces += 1
        return True

    def finish(self, text: str) -> Number:
        """The number, with all its readings."""
        value = self.total + (self.group or 0)
        readings: list[Reading] = [(value,)]
        if self.slot == "literal" and self.digits and self.readings:
            readings = []
        elif self.slot == "share":
            readings, self.kind = list(share(value)), "fraction"
            if self.pieces == 2 and self.counted > 2:
                readings.append((self.counted,))  # "the previous four quarters"
        elif value % 1:
            readings += split(value)[1:]
        readings += self.readings
        if self.kind == "ordinal" and self.pieces == 1 and 3 <= value <= 10:
            readings.append((1 / value,))  # a third
        certain = self.certain and self.kind != "indefinite" and not self.loose and (self.digits or value > 2)
        return Number(
            readings[0][0], self.kind, self.start, self.end, text[self.start : self.end], certain, self.digits,
            tuple(dict.fromkeys(readings)),
        )  # fmt: skip


def find(text: str) -> list[Number]:
    """The numbers of an English text, in their order.

    Reads digits with their suffixes (21st, 1960s, $3bn, 5pm), words ("twenty-five", "half a million", "the
    sixties", "two-thirds") and mixtures ("2.5 million"). "a", "may" and the pronoun "one" are never certain.
    """
    folded = text.translate(DIGITS)
    if "&#" in folded:  # &#39; is an apostrophe, not 39
        folded = _ENTITY.sub(lambda entity: " " * len(entity.group()), folded)
    numbers = list(_sums(text, folded))
    for at in range(len(numbers) - 1):
        season = season_end(numbers[at], numbers[at + 1], folded)
        if season is not None:
            numbers[at + 1] = season
        else:
            numbers[at] = _with_shared_scale(numbers[at], numbers[at + 1], folded)
    return numbers


def _sums(text: str, folded: str) -> Iterator[Number]:
    """Walk the tokens; a number goes on while only a blank or a hyphen stands between its pieces."""
    number: _Sum | None = None
    end = 0  # of the last token that belongs to the number or links to it
    conjunction = False
    for token in _TOKEN.finditer(folded):
        start, group = token.start(), token.lastgroup
        if start < end:
            continue
        if number is not None:
            near = _GAP.fullmatch(folded, end, start) is not None
            if near and group == "word":
                letters = token.group().lower()
                if _links(number, letters, folded, token.end()):
                    conjunction, end = letters == "and", token.end()
                    continue
                word = WORDS.get(letters) if letters not in _ARTICLES else None
                if letters in ORDINAL_ONES and number.slot in ("tens", "hundred", "scale"):
                    word = Word("unit", ORDINAL_ONES[letters], ordinal=True)
                if word is not None and number.join(word, joined=conjunction):
                    number.end = end = token.end()
                    conjunction = False
                    continue
            elif (
                near
                and group == "plus"
                and number.add_part(_PLUS[re.split("[ -]", token.group().lower())[-1]])
            ):
                number.end = end = token.end()
                continue
            closed = _closed(number, text, folded)
            number = None
            if closed is not None:
                yield closed
                if closed.end > start:
                    end = closed.end
                    continue
        conjunction = False
        if group == "word":
            letters = token.group()
            word = WORDS.get(letters.lower())
            if word is not None:
                number = _Sum(start)
                number.join(word, joined=False)
                if letters[0].isupper() and start and not _OPENING.search(folded, max(0, start - 3), start):
                    number.certain = False  # Six Flags, the Eleventh Hour
                number.end = end = token.end()
            elif letters[0] in "IVXL" and len(letters) < 7 and (value := roman(letters)):
                yield _roman(value, text, token)
        elif group == "plus":
            number = _Sum(start + 4)
            number.join(
                Word("share", _PLUS[re.split("[ -]", token.group().lower())[-1]], certain=False), joined=False
            )
            number.readings = [(1 / (number.group or Fraction(1)),)]  # "and a third": another one
            number.end = end = token.end()
        else:
            number = _literal(token, folded)
            end = number.end
    if number is not None:
        closed = _closed(number, text, folded)
        if closed is not None:
            yield closed


def _links(number: _Sum, letters: str, folded: str, end: int) -> bool:
    """Whether this little word may stand inside a number: three hundred AND five, half A million, tens OF …"""
    if letters == "and":
        if number.slot == "scale" and (again := _AGAIN.match(folded, end)):
            return WORDS[again[1].lower()].value < number.scale  # four thousand and six thousand: two numbers
        return number.slot in ("hundred", "scale")
    if letters in ("a", "an"):
        return number.slot == "share"
    return letters == "of" and number.slot in ("share", "many")


def _roman(value: int, text: str, token: re.Match[str]) -> Number:
    """A Latin numeral: good to explain a number of the other side, never to ask for one."""
    reading = (Fraction(value),)
    start, end = token.span()
    return Number(reading[0], "ordinal", start, end, text[start:end], False, False, (reading,))


def _literal(token: re.Match[str], folded: str) -> _Sum:
    """Digits, with the suffix and the letters tied to them."""
    kind, readings = read_literal(token)
    start, end = token.span()
    number = _Sum(start, end, kind=kind, certain=True, digits=True, pieces=1, slot="literal")
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
            readings = (*scaled, readings[0])  # 5m is also five metres
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
    """1960s is also the sixties; 1800s is also the 19th century."""
    if value % 100 == 0 and value >= 1000:
        return ((value,), (value / 100 + 1,))
    return ((value,), (value % 100,)) if value >= 1000 else ((value,), (1900 + value,))


def _closed(number: _Sum, text: str, folded: str) -> Number | None:
    """The finished number with its percent sign; nothing for a bare article."""
    if number.pieces == 1 and folded[number.start : number.end].lower() in ("a", "an"):
        return None
    found = number.finish(text)
    percent = _PERCENT.match(folded, found.end)
    if not percent:
        return found
    readings = found.readings
    if (found.value / 100).denominator <= 5:
        readings = (*readings, (found.value / 100,))  # 50 % is a half
    end = percent.end()
    return replace(
        found, kind="percent", end=end, text=text[found.start : end], certain=found.certain or found.value > 0,
        readings=readings,
    )  # fmt: skip


def _with_shared_scale(number: Number, following: Number, folded: str) -> Number:
    """`20 to 30 thousand`: the first may be 20 or 20,000, so both readings are kept."""
    if number.value >= 1000 or following.value < 1000 or not folded[following.end - 1].isalpha():
        return number
    if not _RANGE.fullmatch(folded, number.end, following.start):
        return number
    scale = next(size for size in _SIZES if following.value >= size)
    return replace(number, readings=(*number.readings, (number.value * scale,)))
