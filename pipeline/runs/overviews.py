"""What is made of all briefs of a run together: the digest a person opens first, and the table of points.

Both are made from the files of the run folder, so that a run and `mujaz render` write the same bytes.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.article import Brief, Failure
from pipeline.errors import UsageError
from pipeline.writers import csv_points, digest

DIGEST, POINTS = "index.html", "points.csv"
_MODELS = (("translation", "Translation model"), ("second", "Second model"), ("summary", "Summary model"))


def table(briefs: Iterable[Brief]) -> Iterator[str]:
    """The content of `points.csv`."""
    return csv_points.table(briefs)


def page(run: Path, briefs: Iterable[Brief]) -> Iterator[str]:
    """The content of `index.html`, of a run whose `run.json` and `failures.jsonl` lie in its folder.

    Raises:
        UsageError: One of the two is damaged; that they are not there is no error.
    """
    signatures, cards = set(), []
    for brief in briefs:
        signatures.add(brief.signature)
        cards.append(digest.Card.of(brief, f"briefs/{brief.id}.html"))
    manifest = _manifest(run / "run.json")
    found = digest.Run(
        name=run.resolve().name,
        signature=", ".join(sorted(signatures)) or None,
        facts=tuple(_facts(manifest)),
        warnings=tuple(map(str, manifest.get("warnings", ()))),
        cards=cards,
        failures=_failures(run / "failures.jsonl"),
    )
    return digest.parts(found)


def _manifest(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return dict(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise _damaged(path, error) from None


def _facts(manifest: dict[str, Any]) -> Iterator[digest.Fact]:
    models = manifest.get("models", {})
    for key, label in _MODELS:
        if models.get(key):
            yield digest.Fact(label, str(models[key]["identity"]))
    if manifest.get("glossary"):
        yield digest.Fact("Glossary", str(manifest["glossary"])[:8])


def _failures(path: Path) -> list[Failure]:
    if not path.exists():
        return []
    try:
        return [Failure(**json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line]
    except (OSError, ValueError, TypeError) as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: Exception) -> UsageError:
    return UsageError(f"{path}: cannot be read: {error}", "type the command of that run again: it resumes")
