"""What a generated sentence must not say beside the sentences it cites, and what it may."""

from dataclasses import replace

import pytest

from mujaz.article import Sentence, Translation
from mujaz.flags import Flag
from mujaz.summarization.abstractive import Abstractive
from mujaz.summarization.attribution import dropped
from mujaz.summarization.citing import Citer
from mujaz.summarization.extractive import Extractive
from mujaz.summarization.grounded_names import names
from mujaz.summarization.grounded_names import unfounded as unfounded_names
from mujaz.summarization.grounded_numbers import unfounded as unfounded_numbers
from mujaz.summarization.grounding import faults, judge, misquoted
from mujaz.summarization.marks import REPLACED, replaced
from tests.summarization.test_abstractive import ARTICLE, Recorder


def article(*english: str) -> list[Translation]:
    return [Translation(Sentence(n, 1, 0, 1, "-"), text, None) for n, text in enumerate(english, start=1)]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Eleven people died.", "11 people died."),
        ("Nearly 400 houses burned.", "The fire burned 398 houses."),
        ("More than 2,300 houses burned.", "The fire burned 2,317 houses."),
        ("About 1.2 million came.", "The number of those who came was 1.24 million."),
        ("Hundreds fled.", "At least 450 people fled."),
        ("Half of the voters stayed at home.", "50 percent of the voters stayed at home."),
        ("The bridge is from the sixties.", "The bridge was built in the 1960s."),
        ("The tax rose from 10 to 12 percent.", "The tax, 10 percent until now, rose to 12 percent."),
        ("One guard was hurt in the first raid.", "A guard was hurt in the raid."),
    ],
)
def test_the_same_number_in_another_form_is_founded(text: str, source: str) -> None:
    assert unfounded_numbers(text, [source]) == []


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("He lost 1.3 million.", "He lost 1.2 million.", ["1.3 million"]),
        ("Nearly 400 houses burned.", "The fire burned 402 houses.", ["400"]),
        ("Nearly 400 houses burned.", "The fire burned 301 houses.", ["400"]),
        ("400 houses burned.", "The fire burned 398 houses.", ["400"]),
        ("More than 400 houses burned.", "The fire burned 398 houses.", ["400"]),
        ("Nearly 412 houses burned.", "The fire burned 410 houses.", ["412"]),
        ("12 percent of the guards left.", "12 guards left.", ["12 percent"]),
        ("12 guards left.", "12 percent of the guards left.", ["12"]),
        ("Thousands fled.", "450 people fled.", ["Thousands"]),
        ("Two guards left.", "The guards left.", ["Two"]),
    ],
)
def test_another_number_is_unfounded(text: str, source: str, expected: list[str]) -> None:
    assert unfounded_numbers(text, [source]) == expected


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Syrian and Egyptian troops met.", "Troops from Syria and Egypt met."),
        ("UN envoys left.", "Envoys of the United Nations left."),
        ("The United Nations left.", "The U.N. left."),
        ("The PMF took Tal Afar.", "The Popular Mobilization Forces entered Tal Afar."),
        ("Assad's forces left.", "The forces of Bashar al-Assad left."),
        ("MP Salma Haddad left.", "The member of parliament Salma Haddad left."),
        ("Fighting and rain went on in Kirkuk.", "In Kirkuk it rained while they fought."),
        ("Forty-three people died.", "43 people died."),
        ("Residents left on Monday.", "On Monday the inhabitants left."),
    ],
)
def test_the_same_name_in_another_form_is_founded(text: str, source: str) -> None:
    assert unfounded_names(text, [source]) == []


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Troops entered Nigeria.", "Troops entered Niger.", ["Nigeria"]),
        ("Troops entered Iran.", "Troops entered Iraq.", ["Iran"]),
        ("The Turkish minister left.", "The Egyptian minister left.", ["Turkish"]),
        ("Merkel said so.", "The chancellor said so.", ["Merkel"]),
        ("It happened on Tuesday.", "It happened on Monday.", ["Tuesday"]),
        ("It opens in March.", "It opens in May.", ["March"]),
        ("The EU left.", "The African Union left.", ["EU"]),
        ("Karim Haddad left.", "Karim Mansour met Layla Haddad.", ["Karim Haddad"]),
    ],
)
def test_another_name_is_unfounded(text: str, source: str, expected: list[str]) -> None:
    assert unfounded_names(text, [source]) == expected


def test_names_are_capitalised_words_that_are_not_merely_first() -> None:
    assert names("Fighting went on near Aleppo, President Bashar al-Assad told Reuters.") == [
        "Aleppo", "Bashar al-Assad", "Reuters",
    ]  # fmt: skip
    assert names("Merkel said so.") == names("Merkel met none.") == ["Merkel"]
    assert names("A fire killed three.") == names("Residents fled.") == names("Eleven died.") == []


def test_a_quotation_stands_so_in_the_source_but_for_its_punctuation() -> None:
    source = 'He said: "The army will not close the road, to anyone."'
    assert misquoted("He said the army “will not close the road to anyone”.", [source]) == []
    assert misquoted('The road is "closed to all", he said.', [source]) == ["closed to all"]
    assert misquoted("The army's guards and the town's men left.", [source]) == []


SAID = "Parliament confirmed that the government did not postpone the elections."
NOBODY = "No group claimed responsibility for the attack."
BOTH = (
    "Youssef Suleiman won the elections in Egypt with 52.4 percent.",
    "Layla Haddad lost the elections in Egypt.",
)


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The government postponed the elections.", [SAID]),
        ("The government did not confirm the elections.", [SAID]),
        ("A group claimed responsibility for the attack.", [NOBODY]),
        ("The bridge will not open in May.", ["The bridge will open in May."]),
        ("Prices fell in May.", ["Prices rose in May."]),
        ("The ministry confirmed the deal.", ["The ministry denied the deal."]),
        ("Layla Haddad won the elections in Egypt.", BOTH),
        (
            "27 people were killed and 12 others wounded.",
            ["12 people were killed and 27 others wounded at noon."],
        ),
        (
            "80 people died when the bridge fell.",
            ["Forty-three people died when the bridge fell.", "Police arrested 80."],
        ),
        (
            "Sudan attacked the Egyptian border post of Halayeb in Kassala.",
            ["Egypt attacked the border post of Halayeb."],
        ),
    ],
)
def test_a_false_sentence_has_faults(text: str, sources: list[str]) -> None:
    assert faults(text, sources)


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The government did not postpone the elections, parliament said.", [SAID]),
        ("The attack has not been claimed by any group.", [NOBODY]),
        ("Nobody claimed the attack.", [NOBODY]),
        ("The ministry did not accept the deal.", ["The ministry refused to accept the deal."]),
        ("Layla Haddad lost the elections that Youssef Suleiman won.", BOTH),
        ("12 people were killed and 27 wounded.", ["12 people were killed and 27 others wounded at noon."]),
        ("Damascus denied contacts.", ["The Foreign Ministry in Damascus denied contacts."]),
        ("The road was closed not only to cars.", ["The road was closed to cars and not only to them."]),
    ],
)
def test_a_faithful_sentence_has_none(text: str, sources: list[str]) -> None:
    assert faults(text, sources) == ()


def test_faults_are_told_in_plain_words() -> None:
    assert faults("40 people died in Aleppo.", ["14 people died in Homs."]) == (
        "it said “40”, “Aleppo”, which the sentences it rests on do not",
    )
    (lost,) = faults("A group claimed responsibility.", [NOBODY])
    assert lost == "it leaves out the denial “no group” of a sentence it rests on"


def test_an_invention_with_the_articles_own_names_is_not_supported() -> None:
    citer = Citer(article(*ARTICLE))
    verdict = judge("Salma al-Jubouri flew from Baghdad to a wedding of 14 cousins in Mosul.", citer, faults)
    assert verdict.cites == ()
    assert verdict.faults == ("nothing in the article supports what it said",)
    good = judge("A car bomb killed 14 people at a market.", citer, faults)
    assert good.faults == ()
    assert 0.9 < good.support <= 1


def test_a_sound_sentence_is_cited_before_a_doubtful_one() -> None:
    wrong = Flag("loop", "high", "it repeats itself")
    first, second = article(
        "A bomb killed 14 people and wounded nine at the vegetable market in Shula on Tuesday.",
        "A big bomb killed 14 people and wounded nine at the vegetable market in Shula on Tuesday.",
    )
    text = second.english
    assert Citer([first, second]).support(text).cites == (2,)
    assert Citer([first, replace(second, flags=(wrong,))]).support(text).cites == (1,)
    assert Citer([replace(second, flags=(wrong,))]).support(text).cites == (2,)


OBSERVED = "Nine civilians were killed in raids on Binnish, according to the Syrian Observatory."


@pytest.mark.parametrize(
    ("text", "sources", "marked"),
    [
        ("Raids on Binnish killed nine civilians.", [OBSERVED], "according to the Syrian Observatory"),
        ("Nine civilians died in Binnish, the Observatory said.", [OBSERVED], None),
        ("The bridge has collapsed.", ["The ministry said the bridge has collapsed."], "The ministry said"),
        ("The bridge has collapsed.", ["The bridge has collapsed."], None),
        (
            "Raids on Binnish killed nine civilians.",
            [OBSERVED, "Nine civilians were killed in raids on Binnish."],
            None,
        ),
        ("A curfew was announced in Kirkuk.", ["The governor announced a curfew in Kirkuk."], None),
    ],
)
def test_a_point_that_drops_the_only_attribution_is_marked(
    text: str, sources: list[str], marked: str | None
) -> None:
    lines = dropped(text, article(*sources))
    assert len(lines) == (marked is not None)
    assert all(marked is not None and marked in line for line in lines)


def test_points_carry_their_support_and_their_lost_attribution() -> None:
    engine = Recorder("Raids on Binnish killed nine civilians. Roads to nine markets were closed.")
    points = Abstractive(engine, Extractive()).summarize(article(OBSERVED, *ARTICLE), 4)
    first = next(point for point in points if point.cites == (1,))
    assert first.origin == "abstractive"
    assert first.support is not None
    assert first.support > 0.9
    assert "somebody's word" in first.flags[0]
    (stand_in,) = [point for point in points if any(flag.startswith(REPLACED) for flag in point.flags)]
    assert stand_in.support is None
    assert replaced(points) == 1
