"""`mujaz models`: bring models to this machine and find them."""

from typing import Annotated

import typer

app = typer.Typer(help="Fetch and find models.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="Hub id, e.g. Helsinki-NLP/opus-mt-ar-en, a folder, or starter.")]
Revision = Annotated[
    str | None, typer.Option(help="Commit of the hub repository.", show_default="the newest")
]


@app.command()
def pull(name: Name, revision: Revision = None) -> None:
    """Download a model into the cache and print its folder, which can be copied to a machine without a network."""
    from pipeline.models.fetch import pull as fetch

    typer.echo(fetch(name, revision))


@app.command()
def path(name: Name, revision: Revision = None) -> None:
    """Print the folder of a model that is on this machine."""
    from pipeline.models.resolve import resolve

    typer.echo(resolve(name, revision, download=False).folder)
