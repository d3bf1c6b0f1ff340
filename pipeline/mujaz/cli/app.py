"""The `mujaz` command: wires the commands, and turns errors into words."""

import logging
import sys
import traceback
from typing import Annotated

import typer

from mujaz.cli import (
    compare,
    config,
    evaluate,
    memory,
    models,
    render,
    run,
    show,
    split,
    stories,
    train,
    translate,
    watch,
)
from mujaz.cli.terminal import fail
from mujaz.errors import MujazError
from mujaz.version import __version__

app = typer.Typer(
    help="Mujaz: Arabic news in, English briefs out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    run.run,
    watch.watch,
    show.show,
    render.render,
    stories.stories,
    translate.translate,
    split.split,
    train.train,
    evaluate.evaluate,
    compare.compare,
):
    app.command(command.__name__)(command)
app.add_typer(models.app, name="models")
app.add_typer(config.app, name="config")
app.add_typer(memory.app, name="memory")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"mujaz {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    debug: Annotated[
        bool, typer.Option("--debug", help="Show tracebacks and the log of every part.")
    ] = False,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    logging.basicConfig(level=logging.DEBUG if debug else logging.ERROR, format="%(name)s: %(message)s")


def main() -> None:
    """Run the command line; errors become `error: …` and `hint: …` and an exit code."""
    try:
        app()
    except MujazError as error:
        if "--debug" in sys.argv:
            traceback.print_exc()
        fail(error)
        sys.exit(error.exit_code)
