"""The model card: what a model was made from, how, what it scores, and what nobody checked."""

import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from mujaz.engines.versions import installed
from mujaz.models.resolve import ResolvedModel
from mujaz.training.config import Settings
from mujaz.training.export import Result
from mujaz.training.selection import Selection
from mujaz.version import __version__

_LIBRARIES = ("transformers", "torch", "accelerate", "ctranslate2", "sentencepiece", "sacrebleu")


def write(
    settings: Settings,
    start: ResolvedModel | None,
    chosen: Selection,
    data: Sequence[Path],
    result: Result,
    log: Sequence[Mapping[str, float]],
) -> str:
    """The text of README.md, with the header that the hub reads.

    Args:
        settings: The whole configuration.
        start: The model that was trained on; None from scratch.
        chosen: The pairs as they were used.
        data: The files that they came from; only the names are told.
        result: The scores.
        log: Step, chrF and loss of each evaluation.
    """
    licence = (
        settings.export.licence or "unsettled: it follows from the data and from the model it started from"
    )
    header = ["---", "language: [ar, en]", "pipeline_tag: translation", "library_name: transformers"]
    if start is not None and start.origin != "folder":
        header.append(f"base_model: {start.name}")
    if settings.export.licence:
        header.append(f"license: {settings.export.licence}")
    before = str(result.before) if result.before else "none (from scratch)"
    sections = [
        "\n".join([*header, "---"]),
        f"# {settings.export.name}",
        (
            f"Translates Arabic sentences into English. Made by `mujaz train` (Mujaz {__version__}) from "
            f"{start.identity if start else 'nothing: fresh weights'}. Licence: {licence}."
        ),
        (
            "## Intended use\nBatch translation of single Arabic sentences of the kind it was trained on, by Mujaz "
            "(`translation.model` takes this folder). Read its output with the flags that Mujaz sets: no translation of "
            "a machine is to be relied on for a number, a name or a negation. Nobody has checked it for other kinds of "
            "text, for dialects, or for bias."
        ),
        "## Data\n" + _data(chosen, data),
        "## Scores\n"
        + _table(
            ("held-out pairs", "before", "after"), [(str(len(chosen.held_out)), before, str(result.after))]
        )
        + f"\n\nAfter: `{result.after.signature}`. The held-out pairs come from the same files, drawn by a hash of the "
        f"Arabic; training pairs that share {settings.data.near_duplicate:.0%} of a held-out sentence's wording were "
        "left out. On text from elsewhere it scores less.",
        f"## Training\n{result.steps} steps; the weights are those of step {result.best_step}, the best by chrF "
        "(greedy, tokenised text).\n\n"
        + _table(
            ("step", "chrF", "loss"),
            [(f"{one['step']:.0f}", f"{one['chrf']:.1f}", f"{one['loss']:.3f}") for one in log],
        ),
        "## Settings\n" + _settings(settings),
        "## Versions\n" + _versions(),
    ]
    return "\n\n".join(sections) + "\n"


def _data(chosen: Selection, data: Sequence[Path]) -> str:
    lines = [
        (
            f"Files: {', '.join(f'`{path.name}`' for path in data)}. {len(chosen.training):,} pairs to learn from, "
            f"{len(chosen.held_out):,} held out."
        )
    ]
    if chosen.dropped:
        lines.append(
            "Left out: " + "; ".join(f"{count:,} {reason}" for reason, count in chosen.dropped) + "."
        )
    licences = Counter(pair.licence or "not stated" for pair in (*chosen.training, *chosen.held_out))
    if set(licences) == {"not stated"}:
        lines.append("The licences of the texts were not given.")
    else:
        lines.append(
            _table(("licence of the text", "pairs"), [(name, f"{n:,}") for name, n in licences.most_common()])
        )
    return "\n\n".join(lines)


def _settings(settings: Settings) -> str:
    values = settings.model_dump()
    rows = [
        (f"{section}.{key}", f"{value}")
        for section in ("data", "model", "training")
        for key, value in values[section].items()
        if value is not None
    ]
    return _table(("key", "value"), rows)


def _versions() -> str:
    found = ", ".join(f"{name} {release}" for name, release in installed(_LIBRARIES).items() if release)
    return f"Python {platform.python_version()}, {found}."


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
