"""`mujaz run`: articles in, briefs out."""

import json
import signal
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigPath, Overrides, chosen
from pipeline.cli.terminal import Talk

_FAILED, _INTERRUPTED = 1, 130


def run(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, 'globs', addresses such as s3://… or - for standard input.",
            show_default="inputs/",
        ),
    ] = None,
    config: ConfigPath = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Run folder.", show_default="outputs/<config>/")
    ] = None,
    overrides: Overrides = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first N articles.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Make finished briefs anew.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="A fallback model is an error.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print run.json on stdout at the end.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what goes wrong.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say a line for every article.")] = False,
) -> None:
    """Turn Arabic articles into English briefs. The same command again resumes.

    Exit codes: 0 all done; 1 some articles failed (see failures.jsonl); 2 wrong command or configuration; 3 a model is
    missing or broken; 130 interrupted.
    """
    from pipeline import config as configuration
    from pipeline import plan as planning
    from pipeline.readers import discover

    path = chosen(config)
    settings = configuration.load(path, overrides or [])
    target = output or Path("outputs") / (path.stem if path else "default")
    found = discover(inputs or ["inputs"], leave_out=target)[:limit]
    plan = planning.make(settings, strict=strict)

    from pipeline.runs.folder import RunFolder
    from pipeline.runs.local import LocalExecutor
    from pipeline.runs.run import Run

    folder = RunFolder(target, settings.output.formats)
    interrupted = _watch_signals()
    with Talk(len(found), quiet=quiet, verbose=verbose) as talk:
        for warning in plan.warnings:
            talk.warn(warning)
        executor = LocalExecutor(plan)
        job = Run(plan, found, folder, executor, talk, fresh=fresh, interrupted=interrupted.is_set)
        try:
            manifest = job.run()
        except KeyboardInterrupt:
            talk.warn(f"interrupted; type the same command to go on (finished briefs are in {folder.path})")
            raise typer.Exit(_INTERRUPTED) from None
        finally:
            executor.close()
    counts = manifest.counts
    resumed = f", {manifest.resumed} already done" if manifest.resumed else ""
    failed = f", {manifest.failed} failed (see {folder.path / 'failures.jsonl'})" if manifest.failed else ""
    briefs = "brief" if manifest.written == 1 else "briefs"
    talk.say(f"{manifest.written} {briefs} written{resumed}{failed}: {folder.briefs}/")
    if (target / "index.html").exists():
        talk.say(f"start here: {target / 'index.html'}")
    talk.say(f"{counts.sentences} sentences, {counts.doubtful} doubtful, {counts.retried} tried again")
    if as_json:
        json.dump(manifest.to_json(), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    if manifest.failed:
        raise typer.Exit(_FAILED)


def _watch_signals() -> threading.Event:
    """Let what a scheduler sends (systemd, Slurm, docker stop) end a run as Ctrl-C does; the event says that it came."""
    came = threading.Event()

    def interrupt(*_: object) -> None:
        came.set()
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    return came
