"""What a run of the tiny model wrote, and how such a run is typed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import Ended
from tests.support.schema import validate
from tests.tiny import ARTICLES, MODEL

Mujaz = Callable[..., Ended]
TINY = ("--set", f"translation.model={MODEL}", "--set", "summary.method=extractive")
ALONE = ("--set", "memory.enabled=false")  # what other runs translated is not marked
NAMES = sorted(path.stem for path in ARTICLES.glob("*.txt"))


def brief(output: Path, name: str) -> dict[str, Any]:
    found = json.loads((output / "briefs" / f"{name}.json").read_text(encoding="utf-8"))
    validate(found)
    return dict(found)


def manifest(output: Path) -> dict[str, Any]:
    return dict(json.loads((output / "run.json").read_text(encoding="utf-8")))


def failures(output: Path) -> dict[str, str]:
    rows = map(json.loads, (output / "failures.jsonl").read_text(encoding="utf-8").splitlines())
    return {Path(row["path"]).name: row["reason"] for row in rows}
