"""`mujaz evaluate`: how good a configuration or a file of translations is."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from mujaz.cli.options import Overrides, Strict
from mujaz.shipped import config_file

Source = Annotated[Path, typer.Option("--source", help="Arabic, one sentence a line.")]
Reference = Annotated[
    Path | None,
    typer.Option("--reference", help="A person's English, line by line; BLEU and its like need it."),
]
Configs = Annotated[
    list[Path] | None,
    typer.Option("-c", "--config", help="YAML file or name to translate with; may be repeated."),
]
Hypotheses = Annotated[
    list[Path] | None, typer.Option("--hypothesis", help="A system's English, line by line; may be repeated.")
]
GlossaryFile = Annotated[
    Path | None,
    typer.Option("--glossary", help="Whose names are looked for.", show_default="the configuration's"),
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Only the first sentences.")]
AsJson = Annotated[bool, typer.Option("--json", help="Everything as JSON on stdout.")]


def say(text: str) -> None:
    """Tell on stderr what is being done: stdout is for data."""
    typer.echo(text, err=True)


def evaluate(
    source: Source,
    reference: Reference = None,
    configs: Configs = None,
    hypotheses: Hypotheses = None,
    overrides: Overrides = None,
    glossary: GlossaryFile = None,
    limit: Limit = None,
    comet: Annotated[
        Path | None,
        typer.Option(help="COMET checkpoint on disk, e.g. wmt22-comet-da/checkpoints/model.ckpt."),
    ] = None,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Score translations: BLEU, chrF2++, TER, and whether numbers and names arrived."""
    from rich.console import Console
    from rich.text import Text

    from mujaz.cli.terminal import warn
    from mujaz.evaluation import comet as learned
    from mujaz.evaluation import request as requests
    from mujaz.evaluation import tables
    from mujaz.evaluation.scoring import Scored, score
    from mujaz.writers.terminal import Block

    if comet is not None:
        learned.check(comet)
    request = requests.make_request(
        source,
        reference,
        configs=[config_file(one) for one in configs or []] or ([] if hypotheses else [config_file(None)]),
        hypotheses=hypotheses or [],
        overrides=overrides or [],
        glossary=glossary,
        usual=config_file(None),
        limit=limit,
        strict=strict,
    )
    outputs = [*request.files(), *request.translated(say, warn)]
    wanted = request.wanted
    rows = [score(output, request.source, request.reference, wanted) for output in outputs]
    if comet is not None:
        found = learned.scores(comet, request.source, [one.lines for one in outputs], request.reference)
        rows = [Scored(row.output, row.measures, value) for row, value in zip(rows, found, strict=True)]
    person = request.person()
    best = score(person, request.source, request.reference, wanted, likeness=False) if person else None
    notes = [] if comet else [learned.GET]
    notes += [] if request.glossary else ["names were not measured: give --glossary FILE"]
    if as_json:
        data = {
            "source": {"path": request.corpus.source.path, "sha256": request.corpus.source.sha256},
            "reference": None,
            "sentences": len(request.source),
            "glossary": request.glossary.content_hash if request.glossary else None,
            "signatures": {one.name: one.signature for one in rows[0].measures if one.signature},
            "systems": [tables.row_as_data(row) for row in rows],
            "human": tables.row_as_data(best) if best else None,
            "notes": notes,
        }
        if request.corpus.reference:
            data["reference"] = {
                "path": request.corpus.reference.path,
                "sha256": request.corpus.reference.sha256,
            }
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        return
    console = Console(highlight=False)
    everyone = [*rows, *([best] if best else [])]
    tables.put(console, tables.scores(everyone))
    console.print()
    tables.put(console, tables.flags(everyone))
    console.print()
    for text in (*tables.explanations(rows), *tables.signatures(rows), *notes):
        console.print(Block(Text(text, "dim"), rest=2))
