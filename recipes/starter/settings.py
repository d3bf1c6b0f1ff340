"""How the starter is made, as `settings.yaml` says it."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).with_name("settings.yaml")


@dataclass(frozen=True, slots=True)
class Group:
    """Sources of one kind."""

    sources: tuple[str, ...]
    share: float  # of the samples
    cap: int | None = None  # pairs kept
    careless: bool = False  # whether carelessly spelled copies are added


@dataclass(frozen=True, slots=True)
class Training:
    """The loop's settings; `settings.yaml` explains each."""

    steps: int
    budget: int
    rate: float
    encoder_rate: float
    warmup: int
    decay: float
    smoothing: float
    common: int
    sampled: int
    full_from: float
    average: float
    together: int
    every: int
    keep: int

    def factor(self, step: int) -> float:
        """What the peak rates are multiplied with: linear warm-up, inverse square root, linear to nothing at the end."""
        rising: float = min((step + 1) / self.warmup, math.sqrt(self.warmup / (step + 1)))
        return rising * min(1.0, max(0.02, (self.steps - step) / (self.decay * self.steps)))


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole file."""

    pieces: int
    groups: dict[str, Group]
    english_share: float
    english_groups: tuple[str, ...]
    held_out: dict[str, int]
    decoder_layers: int
    dropout: float
    training: Training

    def group_of(self, source: str) -> str | None:
        """The group that a source belongs to; None for one that is not used."""
        return next((name for name, group in self.groups.items() if source in group.sources), None)


def read(path: Path = DEFAULT) -> Settings:
    """The settings in a file.

    Raises:
        KeyError, TypeError: The file lacks a key or has one too many.
    """
    import yaml

    tree: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    groups = {
        name: Group(**{**values, "sources": tuple(values["sources"])})
        for name, values in tree["groups"].items()
    }
    return Settings(
        pieces=tree["pieces"],
        groups=groups,
        english_share=tree["english"]["share"],
        english_groups=tuple(tree["english"]["groups"]),
        held_out=tree["held_out"],
        decoder_layers=tree["model"]["decoder_layers"],
        dropout=tree["model"]["dropout"],
        training=Training(**tree["training"]),
    )
