"""What is made of all briefs of a run together: the digest a person opens first, and the table of points.

Both are made from the files of the run folder, so that a run and `mujaz render` write the same bytes.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mujaz.article import Brief, Failure
from mujaz.config import OutputConfig, StoriesConfig
from mujaz.errors import UsageError
from mujaz.writers import csv_points

if TYPE_CHECKING:  # imported when a run ends: it is not to wait for them when it begins
    from mujaz.stories.story import Story
    from mujaz.writers import digest

DIGEST, POINTS = "index.html", "points.csv"
STORIES, STORY_PAGES = "stories.jsonl", "stories"
FAILURES, SKIPPED, DUPLICATES = RECORDS = ("failures.jsonl", "skipped.jsonl", "duplicates.jsonl")
_MODELS = (("translation", "Translation model"), ("second", "Second model"), ("summary", "Summary model"))


def table(briefs: Iterable[Brief]) -> Iterator[str]:
    """The content of `points.csv`."""
    return csv_points.table(briefs)


def page(
    run: Path, briefs: Iterable[Brief], several: "Sequence[Story]", load: Callable[[str], Brief]
) -> Iterator[str]:
    """The content of `index.html`, of a run whose `run.json` and other records lie in its folder.

    Args:
        run: Its folder.
        briefs: Of its articles.
        several: The stories that several articles tell, in their order.
        load: Reads the brief of an earlier run's article that stands in one of them.

    Raises:
        UsageError: One of these is damaged; that they are not there is no error.
    """
    from mujaz.writers import digest

    copies: dict[str, list[str]] = {}
    for row in _rows(run / DUPLICATES):
        copies.setdefault(row["original"], []).append(row["path"])
    signatures, cards = set(), []
    for brief in briefs:
        signatures.add(brief.signature)
        cards.append(_card(brief, copies))
    known = {card.id for card in cards}
    earlier = sorted({article for story in several for article in story.articles} - known)
    manifest = _manifest(run / "run.json")
    found = digest.Run(
        name=run.resolve().name,
        signature=", ".join(sorted(signatures)) or None,
        facts=tuple(_facts(manifest)),
        warnings=_warnings(manifest),
        cards=cards,
        stories=several,
        earlier=[_card(load(article), copies) for article in earlier],
        failures=failures(run),
        skipped=[digest.SkippedText(row["path"], row["reason"]) for row in _rows(run / SKIPPED)],
    )
    return digest.parts(found)


def _card(brief: Brief, copies: dict[str, list[str]]) -> "digest.Card":
    from mujaz.writers import digest

    return digest.Card.of(brief, f"briefs/{brief.id}.html", copies.get(brief.id, ()))


def stories(run: Path) -> StoriesConfig:
    """How the stories of a run are to be made, as `run.json` has it; the default where it does not say.

    Raises:
        UsageError: It is damaged.
    """
    try:
        return StoriesConfig(**_manifest(run / "run.json").get("config", {}).get("stories", {}))
    except (AttributeError, TypeError, ValueError) as error:
        raise _damaged(run / "run.json", error) from None


def formats(run: Path) -> list[str]:
    """The formats of a run's views, as `run.json` has them; the usual ones where it does not say.

    Raises:
        UsageError: It is damaged.
    """
    try:
        return list(OutputConfig(**_manifest(run / "run.json").get("config", {}).get("output", {})).formats)
    except (AttributeError, TypeError, ValueError) as error:
        raise _damaged(run / "run.json", error) from None


def facts(run: Path) -> list[list[str]]:
    """What the digest and the stories take from `run.json`: the same for two runs that differ in times alone.

    Raises:
        UsageError: It is damaged.
    """
    manifest = _manifest(run / "run.json")
    settings = [f"{key}: {value}" for key, value in sorted(stories(run).model_dump().items())]
    return [*([fact.label, fact.text] for fact in _facts(manifest)), list(_warnings(manifest)), settings]


def _warnings(manifest: dict[str, Any]) -> tuple[str, ...]:
    return tuple(map(str, manifest.get("warnings", ())))


def _manifest(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return dict(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise _damaged(path, error) from None


def _facts(manifest: dict[str, Any]) -> "Iterator[digest.Fact]":
    from mujaz.writers import digest

    models = manifest.get("models", {})
    for key, label in _MODELS:
        if models.get(key):
            yield digest.Fact(label, str(models[key]["identity"]))
    if manifest.get("glossary"):
        yield digest.Fact("Glossary", str(manifest["glossary"])[:8])


def failures(run: Path) -> list[Failure]:
    """What is in `failures.jsonl`; nothing where it is not there.

    Raises:
        UsageError: It is damaged.
    """
    try:
        return [Failure(**row) for row in _rows(run / FAILURES)]
    except TypeError as error:
        raise _damaged(run / FAILURES, error) from None


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    try:
        return [dict(json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line]
    except (OSError, ValueError, TypeError) as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: Exception) -> UsageError:
    return UsageError(f"{path}: cannot be read: {error}", "type the command of that run again: it resumes")
