"""Briefs of the composed stories, as a model would leave them, and as an attacker would."""

from mujaz.article import Brief, Point, Sentence, Source, Translation
from mujaz.stories.telling import Telling
from tests.support.story_sets import composed


def made(telling: Telling) -> Brief:
    """A brief whose English names the article and the sentence."""
    day, _, time = (telling.published or "").partition("T")
    return Brief(
        id=telling.id,
        fingerprint=f"f-{telling.id}",
        source=Source(
            f"inputs/{telling.id}.txt",
            "00",
            "utf-8",
            telling.title or None,
            None,
            day or None,
            "ar",
            time or None,
        ),
        signature="m",
        headline=f"Headline of {telling.id}",
        dateline="",
        points=tuple(
            Point(f"Point {n} of {telling.id}", (n,), "extractive")
            for n in range(1, min(4, len(telling.sentences) + 1))
        ),
        sentences=tuple(
            Translation(
                Sentence(n, telling.paragraphs[n - 1], 0, len(text), text),
                f"Sentence {n} of {telling.id}",
                None,
            )
            for n, text in enumerate(telling.sentences, 1)
        ),
        names=(),
        figures=(),
        claims=(),
        warnings=(),
        timings={},
    )


def briefs() -> list[Brief]:
    """Of all articles of the composed set."""
    return [made(telling) for telling in composed().tellings]
