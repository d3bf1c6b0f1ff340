"""`run.json`: everything needed to know, and to repeat, what a run did."""

import platform
import shlex
import sys
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

from pipeline.models.resolve import ResolvedModel
from pipeline.plan import Plan
from pipeline.version import __version__
from pipeline.writers.json_brief import Counts

Status = Literal["running", "finished", "interrupted", "stopped"]
_PACKAGES = ("ctranslate2", "numpy", "sentencepiece", "tokenizers", "torch", "transformers")


@dataclass(slots=True)
class Manifest:
    """What is known of a run so far; it changes while the run goes on."""

    plan: Plan
    status: Status = "running"
    signature: str | None = None  # None: every article was finished before, no model was loaded
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    inputs: dict[str, dict[str, str]] = field(
        default_factory=dict
    )  # id → path and, where it could be read, sha256
    counts: Counts = field(
        default_factory=Counts
    )  # of all briefs of these inputs, those of earlier runs included
    written: int = 0  # briefs made by this run
    resumed: int = 0  # briefs found finished
    failed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)  # stage → seconds, of the briefs made by this run

    def to_json(self) -> dict[str, Any]:
        """The manifest as JSON values."""
        return {
            "status": self.status,
            "command": shlex.join(sys.argv),
            "signature": self.signature,
            "config": self.plan.config.model_dump(mode="json"),
            "models": {
                "translation": _model(self.plan.translation),
                "second": _model(self.plan.second),
                "summary": _model(self.plan.summary),
            },
            "glossary": self.plan.glossary.content_hash if self.plan.glossary else None,
            "warnings": list(self.plan.warnings),
            "versions": {"mujaz": __version__, "python": platform.python_version(), **_versions()},
            "counts": {
                "articles": len(self.inputs),
                "written": self.written,
                "resumed": self.resumed,
                "failed": self.failed,
                **asdict(self.counts),
            },
            "timings": {
                "started": self.started.isoformat(timespec="seconds"),
                "seconds": round((datetime.now(UTC) - self.started).total_seconds(), 2),
                **{stage: round(seconds, 2) for stage, seconds in self.seconds.items()},
            },
            "inputs": self.inputs,
        }


def _model(model: ResolvedModel | None) -> dict[str, str | None] | None:
    if model is None:
        return None
    return {
        "name": model.name,
        "identity": model.identity,
        "revision": model.revision,
        "origin": model.origin,
        "folder": str(model.folder),
    }


def _versions() -> dict[str, str]:
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found
