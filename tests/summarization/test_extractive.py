"""The extractive summariser: which sentences stand in a brief, and the headline over it."""

import pytest

from mujaz.article import Sentence, Translation
from mujaz.flags import Flag
from mujaz.summarization.extractive import Extractive
from mujaz.summarization.features import NAMES
from mujaz.summarization.headline import MAX_CHARACTERS, MAX_WORDS, headline
from mujaz.summarization.ranker import Ranker, shipped
from mujaz.summarization.tfidf import Vectors
from mujaz.summarization.worth import without_dateline

LEAD = "A bomb at the vegetable market in Shula killed 14 people on Tuesday, the Interior Ministry said."
CLOSED = "The command of the capital closed the roads to seven markets after the bomb."
BLOOD = "Doctors asked people to donate blood for the wounded of the market bomb."
PARK = "A park with a small lake will open in the spring."
MP = "A member of parliament wants the Interior Ministry to explain how the bomb reached the market."
WRONG = Flag("number_mismatch", "high", "14 is missing from the English")
LOW = Flag("low_score", "low", "the model was unsure")


def article(*english: str, flags: dict[int, Flag] | None = None) -> list[Translation]:
    """Sentences numbered from 1; `flags` by number."""
    marked = flags or {}
    return [
        Translation(Sentence(n, 1, 0, 1, "-"), text, -0.1, (marked[n],) if n in marked else ())
        for n, text in enumerate(english, start=1)
    ]


def cites(translations: list[Translation], points: int = 3) -> list[int]:
    return [point.cites[0] for point in Extractive().summarize(translations, points)]


def test_points_are_sentences_verbatim_in_order_and_cite_themselves() -> None:
    translations = article(LEAD, PARK, CLOSED, BLOOD, MP)
    points = Extractive().summarize(translations, 3)
    assert len(points) == 3
    assert all(point.origin == "extractive" and point.flags == () for point in points)
    assert [point.cites for point in points] == sorted(point.cites for point in points)
    assert all(point.text == translations[point.cites[0] - 1].english for point in points)


def test_the_lead_counts_a_little() -> None:
    names = dict.fromkeys(NAMES, 0.0)
    only_lead = Extractive(Ranker.of(names | {"lead": 1.0}))
    assert [point.cites for point in only_lead.summarize(article(PARK, CLOSED, BLOOD, MP), 2)] == [(1,), (2,)]
    assert shipped().weights[NAMES.index("lead")] > 0


def test_an_outcome_stands_before_background_and_colour_in_either_language() -> None:
    english = article(
        "The old mother sat at the window of the house and watched the street in silence.",
        "The city has been known since the last century for its gardens and its old houses.",
        "The court sentenced the director of the company to 12 years and ordered a fine of 3 million.",
    )
    assert [point.cites for point in Extractive().summarize(english, 1)] == [(3,)]
    arabic = [
        "جلست الأم العجوز قرب النافذة تنظر إلى الشارع في صمت.",
        "وتُعرف المدينة منذ القرن الماضي بحدائقها وبيوتها القديمة.",
        "وقضت المحكمة بسجن مدير الشركة 12 عاماً وأمرت بغرامة قدرها 3 ملايين.",
    ]
    weak = [
        Translation(Sentence(n, 1, 0, 1, text), "Words that the weak model wrote here again.", None)
        for n, text in enumerate(arabic, 1)
    ]
    assert [point.cites for point in Extractive().summarize(weak, 1)] == [(3,)]


def test_the_shipped_weights_are_those_of_the_features_and_others_are_refused() -> None:
    assert len(shipped().weights) == len(NAMES)
    with pytest.raises(ValueError, match="beauty"):
        Ranker.of(dict.fromkeys(NAMES, 0.0) | {"beauty": 1.0})


def test_a_repetition_is_not_taken_even_when_that_leaves_fewer_points() -> None:
    again = LEAD.replace("on Tuesday", "Tuesday")
    assert cites(article(LEAD, again, again, LEAD), 3) == [1]


@pytest.mark.parametrize(
    "furniture",
    [
        "By Ahmed Osman",
        "Photo: Archive",
        "Reporting by Mona Saleh, editing by Adel Karim",
        "Cairo - (Reuters):",
        "(AFP)",
        "All rights reserved.",
    ],
)
def test_furniture_is_never_a_point_beside_news(furniture: str) -> None:
    assert cites(article(furniture, LEAD, CLOSED), 3) == [2, 3]
    assert cites(article(furniture), 3) == [1], "it is all there is"


def test_a_long_sentence_that_opens_with_by_is_news() -> None:
    text = "By Monday evening the army had taken all the villages on the eastern bank of the river."
    assert cites(article(text, "By Ahmed Osman"), 3) == [1]


@pytest.mark.parametrize("weak", ["What will the people of the market in Shula gain?", "Market bomb, Shula"])
def test_questions_and_fragments_only_when_nothing_better_is_left(weak: str) -> None:
    assert cites(article(weak, LEAD, CLOSED, BLOOD), 3) == [2, 3, 4]
    assert cites(article(weak, LEAD, CLOSED), 3) == [1, 2, 3]


def test_a_doubtful_sentence_only_when_nothing_else_is_left_and_then_marked() -> None:
    assert cites(article(LEAD, CLOSED, BLOOD, MP, flags={1: WRONG}), 3) == [2, 3, 4]
    assert cites(article(LEAD, CLOSED, BLOOD, flags={1: WRONG}), 3) == [2, 3]
    (first, second) = Extractive().summarize(article(LEAD, CLOSED, flags={1: WRONG, 2: WRONG}), 3)
    assert first.flags == ("the translation of sentence 1 is doubtful: number differs",)
    assert second.flags == ("the translation of sentence 2 is doubtful: number differs",)


def test_a_low_flag_neither_bars_nor_marks() -> None:
    assert Extractive().summarize(article(LEAD, flags={1: LOW}), 3)[0].flags == ()
    assert 1 in cites(article(LEAD, CLOSED, BLOOD, PARK, flags={1: LOW}))


def test_only_doubtful_sentences_still_give_points() -> None:
    translations = article(LEAD, CLOSED, BLOOD, MP, flags=dict.fromkeys(range(1, 5), WRONG))
    points = Extractive().summarize(translations, 3)
    assert len(points) == 3
    assert all("doubtful" in point.flags[0] for point in points)


def test_sentences_without_english_are_passed_over() -> None:
    assert cites(article("", LEAD, "  ", "…", CLOSED), 3) == [2, 5]
    assert Extractive().summarize(article("", " "), 3) == []
    assert Extractive().summarize([], 3) == []


def test_a_brief_of_no_points_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Extractive().summarize(article(LEAD), 0)


def test_equal_sentences_go_by_position() -> None:
    texts = [
        f"Word{n} word{n + 100} word{n + 200} word{n + 300} word{n + 400} word{n + 500}." for n in range(12)
    ]
    assert cites(article(*texts), 3) == [1, 2, 3]


def test_every_setting_is_in_the_signature() -> None:
    signatures = {
        Extractive().signature,
        Extractive(Ranker.of(dict.fromkeys(NAMES, 0.1))).signature,
        Extractive(novelty=0.9).signature,
        Extractive(repeats=0.9).signature,
    }
    assert len(signatures) == 4


def test_centrality_is_the_stationary_walk_of_the_dense_definition() -> None:
    texts = [LEAD, CLOSED, BLOOD, PARK, MP, "…"]
    vectors = Vectors(texts)
    dense = [list(vectors.similarity(at)) for at in range(len(texts))]
    for at in range(len(texts)):
        dense[at][at] = 0.0
    rows = [
        [cell / sum(row) for cell in row] if sum(row) > 0 else [1 / len(texts)] * len(texts) for row in dense
    ]
    share = [1 / len(texts)] * len(texts)
    for _ in range(200):
        share = [
            0.15 / len(texts) + 0.85 * sum(share[other] * rows[other][at] for other in range(len(texts)))
            for at in range(len(texts))
        ]
    assert vectors.centrality() == pytest.approx([one / max(share) for one in share], abs=1e-6)


LONG = (
    "Capitals - (Agencies): The coalition announced that it had halted all flights over the northern province, "
    "while negotiators in Geneva went on with talks about the wounded."
)
CONDITION = (
    "The rebels will release the four pilots and all sailors of the ship, if the port is opened on Monday."
)
SUBJECT = (
    "The chairman of the National Oil Corporation, Faraj Mansour, confirmed on Sunday that output from the field "
    "would return to its usual level by the end of the month."
)


def test_headline_is_the_title_when_there_is_one() -> None:
    assert headline("  Army enters\nthe city ", article(LEAD)) == "Army enters the city"
    assert headline(" … ", article(CLOSED)) == CLOSED.removesuffix(".")


def test_headline_from_the_lead_is_cut_at_a_clause_without_its_dateline() -> None:
    text = headline(None, article("By Ahmed Osman", LONG))
    assert text == "The coalition announced that it had halted all flights over the northern province …"


@pytest.mark.parametrize(
    "lead",
    [
        LONG,
        CONDITION,
        SUBJECT,
        'The minister said that "the government has done nothing wrong and will go on doing what it has always done".',
        "Supercalifragilistic" * 12,
        "word " * 40,
    ],
)
def test_headline_is_short_and_invents_nothing(lead: str) -> None:
    text = headline(None, article(lead))
    assert 0 < len(text) <= MAX_CHARACTERS
    kept = text.removesuffix(" …")
    assert len(kept.split()) <= MAX_WORDS
    assert kept in " ".join(lead.split())


def test_headline_does_not_stop_before_a_condition_or_at_a_bare_subject() -> None:
    assert not headline(None, article(CONDITION)).startswith(
        "The rebels will release the four pilots and all sailors of the ship …"
    )
    assert "confirmed" in headline(None, article(SUBJECT))


def test_headline_prefers_a_sound_sentence_and_may_be_empty() -> None:
    assert headline(None, article(LEAD, CLOSED, flags={1: WRONG})) == CLOSED.removesuffix(".")
    assert headline(None, article("", " ")) == ""
    assert headline(None, []) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baghdad - (Agencies): The army left.", "The army left."),
        ("CAIRO (Reuters) - The army left.", "The army left."),
        ("Aden, Dec. 5 (AFP) — The army left.", "The army left."),
        ("Capitals: The army left.", "The army left."),
        ("Erdogan: The army left.", "Erdogan: The army left."),
        (
            "Mosul - the second city of Iraq - is (almost) free.",
            "Mosul - the second city of Iraq - is (almost) free.",
        ),
    ],
)
def test_datelines(text: str, expected: str) -> None:
    assert without_dateline(text) == expected
