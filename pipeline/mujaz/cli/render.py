"""`mujaz render`: views of finished briefs, made from their JSON without any model."""

from pathlib import Path
from typing import Annotated

import typer

from mujaz.cli.options import Quiet

_FAILED = 1


def render(
    run: Annotated[Path, typer.Argument(help="A run's folder, e.g. outputs/default.", metavar="RUN")],
    formats: Annotated[
        list[str], typer.Option("--format", help="markdown, html, docx or csv; may be given again.")
    ],
    quiet: Quiet = False,
) -> None:
    """Make the views of a run's briefs again from their JSON; no model is loaded.

    Exit codes: 0 all done; 1 some briefs could not be read (each is named); 2 wrong command or folder.
    """
    from mujaz.errors import UsageError
    from mujaz.runs.folder import RunFolder
    from mujaz.writers import visible

    if "json" in formats:
        raise UsageError("JSON is what the views are made from", "give markdown, html, docx or csv")
    folder = RunFolder(run, formats)
    found = folder.stored()
    if not found:
        raise UsageError(f"{run}: there are no briefs here", "give the folder of a run, e.g. outputs/default")
    done: set[str] = set()
    with folder.locked():
        for article_id in found:
            try:
                folder.render(article_id)
            except (OSError, ValueError) as error:
                reason = (
                    f"{folder.briefs / article_id}.json: {error.strerror}"
                    if isinstance(error, OSError)
                    else error  # says which file it is
                )
                typer.echo(visible.line(f"failed: {reason}"), err=True)
            else:
                done.add(article_id)
        folder.overviews([article_id for article_id in folder.collected() if article_id in done])
    failed = len(found) - len(done)
    if not quiet:
        ending = f", {failed} failed" if failed else ""
        what = "brief" if len(done) == 1 else "briefs"
        typer.echo(f"{len(done)} {what} rendered as {', '.join(formats)}{ending}: {folder.briefs}/", err=True)
    if failed:
        raise typer.Exit(_FAILED)
