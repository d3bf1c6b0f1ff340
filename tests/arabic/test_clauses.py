"""Cutting over-long sentences, and joining the English of the pieces."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.arabic.clauses import SEGMENT, Count, cut, join, marks, segments, sentence


def by_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def by_letters(texts: Sequence[str]) -> list[int]:
    """Like a subword tokenizer: a token for every three letters of a word."""
    return [sum((len(word) + 2) // 3 for word in text.split()) for text in texts]


def with_overhead(texts: Sequence[str]) -> list[int]:
    """A tokenizer whose words do not add up: longer texts cost more than their words."""
    return [len(words) + len(words) // 4 for words in (text.split() for text in texts)]


@pytest.mark.parametrize(
    ("text", "limit", "wanted"),
    [
        ("اجتمع الوزراء أمس", 5, ["اجتمع الوزراء أمس"]),
        (
            "أعلن الوزير، أمس، الخطة الجديدة كاملة؛ وانتقد النواب الخطة بشدة، كالعادة",
            7,
            ["أعلن الوزير، أمس، الخطة الجديدة كاملة؛", "وانتقد النواب الخطة بشدة، كالعادة"],
        ),
        (
            "أعلن الوزير الخطة الجديدة أمام النواب، وانتقد النواب هذه الخطة بشدة",
            8,
            ["أعلن الوزير الخطة الجديدة أمام النواب،", "وانتقد النواب هذه الخطة بشدة"],
        ),
        (
            "أعلن الوزير الخطة الجديدة أمام النواب بينما انتقد هؤلاء الخطة بشدة",
            8,
            ["أعلن الوزير الخطة الجديدة أمام النواب", "بينما انتقد هؤلاء الخطة بشدة"],
        ),
        (
            "زار واشنطن وزير الخارجية السابق وأكد المتحدث متانة العلاقات",
            6,
            ["زار واشنطن وزير الخارجية السابق", "وأكد المتحدث متانة العلاقات"],
        ),
        ("واحد اثنان ثلاثة أربعة خمسة ستة", 3, ["واحد اثنان ثلاثة", "أربعة خمسة ستة"]),
        ("واحد اثنان ثلاثة أربعة خمسة ستة", 5, ["واحد اثنان ثلاثة", "أربعة خمسة ستة"]),
    ],
)
def test_best_place(text: str, limit: int, wanted: list[str]) -> None:
    assert cut(text, limit, by_words) == wanted


def test_the_balanced_comma_is_chosen() -> None:
    text = "في البداية، قال الوزير المكلف إن الحكومة، التي شكلت حديثا في العاصمة، ستجتمع، غدا"
    assert cut(text, 10, by_words) == [
        "في البداية، قال الوزير المكلف إن الحكومة،",
        "التي شكلت حديثا في العاصمة، ستجتمع، غدا",
    ]


def test_no_stub_is_left_for_the_sake_of_a_mark() -> None:
    text = "نعم؛ قال الوزير المكلف إن الحكومة الجديدة ستجتمع غدا، وستناقش ملف الحدود"
    assert cut(text, 11, by_words)[0] != "نعم؛"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("وصل إلى المدينة نحو 25 ألف نازح جديد أمس", "25 ألف"),
        ("التقى مساء أمس في المدينة د. محمد العلي صديقه", "د. محمد"),
        ("بلغ عدد سكان المدينة القديمة 1 250 نسمة فقط", "1 250"),
        ("سقطت الدولة القديمة سنة نحو 612 ق.م. بعد حصار", "612 ق.م."),
        ("هذا كلام قيل قديما و لكنه صحيح إلى اليوم", "و لكنه"),
    ],
)
def test_what_belongs_together_is_not_divided(text: str, whole: str) -> None:
    for limit in range(4, 9):
        assert any(whole in piece for piece in cut(text, limit, by_words)), limit


def test_a_word_is_divided_only_when_it_alone_is_too_long() -> None:
    assert cut("ابتثجحخدذرزس قال", 2, by_letters) == ["ابتثجح", "خدذرزس", "قال"]


def test_limit_must_leave_room() -> None:
    with pytest.raises(ValueError, match="room"):
        cut("كلمة", 0, by_words)


_TEXTS = st.lists(
    st.sampled_from(
        [
            "قال",
            "وقال",
            "الوزير،",
            "أمس؛",
            "25",
            "ألف",
            "د.",
            "1.250",
            "إن",
            "،",
            "-",
            "x" * 40,
            "«نعم»",
            "\n",
        ]
    ),
    max_size=60,
).map(" ".join)


@given(_TEXTS, st.integers(1, 30), st.sampled_from([by_words, by_letters, with_overhead]))
@settings(deadline=None)
def test_nothing_is_lost_and_everything_fits(text: str, limit: int, count: Count) -> None:
    pieces = cut(text, limit, count)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(piece == piece.strip() != "" for piece in pieces)
    lengths = count(pieces)
    assert all(length <= limit or len(piece) == 1 for piece, length in zip(pieces, lengths, strict=True))


def test_few_calls_for_a_long_paragraph() -> None:
    calls: list[int] = []

    def counting(texts: Sequence[str]) -> list[int]:
        calls.append(len(texts))
        return by_letters(texts)

    pieces = cut("كلمات كثيرة بلا نقطة " * 750, 100, counting)
    assert len(calls) <= 6
    assert max(by_letters(pieces)) <= 100
    assert min(by_letters(pieces)) > 50


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "غادر الوفد العاصمة صباحا، ثم عاد إليها في المساء",
            ["غادر الوفد العاصمة صباحا،", "ثم عاد إليها في المساء"],
        ),
        (
            "قال، أمس، إن الوفد غادر العاصمة؛ ثم عاد إليها، في المساء، وحيدا",
            ["قال، أمس، إن الوفد غادر العاصمة؛", "ثم عاد إليها، في المساء، وحيدا"],
        ),
        (
            "غادر الوفد العاصمة صباح الأحد بينما بقي السفير هناك",
            ["غادر الوفد العاصمة صباح الأحد", "بينما بقي السفير هناك"],
        ),
        ("غادر الوفد العاصمة صباح الأحد الماضي", ["غادر الوفد العاصمة صباح الأحد الماضي"]),
        (
            "نعم، غادر الوفد العاصمة صباح الأحد الماضي نحو باريس فجأة",
            ["نعم، غادر الوفد العاصمة صباح الأحد الماضي نحو باريس فجأة"],
        ),
        ("", [""]),
    ],
)
def test_segments(text: str, wanted: list[str]) -> None:
    assert segments(text) == wanted


def test_segments_cut_at_every_semicolon_and_halve_what_stays_long() -> None:
    short = "غادر الوفد العاصمة أمس؛ وعاد الوزير إلى بيته؛ ثم وصل السفير؛ وبدأت المحادثات"
    assert segments(short) == [
        "غادر الوفد العاصمة أمس؛",
        "وعاد الوزير إلى بيته؛",
        "ثم وصل السفير؛",
        "وبدأت المحادثات",
    ]
    clause = "غادر الوفد العاصمة صباح اليوم،"
    long = " ".join([clause] * 20)
    parts = segments(long)
    assert " ".join(parts) == long
    assert all(len(part.split()) <= SEGMENT for part in parts)
    assert all(part.endswith("،") for part in parts)


@pytest.mark.parametrize(
    ("pieces", "between", "wanted"),
    [
        ([], [], ""),
        (["One piece."], [], "One piece."),
        (["The talks failed.", "And the envoy left."], [","], "The talks failed, and the envoy left."),
        (["The talks failed.", "Aleppo is besieged."], [";"], "The talks failed; Aleppo is besieged."),
        (["The talks failed", "Aleppo is besieged."], [";"], "The talks failed; Aleppo is besieged."),
        (
            ["The talks failed,", "While the army advanced."],
            [";"],
            "The talks failed, while the army advanced.",
        ),
        (["He met the head of the army.", "Of Aleppo."], [""], "He met the head of the army of Aleppo."),
        (["He flew to the U.S.", "The army denied it."], [","], "He flew to the U.S. the army denied it."),
        (["He met Dr.", "Hassan in Cairo."], [","], "He met Dr. Hassan in Cairo."),
        (['He said "we will stay."', "But he left."], [","], 'He said "we will stay," but he left.'),
        (['He said "we will stay"', "But he left."], [","], 'He said "we will stay," but he left.'),
        (["Who left?", "He did not say."], [","], "Who left? He did not say."),
        (["", "It rained.", " "], [",", ","], "It rained."),
        (["It rained.", "", "It snowed."], [",", ";"], "It rained; it snowed."),
        (["It rained..", "And it snowed.."], [","], "It rained, and it snowed."),
        (["It rained.", ", and it snowed."], [","], "It rained, and it snowed."),
        (["THE END.", "WHO warned of cholera."], [","], "THE END, WHO warned of cholera."),
    ],
)
def test_join(pieces: list[str], between: list[str], wanted: str) -> None:
    assert join(pieces, between) == wanted


def test_marks_follow_the_arabic() -> None:
    pieces = ["غادر الوفد أمس؛", "وعاد الوزير،", "ثم وصل السفير «صباحا»،", "حيث بدأت", "المحادثات"]
    assert marks(pieces) == [";", ",", ",", ""]
    assert marks(["نص واحد"]) == []


def test_a_piece_is_ended_like_a_sentence() -> None:
    assert [sentence(piece) for piece in ("غادر؛", "غادر،", "غادر »،", "غادر", "غادر.", "هل غادر؟")] == [
        "غادر.", "غادر.", "غادر ».", "غادر.", "غادر.", "هل غادر؟",
    ]  # fmt: skip
