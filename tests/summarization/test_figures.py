"""Key figures and datelines: what is taken, word for word, and what is left out."""

import pytest

from mujaz.article import Sentence, Translation
from mujaz.flags import Flag
from mujaz.summarization.dateline import dateline
from mujaz.summarization.figures import MOST, figures

WRONG = Flag("number_mismatch", "high", "14 is missing from the English")
UNSURE = Flag("loop", "high", "repeats itself")


def article(*english: str, flags: dict[int, Flag] | None = None) -> list[Translation]:
    marked = flags or {}
    return [
        Translation(Sentence(n, 1, 0, 1, "-"), text, None, (marked[n],) if n in marked else ())
        for n, text in enumerate(english, start=1)
    ]


def texts(*english: str) -> list[str]:
    return [figure.text for figure in figures(article(*english))]


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("The shelling killed at least 25 civilians.", ["at least 25 civilians"]),
        ("The truce will last for seven days from midnight.", ["seven days"]),
        ("Haddad won with 52.4 percent of the votes.", ["52.4 percent of the votes"]),
        ("A deal worth $3.5bn was signed.", ["$3.5bn"]),
        ("They paid 45 million dollars for it.", ["45 million dollars"]),
        ("Some 4,500 Syrian refugees arrived.", ["Some 4,500 Syrian refugees"]),
        ("27 others were wounded near the gate.", ["27 others were wounded"]),
        ("Trucks brought 30 tons of aid on Monday.", ["30 tons of aid"]),
        ("The bank raised rates by 150 basis points on Monday.", ["150 basis points"]),
        ("Thousands of abandoned farms burned.", ["Thousands of abandoned farms"]),
        ("Police searched hundreds of looted shops.", ["hundreds of looted shops"]),
    ],
)
def test_a_figure_is_a_number_with_what_it_counts(english: str, expected: list[str]) -> None:
    assert texts(english) == expected
    assert all(text in english for text in texts(english))


@pytest.mark.parametrize(
    "english",
    [
        "The law of 2019 was amended on March 14, 2021.",
        "It was the 12th meeting of the council since the 1990s.",
        "Al-Nahda beat Al-Wahda 3-1 at home.",
        "The 38-year-old baker came at 11:30 a.m. with an F-16 pilot.",
        "The two countries agreed on everything.",
        "Baghdad - (Agencies 24): The army left.",
    ],
)
def test_dates_ordinals_ages_scores_and_names_are_none(english: str) -> None:
    assert texts(english) == []


def test_the_weightiest_come_first_and_no_more_than_eight() -> None:
    assert texts(
        "The session lasted nine hours.",
        "Inflation rose to 12 percent.",
        "The fire destroyed 40 shops.",
        "The fire killed 15 workers.",
        "The owner lost 3 million dinars.",
    ) == ["15 workers", "3 million dinars", "12 percent", "40 shops", "nine hours"]
    assert len(texts(*(f"They planted {n}0 trees and {n}5 bushes." for n in range(3, 12)))) == MOST


def test_the_same_number_of_the_same_thing_is_one_figure() -> None:
    found = figures(
        article(
            "The blast killed 14 people.", "Of the fourteen people, none was a guard.", "14 shops burned."
        )
    )
    assert [(one.text, one.sentences) for one in found] == [("14 people", (1, 2)), ("14 shops", (3,))]


def test_wrong_numbers_never_and_other_doubtful_sentences_last() -> None:
    assert figures(article("The blast killed 14 people.", flags={1: WRONG})) == ()
    (found,) = figures(article("He saw 14 people.", "Then 14 local people came.", flags={1: UNSURE}))
    assert found.text == "14 local people"
    assert found.sentences == (1, 2)


def line(arabic: str, english: str) -> str:
    return dateline([Translation(Sentence(1, 1, 0, len(arabic), arabic), english, None)])


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("عواصم - (وكالات): أعلن الجيش", "Capitals - (Agencies): The army announced", "Capitals (Agencies)"),
        ("القاهرة (رويترز) - قال الوزير", "CAIRO (Reuters) - The minister said", "CAIRO (Reuters)"),
        ("دمشق ـ سانا: وصل الرئيس", "Damascus - SANA: The president arrived", "Damascus (SANA)"),
        ("عمّان - (بترا): صدر", "Amman - (Petra): A decree was issued", "Amman (Petra)"),
        ("أعلن الجيش أنه انسحب", "Baghdad - (Agencies): The army left", ""),
        ("بغداد - (وكالات): انسحب الجيش", "The army left", ""),
        ("أردوغان: لن ننسحب", "Erdogan: We will not withdraw", ""),
    ],
)
def test_a_dateline_stands_on_both_sides_or_is_none(arabic: str, english: str, expected: str) -> None:
    assert line(arabic, english) == expected


def test_the_killed_and_the_wounded_are_two_figures() -> None:
    found = figures(
        article(
            "12 soldiers were killed near the gate.",
            "12 soldiers were wounded in the camp.",
            "The army rescued 12 soldiers at dawn.",
            "The 12 soldiers died on the spot.",
            "Clashes killed at least 12 soldiers, officers said.",
        )
    )
    assert [(figure.text, figure.sentences) for figure in found] == [
        ("12 soldiers were killed", (1, 4, 5)),
        ("12 soldiers were wounded", (2,)),
        ("12 soldiers", (3,)),
    ]
