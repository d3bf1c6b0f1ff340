"""A sentence that a model adds after the end."""

import pytest

from mujaz.checks.sentence import check
from mujaz.checks.tails import tail

TURKEY = "قال الوزير إن المحادثات ستعقد في أنقرة وتستضيفها تركيا."


@pytest.mark.parametrize(
    ("arabic", "english", "added"),
    [
        (
            TURKEY,
            "The minister said the talks would be held in Ankara, hosted by Turkey. The Turkish hosted.",
            "The Turkish hosted.",
        ),
        (
            "وأغلقت السلطات الميناء ثلاثة أيام بسبب خلافات على الجانب الكيني.",
            "The authorities closed the port for three days over disputes on the Kenyan side. The Kenyan side was closed.",
            "The Kenyan side was closed.",
        ),
    ],
)
def test_a_tail_that_goes_over_the_same_words_is_seen(arabic: str, english: str, added: str) -> None:
    assert tail(arabic, english) == added
    assert ("invented_tail", "high") in [(flag.name, flag.severity) for flag in check(arabic, english)]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        (TURKEY, "The minister said the talks would be held in Ankara, hosted by Turkey."),
        (
            "بكت هيئة المحلفين وبكى القاضي ولم يبك المتهم.",
            "The jury wept, and so did the judge. The defendant did not.",
        ),
        (
            "قالت إن البذرة لا تنسى ونحن من ينسى.",
            "The seed does not forget, she said. It is we who forget.",
        ),
        (
            "أغلق الميناء. الميناء مغلق منذ أمس.",
            "The port was closed. The port was closed.",
        ),  # two sentences there too
        ("وصل العميد ناصر القحيزي إلى ميناء جازان.", "The port of Jazan received Gen. Nasser of Jazan port."),
        ("توفي عن اثنين وعشرين عاما إثر نوبة قلبية.", "He died of a heart attack. He was 22."),
    ],
)
def test_two_sentences_for_one_are_no_tail(arabic: str, english: str) -> None:
    assert tail(arabic, english) is None
