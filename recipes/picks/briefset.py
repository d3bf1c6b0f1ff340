"""A set of briefs: articles in two languages with an analyst's picks, one JSON a line."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mujaz.article import Sentence, Translation

# What a sentence is worth to the analyst: of the best four, acceptable instead, in no list, poor in a brief.
PICK, ALSO, NEUTRAL, NEVER = 1.0, 0.5, 0.0, -1.0


@dataclass(frozen=True, slots=True)
class Example:
    """One article and its brief."""

    id: str
    desk: str
    title: str | None  # in Arabic
    sentences: tuple[Translation, ...]
    picks: tuple[int, ...]  # sentence numbers, the most important first
    also: frozenset[int]
    never: frozenset[int]
    brief: tuple[str, ...]  # in the analyst's own words
    headline: str

    @property
    def grades(self) -> tuple[float, ...]:
        """What each sentence is worth."""
        return tuple(
            PICK if n in self.picks else ALSO if n in self.also else NEVER if n in self.never else NEUTRAL
            for n in (one.sentence.n for one in self.sentences)
        )

    def found(self, cited: Iterable[int]) -> tuple[float, float, float]:
        """Of the sentences that a brief cites: the share of picks found, of acceptable ones, of poor ones."""
        cites = set(cited)
        acceptable = len(cites & (set(self.picks) | self.also))
        share = max(1, len(cites))
        return (
            len(cites & set(self.picks)) / len(self.picks),
            acceptable / share,
            len(cites & self.never) / share,
        )

    def translated(self, sentences: Iterable[Translation]) -> "Example":
        """The same with another translation."""
        return replace(self, sentences=tuple(sentences))


def load(path: Path) -> list[Example]:
    """The examples of a file.

    Raises:
        KeyError, ValueError: The file is no set of briefs.
    """
    return [
        _example(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def _example(data: dict[str, Any]) -> Example:
    sentences = []
    start = 0
    for n, one in enumerate(data["sentences"], start=1):
        sentence = Sentence(n, one["p"], start, start + len(one["ar"]), one["ar"])
        sentences.append(Translation(sentence, one["en"], None))
        start = sentence.end + 1
    return Example(
        data["id"],
        data["desk"],
        data["title"],
        tuple(sentences),
        tuple(data["picks"]),
        frozenset(data["also"]),
        frozenset(data["never"]),
        tuple(data["brief"]),
        data["headline"],
    )
