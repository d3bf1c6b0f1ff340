"""White space that belongs nowhere is taken out, and what people write stays as it is."""

import pytest

from mujaz.english.spacing import settled


@pytest.mark.parametrize(
    ("english", "right"),
    [
        ("Foreign Minister Jean- Yves Le Drian arrived.", "Foreign Minister Jean-Yves Le Drian arrived."),
        ("The talks end in mid- May at the latest.", "The talks end in mid-May at the latest."),
        (
            "Two anti- ship missiles and a self- styled emir.",
            "Two anti-ship missiles and a self-styled emir.",
        ),
        ('He was " almost a dead man" there.', 'He was "almost a dead man" there.'),
        ('" No," he said, " not today."', '"No," he said, "not today."'),
        ("The river ( now dry ) runs past Kassala.", "The river (now dry) runs past Kassala."),
        ("Pre- and post-war prices, short- or long-term.", "Pre- and post-war prices, short- or long-term."),
        ('He said: "Go" and "stay" in one breath.', 'He said: "Go" and "stay" in one breath.'),
        ('A 5" screen and " nothing else.', 'A 5" screen and " nothing else.'),
        ('He called it " a farce and left.', 'He called it " a farce and left.'),
        (
            "Bamako - (AFP): the price - so far - is 5- 6 francs.",
            "Bamako - (AFP): the price - so far - is 5- 6 francs.",
        ),
        ("", ""),
    ],
)
def test_white_space_within_words_brackets_and_quotations(english: str, right: str) -> None:
    assert settled(english) == right
    assert settled(right) == right
