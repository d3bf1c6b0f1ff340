"""Find the numbers of an Arabic text, in digits and in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from pipeline.arabic.number_words import FOLD, WORDS, Word
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

_MARKS = re.compile(
    r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
)
_TOKEN = re.compile(LITERAL + r"|(?P<word>[ء-يٮ-ۓA-Za-z]+)")
_PERCENT_SIGN = re.compile(r"\s{0,2}%|\s+(?:ب|في\s+)(?:ال)(?:مئه|مائه|مايه)(?![ء-ي])|\s+بالميه")
_RANGE = re.compile(r"\s*(?:[-–—]|و|او|الي|حتي)?\s*")
_CENTURY = re.compile(r"\s+(?:من\s+)?القرن\s+")
_LESS = re.compile(r"(?:\s+[ء-ي]+)?\s+الا\s+")
_FAR = 24  # characters between two numbers that may belong together
_SCALE_WORD = re.compile(r"الف|الاف|ملي|بلي|تريلي|ترلي")
_SIZES = (10**12, 10**9, 10**6, 10**3)
_TIED_BEFORE = re.compile(r"([ء-يA-Za-z]+)([-‑–]?)$")
_TIED_AFTER = re.compile(r"([A-Za-z]+)")
_BARE_HUNDRED = frozenset(("مئه", "مائه", "مايه"))
_COMPOSED = frozenset(("الف", "الفا", "الفي"))  # alone also "he composed", "Alpha", a letter and a surname
_ANYONE = frozenset(("احد", "احدي"))
_NOT_WITH_ARTICLE = frozenset(
    ("اثنين", "اثنان", "قرن", "عقد", "مئوي", "مئويه")
)  # Monday; of the 19th century
_CLOCK = frozenset(("الساعه", "ساعه", "والساعه", "للساعه"))
_CLITIC = frozenset(("ب", "ل", "ك", "و", "ف", "ال", "بال", "لل", "وال", "ول", "وب", "كال", "فال"))
# Latin letters right after digits that are a unit, not part of a name.
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
        "st",
        "nd",
        "rd",
        "th",
        "s",
        "c",
        "f",
        "ft",
    ]
)


@dataclass(slots=True)
class _Sum:
    """A number in the making: pieces join it while Arabic grammar lets them."""

    start: int
    end: int = 0
    total: Fraction = Fraction(0)  # what a scale word has closed
    group: Fraction | None = None  # below a thousand, still open
    slot: str = ""  # the role of the piece that joined last
    scale: Fraction = Fraction(0)  # the scale word that joined last
    pieces: int = 0
    kind: Kind = "cardinal"
    certain: bool = False
    digits: bool = False
    teens: bool = True  # عشر may follow
    twin: Fraction = Fraction(0)  # ألفا is "a thousand", or "two thousand" before its noun: this much more
    readings: list[Reading] = field(default_factory=list)  # of a literal, times a scale; or of a mixed sum
    # Where a piece has joined a closed sum (مليون و200), it may yet turn out to begin another number
    # (مليون و200 مليون): `head` is the sum before it, `tail` the other number.
    head: "_Sum | None" = None
    tail: "_Sum | None" = None

    @property
    def value(self) -> Fraction:
        """What the pieces make together."""
        return self.total + (self.group or 0)

    def join(self, word: Word, *, joined: bool) -> bool:
        """Take the next word in, or say that it begins another number."""
        first = not self.pieces
        head = self._copy() if joined and self.slot == "scale" else None
        if not _ROLES[word.role](self, word, joined or first, first):
            return False
        if head is not None:
            self.head, self.tail = head, _Sum(0)
            self.tail.join(word, joined=False)
        elif self.tail is not None and not self.tail.join(word, joined=joined):
            self.head = self.tail = None
        self.pieces += 1
        self.certain = word.certain if first else self.certain or word.role != "part"
        if first and (word.stem in _COMPOSED or (word.definite and word.stem in _BARE_HUNDRED)):
            self.certain = False
        if first and word.ordinal and word.stem.endswith("ه") and not word.definite:
            self.certain = False  # ثالثة: "a third one"; رابعة: a square in Cairo
        if word.ordinal:
            self.kind = "ordinal"
        return True

    def _copy(self) -> "_Sum":
        return replace(self, readings=list(self.readings), head=None, tail=None)

    def literal(self, kind: Kind, readings: tuple[Reading, ...], *, joined: bool) -> bool:
        """Take digits in: first, or after a scale word and و, as in مليون و200 ألف."""
        value = readings[0][0]
        if self.pieces:
            if not (joined and self.slot == "scale" and len(readings[0]) == 1 and value < self.scale):
                return False
            self.head, self.tail = self._copy(), _Sum(0)
            self.tail.literal(kind, readings, joined=False)
            self.readings = [(self.total, value)]
        else:
            self.kind, self.readings = kind, list(readings)
        self.group, self.slot, self.digits, self.certain = value, "literal", True, True
        self.pieces += 1
        return True

    def finish(self, text: str, end: int) -> Number:
        """The number, with all its readings."""
        self.end = end
        value = self.value
        readings: list[Reading] = [(value,)]
        if self.slot == "literal" and self.pieces == 1:
            readings = []
        elif value < 1 and self.slot == "part":
            readings, self.kind = list(share(value)), "fraction"
        elif value % 1:
            readings += split(value)[1:]
        readings += self.readings
        if self.twin:
            readings.append((value + self.twin,))
        certain = self.certain and (self.digits or value > 2) and self.kind != "indefinite"
        return Number(
            readings[0][0], self.kind, self.start, end, text[self.start : end], certain, self.digits,
            tuple(dict.fromkeys(readings)),
        )  # fmt: skip


def _unit(number: _Sum, word: Word, joined: bool, first: bool) -> bool:
    if not (first or (joined and number.slot in ("hundred", "scale"))):
        return False
    number.group, number.slot = (number.group or Fraction(0)) + word.value, "unit"
    number.teens = not (first and word.stem in ("واحد", "واحده"))  # الواحد عشرة: two numbers
    if not first and word.stem.startswith("واحد"):
        number.readings.append((number.value - 1,))  # مليون واحد, just one million
    return True


def _ten(number: _Sum, word: Word, joined: bool, first: bool) -> bool:
    teen = number.slot == "unit" and not joined and number.teens
    if not (first or teen or (joined and number.slot in ("hundred", "scale"))):
        return False
    number.group, number.slot = (number.group or Fraction(0)) + word.value, "teen" if teen else "ten"
    return True


def _tens(number: _Sum, word: Word, joined: bool, first: bool) -> bool:
    if not (first or (joined and number.slot in ("unit", "hundred", "scale"))):
        return False
    number.group, number.slot = (number.group or Fraction(0)) + word.value, "tens"
    return True


def _hundred(number: _Sum, word: Word, joined: bool, first: bool) -> bool:
    if number.slot == "unit" and not joined and number.group is not None and 3 <= number.group <= 9:
        number.group = number.group * word.value
    elif first or (joined and number.slot == "scale"):
        number.group = word.value
    else:
        return False
    number.slot = "hundred"
    return True


def _scale(number: _Sum, word: Word, joined: bool, first: bool) -> bool:
    if number.slot == "closed":  # مليون ونصف المليون
        return word.value == number.scale and not joined
    if first or (joined and number.slot == "scale" and word.value < number.scale):
        number.total += word.value
        if first and word.stem.endswith("ا"):
            number.twin = word.value
    elif joined or number.slot in ("lone", "month", "dual", "indefinite"):
        return False
    elif number.group is not None and (not number.scale or word.value < number.scale):
        number.total += number.group * word.value
        factor = word.value
        number.readings = [(*r[:-1], r[-1] * factor) for r in number.readings if len(r) == 1 or number.scale]
        number.group = None
    elif number.slot == "scale" and word.value > number.scale:  # ألف مليون
        number.total *= word.value
    else:
        return False
    number.slot, number.scale = "scale", next(Fraction(size) for size in _SIZES if word.value >= size)
    return True


def _scales(number: _Sum, word: Word, joined: bool, first: bool) -> bool:
    if first:
        number.kind, number.total, number.slot, number.certain = "indefinite", word.value, "indefinite", False
        return True
    if number.slot == "indefinite" and not joined:  # عشرات الآلاف, مئات الملايين
        number.total *= word.value
        return True
    return _scale(number, word, joined, first)


def _hundreds(number: _Sum, word: Word, joined: bool, first: bool) -> bool:  # noqa: ARG001 - one shape for all roles
    if first:
        number.kind, number.total, number.slot = "indefinite", word.value, "indefinite"
    return first


def _part(number: _Sum, word: Word, joined: bool, first: bool) -> bool:
    if first:
        number.group, number.slot = word.value, "part"
        number.readings = [(word.value * 60,), (word.value * 12,)]  # of an hour, of a year
        if word.joined:
            number.readings += [(1 + word.value,), (2 + word.value,)]  # ساعة ونصف, ساعتين ونصف
        return True
    if not joined:
        return False
    if number.slot == "scale":  # مليون ونصف: and half a million
        number.readings.append((number.total, word.value))
        number.total += word.value * number.scale
        number.slot = "closed"
        return True
    if number.group is not None and number.slot in ("unit", "literal", "ten", "teen", "tens", "lone"):
        number.readings = [(number.group, word.value * 60)]  # 3:30
        number.group += word.value
        number.slot = "whole and part"
        return True
    return False


def _parts(number: _Sum, word: Word, joined: bool, first: bool) -> bool:
    if first or joined or number.group is None or number.slot not in ("unit", "literal"):
        return False
    number.readings = []
    number.group, number.slot = number.group / word.value, "part"
    return True


def _lone(number: _Sum, word: Word, joined: bool, first: bool) -> bool:  # noqa: ARG001 - one shape for all roles
    if first:
        number.group, number.slot = word.value, "lone"
        if word.role != "lone":
            number.kind = "dual" if word.role == "dual" else "month"
        elif word.stem.endswith("ات"):
            number.kind = "decade"
            number.readings = [(1900 + word.value,), (1800 + word.value,)]
            if word.value < 40:
                number.readings.append((2000 + word.value,))
    return first


_ROLES = {
    "unit": _unit, "ten": _ten, "tens": _tens, "hundred": _hundred, "scale": _scale, "scales": _scales,
    "hundreds": _hundreds, "part": _part, "parts": _parts, "lone": _lone, "dual": _lone, "month": _lone,
}  # fmt: skip


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
    start, end = kept[number.start], kept[number.end] if number.end < len(kept) else len(text)
    return replace(number, start=start, end=end, text=text[start:end])


def _find(text: str) -> list[Number]:
    folded = text.translate(FOLD).translate(DIGITS)
    numbers = list(_sums(text, folded))
    for at in range(len(numbers) - 1):
        numbers[at], numbers[at + 1] = _beside(numbers[at], numbers[at + 1], folded)
    return numbers


def _beside(number: Number, following: Number, folded: str) -> tuple[Number, Number]:
    """What two neighbours say about each other."""
    if following.start - number.end > _FAR:
        return number, following
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
            whole = number.value + following.value  # ثلاثة وسبعين وستة أعشار
            readings = ((whole,), (number.value, following.value))
            return (
                replace(number, certain=False),
                replace(following, value=whole, readings=readings, certain=True, kind=following.kind),
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


def _sums(text: str, folded: str) -> Iterator[Number]:
    """Walk the tokens; a number goes on while only blanks stand between its pieces."""
    number: _Sum | None = None
    end = 0  # of the last token looked at
    before = ""  # the last word that is no number
    conjunction = False  # a lone و came last
    for token in _TOKEN.finditer(folded):
        start, group = token.start(), token.lastgroup
        if start < end:
            continue  # a percent sign in words was taken with its number
        word: Word | None = None
        if group == "word":
            letters = token.group()
            word = WORDS.get(letters)
            if word is not None and word.stem in _BARE_HUNDRED and letters.endswith("بال" + word.stem):
                word = None  # "per cent"
            if word is None and letters == "و" and number is not None and folded[end:start].isspace():
                conjunction, end = True, token.end()
                continue
        if number is not None:
            gap = folded[end:start]
            near = not gap or gap.isspace()
            joined = conjunction or (word is not None and word.joined)
            if near and word is not None:
                forked = number.tail  # as it was before this word
                taken = number.join(word, joined=joined)
                if not taken and number.head is not None and forked is not None:
                    taken = forked.join(word, joined=joined)
                    if taken:
                        yield from _closed(number.head, text, folded, before)
                        number = forked
                if taken:
                    if number.tail is not None and not number.tail.pieces > 1:
                        number.tail.start = start
                    number.end = end = token.end()
                    conjunction = False
                    continue
            if near and word is None and group != "word":
                kind, readings = _literal_in_place(token, folded)
                if kind != "name" and number.literal(kind, readings, joined=joined):
                    if number.tail is not None:
                        number.tail.start = start
                    number.end = end = token.end()
                    conjunction = False
                    continue
            yield from _closed(number, text, folded, before)
            after = _PERCENT_SIGN.match(folded, number.end)
            number = None
            if after and after.end() > start:
                end = after.end()
                continue
        end = token.end()
        conjunction = False
        if group != "word":
            number = _Sum(start)
            kind, readings = _literal_in_place(token, folded)
            number.literal(kind, readings, joined=False)
            number.end = end
        elif word is not None:
            number = _Sum(start)
            if number.join(word, joined=False):
                number.end = end
            else:
                number = None
        else:
            before = letters
            value = roman(letters) if letters[0] in "IVXL" else None
            if value:
                yield _roman(value, text, start, end)
    if number is not None:
        yield from _closed(number, text, folded, before)


def _roman(value: int, text: str, start: int, end: int) -> Number:
    """A Latin numeral: good to explain a number of the other side, never to ask for one."""
    reading = (Fraction(value),)
    return Number(reading[0], "ordinal", start, end, text[start:end], False, False, (reading,))


def _closed(number: _Sum, text: str, folded: str, before: str) -> Iterator[Number]:
    """The finished number with its percent sign or its clock; nothing for a weekday or "anyone"."""
    start, end = number.start, number.end
    if number.pieces == 1 and not number.digits:
        word = WORDS[folded[start:end]]
        if word.stem in _ANYONE or (word.definite and word.stem in _NOT_WITH_ARTICLE):
            return
    found = number.finish(text, end)
    percent = _PERCENT_SIGN.match(folded, end)
    if percent:
        readings = found.readings
        if (found.value / 100).denominator <= 5:
            readings = (*readings, (found.value / 100,))  # 50 % is a half
        end = percent.end()
        yield Number(found.value, "percent", start, end, text[start:end], True, found.digits, readings)
    elif before in _CLOCK and found.kind in ("ordinal", "cardinal", "fraction") and found.value <= 24:
        yield replace(found, kind="time")
    else:
        yield found


def _literal_in_place(token: re.Match[str], folded: str) -> tuple[Kind, tuple[Reading, ...]]:
    """What these digits mean where they stand: letters tied to them make them a name."""
    kind, readings = read_literal(token)
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
    scale = next(size for size in _SIZES if following.value >= size)
    return replace(number, readings=(*number.readings, (number.value * scale,)))
