"""`run.json`: everything needed to know, and to repeat, what a run did."""

import platform
import shlex
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from mujaz.engines.versions import installed
from mujaz.models.resolve import ResolvedModel
from mujaz.models.served import ServedModel
from mujaz.plan import Plan
from mujaz.runs.records import RunRecords
from mujaz.version import __version__

Status = Literal["running", "finished", "interrupted", "stopped"]
_PACKAGES = ("ctranslate2", "numpy", "sentencepiece", "tokenizers", "torch", "transformers")


@dataclass(slots=True)
class Manifest:
    """What is known of a run so far; it changes while the run goes on."""

    plan: Plan
    records: RunRecords
    sources: Sequence[str] = ()  # the inputs as they were named
    status: Status = "running"
    started: datetime = field(default_factory=lambda: datetime.now(UTC))

    def to_json(self) -> dict[str, Any]:
        """The manifest as JSON values."""
        records = self.records
        return {
            "status": self.status,
            "command": shlex.join(sys.argv),
            "sources": list(self.sources),
            "signature": records.signature,  # null: no brief was made, all were finished before
            "config": self.plan.config.model_dump(mode="json"),
            "models": {
                "translation": _model(self.plan.translation),
                "second": _model(self.plan.second),
                "summary": _model(self.plan.summary),
            },
            "glossary": self.plan.glossary.content_hash if self.plan.glossary else None,
            "warnings": list(self.plan.warnings),
            "versions": {
                "mujaz": __version__,
                "python": platform.python_version(),
                **{package: release or "not installed" for package, release in installed(_PACKAGES).items()},
            },
            "counts": {
                "articles": len(records.inputs),
                "written": records.written,
                "resumed": records.resumed,
                "failed": len(records.failures),
                "skipped": len(records.skipped),
                "duplicates": len(records.copies),
                **asdict(records.counts),  # of all briefs of these inputs, those of earlier runs included
            },
            "timings": {
                "started": self.started.isoformat(timespec="seconds"),
                "seconds": round((datetime.now(UTC) - self.started).total_seconds(), 2),
                **{stage: round(seconds, 2) for stage, seconds in records.seconds.items()},
            },
            "inputs": {
                article_id: {"path": path} | ({"sha256": sha256} if sha256 else {})
                for article_id, (path, sha256) in records.inputs.items()
            },
        }


def _model(model: ResolvedModel | ServedModel | None) -> dict[str, str | None] | None:
    if model is None:
        return None
    return {
        "name": model.name,
        "identity": model.identity,
        "revision": model.revision,
        "origin": model.origin,
        **({"address": model.address} if isinstance(model, ServedModel) else {"folder": str(model.folder)}),
    }
