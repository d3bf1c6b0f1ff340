# ruff: noqa: PLR2004 - numbers are the subject here
"""A number in the making: how English number words and digits add up, piece by piece."""

from dataclasses import dataclass, field
from fractions import Fraction

from mujaz.numbers.english_words import NumberWord
from mujaz.numbers.numerals import Kind, Number, Reading, share, split

_DOZEN = 12


@dataclass(slots=True)
class Sum:
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

    def join(self, word: NumberWord, *, joined: bool) -> bool:
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

    def _take(self, word: NumberWord, *, joined: bool) -> bool:  # noqa: C901 - one table of cases reads best whole
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

    def _begin(self, word: NumberWord) -> None:
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
        value = self.total + self.group if self.total and self.group else self.group or self.total
        readings: list[Reading] = [(value,)]
        if self.slot == "literal" and self.digits and self.readings:
            readings = []
        elif self.slot == "share":
            readings, self.kind = list(share(value)), "fraction"
            if self.pieces == 2 and self.counted > 2:
                readings.append((self.counted,))  # "the previous four quarters"
        elif value.denominator != 1:
            readings += split(value)[1:]
        readings += self.readings
        if self.kind == "ordinal" and self.pieces == 1 and 3 <= value <= 10:
            readings.append((1 / value,))  # a third
        certain = self.certain and self.kind != "indefinite" and not self.loose and (self.digits or value > 2)
        return Number(
            readings[0][0], self.kind, self.start, self.end, text[self.start : self.end], certain, self.digits,
            tuple(dict.fromkeys(readings)) if len(readings) > 1 else tuple(readings),
        )  # fmt: skip
