"""Engines on checkpoints in the layouts of real hub models, each loaded once."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mujaz.config import EngineKind
from mujaz.engines import registry
from mujaz.engines.protocol import Engine, EngineSettings, Hypothesis
from mujaz.models.resolve import resolve
from tests.support import hub

KINDS: tuple[EngineKind, ...] = ("ctranslate2", "transformers")
FAMILIES = sorted(hub.BUILDERS)
LONGER = " ".join(hub.ARABIC)


@cache
def loaded(folder: Path, kind: EngineKind = "transformers", **options: Any) -> Engine:
    return registry.load(
        kind, resolve(str(folder), None), EngineSettings(**{"precision": "float32", **options})
    )


def alike(left: Sequence[Hypothesis], right: Sequence[Hypothesis]) -> bool:
    """Same texts and ends, and scores within float32's rounding."""
    return [(h.text, h.finished) for h in left] == [(h.text, h.finished) for h in right] and [
        h.score for h in left
    ] == pytest.approx([h.score for h in right], abs=1e-4)
