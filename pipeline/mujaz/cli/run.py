"""`mujaz run`: articles in, briefs out."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mujaz.cli.options import ConfigPath, Output, Overrides, Quiet, Strict
from mujaz.cli.signals import INTERRUPTED, Interruption
from mujaz.cli.terminal import RunDisplay
from mujaz.shipped import config_file

if TYPE_CHECKING:  # its imports are not needed to show --help
    from mujaz.plan import Plan
    from mujaz.processes import Child
    from mujaz.runs.executor import Executor
    from mujaz.runs.manifest import Manifest

_FAILED = 1
_SHOWN = 10  # of what was skipped: a run may pass over a million


def run(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, patterns, addresses, -.", show_default="inputs/"),
    ] = None,
    config: ConfigPath = None,
    output: Output = None,
    overrides: Overrides = None,
    executor: Annotated[
        Literal["local", "ray"], typer.Option("--executor", help="This machine, or a Ray cluster.")
    ] = "local",
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first N articles.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Make finished briefs anew.")] = False,
    retry_failed: Annotated[
        bool,
        typer.Option("--retry-failed", help="Try only what is in failures.jsonl; INPUTS may be left out."),
    ] = False,
    strict: Strict = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print run.json on stdout at the end.")] = False,
    quiet: Quiet = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say a line for every article.")] = False,
) -> None:
    """Turn Arabic articles into English briefs. The same command again resumes: what is unfinished or failed is tried.

    Exit codes: 0 all done; 1 some articles failed (failures.jsonl), or none was
    Arabic (skipped.jsonl); 2 wrong command or configuration; 3 a model is missing
    or broken; 4 results cannot be written (full disk); 130 interrupted. The same
    command goes on after 4 and 130.
    """
    begun = _begun(executor)

    from mujaz import config as configuration
    from mujaz import plan as planning
    from mujaz.readers import discover
    from mujaz.storage.remote import path_of, remote

    path = config_file(config)
    settings = configuration.load(path, overrides or [])
    target = path_of(output or f"outputs/{path.stem}")

    from mujaz.runs.folder import RunFolder
    from mujaz.runs.run import Run

    folder = RunFolder(target, settings.output.formats)
    sources = inputs or (folder.sources() if retry_failed else []) or ["inputs"]
    found = discover(sources, leave_out=None if remote(target) else target)
    plan = planning.make_plan(settings, strict=strict)
    only = folder.failed() if retry_failed else None
    worker = _executor(executor, plan, begun)
    interruption = Interruption()  # after Ray, which has signal handlers of its own
    with RunDisplay(quiet=quiet, verbose=verbose) as display:
        for warning in plan.warnings:
            display.warn(warning)
        job = Run(
            plan, folder, worker, display, fresh, limit, only, sources=sources, interrupted=interruption.asked
        )
        try:
            with interruption.deferred():
                manifest = job.run(found)
        except KeyboardInterrupt:
            display.warn(
                f"interrupted; type the same command to go on (finished briefs are in {folder.path})"
            )
            raise typer.Exit(INTERRUPTED) from None
        finally:
            worker.close()
    _report(manifest, target, display)
    if as_json:
        json.dump(manifest.to_json(), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    if manifest.records.failures or manifest.records.all_skipped:
        raise typer.Exit(_FAILED)


def _begun(name: Literal["local", "ray"]) -> "Child | None":
    """An engine process that makes itself ready while this one reads the configuration and finds the models."""
    if name == "ray":
        return None
    from mujaz.runs import engine_process

    return engine_process.begin()


def _executor(name: Literal["local", "ray"], plan: "Plan", begun: "Child | None") -> "Executor":
    if name == "ray":
        from mujaz.runs.ray_cluster import RayExecutor

        return RayExecutor(plan)
    from mujaz.runs.local import LocalExecutor

    return LocalExecutor(plan, begun)


def _report(manifest: "Manifest", target: Path, display: RunDisplay) -> None:
    records, counts = manifest.records, manifest.records.counts
    briefs = "brief" if records.written == 1 else "briefs"
    parts = [f"{records.written} {briefs} written"]
    parts += [f"{records.resumed} already done"] if records.resumed else []
    copies = len(records.copies)
    parts += ["1 copy of another" if copies == 1 else f"{copies} copies of others"] if copies else []
    parts += (
        [f"{len(records.skipped)} not in Arabic (see {target / 'skipped.jsonl'})"] if records.skipped else []
    )
    parts += [f"{len(records.failures)} failed (see {target / 'failures.jsonl'})"] if records.failures else []
    display.say(f"{', '.join(parts)}: {target / 'briefs'}/")
    skipped = sorted(records.skipped.values(), key=lambda one: one.path)
    for one in skipped[:_SHOWN]:
        display.warn(f"not translated: {one.path}: {one.reason}")
    if len(skipped) > _SHOWN:
        display.warn(f"and {len(skipped) - _SHOWN} more that are not in Arabic: {target / 'skipped.jsonl'}")
    if records.all_skipped:
        display.warn("nothing was translated: no input is in Arabic")
    if records.left:
        display.say(f"{records.left} never tried: the same command without --retry-failed does them")
    if (target / "index.html").exists():
        display.say(f"start here: {target / 'index.html'}")
    display.say(f"{counts.sentences} sentences, {counts.doubtful} doubtful, {counts.retried} tried again")
