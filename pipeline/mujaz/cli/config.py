"""`mujaz config`: what the settings are, and whether a file is right."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mujaz.cli.options import ConfigPath, Overrides
from mujaz.shipped import config_file

app = typer.Typer(help="Show and check configurations.", no_args_is_help=True)


@app.command()
def show(config: ConfigPath = None, overrides: Overrides = None) -> None:
    """Print the complete configuration that a run would use."""
    import yaml

    from mujaz.config import load

    yaml.safe_dump(
        load(config_file(config), overrides or []).model_dump(mode="json"), sys.stdout, sort_keys=False
    )


@app.command()
def check(file: Annotated[Path, typer.Argument(help="A YAML file, or the name of a configuration.")]) -> None:
    """Check a configuration: silence and exit code 0 when it is right."""
    from mujaz.config import load
    from mujaz.plan import glossary_of

    glossary_of(load(config_file(file)))
