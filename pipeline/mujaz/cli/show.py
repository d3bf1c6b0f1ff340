"""`mujaz show`: a brief in the terminal."""

from pathlib import Path
from typing import Annotated

import typer


def show(
    file: Annotated[
        Path, typer.Argument(help="A brief, e.g. outputs/default/briefs/NAME.json.", metavar="BRIEF.json")
    ],
    arabic: Annotated[
        bool, typer.Option("--arabic/--no-arabic", help="Print the Arabic sentences too.")
    ] = True,
) -> None:
    """Print a brief: warnings, points, figures and names, then the whole text."""
    from rich.console import Console

    from mujaz.errors import UsageError
    from mujaz.writers import json_brief
    from mujaz.writers.terminal import WIDEST, blocks

    hint = "give a brief's JSON, e.g. outputs/default/briefs/NAME.json"
    try:
        brief = json_brief.parse(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}", hint) from None
    except ValueError as error:
        raise UsageError(f"{file}: {error}", hint) from None
    console = Console(highlight=False)
    width = min(console.width, WIDEST)
    for block in blocks(brief, arabic=arabic):
        console.print(block, width=width)
