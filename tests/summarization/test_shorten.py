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
