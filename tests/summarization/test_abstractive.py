"""The abstractive summariser: what the model is given, and what becomes of what it writes.

`Recorder` stands in for a model: these tests are about the exact texts and settings that an engine is handed and
about sentences that no real model would write on demand. Its tokens are words.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.article import Point, Sentence, Translation
from mujaz.engines.protocol import DecodingOptions, EngineSettings, Hypothesis
from mujaz.engines.registry import load
from mujaz.flags import Flag
from mujaz.models.resolve import resolve
from mujaz.summarization.abstractive import Abstractive, written_sentences
from mujaz.summarization.chunks import chunks
from mujaz.summarization.citing import Citer, cite
from mujaz.summarization.extractive import Extractive
from mujaz.summarization.marks import REPLACED, replaced
from tests.tiny import bart

ARTICLE = (
    "A car bomb at a vegetable market in northern Baghdad killed 14 people on Tuesday.",
    "Doctors at Kadhimiya hospital appealed to residents to donate blood.",
    "The attack came two days after the government reduced the number of checkpoints in the capital.",
    "Member of parliament Salma al-Jubouri called for the interior minister to be questioned.",
    "The operations command closed the roads to seven markets until further notice.",
    "Unknown gunmen shot dead a traffic policeman in Mosul.",
)
WRONG = Flag("number_mismatch", "high", "14 is missing from the English")


class Recorder:
    """An engine that writes what it is told to and remembers what it was asked."""

    signature = "recorder|none|none"

    def __init__(self, *outputs: str, limit: int = 1000, finished: bool = True) -> None:
        self.outputs = list(outputs)
        self.max_source_tokens = limit
        self.finished = finished
        self.calls: list[tuple[tuple[str, ...], DecodingOptions]] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:
        assert all(length <= self.max_source_tokens for length in self.count_tokens(texts))
        self.calls.append((tuple(texts), options))
        written = [self.outputs.pop(0) if self.outputs else "" for _ in texts]
        return [Hypothesis(text, -0.5, self.finished) for text in written]

    @property
    def read(self) -> list[str]:
        return [text for texts, _ in self.calls for text in texts]


def article(*english: str, doubtful: Sequence[int] = ()) -> list[Translation]:
    return [
        Translation(Sentence(n, 1, 0, 1, "-"), text, -0.1, (WRONG,) if n in doubtful else ())
        for n, text in enumerate(english, start=1)
    ]


def summarize(engine: Recorder, translations: Sequence[Translation], points: int = 4) -> list[Point]:
    return Abstractive(engine, Extractive()).summarize(translations, points)


def test_points_are_traced_to_their_sentences_and_stand_in_the_articles_order() -> None:
    engine = Recorder(
        "Roads to seven markets were closed . A car bomb killed 14 people at a market in Baghdad . "
        "MP Salma al-Jubouri wants the interior minister questioned ."
    )
    points = summarize(engine, article(*ARTICLE))
    assert [(point.text, point.cites, point.origin) for point in points] == [
        ("A car bomb killed 14 people at a market in Baghdad.", (1,), "abstractive"),
        ("MP Salma al-Jubouri wants the interior minister questioned.", (4,), "abstractive"),
        ("Roads to seven markets were closed.", (5,), "abstractive"),
    ]
    assert replaced(points) == 0


def test_a_point_may_rest_on_two_sentences() -> None:
    text = "A car bomb killed 14 people in Baghdad two days after the government reduced checkpoints."
    assert cite(text, article(*ARTICLE)) == (1, 3)
    assert cite("Zebras graze quietly.", article(*ARTICLE)) == ()


def test_short_articles_pass_through_without_the_model() -> None:
    engine = Recorder("Anything at all.")
    points = summarize(engine, article(*ARTICLE[:3]))
    assert engine.calls == []
    assert [(point.cites, point.origin) for point in points] == [((n,), "extractive") for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("written", "seen", "stand_in"),
    [
        ("A car bomb killed 40 people at a vegetable market in Baghdad.", "“40”", 1),
        (
            "Member of parliament Leila Trabelsi called for the interior minister to be questioned.",
            "“Leila Trabelsi”",
            4,
        ),
        ("A car bomb killed 14 people at a vegetable market in Aleppo.", "“Aleppo”", 1),
        ("Traders in distant Samarkand praised a new opera house.", "nothing in the article supports", 0),
    ],
)
def test_an_unsupported_point_is_replaced_and_marked(written: str, seen: str, stand_in: int) -> None:
    points = summarize(Recorder(f"{written} Roads to seven markets were closed."), article(*ARTICLE))
    marked = [point for point in points if point.flags]
    assert replaced(points) == len(marked) == 1
    assert marked[0].origin == "extractive"
    assert marked[0].flags[0].startswith(REPLACED)
    assert seen in marked[0].flags[0]
    assert marked[0].text == ARTICLE[marked[0].cites[0] - 1]
    assert stand_in in {0, marked[0].cites[0]}
    assert all(written != point.text for point in points)


def test_another_check_can_be_put_in() -> None:
    asked: list[tuple[str, list[str]]] = []

    def check(text: str, sources: Sequence[str]) -> tuple[str, ...]:
        asked.append((text, list(sources)))
        return ("it denies",)

    engine = Recorder("Roads to seven markets were closed.")
    points = Abstractive(engine, Extractive(), check).summarize(article(*ARTICLE), 3)
    assert asked == [("Roads to seven markets were closed.", [ARTICLE[4]])]
    (refused,) = [point for point in points if point.flags]
    assert refused.flags == (f"{REPLACED}: it denies",)
    assert refused.cites == (5,), "the sentence that it was about"


def test_missing_points_are_filled_up_to_three_from_the_article() -> None:
    points = summarize(Recorder("Roads to seven markets were closed."), article(*ARTICLE))
    assert len(points) == 3
    assert sorted(point.origin for point in points) == ["abstractive", "extractive", "extractive"]
    assert all(point.flags == () for point in points)
    assert len({point.cites for point in points}) == 3


def test_a_model_that_writes_nothing_is_replaced_and_said() -> None:
    points = summarize(Recorder(""), article(*ARTICLE))
    assert replaced(points) == 1
    assert len(points) == 3


def test_the_same_sentence_twice_is_one_point() -> None:
    points = summarize(
        Recorder("Roads to seven markets were closed. Roads to seven markets were closed."), article(*ARTICLE)
    )
    assert [point.text for point in points].count("Roads to seven markets were closed.") == 1


def test_unfinished_sentences_are_dropped() -> None:
    assert written_sentences(Hypothesis("Roads were closed. The attack came", -1.0, finished=True)) == [
        "Roads were closed."
    ]
    assert written_sentences(Hypothesis("Roads were closed. It killed 3.", -1.0, finished=False)) == [
        "Roads were closed."
    ]
    assert written_sentences(Hypothesis("Roads were closed.<n>It rained.", -1.0, finished=True)) == [
        "Roads were closed.",
        "It rained.",
    ]
    assert written_sentences(Hypothesis("", -1.0, finished=True)) == []


def test_settings_are_the_models_own_on_long_articles_and_bounded_on_short_ones() -> None:
    engine = Recorder()
    summarize(engine, article(*ARTICLE))
    ((texts, options),) = engine.calls
    length = len(texts[0].split())
    assert options == DecodingOptions(min_length=length // 2, max_length=length)
    engine = Recorder()
    summarize(engine, article(*(ARTICLE * 4)))
    assert [options for _, options in engine.calls] == [DecodingOptions()]


def test_a_long_article_is_read_whole_in_balanced_chunks() -> None:
    engine = Recorder(limit=60)
    summarize(engine, article(*ARTICLE))
    assert " ".join(engine.read) == " ".join(ARTICLE)
    assert engine.count_tokens(engine.read) == [41, 34], "not 53 and 22"


def test_choosing_among_chunks_leaves_none_out() -> None:
    outputs = (f"{ARTICLE[0]} {ARTICLE[2]}", "Unknown gunmen shot a policeman.")
    points = summarize(Recorder(*outputs, limit=50), article(*ARTICLE), points=2)
    assert len(points) == 2
    assert points[1].cites == (6,), "though the first chunk's sentences are more central"


def test_blank_and_doubtful_sentences_are_not_read() -> None:
    engine = Recorder("Roads to seven markets were closed.")
    points = summarize(engine, article("", *ARTICLE, " ", "By Ahmed Osman", doubtful=[2]))
    assert engine.read == [" ".join(ARTICLE[1:])]
    assert any(point.cites == (6,) and point.origin == "abstractive" for point in points), (
        "the original numbers"
    )
    assert all(point.cites != (2,) for point in points)


def test_only_doubtful_sentences_still_give_points_and_each_says_so() -> None:
    engine = Recorder("Roads to seven markets were closed. A car bomb killed 14 people in Baghdad.")
    points = summarize(engine, article(*ARTICLE, doubtful=range(1, 7)))
    assert engine.read == [" ".join(ARTICLE)]
    assert points
    assert all("is doubtful" in point.flags[-1] for point in points)


def test_nothing_to_tell() -> None:
    assert summarize(Recorder("Anything."), article("", "  ")) == []
    with pytest.raises(ValueError, match="at least one"):
        summarize(Recorder(), article(*ARTICLE), points=0)


def test_the_same_article_gives_the_same_points() -> None:
    outputs = [" ".join(reversed(ARTICLE[:3])), " ".join(ARTICLE[3:])]
    runs = [summarize(Recorder(*outputs, limit=50), article(*ARTICLE)) for _ in range(2)]
    assert runs[0] == runs[1]


def _count(texts: Sequence[str]) -> list[int]:
    """Half-word tokens, and one more for each blank: joined text is longer than its parts."""
    return [sum((len(word) + 3) // 4 for word in text.split()) + text.count(" ") for text in texts]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["war", "Aleppo,", "and", "negotiations;", "a", "x" * 30]),
            min_size=1,
            max_size=25,
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(min_value=4, max_value=60),
)
def test_chunks_lose_nothing_fit_the_limit_and_cut_only_what_must_be_cut(
    words: list[list[str]], limit: int
) -> None:
    sentences = [" ".join(one) for one in words]
    plan = chunks(sentences, _count, limit)
    assert max(_count([chunk.text for chunk in plan])) <= limit
    joined = "".join(chunk.text.replace(" ", "") for chunk in plan)
    assert joined == "".join(sentences).replace(" ", "")
    for at, sentence in enumerate(sentences):
        if _count([sentence])[0] <= limit:
            assert sum(at in chunk.sentences for chunk in plan) == 1
            assert all(sentence in chunk.text for chunk in plan if at in chunk.sentences)


def test_a_sentence_beyond_the_limit_is_cut_at_a_mark_between_whole_words() -> None:
    text = "The army took the eastern bank on Monday; the rebels kept the western one and its bridges"
    assert [chunk.text for chunk in chunks([text], lambda texts: [len(t.split()) for t in texts], 10)] == [
        "The army took the eastern bank on Monday;",
        "the rebels kept the western one and its bridges",
    ]
    with pytest.raises(ValueError, match="at least one token"):
        chunks([text], _count, 0)


def test_support_is_the_share_that_is_explained() -> None:
    citer = Citer(article(*ARTICLE))
    assert citer.support(ARTICLE[0]).share == 1.0
    assert citer.support("").cites == ()
    half = citer.support("Doctors appealed to zebras in zoos.")
    assert 0 < half.share < 0.7


def test_a_real_model_of_random_weights_is_never_fed_too_much_nor_trusted(tmp_path: Path) -> None:
    """Its engine refuses a text beyond 126 tokens; what it writes is noise, which must not reach the reader."""
    engine = load(
        "transformers",
        resolve(str(bart.build(tmp_path / "bart", 128)), None),
        EngineSettings(device="cpu", precision="float32"),
    )
    translations = article(*ARTICLE)
    assert sum(engine.count_tokens(ARTICLE)) > engine.max_source_tokens
    points = Abstractive(engine, Extractive()).summarize(translations, 4)
    assert len(points) >= 3
    assert all(point.text == translations[point.cites[0] - 1].english for point in points)
    assert replaced(points) > 0
    assert engine.signature in Abstractive(engine, Extractive()).signature
