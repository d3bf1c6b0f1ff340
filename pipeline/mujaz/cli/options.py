"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

ConfigPath = Annotated[
    Path | None,
    typer.Option(
        "-c", "--config", help="YAML configuration.", show_default="configs/default.yaml if it is there"
    ),
]
Overrides = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Override a setting, e.g. translation.beam_size=1."),
]
DEFAULT_CONFIG = Path("configs/default.yaml")


def chosen(path: Path | None) -> Path | None:
    """The configuration file to read: the one given, else the project's default where there is one."""
    return path or (DEFAULT_CONFIG if DEFAULT_CONFIG.exists() else None)
