"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

ConfigPath = Annotated[
    Path | None,
    typer.Option(
        "-c", "--config", help="YAML file, or a name: default, fast, offline, …", show_default="default"
    ),
]
Overrides = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Override a setting, e.g. translation.beam_size=1."),
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", help="Run folder, or s3://… .", show_default="outputs/<config>/"),
]
Strict = Annotated[bool, typer.Option("--strict", help="A fallback model is an error.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say only what goes wrong.")]
