"""`mujaz compare`: whether one system is better than another, and where."""

import json
import sys
from typing import Annotated

import typer

from mujaz.cli.evaluate import (
    AsJson,
    Configs,
    GlossaryFile,
    Hypotheses,
    Limit,
    Reference,
    Source,
    say,
)
from mujaz.cli.options import Overrides, Strict
from mujaz.shipped import config_file


def compare(
    source: Source,
    reference: Reference = None,
    configs: Configs = None,
    hypotheses: Hypotheses = None,
    overrides: Overrides = None,
    glossary: GlossaryFile = None,
    limit: Limit = None,
    resamples: Annotated[int, typer.Option(min=10, help="Draws of the bootstrap.")] = 1000,
    show: Annotated[int, typer.Option(min=0, help="Sentences of each kind to print.")] = 5,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Compare the first system with each other one: paired bootstrap, and the sentences that differ most.

    Files come before configurations.
    """
    from rich.console import Console
    from rich.text import Text

    from mujaz.cli.terminal import warn
    from mujaz.errors import UsageError
    from mujaz.evaluation import request as requests
    from mujaz.evaluation import tables
    from mujaz.evaluation.comparison import versus
    from mujaz.evaluation.scoring import score
    from mujaz.writers.terminal import Block

    request = requests.make_request(
        source,
        reference,
        configs=[config_file(one) for one in configs or []],
        hypotheses=hypotheses or [],
        overrides=overrides or [],
        glossary=glossary,
        usual=config_file(None),
        limit=limit,
        strict=strict,
    )
    if len(request.hypotheses) + len(request.configs) < 2:  # noqa: PLR2004 - a comparison takes two
        raise UsageError("one system cannot be compared", "give -c or --hypothesis at least twice")
    outputs = [*request.files(), *request.translated(say, warn)]
    wanted = request.wanted
    rows = [score(output, request.source, request.reference, wanted) for output in outputs]
    found = [versus(rows[0], row, request.source, request.reference, resamples) for row in rows[1:]]
    if as_json:
        data = {
            "sentences": len(request.source),
            "resamples": resamples,
            "signatures": {one.name: one.signature for one in rows[0].measures if one.signature},
            "systems": [tables.row_as_data(row) for row in rows],
            "comparisons": [tables.comparison_as_data(one, show) for one in found],
        }
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        return
    console = Console(highlight=False)
    for at, one in enumerate(found):
        if at:
            console.print()
        for part in tables.comparison(one, show):
            if isinstance(part, tuple):
                text, indent = part
                console.print(Block(text, first=indent, rest=indent + 2))
            else:
                tables.put(console, part)
    for note in tables.comparison_notes(len(request.source), resamples):
        console.print(Block(Text(note, "dim"), rest=2))
