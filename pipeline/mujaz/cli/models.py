"""`mujaz models`: which there are, bring them to this machine, find, verify and remove them."""

import difflib
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

app = typer.Typer(help="List, fetch, find, verify, calibrate and remove models.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="Hub id, e.g. Helsinki-NLP/opus-mt-ar-en, a folder, or starter.")]
Revision = Annotated[str | None, typer.Option(help="Commit of the hub repository.")]


@app.command("list")
def list_(
    task: Annotated[
        Literal["translation", "summary"] | None, typer.Option(help="Only models for this.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All facts with their sources, as JSON.")] = False,
) -> None:
    """Show the models of the catalogue, what is published about them, and which are on this machine."""
    from mujaz.cli import models_table
    from mujaz.models import catalogue, inventory

    entries = [entry for entry in catalogue.entries() if task is None or entry.task == task]
    here = inventory.found()
    if as_json:
        models_table.dump(entries, here, sys.stdout)
    else:
        models_table.show(entries, here, others=task is None)


@app.command()
def show(name: Name) -> None:
    """Show what is known about one model, each fact with its source."""
    from mujaz.cli import models_table
    from mujaz.errors import UsageError
    from mujaz.models import catalogue, inventory

    entry = catalogue.find(name)
    if entry is None:
        known = {entry.name.rpartition("/")[2]: entry.name for entry in catalogue.entries()}
        near = difflib.get_close_matches(name.rpartition("/")[2], known, 1)
        meant = f"did you mean `{known[near[0]]}`? " if near else ""
        raise UsageError(f"{name} is not in the catalogue", f"{meant}`mujaz models list` shows what is")
    models_table.show_one(entry, [model for model in inventory.found() if model.name == name])


@app.command()
def pull(
    name: Name,
    revision: Revision = None,
    newest: Annotated[
        bool, typer.Option("--newest", help="What the hub has now, in place of the commit in the catalogue.")
    ] = False,
) -> None:
    """Download a model into the cache and print its folder, which can be copied to a machine without a network.

    Without --revision the commit of the catalogue is taken, else the newest. From then on it is used wherever a
    configuration names no commit.
    """
    from mujaz.cli.terminal import warn
    from mujaz.models import catalogue, fetch, pins, resolve

    licence = catalogue.licence_warning(name)
    if licence:
        warn(licence)
    entry = catalogue.find(name)
    if entry is not None and entry.packed:
        typer.echo(fetch.packed(entry))
        return
    folder = fetch.pull(name, revision or (None if newest else resolve.published(name)))
    pins.pin(name, None, folder.name)
    typer.echo(folder)


@app.command()
def path(name: Name, revision: Revision = None) -> None:
    """Print the folder of a model that is on this machine."""
    from mujaz.models.resolve import resolve

    typer.echo(resolve(name, revision, download=False).folder)


@app.command()
def verify(
    name: Annotated[
        str | None, typer.Argument(help="A model or a folder.", show_default="all on this machine")
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take the files as they are now for the right ones.")
    ] = False,
) -> None:
    """Hash every file of a model and compare it with its first use and with what is published.

    Exit code 3 when a file is not what it should be.
    """
    from mujaz.cli.terminal import fail
    from mujaz.errors import ModelError, UsageError
    from mujaz.models import check, inventory

    if accept and name is None:
        raise UsageError("--accept needs the name of one model", "`mujaz models verify --accept NAME`")
    bad = 0
    models = check.copies_of(name) if name else [(model.name, model.folder) for model in inventory.found()]
    if not models:
        typer.echo("there is no model on this machine", err=True)
    for model, folder in models:
        try:
            typer.echo(check.every_file(model, folder, accept=accept))
        except ModelError as error:
            fail(error)
            bad += 1
    if bad:
        raise typer.Exit(ModelError.exit_code)


@app.command()
def calibrate(
    folder: Annotated[
        Path, typer.Argument(help="A model's folder of your own.", exists=True, file_okay=False)
    ],
    text: Annotated[
        Path,
        typer.Argument(help="Arabic news it has not learnt, a sentence a line.", exists=True, dir_okay=False),
    ],
    beam_size: Annotated[
        int | None, typer.Option(min=1, help="How it will be used.", show_default="what its own files say")
    ] = None,
) -> None:
    """Write into a model's folder what its scores are on ordinary text, so that a low one can be told.

    Afterwards each sentence of a brief has a confidence: the share of that text of which the model was less sure.
    """
    from mujaz.engines import registry
    from mujaz.engines.protocol import DecodingOptions
    from mujaz.errors import UsageError
    from mujaz.evaluation import calibrating
    from mujaz.models.resolve import resolve

    lines = text.read_text(encoding="utf-8").splitlines()
    engine = registry.load("auto", resolve(str(folder.resolve()), None))
    try:
        found = calibrating.calibrate(engine, lines, DecodingOptions(beam_size=beam_size))
        typer.echo(calibrating.write(found, folder))
    except ValueError as error:
        raise UsageError(f"{text}: {error}", "give some hundred sentences of ordinary news") from None


@app.command()
def rm(
    name: Name,
    converted: Annotated[
        bool,
        typer.Option("--converted", help="Only what was converted from it; it is made again when needed."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove a model from the caches, and what was converted from it. Says what, and asks first."""
    from mujaz.cli.models_table import amount
    from mujaz.errors import UsageError
    from mujaz.models import inventory

    what = inventory.removal(name, converted_only=converted)
    for place in what.paths:
        typer.echo(f"removing {place}", err=True)
    if any(Path(place).name.startswith("models--") for place in what.paths):
        typer.echo("this cache is shared with other programs that use Hugging Face models", err=True)
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("nobody can be asked whether to remove this", f"`mujaz models rm --yes {name}`")
        if not typer.confirm(f"remove {amount(what.size)}?", err=True):
            raise typer.Exit(1)
    inventory.remove(name, what)
    typer.echo(f"{amount(what.size)} freed", err=True)
