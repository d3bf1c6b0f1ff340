"""An article as stories look at it: who told what, when, in which Arabic sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from mujaz.article import Brief, Source
from mujaz.numbers.arabic import find
from mujaz.numbers.numerals import Number


@dataclass(frozen=True)
class Telling:
    """One article's account of an event."""

    id: str  # the brief's
    published: str | None  # ISO 8601 date or time
    title: str  # Arabic; empty where it has none
    sentences: tuple[str, ...]  # Arabic, the first is number 1
    paragraphs: tuple[int, ...]  # of each sentence, from 1

    @classmethod
    def of(cls, brief: Brief) -> "Telling":
        """The telling in a brief."""
        sentences = [translation.sentence for translation in brief.sentences]
        return cls(
            brief.id,
            published(brief.source),
            brief.source.title or "",
            tuple(sentence.arabic for sentence in sentences),
            tuple(sentence.paragraph for sentence in sentences),
        )

    @cached_property
    def when(self) -> datetime | None:
        """When it was published, in UTC; noon of the day where no hour is known."""
        return moment(self.published)

    @cached_property
    def numbers(self) -> tuple[tuple[Number, ...], ...]:
        """The numbers of each sentence."""
        return tuple(tuple(find(text)) for text in self.sentences)


def published(source: Source) -> str | None:
    """When an article was published: its ISO 8601 date, with the time where that is known."""
    return f"{source.published}T{source.time}" if source.published and source.time else source.published


def moment(published: str | None) -> datetime | None:
    """An ISO 8601 date or time as a time of UTC; a bare date is noon of that day. None for anything else."""
    try:
        found = datetime.fromisoformat(published) if published else None
    except ValueError:
        return None
    if found is None:
        return None
    if published and len(published) <= len("2025-01-01"):
        found = found.replace(hour=12)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def in_order(tellings: Sequence[Telling]) -> list[Telling]:
    """The oldest first, those without a date last; by id where the time is the same."""
    latest = datetime.max.replace(tzinfo=UTC)
    return sorted(tellings, key=lambda one: (one.when or latest, one.id))
