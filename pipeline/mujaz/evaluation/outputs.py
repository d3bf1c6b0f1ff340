"""What systems made of a source: read from a file, or translated here and now."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mujaz.arabic.normalise import normalise
from mujaz.checks.glossary import Glossary
from mujaz.checks.sentence import check
from mujaz.config import Config
from mujaz.evaluation.texts import Lines, aligned, read
from mujaz.flags import Flag


@dataclass(frozen=True, slots=True)
class Output:
    """The English of one system, a line for each of the source."""

    name: str
    lines: tuple[str, ...]
    flags: tuple[tuple[Flag, ...], ...]  # of each line
    origin: str  # the file, or the configuration
    signature: str = ""  # of the pipeline that made it; empty for a file
    seconds: float | None = None  # that translating took, models loaded; None for a file

    @property
    def doubtful(self) -> tuple[bool, ...]:
        """Which lines a reader should not rely on."""
        return tuple(any(flag.severity == "high" for flag in flags) for flags in self.flags)


def from_lines(
    name: str, origin: str, source: Sequence[str], lines: Sequence[str], glossary: Glossary | None
) -> Output:
    """An output with the flags that can be seen in the two texts: no score, no unfinished decoding."""
    flags = tuple(
        check(normalise(arabic), english) + (glossary.check(arabic, english) if glossary else ())
        for arabic, english in zip(source, lines, strict=True)
    )
    return Output(name, tuple(lines), flags, origin)


def from_file(name: str, path: Path, source: Lines, glossary: Glossary | None, limit: int | None) -> Output:
    """Read an output.

    Raises:
        UsageError: It cannot be read, is empty, or has not as many lines as the source.
    """
    file = read(path)
    aligned(source, file)
    return from_lines(name, str(path), source.lines[:limit], file.lines[:limit], glossary)


def from_config(
    name: str,
    origin: str,
    config: Config,
    source: Sequence[str],
    warns: Callable[[str], None],
    *,
    strict: bool,
) -> Output:
    """Translate line by line as `mujaz translate` does, with the flags that a brief would show.

    Args:
        name: For the table.
        origin: The file of the configuration.
        config: Its summary is not made.
        source: Arabic sentences.
        warns: Told of every fallback.
        strict: Turn a fallback into an error.

    Raises:
        ModelError: A model is missing or broken.
    """
    from mujaz import plan as planning

    plan = planning.make_plan(config, strict=strict)
    for warning in plan.warnings:
        warns(warning)

    from mujaz.stages import Pipeline

    pipeline = Pipeline(plan)
    begun = time.perf_counter()
    translations = list(pipeline.translate(source))
    seconds = time.perf_counter() - begun
    lines = tuple(" ".join(one.english.split()) for one in translations)
    return Output(name, lines, tuple(one.flags for one in translations), origin, pipeline.signature, seconds)
