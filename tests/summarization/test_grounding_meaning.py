"""What a number counts, what is only supposed or denied, and who did what: compared with the sentences cited."""

import pytest

from mujaz.summarization.grounding import faults


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("He got five months in prison.", "He got five years in prison."),
        ("The truce lasts 48 days.", "The truce lasts 48 hours."),
        ("He paid 500 euros.", "He paid 500 dollars."),
        ("They seized three kilograms of it.", "They seized three tonnes of it."),
        ("Rates rose 3.5 percentage points.", "Rates rose 3.5 percent."),
        ("Rates rose 3.5 percent.", "Rates rose 3.5 percentage points."),
        ("It fell to 5 degrees.", "It fell to -5 degrees."),
        ("Thousands fled.", "Hundreds of thousands fled."),
        ("Hundreds fled.", "Some 45,000 people fled."),
        ("Twelve miners died.", "Twelve miners may have died."),
        ("The suspect killed two people.", "The suspect allegedly killed two people."),
        ("The minister resigned.", "The minister is believed to have resigned."),
        ("Her party had received money from abroad, Karim said.", "Karim denied that her party had received money from abroad."),
        ("Police killed 14 suspects.", "Police arrested 14 suspects."),
        ("The journalist was released.", "The journalist was questioned."),
        ("Israel attacked Lebanon.", "Lebanon attacked Israel."),
        ("Rebels ambushed soldiers near Gao.", "Soldiers ambushed rebels near Gao."),
        ("Spain was defeated by France.", "Spain defeated France."),
    ],
)  # fmt: skip
def test_another_meaning_is_refused(text: str, source: str) -> None:
    assert faults(text, [source])


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("He was jailed for 18 months.", "He was sentenced to a year and a half in prison."),
        ("It lasted 90 minutes.", "It lasted an hour and a half."),
        ("The truce lasts two days.", "The truce lasts 48 hours."),
        ("He paid 500 dollars.", "He paid $500."),
        ("Rates rose 3.5 percent.", "Rates rose by 3.5 percent."),
        ("Output fell 2 percent.", "The change in output was -2 percent."),
        ("Hundreds fled.", "Some 1,200 people fled."),
        ("Twelve miners may have died.", "Twelve miners might have died."),
        ("Twelve miners are feared dead.", "Twelve miners may have died."),
        ("Twelve miners died.", "Twelve miners may have died. Twelve miners died, officials said."),
        ("Karim denied her party had received money.", "Karim denied that her party had received money."),
        ("Police killed two men.", "Two men died when police fired."),
        ("France was defeated by Spain.", "Spain defeated France."),
        ("The minister met the president.", "The president met the minister."),
    ],
)
def test_the_same_meaning_stands(text: str, source: str) -> None:
    assert faults(text, [source]) == ()
