"""What is said twice on end, by a model or by a person."""

import pytest

from mujaz.checks.repeats import Repeat, name_twice, repeat
from mujaz.checks.sentence import check

ARABIC = "قال مدير المرفأ إن السفينة الأولى وصلت صباح اليوم من ميناء مومباسا."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The ministry's deputy deputy deputy left for Lima.", "deputy"),
        ("It was the world's world's world's biggest dam.", "world's"),
        ("Ferries from the port of Mombasa from the port of Mombasa were late.", "from the port of Mombasa"),
    ],
)
def test_what_nobody_says_is_grave(text: str, said: str) -> None:
    assert repeat(text) == Repeat(said, grave=True)


@pytest.mark.parametrize(
    "text",
    [
        "The nurses washed the skin skin with alcohol.",
        "He missed the last bus of the day of the day.",
        "We forget to say, we forget to say, that the river rose.",
    ],
)
def test_what_people_hardly_say_is_a_note(text: str) -> None:
    found = repeat(text)
    assert found is not None
    assert not found.grave


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked the village of Tongo Tongo in Niger.",
        "Abdullah Abdullah lost to Ashraf Ghani.",
        "She had had enough, and said that that was final.",
        "It is a very, very long road from Nairobi to Lagos.",
        "An egg weighs between one and one and a half kilograms.",
        "It cost three hundred and three hundred and fifty pounds.",
        'The father kept saying: "She was asleep. She was asleep."',
        "The army shelled the town, and the town burned.",
        "Serbia won 6-0, 6-0.",
        "The state blamed the banks, the banks blamed the state.",
        "No, no, no, the fans sang.",
        "",
    ],
)
def test_what_people_say_is_nothing(text: str) -> None:
    assert repeat(text) is None


def test_the_checks_see_it_unless_the_arabic_says_it_too() -> None:
    english = "The director of the port said the first ship ship ship came this morning from Mombasa."
    assert [(flag.name, flag.severity) for flag in check(ARABIC, english)] == [("loop", "high")]
    light = "The director of the port said the first ship ship came this morning from Mombasa."
    assert [(flag.name, flag.severity) for flag in check(ARABIC, light)] == [("loop", "low")]
    chanted = "هتف المشجعون طويلا لا لا لا لن نرحل من هنا قبل الفجر."
    assert not check(chanted, "Fans chanted for a long time no no no we won't leave here before dawn.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gen. Gen. Okello took over the region.", "Gen. Gen"),
        ("Foreign Minister Mr. Mr. Ayrault warned of it.", "Mr. Mr"),
        ("The envoy arrived on Friday Friday.", "Friday Friday"),
        ("Fidel Fidel, 28, joined the club.", "Fidel Fidel"),
        ("President President Boakai opened the dam.", "President President"),
    ],
)
def test_a_name_or_title_twice_where_the_arabic_says_nothing_twice(text: str, name: str) -> None:
    assert name_twice(ARABIC, text) == name
    (flag,) = (flag for flag in check(ARABIC, text) if flag.name == "loop")
    assert flag.severity == "low"


@pytest.mark.parametrize(
    ("arabic", "text"),
    [
        ("هاجم مسلحون قرية تونغو تونغو.", "Gunmen attacked the village of Tongo Tongo."),
        ("خسر عبد الله عبد الله الانتخابات.", "Abdullah Abdullah lost the election."),
        ("عاد الهدوء إلى مخيم المية ومية.", "Calm returned to the Mieh Mieh camp."),
        ("وصل إلى كييف. وقالت كييف إنها ترحب به.", "He arrived in Kyiv. Kyiv said he was welcome."),
        ("كان بطرس غالي أمينا عاما.", "Boutros Boutros-Ghali was secretary-general."),
        ("ضربت العاصفة جزيرة بورابورا.", "The storm hit the island of Bora Bora."),
        ("يقع السجن في والاوالا بولاية واشنطن.", "The prison is in Walla Walla, Washington state."),
        ("انطلق السباق من بادن-بادن.", "The race set off from Baden Baden."),
        ("عين القاضي محمد بن محمد رئيسا للمحكمة.", "Judge Mohamed Mohamed was made head of the court."),
        ("قال إن الجنرال عاد.", "He said Gen. George had come back."),
    ],
)
def test_a_name_that_is_double(arabic: str, text: str) -> None:
    assert name_twice(arabic, text) is None
