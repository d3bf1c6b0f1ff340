"""Where a headline ends."""

from dataclasses import replace

import pytest

from mujaz.article import Sentence, Translation
from mujaz.checks.names import PUT_IN
from mujaz.flags import Flag, FlagName, Severity
from mujaz.summarization.headline import headline, reliable


def head(english: str) -> str:
    return headline(None, [Translation(Sentence(1, 1, 0, 1, "-"), english, None)])


def test_a_sentence_that_nearly_fits_stands_whole() -> None:
    lead = "12 people were killed and 27 others wounded in an explosion in Baghdad."
    assert head(f"Baghdad - (Agencies): {lead}") == lead[:-1]


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        (
            (
                "Masked gunmen took the only cement factory of the valley in a raid with dozens of pick-up trucks that "
                "surprised the guards of the night shift"
            ),
            "Masked gunmen took the only cement factory of the valley in a raid …",
        ),
    ],
)
def test_a_cut_comes_before_a_phrase_of_time_or_place(english: str, expected: str) -> None:
    assert head(english) == expected


def test_a_headline_is_not_a_subject_without_its_verb() -> None:
    text = head(
        "The chairman who was elected in the spring by a narrow margin after many hours of talks, resigned on "
        "Sunday after a quarrel over the budget of the club."
    )
    assert not text.startswith(
        "The chairman who was elected in the spring by a narrow margin after many hours of talks …"
    )


def test_a_title_loses_its_dateline() -> None:
    assert headline("CAIRO (Reuters) - Army leaves the bridge", []) == "Army leaves the bridge"


def test_a_headline_ends_before_its_attribution() -> None:
    text = head("Fire destroyed the covered market of Sfax, the civil protection service said on Sunday.")
    assert text == "Fire destroyed the covered market of Sfax"


def test_a_headline_is_made_of_a_point_that_stands_alone_and_has_at_most_14_words() -> None:
    english = [
        "The old harbour woke slowly under a grey sky and nobody spoke.",
        "But he added that the port of the city would be closed for two days.",
        "On Monday, the port authority of Basra closed the northern channel to tankers after two of them ran aground.",
    ]
    translations = [Translation(Sentence(n, 1, 0, 1, "-"), one, None) for n, one in enumerate(english, 1)]
    text = headline(None, translations, (2, 3))
    assert text.startswith("The port authority of Basra closed")
    assert len(text.removesuffix(" …").split()) <= 14


def test_a_title_begins_with_a_capital_unless_its_first_word_has_one_inside() -> None:
    assert headline("magnitude 6 earthquake shakes Crete", []) == "Magnitude 6 earthquake shakes Crete"
    assert headline("iPhone sales fall in Dubai", []) == "iPhone sales fall in Dubai"


def _flagged(
    english: str, name: FlagName | None, severity: Severity | None = None, n: int = 1
) -> Translation:
    flags = (Flag.of(name, "seen", severity),) if name else ()
    return Translation(Sentence(n, n, 0, 1, "-"), english, None, flags)


@pytest.mark.parametrize("name", ["number_mismatch", "place_invented", "glossary_missed", "negation_lost"])
def test_a_title_with_a_flag_on_a_number_a_name_or_a_denial_is_not_relied_on(name: FlagName) -> None:
    assert reliable([_flagged("Nine killed in Basra", name, "low")]) is None
    assert reliable([_flagged("Nine killed in Basra", "loop", "high")]) is None
    assert (
        reliable([_flagged("A long evening.", None), _flagged("Nine killed in Basra", name, "low")]) is None
    )


def test_a_title_is_relied_on_though_its_model_was_unsure_or_it_was_long() -> None:
    assert reliable([_flagged("Nine killed in Basra", "low_score")]) == "Nine killed in Basra"
    assert reliable([_flagged("Nine killed.", None), _flagged("Ten hurt.", None)]) == "Nine killed. Ten hurt."
    assert reliable([]) is None
    edit = Flag.of("glossary_missed", f'{PUT_IN}"Kirkuk" (كركوك) for "Karakuk"')
    assert reliable([replace(_flagged("Blast in Kirkuk", None), flags=(edit,))]) == "Blast in Kirkuk"


def test_a_headline_is_made_of_a_sentence_whose_places_are_not_in_question() -> None:
    wrong = _flagged("The port of Aden was closed on Monday after the storm.", "place_invented", "low", 1)
    right = _flagged("The harbour master said the cranes were badly damaged.", None, None, 2)
    assert headline(None, [wrong, right], (1, 2)).startswith("The harbour master")
    assert headline(None, [wrong, right]).startswith("The harbour master")
    assert headline(None, [wrong]).startswith("The port of Aden")
