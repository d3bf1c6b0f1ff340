"""A brief as one HTML page: it needs no network and no script, and nothing an article says can act in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mujaz.article import Brief, Translation
from mujaz.flags import Flag, FlagName, Severity
from mujaz.writers import page, visible
from mujaz.writers.explain import BY_PERSON, meaning, weight

_LESS_SURE = (
    0.1  # a quiet mark for one ordinary sentence in ten; every fourth or third of the bad ones is among them
)
_UNSURE = "“Less sure” marks the sentences of which the model was less sure than of nine in ten others."


@dataclass(frozen=True, slots=True)
class _Mark:
    """All flags of one name on a sentence, or a line of the legend."""

    name: FlagName
    label: str
    weight: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Attempt:
    method: str
    english: str
    labels: str  # its flags


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence with what is said about it."""

    translation: Translation
    marks: tuple[_Mark, ...]
    attempts: tuple[_Attempt, ...]
    points: tuple[int, ...]  # the points that cite it, from 1
    unsure: bool  # whether the model was less sure of it than of most


@dataclass(frozen=True, slots=True)
class _Paragraph:
    number: int
    rows: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """What the template shows beside the brief itself."""

    title: str
    headline: str
    when: date | None
    url: str | None
    doubtful: frozenset[int]
    how: str
    size: str
    by_person: str
    unsure: str
    paragraphs: tuple[_Paragraph, ...]
    legend: tuple[_Mark, ...]


def render(brief: Brief) -> str:
    """The page of a brief; the same brief gives the same text, byte for byte."""
    return page.template("brief.html").render(brief=brief, page=_page(brief), assets=page.assets("brief"))


def _page(brief: Brief) -> _Page:
    rows = [_row(translation, brief) for translation in brief.sentences]
    doubtful = frozenset(t.sentence.n for t in brief.sentences if t.doubtful)
    size = page.count(len(rows), "sentence")
    if doubtful:
        size += f", {len(doubtful):,} of them doubtful" if len(rows) > 1 else ", and it is doubtful"
    people = sum(t.human for t in brief.sentences)
    if people:
        size += f", {people:,} translated by a person"
    return _Page(
        by_person=BY_PERSON.sentence,
        title=page.clip(visible.line(brief.headline), 150) or "Brief",
        headline=page.clip(brief.headline, 400),
        when=page.day(brief.source.published),
        url=page.safe_url(brief.source.url),
        doubtful=doubtful,
        how=_how(brief),
        size=size,
        unsure=_UNSURE if any(row.unsure and not row.translation.doubtful for row in rows) else "",
        paragraphs=tuple(
            _Paragraph(number, tuple(group))
            for number, group in groupby(rows, lambda row: row.translation.sentence.paragraph)
        ),
        legend=_legend(brief.sentences),
    )


def _how(brief: Brief) -> str:
    """Who wrote the points."""
    origins = {point.origin for point in brief.points}
    if origins == {"extractive"}:
        return (
            "The points are sentences of the translation, taken as they are unless marked as edited. Numbers lead to "
            "the sentences."
        )
    if origins == {"abstractive"}:
        return "A model wrote the points from the sentences they cite. Numbers lead to the sentences."
    taken = [str(n) for n, point in enumerate(brief.points, 1) if point.origin == "extractive"]
    which = f"{'Point' if len(taken) == 1 else 'Points'} {', '.join(taken)}"
    return (
        f"A model wrote the points from the sentences they cite. {which} "
        f"{'is a sentence' if len(taken) == 1 else 'are sentences'} of the translation, taken as "
        f"{'it is' if len(taken) == 1 else 'they are'}. Numbers lead to the sentences."
    )


def _row(translation: Translation, brief: Brief) -> _Row:
    n = translation.sentence.n
    return _Row(
        translation,
        _marks(translation.flags),
        tuple(
            _Attempt(
                "first try" if attempt.method == "first" else attempt.method,
                attempt.english or "(nothing)",
                ", ".join(_labels(attempt.flags)),
            )
            for attempt in translation.attempts
        ),
        tuple(number for number, point in enumerate(brief.points, 1) if n in point.cites),
        translation.confidence is not None and translation.confidence < _LESS_SURE,
    )


def _labels(flags: Sequence[Flag]) -> list[str]:
    return list(dict.fromkeys(meaning(flag.name).label.lower() for flag in flags))


def _marks(flags: Sequence[Flag]) -> tuple[_Mark, ...]:
    """One mark a flag name, the doubtful ones first; the details of one name stand together."""
    severities: tuple[Severity, ...] = ("high", "low")
    marks = []
    for severity in severities:
        details: dict[FlagName, list[str]] = {}
        for flag in flags:
            if flag.severity == severity:
                details.setdefault(flag.name, []).append(page.clip(flag.detail, 500))
        marks += [
            _Mark(name, meaning(name).label, weight(severity), tuple(found))
            for name, found in details.items()
        ]
    return tuple(marks)


def _legend(translations: Sequence[Translation]) -> tuple[_Mark, ...]:
    """The marks that occur, in the order in which they occur, each explained."""
    names = dict.fromkeys(flag.name for translation in translations for flag in translation.flags)
    return tuple(_Mark(name, meaning(name).label, "", (meaning(name).sentence,)) for name in names)
