"""Notice an indefinite amount of another size: آلاف, thousands, that became millions.

What is dropped or added altogether is left alone: العشرات is often "many". Only where each side has a size that the
other lacks was one put for the other.
"""

from fractions import Fraction

from mujaz.numbers.numerals import Number

_SPANS = ("decade", "centur")  # counted by the Arabic as spans of time, عقود and قرون
_ONES = {
    10: "tens",
    100: "hundreds",
    1000: "thousands",
    10**6: "millions",
    10**9: "billions",
    10**12: "trillions",
}


def resized(source: list[Number], target: list[Number]) -> tuple[list[Number], list[Number]]:
    """The indefinite amounts of the Arabic that the English lacks, and the reverse; both empty or neither."""
    here, there = _sizes(source), _sizes(target)
    if not here or not there:
        return [], []
    lost = [number for size, number in here.items() if size not in there]
    added = [number for size, number in there.items() if size not in here]
    return (lost, added) if lost and added else ([], [])


def _sizes(numbers: list[Number]) -> dict[Fraction, Number]:
    return {
        number.value: number
        for number in numbers
        if number.kind == "indefinite" and not number.text.lower().startswith(_SPANS)
    }


def in_words(size: Fraction) -> str:
    """An indefinite amount by its size: 1000 is "thousands", 100,000 "hundreds of thousands"."""
    whole = next(one for one in sorted(_ONES, reverse=True) if one <= size)
    times = int(size / whole)
    return f"{_ONES[times]} of {_ONES[whole]}" if times in _ONES else _ONES[whole]
