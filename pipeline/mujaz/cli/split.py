"""`mujaz split`: one Arabic sentence a line."""

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from mujaz.cli.streams import read_text


def split(
    file: Annotated[Path, typer.Argument(help="A text file, or - for standard input.")] = Path("-"),
    form: Annotated[
        Literal["text", "jsonl"], typer.Option("--format", help="jsonl adds number, paragraph and offsets.")
    ] = "text",
) -> None:
    """Print the sentences of an Arabic text, one a line."""
    from dataclasses import asdict

    from mujaz.arabic.splitter import split as sentences

    for sentence in sentences(read_text(file)):
        if form == "jsonl":
            sys.stdout.write(json.dumps(asdict(sentence), ensure_ascii=False) + "\n")
        else:
            sys.stdout.write(" ".join(sentence.arabic.split()) + "\n")
