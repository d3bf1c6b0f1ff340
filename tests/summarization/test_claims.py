"""Who says what: on sentences annotated by hand, how many claims are right, and how many are found."""

from pathlib import Path

import pytest

from mujaz.flags import Flag
from mujaz.summarization.claims import claims
from tests.support.claims import FILES, annotated, measured, translation

_PRECISION, _RECALL = 0.97, 0.83  # measured: `python -m tests.benchmarks.speakers` (1.000; 0.852 at least)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_speakers_of_annotated_sentences(file: Path) -> None:
    told = measured(annotated(file))
    assert told.precision >= _PRECISION, told.wrong
    assert told.recall >= _RECALL, told.missing


def test_the_agency_that_passes_words_on_is_named_beside_the_speaker() -> None:
    quoted = translation(
        1,
        "نقلت وكالة رويترز عن مسؤول ليبي أن الحقل سيُفتح غداً.",
        "The Reuters news agency quoted a Libyan official as saying that the field would open tomorrow.",
    )
    told = translation(
        2, "وقال مهندس لوكالة فرانس برس إن الضخ توقف.", "An engineer told AFP that pumping had stopped."
    )
    found = [(one.speaker, one.verb, one.via) for one in claims([quoted, told])]
    assert found == [("A Libyan official", "says", "Reuters"), ("An engineer", "says", "AFP")]


def test_a_verb_that_the_arabic_does_not_have_gives_no_claim() -> None:
    arabic = "وصل الوزير إلى المطار صباحاً."
    assert claims([translation(1, arabic, "The minister denied that he had arrived in the morning.")]) == ()


def test_what_stands_in_a_quotation_is_not_the_article_s_claim() -> None:
    one = translation(
        1, "قال الشاهد: «اتهم الضابط السائق».", "“The officer accused the driver,” the witness said."
    )
    assert [(claim.speaker, claim.verb) for claim in claims([one])] == [("The witness", "says")]


def test_a_doubtful_translation_gives_no_claim() -> None:
    doubt = Flag("number_mismatch", "high", "25 is missing")
    assert (
        claims([translation(1, "قال الوزير إن 25 شخصاً قتلوا.", "The minister said people died.", doubt)])
        == ()
    )


def test_a_pronoun_without_a_speaker_before_it_gives_no_claim() -> None:
    assert claims([translation(1, "وقال إن الطريق مغلق.", "He said the road was closed.")]) == ()


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("ولم تحذر الهيئة السكان.", "The authority warned residents."),  # "not" is lost in the English
        ("وحُذر السكان من الفيضان.", "The authority warned residents of the flood."),  # a passive made active
        ("أضاف اللاعب الهدف الثاني.", "The player added the second goal."),
        ("ويهدد الفيضان بتشريد المئات.", "The flood threatens to displace hundreds."),
    ],
)
def test_a_verb_that_is_negated_passive_or_a_deed_gives_no_claim(arabic: str, english: str) -> None:
    assert claims([translation(1, arabic, english)]) == ()


def test_victims_of_a_thing_speak_though_the_thing_does_not() -> None:
    one = translation(
        1, "وقال ناجون من الحريق إن الأبواب أقفلت.", "Survivors of the fire said the doors were locked."
    )
    assert [claim.speaker for claim in claims([one])] == ["Survivors of the fire"]


def test_the_verb_of_a_relative_clause_has_the_clause_s_own_speaker() -> None:
    arabic = "تعطل الميناء بسبب العاصفة التي تتوقع الهيئة أن تستمر يومين."
    english = "The port was paralysed by the storm, which the authority expects to last two days."
    assert [claim.speaker for claim in claims([translation(1, arabic, english)])] == ["The authority"]


@pytest.mark.parametrize("unit", ["said ", "he said ", "The minister said that ", '"a" said ', "“", "A, "])
def test_a_hundred_thousand_characters_give_no_claim_and_come_back(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert claims([translation(1, "قال الوزير إن الحقل سيُفتح غداً.", text)]) == ()
