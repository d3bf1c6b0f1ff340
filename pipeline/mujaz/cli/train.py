"""`mujaz train`: adapt a model to parallel sentences, or train a small one."""

import json
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from mujaz.cli.options import Overrides, Quiet
from mujaz.shipped import config_file


def train(
    data: Annotated[list[Path], typer.Argument(help="TSV or TMX files of Arabic and English sentences.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Folder for checkpoints and the model.", show_default=False)
    ],
    config: Annotated[
        Path | None,
        typer.Option("-c", "--config", help="YAML file, or a name.", show_default="train"),
    ] = None,
    overrides: Overrides = None,
    from_scratch: Annotated[
        bool, typer.Option("--from-scratch", help="Fresh weights and vocabulary: model.start=null.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget an earlier training in the folder.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result on stdout as JSON.")] = False,
    quiet: Quiet = False,
) -> None:
    """Fine-tune a translation model on your own sentences, or train a small one. The same command again goes on.

    Writes OUTPUT/model (transformers) and OUTPUT/model-ctranslate2: `--set translation.model=…` of `mujaz run` takes
    either. Exit codes: 0 done; 2 wrong command, configuration or data; 3 a model is missing or broken; 130 interrupted.
    """
    from rich.console import Console

    from mujaz.training import config as configuration

    wanted = [*(overrides or []), *(["model.start=null"] if from_scratch else [])]
    settings = configuration.load(config_file(config, "train"), wanted)
    console = Console(stderr=True, highlight=False, soft_wrap=True, quiet=quiet)

    from mujaz.training.job import Job

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: _stop(stop))
    job = Job(
        data,
        settings,
        output,
        say=lambda line: console.print(line, markup=False),
        interrupted=stop.is_set,
    )
    result = job.run(fresh=fresh)
    console.print(f"use it: mujaz run --set translation.model={result.ctranslate2}", markup=False)
    if as_json:
        json.dump(asdict(result), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")


def _stop(stop: threading.Event) -> None:
    """End after the step at hand, with a checkpoint; a second signal ends at once."""
    if stop.is_set():
        raise KeyboardInterrupt
    stop.set()
