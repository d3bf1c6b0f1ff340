"""What the English number reader finds, word by word."""

from fractions import Fraction

import pytest

from mujaz.numbers.english import find
from mujaz.numbers.numerals import Number


def values(text: str) -> str:
    return " ".join(str(number.value) for number in find(text))


def only(text: str) -> Number:
    [number] = find(text)
    return number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # digits
        ("25 civilians", "25"),
        ("in 2016", "2016"),
        ("12,345 people", "12345"),
        ("1,250,000 people", "1250000"),
        ("1 250 000 people", "1250000"),
        ("3.5 degrees", "7/2"),
        ("12,345.67 dollars", "1234567/100"),
        ("a 25-year-old man", "25"),
        ("a three-day truce", "3"),
        ("$3bn", "3000000000"),
        ("$3 billion", "3000000000"),
        ("$300+ billion", "300000000000"),
        ("US$40", "40"),
        ("£1.2m", "1200000"),
        ("2.5 million", "2500000"),
        ("1.5 trillion", "1500000000000"),
        ("25k readers", "25000"),
        ("40%", "40"),
        ("40 percent", "40"),
        ("40 per cent", "40"),
        ("½ hour", "1/2"),
        ("2½ hours", "5/2"),
        ("2 1/2 hours", "5/2"),
        ("10:30", "21/2"),
        ("at 5pm", "5"),
        ("at 5 p.m.", "5"),
        ("on the 21st", "21"),
        ("the 1960s", "1960"),
        ("the mid-1960s", "1960"),
        ("the 1800s", "1800"),
        ("won 2-1", "2 1"),
        ("25km away", "25"),
        ("a 737 jet", "737"),
        # words
        ("three villages", "3"),
        ("ten soldiers", "10"),
        ("eleven soldiers", "11"),
        ("twelve soldiers", "12"),
        ("nineteen soldiers", "19"),
        ("twenty soldiers", "20"),
        ("twenty-five soldiers", "25"),
        ("twenty five soldiers", "25"),
        ("ninety-nine", "99"),
        ("a hundred", "100"),
        ("one hundred", "100"),
        ("one hundred and one", "101"),
        ("three hundred and fifty", "350"),
        ("three hundred fifty-two", "352"),
        ("four hundred and thirty-two", "432"),
        ("twelve hundred", "1200"),
        ("a thousand", "1000"),
        ("two thousand", "2000"),
        ("two thousand five hundred", "2500"),
        ("twenty-five thousand", "25000"),
        ("one hundred and one thousand two hundred", "101200"),
        ("a million", "1000000"),
        ("three million", "3000000"),
        ("one million two hundred thousand", "1200000"),
        ("four thousand and six", "4006"),
        ("between four thousand and six thousand", "4000 6000"),
        ("three hundred a day", "300"),
        # parts
        ("half", "1/2"),
        ("half a million", "500000"),
        ("half-million", "500000"),
        ("a quarter of a million", "250000"),
        ("two and a half", "5/2"),
        ("two and a half million", "2500000"),
        ("a million and a half", "1500000"),
        ("two-thirds", "2/3"),
        ("two thirds", "2/3"),
        ("one third", "1/3"),
        ("three quarters", "3/4"),
        ("three-quarters", "3/4"),
        ("four-fifths", "4/5"),
        ("a tenth", "10"),
        # ordinals and years in words
        ("third", "3"),
        ("the fourth round", "4"),
        ("twenty-first", "21"),
        ("thirty-second", "32"),
        ("the nineteenth century", "19 100"),
        ("nineteen eighty-four", "1984"),
        ("nineteen eighty", "1980"),
        ("the sixties", "60"),
        ("in his forties", "40"),
        # counted otherwise
        ("a dozen", "12"),
        ("two dozen", "24"),
        ("half a dozen", "6"),
        ("both", "2"),
        ("twice", "2"),
        ("a pair", "2"),
        ("a couple", "2"),
        ("a single", "1"),
        ("triple", "3"),
        ("quadruple", "4"),
        ("quintuplets", "5"),
        # indefinite
        ("hundreds", "100"),
        ("thousands", "1000"),
        ("tens of thousands", "10000"),
        ("hundreds of thousands", "100000"),
        ("dozens", "10"),
        ("millions", "1000000"),
        # names and numerals
        ("an F-16", "16"),
        ("COVID-19", "19"),
        ("the G20", "20"),
        ("CO2", "2"),
        ("C4", "4"),
        ("Charles III", "3"),
        ("World War II", "2"),
        ("Louis XVI", "16"),
        ("Super Bowl XLIX", "49"),
    ],
)
def test_values(text: str, expected: str) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("25", "cardinal"),
        ("21st", "ordinal"),
        ("fourth", "ordinal"),
        ("40%", "percent"),
        ("fifty percent", "percent"),
        ("2016", "year"),
        ("1960s", "decade"),
        ("the sixties", "decade"),
        ("10:30", "time"),
        ("5pm", "time"),
        ("15/10/2016", "date"),
        ("9/11", "date"),
        ("April", "month"),
        ("hundreds", "indefinite"),
        ("F-16", "name"),
        ("737s", "name"),
        ("two-thirds", "fraction"),
        ("one third", "fraction"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert only(text).kind == kind


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("25", True),
        ("2", True),
        ("twenty-five", True),
        ("three", True),
        ("half a million", True),
        ("1960s", True),
        ("the sixties", True),
        ("two", False),
        ("one", False),
        ("first", False),
        ("a second", False),
        ("may", False),
        ("March", False),
        ("third", False),
        ("both", False),
        ("half", False),
        ("dozens", False),
        ("two dozen", False),
        ("CO2", False),
        ("F-16", False),
        ("COVID-19", False),
        ("Louis XVI", False),
        ("aboard Air Force Seven", False),  # a capital in mid-sentence: perhaps a name
    ],
)
def test_certainty(text: str, certain: bool) -> None:
    assert find(text)[-1].certain is certain


@pytest.mark.parametrize(
    "text", ["", "a village", "an attack", "often", "tension", "I said", "and", "it&#39;s"]
)
def test_nothing_at_all(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("9/11", (9, 11)),
        ("9/11", (9, 11, 2001)),
        ("1960s", (60,)),
        ("1800s", (19,)),
        ("5pm", (17,)),
        ("5 p.m.", (17,)),
        ("10:30", (10, 30)),
        ("0230", (Fraction(5, 2),)),
        ("50%", (Fraction(1, 2),)),
        ("half", (50,)),
        ("3.5", (3, Fraction(1, 2))),
        ("$2.05", (2, 5)),
        ("9.6", (9, 600)),
        ("a third", (Fraction(1, 3),)),
        ("two dozen", (20,)),
        ("5m", (5,)),  # metres
    ],
)
def test_other_readings(text: str, reading: tuple[int | Fraction, ...]) -> None:
    assert tuple(map(Fraction, reading)) in only(text).readings


@pytest.mark.parametrize("text", ["20 to 30 thousand", "20-30 thousand", "20 or 30 thousand"])
def test_a_scale_is_shared_over_a_range(text: str) -> None:
    first, second = find(text)
    assert second.value == 30_000
    assert {reading[0] for reading in first.readings} == {20, 20_000}


@pytest.mark.parametrize("text", ["2010-11", "2010–11"])
def test_the_second_year_of_a_season(text: str) -> None:
    _, second = find(text)
    assert second.readings[0] == (Fraction(2011),)


def test_offsets() -> None:
    text = "Some twenty-five of 1,200 people left at 5 p.m. on May 3."
    for number in find(text):
        assert text[number.start : number.end] == number.text
    assert [number.text for number in find(text)] == ["twenty-five", "1,200", "5 p.m.", "May", "3"]


def test_percent_belongs_to_the_number() -> None:
    assert only("40 percent").text == "40 percent"


def test_endless_digits_are_read_in_pieces() -> None:
    assert len(find("7" * 5000)) > 1
