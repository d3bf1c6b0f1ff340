"""The Aleppo article with good English: every sentence, number and name must be traced, and nothing doubted.

The English of its 15 sentences was written by us, and an engine that looks it up stands in for a model. What is tested is everything around the engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from mujaz.arabic.normalise import normalise
from mujaz.arabic.splitter import split
from mujaz.article import Article, Brief
from mujaz.checks.glossary import Glossary
from mujaz.config import load
from mujaz.engines.protocol import DecodingOptions, Hypothesis
from mujaz.numbers import arabic as arabic_numbers
from mujaz.plan import make_plan
from mujaz.readers import Input, Reader
from mujaz.stages import Pipeline
from mujaz.summarization.worth import without_dateline
from mujaz.translation.dateline import dateline
from tests.support.data import ALEPPO, ALEPPO_ENGLISH, CONFIGS, NEWS_GLOSSARY
from tests.tiny import MODEL

ENGLISH = ALEPPO_ENGLISH.read_text(encoding="utf-8").splitlines()


@dataclass(frozen=True)
class LookUp:
    known: dict[str, str]
    signature: str = "lookup"
    max_source_tokens: int = 500

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:
        del options
        return [Hypothesis(self.known[text], -0.3, finished=True) for text in texts]


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> Brief:
    sentences = split(ALEPPO.read_text(encoding="utf-8"))
    known = {normalise(s.arabic): english for s, english in zip(sentences, ENGLISH, strict=True)}
    head = dateline(normalise(sentences[0].arabic), Glossary.load(NEWS_GLOSSARY))
    assert head is not None
    known[normalise(sentences[0].arabic)[head.end :]] = ENGLISH[0].removeprefix(head.english)
    engine = LookUp(known)

    def stand_in(*_: Any, **__: Any) -> LookUp:
        return engine

    monkeypatch.setattr("mujaz.engines.registry.load", stand_in)
    config = load(CONFIGS / "offline.yaml", [f"translation.model={MODEL}", "translation.canary=false"])
    with Reader(config.input) as reader:
        (article,) = reader.read(Input("aleppo", ALEPPO))
    assert isinstance(article, Article)
    (made,) = Pipeline(make_plan(config)).process([article])
    assert isinstance(made, Brief)
    return made


def test_every_sentence_is_there_whole_and_points_back(brief: Brief) -> None:
    text = ALEPPO.read_text(encoding="utf-8")
    assert [t.english for t in brief.sentences] == ENGLISH
    assert "".join(t.sentence.arabic for t in brief.sentences).replace(" ", "") == "".join(
        text.split(" ")
    ).replace("\n", "")
    assert all(text[t.sentence.start : t.sentence.end] == t.sentence.arabic for t in brief.sentences)


def test_a_good_translation_is_not_doubted(brief: Brief) -> None:
    assert {t.sentence.n: t.flags for t in brief.sentences if t.flags} == {}
    assert brief.warnings == ()


@pytest.mark.parametrize(("n", "wrong", "right"), [
    (3, "Twenty-six civilians", "Twenty-five civilians"),
    (11, "for eight days", "for seven days"),
    (13, "five years after", "four years after"),
    (13, "more than three weeks", "more than two weeks"),
])  # fmt: skip
def test_each_number_is_watched(n: int, wrong: str, right: str) -> None:
    from mujaz.checks.sentence import check

    arabic = split(ALEPPO.read_text(encoding="utf-8"))[n - 1].arabic
    assert right in ENGLISH[n - 1]
    flags = {flag.name for flag in check(arabic, ENGLISH[n - 1].replace(right, wrong))}
    assert "number_mismatch" in flags
    assert arabic_numbers.find(arabic)


@pytest.mark.parametrize(
    ("english", "sentences"),
    [
        ("Aleppo", (1, 2, 4, 5, 6, 9, 10, 11, 12, 13, 14)),
        ("Syria", (1, 3, 10, 15)),
        ("Russia", (1, 7, 10, 13)),
        ("Damascus", (1, 10)),
        ("Qaterji", (2,)),
        ("Idlib", (3,)),
        ("Syrian Observatory for Human Rights", (3,)),
        ("Shaar", (4,)),
        ("Free Syrian Army", (6,)),
        ("Turkey", (7, 8)),
        ("Reuters", (8,)),
        ("Zakaria Malahifji", (8,)),
        ("Lavrov", (8, 12)),
        ("China", (10,)),
        ("Security Council", (10, 11)),
        ("Moscow", (12,)),
        ("Assad", (13,)),
        ("Merkel", (14,)),
        ("Ayrault", (15,)),
        ("Islamic State", (15,)),
    ],
)
def test_every_name_is_traced_to_its_sentences(
    brief: Brief, english: str, sentences: tuple[int, ...]
) -> None:
    found = {n for name in brief.names if english in name.english for n in name.sentences}
    assert set(sentences) <= found, [(name.english, name.sentences) for name in brief.names]


def test_points_rest_on_sentences_of_the_article(brief: Brief) -> None:
    assert 3 <= len(brief.points) <= 5
    for point in brief.points:
        assert point.shortened or [without_dateline(ENGLISH[n - 1]) for n in point.cites] == [point.text]
