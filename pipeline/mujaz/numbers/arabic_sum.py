# ruff: noqa: PLR2004 - numbers are the subject here
"""A number in the making: how Arabic number words and digits add up, piece by piece."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from mujaz.numbers.arabic_words import NumberWord
from mujaz.numbers.numerals import SIZES, Kind, Number, Reading, share, split

_COMPOSED = frozenset(("الف", "الفا", "الفي"))  # alone also "he composed", "Alpha", a letter and a surname
BARE_HUNDRED = frozenset(("مئه", "مائه", "مايه"))


@dataclass(slots=True)
class Sum:
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
    definite: bool = False  # begins with ال
    teens: bool = True  # عشر may follow
    twin: Fraction = Fraction(0)  # ألفا is "a thousand", or "two thousand" before its noun: this much more
    readings: list[Reading] = field(default_factory=list)  # of a literal, times a scale; or of a mixed sum
    # Where a piece has joined a closed sum (مليون و200), it may yet turn out to begin another number
    # (مليون و200 مليون): `head` is the sum before it, `tail` the other number.
    head: "Sum | None" = None
    tail: "Sum | None" = None

    @property
    def value(self) -> Fraction:
        """What the pieces make together."""
        return self.total + self.group if self.total and self.group else self.group or self.total

    def join(self, word: NumberWord, *, joined: bool) -> bool:
        """Take the next word in, or say that it begins another number."""
        first = not self.pieces
        if not first and (word.preposition or self.kind == "name"):
            return False  # في 2022 بمليار, سارس كوف-2 مليون
        head = self._copy() if joined and self.slot == "scale" else None
        if not _ROLES[word.role](self, word, joined or first, first):
            return False
        if head is not None:
            self.head, self.tail = head, Sum(0)
            self.tail.join(word, joined=False)
        elif self.tail is not None and not self.tail.join(word, joined=joined):
            self.head = self.tail = None
        if first:
            self.definite = word.definite
        self.pieces += 1
        self.certain = word.certain if first else self.certain or word.role != "part"
        if first and (word.stem in _COMPOSED or (word.definite and word.stem in BARE_HUNDRED)):
            self.certain = False
        if first and word.ordinal and word.stem.endswith("ه") and not word.definite:
            self.certain = False  # ثالثة: "a third one"; رابعة: a square in Cairo
        if word.ordinal:
            self.kind = "ordinal"
        return True

    def _copy(self) -> "Sum":
        return replace(self, readings=list(self.readings), head=None, tail=None)

    def literal(self, kind: Kind, readings: tuple[Reading, ...], *, joined: bool) -> bool:
        """Take digits in: first, or after a scale word and و, as in مليون و200 ألف."""
        value = readings[0][0]
        if self.pieces:
            if not (joined and self.slot == "scale" and len(readings[0]) == 1 and value < self.scale):
                return False
            self.head, self.tail = self._copy(), Sum(0)
            self.tail.literal(kind, readings, joined=False)
            self.readings = [(self.total, value)]
        else:
            self.kind, self.readings = kind, list(readings)
        self.group, self.slot, self.digits, self.certain = value, "literal", True, True
        self.pieces += 1
        return True

    def finish(self, text: str) -> Number:
        """The number, with all its readings."""
        value = self.value
        readings: list[Reading] = [(value,)]
        if self.slot == "literal" and self.pieces == 1:
            readings = []
        elif value < 1 and self.slot == "part":
            readings, self.kind = list(share(value)), "fraction"
        elif value.denominator != 1:
            readings += split(value)[1:]
        readings += self.readings
        if self.twin:
            readings.append((value + self.twin,))
        certain = self.certain and (self.digits or value > 2) and self.kind != "indefinite"
        return Number(
            readings[0][0], self.kind, self.start, self.end, text[self.start : self.end], certain, self.digits,
            tuple(dict.fromkeys(readings)) if len(readings) > 1 else tuple(readings),
        )  # fmt: skip


def _plus(group: Fraction | None, value: Fraction) -> Fraction:
    return group + value if group else value


def _unit(number: Sum, word: NumberWord, joined: bool, first: bool) -> bool:
    if not (first or (joined and number.slot in ("hundred", "scale"))):
        return False
    number.group, number.slot = _plus(number.group, word.value), "unit"
    # كلمة واحدة عشر سنوات and الواحد عشرة are two numbers, واحد عشر is 11
    number.teens = not (first and (word.stem == "واحده" or (word.definite and word.stem == "واحد")))
    if not first and word.stem.startswith("واحد"):
        number.readings.append((number.value - 1,))  # مليون واحد, just one million
    return True


def _ten(number: Sum, word: NumberWord, joined: bool, first: bool) -> bool:
    teen = number.slot == "unit" and not joined and number.teens
    if not (first or teen or (joined and number.slot in ("hundred", "scale"))):
        return False
    number.group, number.slot = _plus(number.group, word.value), "teen" if teen else "ten"
    return True


def _tens(number: Sum, word: NumberWord, joined: bool, first: bool) -> bool:
    if not (first or (joined and number.slot in ("unit", "hundred", "scale"))):
        return False
    if number.kind == "ordinal" and number.definite and not word.definite:
        return False  # السابعة وأربعين دقيقة: 7:40
    number.group, number.slot = _plus(number.group, word.value), "tens"
    return True


def _hundred(number: Sum, word: NumberWord, joined: bool, first: bool) -> bool:
    if number.slot == "unit" and not joined and number.group is not None and 3 <= number.group <= 9:
        number.group = number.group * word.value
    elif first or (joined and number.slot == "scale"):
        number.group = word.value
    else:
        return False
    number.slot = "hundred"
    return True


def _scale(number: Sum, word: NumberWord, joined: bool, first: bool) -> bool:
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
    number.slot, number.scale = "scale", next(Fraction(size) for size in SIZES if word.value >= size)
    return True


def _scales(number: Sum, word: NumberWord, joined: bool, first: bool) -> bool:
    if first:
        number.kind, number.total, number.slot, number.certain = "indefinite", word.value, "indefinite", False
        return True
    if number.slot == "indefinite" and not joined:  # عشرات الآلاف, مئات الملايين
        number.total *= word.value
        return True
    return _scale(number, word, joined, first)


def _hundreds(number: Sum, word: NumberWord, joined: bool, first: bool) -> bool:  # noqa: ARG001 - one shape for all roles
    if first:
        number.kind, number.total, number.slot = "indefinite", word.value, "indefinite"
    return first


def _part(number: Sum, word: NumberWord, joined: bool, first: bool) -> bool:
    if first:
        number.group, number.slot = word.value, "part"
        if word.joined:
            number.readings = [(1 + word.value,), (2 + word.value,)]  # ساعة ونصف, ساعتين ونصف
        return True
    if not joined:
        return False
    if number.slot == "scale":  # مليون ونصف: and half a million
        number.readings.append((number.total, word.value))
        number.total += word.value * number.scale
        number.slot = "closed"
        return True
    tenth = number.slot == "lone" and number.kind == "ordinal"  # العاشرة والنصف, not عقد ونصف
    if number.group is not None and (number.slot in ("unit", "literal", "ten", "teen", "tens") or tenth):
        number.readings = [(number.group, word.value * 60)]  # 3:30
        number.group += word.value
        number.slot = "whole and part"
        return True
    return False


def _parts(number: Sum, word: NumberWord, joined: bool, first: bool) -> bool:
    if first or joined or number.group is None or number.slot not in ("unit", "literal"):
        return False
    number.readings = []
    number.group, number.slot = number.group / word.value, "part"
    return True


def _lone(number: Sum, word: NumberWord, joined: bool, first: bool) -> bool:  # noqa: ARG001 - one shape for all roles
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
