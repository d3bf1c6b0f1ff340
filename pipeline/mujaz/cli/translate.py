"""`mujaz translate`: sentence in, sentence out."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from mujaz.cli.options import ConfigPath, Overrides, Strict
from mujaz.cli.streams import read_text
from mujaz.shipped import config_file


def translate(
    file: Annotated[Path, typer.Argument(help="One Arabic sentence a line, or - for standard input.")] = Path(
        "-"
    ),
    config: ConfigPath = None,
    overrides: Overrides = None,
    form: Annotated[
        Literal["text", "tsv", "jsonl"],
        typer.Option("--format", help="tsv adds the source and flags; jsonl all."),
    ] = "text",
    strict: Strict = False,
) -> None:
    """Translate line by line: as many lines out as in, in the same order."""
    from mujaz import config as configuration
    from mujaz import plan as planning
    from mujaz.cli.terminal import warn

    settings = configuration.load(config_file(config), ["summary.method=extractive", *(overrides or [])])
    lines = read_text(file).removesuffix("\n").split("\n")  # other separators stand inside a line
    plan = planning.make_plan(settings, strict=strict)
    for warning in plan.warnings:
        warn(warning)

    from mujaz.stages import Pipeline

    pipeline = Pipeline(plan, warn=warn)
    doubtful = 0
    for translation in pipeline.translate(lines):
        doubtful += translation.doubtful
        flags = ",".join(flag.name for flag in translation.flags)
        english = " ".join(translation.english.split())
        if form == "jsonl":
            row = {
                "arabic": translation.sentence.arabic,
                "english": english,
                "score": translation.score,
                "confidence": translation.confidence,
                "flags": [asdict(flag) for flag in translation.flags],
                "from_memory": translation.from_memory,
                "human": translation.human,
            }
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        elif form == "tsv":
            arabic = " ".join(translation.sentence.arabic.split())
            sys.stdout.write(f"{arabic}\t{english}\t{flags}\n")
        else:
            sys.stdout.write(english + "\n")
    if doubtful and form == "text":
        warn(f"{doubtful} of {len(lines)} lines are doubtful; --format tsv or jsonl says which, and why")
