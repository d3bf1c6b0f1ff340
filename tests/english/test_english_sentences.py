"""English sentences end where a reader would end them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.english.sentences import split, terminated
from mujaz.english.words import stem, terms, tokens

TOGETHER = [
    "Mr. Haddad and Mrs. Nasser met Dr. Selim in Amman.",
    "Lt. Gen. Abdul Amir Yarallah spoke to Brig. Gen. Saleh on Sunday.",
    "J. A. Smith replaced George W. Bush at the head of the panel.",
    "The U.S. President called the U.N. Security Council.",
    "Oil rose by 3.5 percent to $56.20 a barrel.",
    "The No. 2 official of the group was killed near Mt. Lebanon.",
    "The army ... would not comment.",
    "They left at 5 a.m. Monday and came back at 11 p.m. GMT.",
    "Shares of Gulf Cement Co. Ltd. of Kuwait fell on Jan. 5 by a third.",
    '"What did they promise us?" Karim asked.',
    "He met envoys, ministers, etc. Nobody else was invited."[:28],
    "The party of Gen. al-Sisi won.",
    "1. The army withdraws from the port.",
]
APART = [
    ("He came from the U.S. The talks failed.", ["He came from the U.S.", "The talks failed."]),
    ("It began at 6 a.m. Residents fled.", ["It began at 6 a.m.", "Residents fled."]),
    ("They stood at Plan B. It failed.", ["They stood at Plan B.", "It failed."]),
    ("Russia shut the door . Syria agreed .", ["Russia shut the door.", "Syria agreed."]),
    ("Prices rose . iPhones sold well .", ["Prices rose.", "iPhones sold well."]),
    ("Nobody died . al-Assad said so .", ["Nobody died.", "al-Assad said so."]),
    ('He said: "We stay." The crowd left.', ['He said: "We stay."', "The crowd left."]),
    ("“We stay!” The crowd cheered.", ["“We stay!”", "The crowd cheered."]),
    ("The pipe broke in 2016. 25 men died.", ["The pipe broke in 2016.", "25 men died."]),
    ("Did they agree? No. They left.", ["Did they agree?", "No.", "They left."]),
    ("They waited... The bus never came.", ["They waited...", "The bus never came."]),
    ("The war goes on. el-Fasher is cut off.", ["The war goes on.", "el-Fasher is cut off."]),
    ("First line\nsecond line", ["First line", "second line"]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize("text", TOGETHER)
def test_one_sentence_stays_whole(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_sentences_come_apart(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "Mr.",
                "The",
                "army",
                "left",
                ".",
                "U.S.",
                "5",
                "a.m.",
                "?",
                '"',
                "No.",
                "...",
                "\n",
                "J.",
                "Ali",
            ]
        ),
        max_size=14,
    )
)
def test_no_character_is_lost(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_terminated() -> None:
    assert terminated("It ended.")
    assert terminated('He said: "It ended."')
    assert terminated("Is it over?)")
    assert not terminated("It ended with the")


def test_words_are_comparable() -> None:
    assert tokens("Syria's 1,089 men, U.S. aid: 7.6 percent") == [
        "syria", "1089", "men", "us.", "aid", "7.6", "percent",
    ]  # fmt: skip
    assert len({stem(word) for word in ("close", "closes", "closed", "closing")}) == 1
    assert stem("stopped") == stem("stops")
    assert stem("cities") == stem("city")
    assert stem("gas") == "gas"
    assert terms("He said that they were in the city") == ["city"]
