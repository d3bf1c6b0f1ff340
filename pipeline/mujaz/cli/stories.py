"""`mujaz stories`: the stories of a run, made again from its briefs without any model."""

from pathlib import Path
from typing import Annotated

import typer


def stories(
    run: Annotated[Path, typer.Argument(help="A run's folder, e.g. outputs/default.", metavar="RUN")],
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what goes wrong.")] = False,
) -> None:
    """Put a run's briefs together into stories again: stories.jsonl, stories/ and the digest; no model is loaded.

    The settings are those of the run, in its run.json: `stories.window_days`, and `output.formats`.

    Exit codes: 0 done; 2 wrong command or folder, or the run has switched stories off; 4 they cannot be written.
    """
    from mujaz.errors import UsageError
    from mujaz.runs import overviews
    from mujaz.runs.folder import RunFolder

    if not overviews.stories(run).enabled:
        raise UsageError(
            f"{run}: this run has stories.enabled: false", "run it again with --set stories.enabled=true"
        )
    folder = RunFolder(run, overviews.formats(run))
    stored = frozenset(folder.stored())
    if not stored:
        raise UsageError(f"{run}: there are no briefs here", "give the folder of a run, e.g. outputs/default")
    with folder.locked():
        try:
            found = folder.overviews([one for one in folder.collected() if one in stored])
        except ValueError as error:
            raise UsageError(
                str(error), "type the command of that run again: it makes what is damaged anew"
            ) from None
    if not quiet:
        what = "event is" if found == 1 else "events are"
        typer.echo(f"{found} {what} told by several articles: {run}/stories/", err=True)
