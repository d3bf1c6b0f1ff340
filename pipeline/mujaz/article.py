"""What travels through the pipeline: plain immutable values, in the order in which they arise."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from mujaz.errors import MujazError
from mujaz.flags import Flag

Origin = Literal["abstractive", "extractive"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from."""

    path: str  # as the reader was given it
    sha256: str  # of the file's bytes, or of the record
    encoding: str  # what the bytes were decoded with, e.g. "utf-8" or "windows-1256"
    title: str | None = None
    url: str | None = None
    published: str | None = None  # ISO 8601 date
    language: str = "ar"
    time: str | None = (
        None  # of day, ISO 8601, with its offset from UTC where that is known; e.g. "14:05:00+03:00"
    )


@dataclass(frozen=True, slots=True)
class Article:
    """One Arabic article; `text` is the original, character for character, with blanks for paragraphs in other languages."""

    id: str  # unique in a run, safe as a file name
    text: str
    source: Source
    warnings: tuple[str, ...] = ()  # what its reader has to say, e.g. which paragraphs were left out

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        id: str = "article",  # noqa: A002 - the field's name
        title: str | None = None,
        url: str | None = None,
        published: str | None = None,
    ) -> "Article":
        """An article out of a text that a program holds; files are for `mujaz.readers`.

        Args:
            text: Arabic; paragraphs are lines.
            id: What its brief is known by: give each of several articles its own.
            title: In Arabic; translated, it becomes the headline.
            url: Shown in the brief.
            published: ISO 8601 date.
        """
        # Half a character is let pass here: the article fails by itself when it is processed.
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(id, text, Source(id, digest, "utf-8", title=title, url=url, published=published))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: `article.text[start:end] == arabic`."""

    n: int  # from 1, through the whole article
    paragraph: int  # from 1
    start: int  # character offset into the original text
    end: int
    arabic: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at translating a sentence."""

    method: str  # "first", or the rung of the retry ladder
    english: str
    score: float | None  # mean log-probability per target token, at most 0; None where the engine has none
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """The English of one sentence: the best attempt, and all attempts when there was more than one."""

    sentence: Sentence
    english: str
    score: float | None
    flags: tuple[Flag, ...] = ()
    attempts: tuple[Attempt, ...] = ()  # empty where the first one stood unchallenged
    from_memory: bool = False  # all of it was translated before, by another run or by a person
    human: bool = False  # a person's translation, imported into the memory
    # 0 to 1: the share of ordinary sentences of which the same model was less sure; None where that is not known: the
    # model's folder carries no calibration, the sentence is a person's, or no model had a hand in it.
    confidence: float | None = None

    @property
    def doubtful(self) -> bool:
        """Whether a reader should not rely on this sentence."""
        return any(flag.severity == "high" for flag in self.flags)


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a brief and the numbers of the sentences on which it rests."""

    text: str
    cites: tuple[int, ...]
    origin: Origin
    flags: tuple[str, ...] = ()  # in plain words
    support: float | None = (
        None  # 0 to 1: how much of an abstractive point its sentences explain; None: word for word
    )
    shortened: bool = (
        False  # the sentence that it takes from the article is longer, or names its subject less plainly
    )


@dataclass(frozen=True, slots=True)
class Name:
    """One name of the article."""

    arabic: str
    english: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure of the article."""

    text: str  # as it stands in the English, with what is counted, e.g. "25 civilians"
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody does with his words in one sentence of the article."""

    speaker: str  # as the English names him
    verb: str  # for a reader: "says", "denies", "accuses"
    via: str  # the agency that passes the words on; empty where none does
    sentence: int


@dataclass(frozen=True, slots=True)
class Brief:
    """What the reader gets of one article."""

    id: str
    fingerprint: str  # of the article and of all settings that can change the result
    source: Source
    signature: str
    headline: str
    dateline: str  # place and agency as the article gives them, e.g. "Baghdad (Agencies)"; empty where it gives none
    points: tuple[Point, ...]
    sentences: tuple[Translation, ...]
    names: tuple[Name, ...]
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    warnings: tuple[str, ...]
    timings: dict[str, float]  # stage → seconds; of the window, shared out by characters


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be brought to a brief, and why."""

    id: str
    path: str
    reason: str  # for people, with what to do next
    kind: str  # the error's class, for programs

    @classmethod
    def of(cls, article: Article, error: Exception) -> "Failure":
        """What an error says to a person; of one that was not foreseen, its class and its words."""
        if isinstance(error, MujazError):
            reason = f"{error.message}; {error.hint}" if error.hint else error.message
        else:
            reason = f"{type(error).__name__}: {error}"
        return cls(article.id, article.source.path, reason, type(error).__name__)
