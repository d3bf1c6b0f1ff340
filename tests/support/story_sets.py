"""Sets of articles in stories, with what is to be found in them: for tests and the benchmark."""

import json
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from mujaz.arabic.clitics import fold
from mujaz.arabic.splitter import split
from mujaz.stories.telling import Telling
from mujaz.stories.verdicts import Finding
from tests.support.data import DATA

HERE = Path(__file__).parents[1] / "stories"
DEV = DATA / "stories"


@dataclass(frozen=True)
class Expected:
    """What the articles of a story say of one thing, and how that is to be judged."""

    story: str
    kind: str
    verdict: str  # conflict, update, or none: it only looks contradictory
    what: str
    values: tuple[tuple[str, str], ...]  # article, words


@dataclass(frozen=True)
class StorySet:
    """Articles by story; one that no other article shares has a story of its own."""

    tellings: tuple[Telling, ...]
    story: dict[str, str]  # article → story
    expected: tuple[Expected, ...]

    def stories(self) -> dict[str, list[Telling]]:
        """The tellings of each story that several articles tell."""
        found: dict[str, list[Telling]] = {}
        for telling in self.tellings:
            found.setdefault(self.story[telling.id], []).append(telling)
        return {name: members for name, members in sorted(found.items()) if len(members) > 1}


def composed() -> StorySet:
    """The set of these tests: invented stories of other countries and desks than those of the development set."""
    return load(HERE / "composed.jsonl", HERE / "composed-conflicts.jsonl")


def load(articles: Path, expected: Path) -> StorySet:
    """A set in two files of JSON Lines."""
    rows = [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()]
    wanted = [json.loads(line) for line in expected.read_text(encoding="utf-8").splitlines()]
    return StorySet(
        tuple(telling(row["id"], row["date"], row["title"], row["text"]) for row in rows),
        {row["id"]: row["story"] or f"alone {row['id']}" for row in rows},
        tuple(
            Expected(
                row["story"], row["kind"], row["verdict"], row["what"],
                tuple((value["article"], value["value"]) for value in row["values"]),
            )
            for row in wanted
        ),
    )  # fmt: skip


def telling(article: str, published: str | None, title: str, text: str) -> Telling:
    """The telling of a plain text."""
    sentences = split(text)
    return Telling(
        article,
        published,
        title,
        tuple(sentence.arabic for sentence in sentences),
        tuple(sentence.paragraph for sentence in sentences),
    )


def f1(precision: float, recall: float) -> float:
    """Their harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def pairwise(groups: list[list[str]], story: dict[str, str]) -> tuple[float, float]:
    """Precision and recall of pairs of articles put together."""
    together = {pair for group in groups for pair in combinations(sorted(group), 2)}
    wanted = {pair for pair in combinations(sorted(story), 2) if story[pair[0]] == story[pair[1]]}
    right = len(together & wanted)
    return right / len(together) if together else 1.0, right / len(wanted) if wanted else 1.0


def b_cubed(groups: list[list[str]], story: dict[str, str]) -> tuple[float, float]:
    """Precision and recall of B³ (Bagga and Baldwin 1998), each article weighing the same."""
    members: dict[str, set[str]] = {}
    for article, name in story.items():
        members.setdefault(name, set()).add(article)
    precision = recall = 0.0
    for group in groups:
        for article in group:
            right = len(set(group) & members[story[article]])
            precision += right / len(group)
            recall += right / len(members[story[article]])
    return precision / len(story), recall / len(story)


def meets(finding: Finding, expected: Expected) -> bool:
    """Whether a finding holds values of two articles at least that an expectation names."""
    hit = {
        article
        for article, words in expected.values
        for mention in finding.mentions
        if mention.article == article and overlap(mention.arabic, words)
    }
    return len(hit) > 1


def overlap(one: str, other: str) -> bool:
    """Whether one of two pieces of a text holds the other, or half of its words."""
    first, second = fold(one), fold(other)
    if first in second or second in first:
        return True
    words = set(first.split()), set(second.split())
    return len(words[0] & words[1]) >= max(1.0, min(map(len, words)) / 2)
