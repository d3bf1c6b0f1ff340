"""`mujaz watch`: briefs of what arrives in a folder."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mujaz.cli.options import ConfigPath, Output, Overrides, Quiet, Strict
from mujaz.cli.signals import INTERRUPTED, Interruption
from mujaz.cli.terminal import RunDisplay
from mujaz.shipped import config_file

if TYPE_CHECKING:  # its imports are not needed to show --help
    from mujaz.runs.arrivals import Arrivals
    from mujaz.runs.run import Run

_REST = 9  # writing the digest of a large folder takes seconds: at most a tenth of the time goes into it


def watch(
    folder: Annotated[Path, typer.Argument(help="Where articles arrive.", metavar="DIR")],
    config: ConfigPath = None,
    output: Output = None,
    overrides: Overrides = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Make briefs of the articles in a folder and of those that arrive, until Ctrl-C.

    It writes a run folder, as `mujaz run` does, and goes on where it, or that, ended. A file that is still being written
    is waited for, one that changes is done anew, a bad one is recorded and passed over; briefs of files that are taken
    away stay. Models stay loaded.

    Exit codes: 0 ended while nothing was left to do; 2 wrong command or configuration; 3 a model is missing or broken;
    4 results cannot be written (full disk), resumable; 130 interrupted at work, resumable.
    """
    from mujaz import config as configuration
    from mujaz import plan as planning
    from mujaz.storage.remote import path_of, remote

    path = config_file(config)
    settings = configuration.load(path, overrides or [])
    target = path_of(output or f"outputs/{path.stem}")
    plan = planning.make_plan(settings, strict=strict)

    from mujaz.runs.arrivals import Arrivals
    from mujaz.runs.folder import RunFolder
    from mujaz.runs.local import LocalExecutor
    from mujaz.runs.run import Run

    run = RunFolder(target, settings.output.formats)
    interruption = Interruption()
    worker = LocalExecutor(plan)
    with RunDisplay(quiet=quiet, verbose=True) as display:
        for warning in plan.warnings:
            display.warn(warning)
        job = Run(plan, run, worker, display, keep=True, interrupted=interruption.asked)
        try:
            with interruption.deferred(), run.locked():
                job.begin()
                display.say(f"watching {folder}; Ctrl-C ends it; briefs go to {run.briefs}/")
                _follow(job, Arrivals(folder, None if remote(target) else target), display, folder)
        except KeyboardInterrupt:
            display.warn(f"interrupted; type the same command to go on (finished briefs are in {target})")
            raise typer.Exit(INTERRUPTED) from None
        finally:
            worker.close()
        display.say(f"ended; briefs are in {run.briefs}/")


def _follow(job: "Run", arrivals: "Arrivals", display: RunDisplay, folder: Path) -> None:
    """Take what arrives until the run is to end; the records and the digest follow when they are due."""
    behind, due = True, 0.0
    for look in arrivals.looks():
        if job.interrupted():
            break
        if look and (found := arrivals.take()):
            job.turn(found)
            behind = True
        if behind and time.monotonic() >= due:
            begun = time.monotonic()
            job.record("running")
            behind, due = False, time.monotonic() + _REST * (time.monotonic() - begun)
            display.waiting(folder)
    job.record("finished")
