"""What a point may lose, and what never."""

import pytest

from mujaz.article import Sentence, Translation
from mujaz.summarization.shorten import shortened

BEGIN = "The ministry closed both bridges over the river to lorries for a month because of the damage to their pillars"
AR = "أغلقت الوزارة الجسرين (شرق المدينة) أمام الشاحنات شهراً، وسط مخاوف"


def short(english: str, speaker: str = "", arabic: str = AR) -> str:
    return shortened(Translation(Sentence(1, 1, 0, 1, arabic), english, None), speaker)


def test_links_datelines_brackets_and_a_trailing_background_clause_go() -> None:
    assert short("Meanwhile, the ministry closed both bridges over the river to lorries.") == (
        "The ministry closed both bridges over the river to lorries."
    )
    assert (
        short("Cairo - (Agencies): The ministry closed both bridges.") == "The ministry closed both bridges."
    )
    assert short("The ministry closed both bridges (east of the city) to lorries.") == (
        "The ministry closed both bridges to lorries."
    )
    assert short(f"{BEGIN}, amid fears of a wider collapse.") == f"{BEGIN}."


@pytest.mark.parametrize(
    "tail",
    [
        ", amid fears for 40 villages.",
        ", amid fears in Upper Egypt.",
        ", which was not expected.",
        ", which the police said was the cause.",
        ", which a witness called “a disaster”.",
        ", where no one was hurt.",
    ],
)
def test_a_number_a_name_a_denial_or_a_source_never_goes(tail: str) -> None:
    assert short(f"{BEGIN}{tail}") == f"{BEGIN}{tail}"


def test_a_clause_or_bracket_that_the_arabic_does_not_have_stays() -> None:
    plain = "أغلقت الوزارة الجسرين"
    for text in (
        f"{BEGIN}, amid fears of a wider collapse.",
        "The ministry closed both bridges (east of the city).",
    ):
        assert short(text, arabic=plain) == text


def test_who_is_meant_stands_in_brackets_behind_a_pronoun() -> None:
    assert short("He added that the road was closed.", "The governor of Aswan") == (
        "He [the governor of Aswan] added that the road was closed."
    )
    assert short("He added that the road was closed.") == "He added that the road was closed."


@pytest.mark.parametrize(
    "text",
    [
        "The court tried the man for (attempted) murder of two of his neighbours.",
        "The conference will begin at five (p.m.) in the hall of the ministry.",
        "The (former) president of the company was taken to hospital after the accident.",
        "The bridge was closed (it is reportedly unsafe) to all lorries.",
    ],
)
def test_brackets_that_qualify_what_stands_beside_them_stay(text: str) -> None:
    assert short(text) == text


@pytest.mark.parametrize(
    "tail",
    [
        ", which is unlikely.",
        ", which proved false.",
        ", which rebels dispute.",
        ", where engineers doubt the need.",
        ", which isn’t safe.",
        ", which has yet to be proven.",
    ],
)
def test_a_doubt_about_what_was_told_stays(tail: str) -> None:
    assert short(f"{BEGIN}{tail}") == f"{BEGIN}{tail}"


@pytest.mark.parametrize(
    "text",
    [
        "But for the police, the fire on the bridge would have killed many.",
        "Yet to be identified gunmen opened fire on a bus in the north.",
    ],
)
def test_words_that_look_like_links_stay(text: str) -> None:
    assert short(text) == text


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("He was arrested on Monday at the airport, the police said.", "The police"),
        ("She died of her wounds on the way to hospital, said the doctor.", "The doctor"),
        ("They were freed on Tuesday, residents say.", "Residents"),
        ("He was told that the army had left, and the spokesman said it would return.", "The spokesman"),
        ("He said that it was over, and the union denied it.", "The union"),
        ("It will rain in the north tomorrow, the forecaster said.", "The forecaster"),
    ],
)
def test_a_pronoun_that_is_not_the_speaker_is_left_alone(text: str, speaker: str) -> None:
    assert short(text, speaker) == text


def test_a_speaker_is_named_where_words_stand_before_his_verb() -> None:
    assert short("They have also warned of a flood.", "Two engineers") == (
        "They [two engineers] have also warned of a flood."
    )
