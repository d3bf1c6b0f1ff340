"""The catalogue: models worth having, and what is published about them, each fact with its source.

The facts stand in `catalogue.yaml`. What could not be found out is None there and "?" on the screen; nothing is guessed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Task = Literal["translation", "summary"]
CATALOGUE = Path(__file__).with_name("catalogue.yaml")
# Bytes of memory, fitted to two measured points (`python -m tests.benchmarks.canary`): 66 MB with the tiny test model,
# whose weights are negligible, and 199 MB with a model of opus-mt-ar-en's shape, of 77 million parameters.
_PROCESS = 66_000_000
_A_PARAMETER = 1.7


@dataclass(frozen=True, slots=True)
class Fact:
    """Something published about a model."""

    value: str | int
    source: str  # an address, or where it was seen


@dataclass(frozen=True, slots=True)
class Quality:
    """A published score."""

    metric: str
    value: float
    test: str
    source: str


@dataclass(frozen=True, slots=True)
class Packed:
    """A file that is fetched packed with gzip and kept unpacked under its name without `.gz`."""

    name: str
    size: int  # bytes, packed
    sha256: str  # of the packed file
    unpacked: str | None  # SHA-256 of the unpacked file, where it is published


@dataclass(frozen=True, slots=True)
class Entry:
    """A model of the catalogue."""

    name: str  # what `translation.model` or `summary.model` takes
    task: Task
    engine: str | None  # the one that it needs; None: ctranslate2 or transformers
    licence: Fact | None
    parameters: Fact | None
    download: Fact | None  # bytes that `mujaz models pull` fetches
    quality: tuple[Quality, ...]
    revision: Fact | None  # the commit whose files these facts are about
    sha256: Mapping[str, str]  # file → SHA-256, for the weights
    address: str | None  # where the packed files lie; None for models of the hub
    packed: tuple[Packed, ...]
    note: str | None

    @property
    def non_commercial(self) -> bool:
        """Whether the licence forbids commercial use."""
        return self.licence is not None and "-NC" in str(self.licence.value).upper()

    @property
    def commit(self) -> str | None:
        """The pinned commit."""
        return str(self.revision.value) if self.revision else None

    @property
    def memory(self) -> int | None:
        """Bytes of memory to expect with CTranslate2 on a CPU in int8, the default; an estimate, not a promise.

        What the process takes and so much a parameter, measured at two points (see `_PROCESS`). None where the number of
        parameters is not known, and for other engines. Where transformers must read the tokeniser, or a checkpoint is
        converted, which happens once, it takes more.
        """
        if self.parameters is None or self.engine is not None:
            return None
        return int(_PROCESS + _A_PARAMETER * int(self.parameters.value))


def entries(path: Path = CATALOGUE) -> tuple[Entry, ...]:
    """All models of the catalogue, in its order: the one that needs no network first, then by task."""
    return _entries(path)


def find(name: str) -> Entry | None:
    """The entry of a model, by the name that a configuration gives it; None when it is not in the catalogue."""
    return next((entry for entry in entries() if entry.name == name), None)


def is_firefox(name: str) -> bool:
    """Whether this is the catalogue's name for a Firefox model, which is not fetched from the hub."""
    return name.startswith("firefox/")


def licence_warning(name: str) -> str | None:
    """What a person must be told who chooses this model; None when its licence is not known to forbid anything."""
    entry = find(name)
    if entry is None or not entry.non_commercial or entry.licence is None:
        return None
    return f"the model {name} is licensed {entry.licence.value}: not for commercial use"


def facts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Each fact of an entry with its source, as `(what, source)`; the memory is computed, and so not among them."""
    for what in ("licence", "parameters", "download", "revision"):
        fact: Fact | None = getattr(entry, what)
        if fact is not None:
            yield what, fact.source
    for quality in entry.quality:
        yield f"{quality.metric} on {quality.test}", quality.source


@cache
def _entries(path: Path) -> tuple[Entry, ...]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as file:
        return tuple(_entry(item) for item in yaml.load(file, loader))  # noqa: S506 - both loaders are safe


def _entry(item: dict[str, Any]) -> Entry:
    hashes = dict(item.get("sha256", {}))
    hashes.pop("source", None)
    stored = item.get("files", {})
    return Entry(
        name=item["name"],
        task=item["task"],
        engine=item.get("engine"),
        licence=_fact(item.get("licence")),
        parameters=_fact(item.get("parameters")),
        download=_fact(item.get("download")),
        quality=tuple(Quality(**score) for score in item.get("quality", ())),
        revision=_fact(item.get("revision")),
        sha256=hashes,
        address=stored.get("address"),
        packed=tuple(
            Packed(file["name"], file["size"], file["sha256"], file.get("unpacked"))
            for file in stored.get("packed", ())
        ),
        note=item.get("note"),
    )


def _fact(item: dict[str, Any] | None) -> Fact | None:
    return None if item is None else Fact(item["value"], item["source"])
