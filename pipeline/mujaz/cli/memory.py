"""`mujaz memory`: look into the translation memory, and exchange it with translation tools."""

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mujaz.cli.terminal import warn
from mujaz.errors import UsageError

if TYPE_CHECKING:
    from mujaz.article import Attempt
    from mujaz.memory.store import Human, Machine, Store
    from mujaz.memory.tmx import Refused

app = typer.Typer(help="The translation memory, which all runs on this machine share.", no_args_is_help=True)
_AT_ONCE = 1000  # units of a file that are taken in one transaction
Signature = Annotated[
    str,
    typer.Option(
        "--signature", help="Machine translations by what has this in its signature.", show_default="all"
    ),
]


@app.command()
def stats(as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False) -> None:
    """Say what the memory holds."""
    with _opened() as store:
        engines, human, size = store.engines(), store.humans(), store.size()
    if as_json:
        found = {
            "path": str(store.path),
            "bytes": size,
            "machine": sum(engine.entries for engine in engines),
            "human": human,
            "engines": [asdict(engine) for engine in engines],
        }
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    typer.echo(f"{store.path}: {size / 1e6:.1f} MB")
    typer.echo(f"{human:>12,} translations by people, imported")
    for engine in engines:
        typer.echo(f"{engine.entries:>12,} by {engine.key}, found again {engine.hits:,} times")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="TMX file to write, or - for standard output.")],
    signature: Signature = "",
) -> None:
    """Write the memory as TMX 1.4b: people's translations, then the machine's, with flags and signatures."""
    from mujaz.memory import tmx
    from mujaz.storage import atomic

    with _opened() as store:
        parts = tmx.write(chain(store.all_human(), store.all_machine(signature)))
        if str(file) == "-":
            for part in parts:
                sys.stdout.buffer.write(part.encode())
            sys.stdout.buffer.flush()
        else:
            atomic.write(file, parts)


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="TMX files, of any translation tool.")],
) -> None:
    """Take translations from TMX files.

    They count as a person's: they win over every engine's, in articles that are not finished yet (`mujaz run --fresh`
    makes finished ones anew). Machine translations that `mujaz memory export` wrote and nobody changed stay what they
    were.
    """
    with _opened() as store:
        for file in files:
            _import(store, file)


def _import(store: "Store", file: Path) -> None:
    from mujaz.memory import tmx

    done: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    units = tmx.read(file)
    try:
        while some := list(islice(units, _AT_ONCE)):
            skipped.update(unit.why for unit in some if isinstance(unit, tmx.Refused))
            done.update(_taken(store, some))
    finally:  # what stood before an error is taken, and said
        known = done["known"]
        typer.echo(f"{file}: {done['human']:,} translations by people taken", err=True)
        if done["machine"]:
            typer.echo(
                f"{file}: {done['machine']:,} machine translations of `mujaz memory export` taken", err=True
            )
        if known:
            typer.echo(f"{file}: {known:,} were there already, or come again further down the file", err=True)
        for why, count in sorted(skipped.items()):
            typer.echo(f"{file}: {count:,} skipped: {why}", err=True)


def _taken(store: "Store", units: "list[Machine | Human | Refused]") -> dict[str, int]:
    """Put some units of a file into the memory; of two translations of one sentence the later one stays."""
    from mujaz.memory.entries import number
    from mujaz.memory.store import Human, Machine

    human = {unit.source: unit.english for unit in units if isinstance(unit, Human)}
    machine: dict[str, dict[str, tuple[Attempt, ...]]] = {}
    for unit in units:
        if isinstance(unit, Machine):
            machine.setdefault(unit.key, {})[unit.source] = unit.attempts
    new = store.add_human(human)
    remade = sum(store.add(key, number("import"), made) for key, made in machine.items())
    usable = sum(isinstance(unit, Human | Machine) for unit in units)
    return {"human": new, "machine": remade, "known": usable - new - remade}


@app.command()
def clear(
    signature: Signature = "",
    human: Annotated[bool, typer.Option("--human", help="People's translations, too.")] = False,
) -> None:
    """Forget machine translations; what people translated stays unless asked for."""
    with _opened() as store:
        removed = store.clear(signature)
        people = store.clear_human() if human else 0
        kept = store.humans()
    typer.echo(f"removed {removed:,} machine translations and {people:,} by people", err=True)
    if kept:
        typer.echo(
            f"{kept:,} translations by people stay; `mujaz memory clear --human` removes them", err=True
        )


@contextmanager
def _opened() -> Iterator["Store"]:
    """The store, for a command whose work it is: what a run would do without is an error here.

    Raises:
        UsageError: The file cannot be used, or is damaged inside.
    """
    from mujaz.memory import database
    from mujaz.memory.entries import DamagedError

    path = database.default_path()
    try:
        store, told = database.opened(path)
    except (DamagedError, sqlite3.Error, OSError) as error:
        raise _unusable(path, error) from None
    if told:
        warn(told)
    try:
        yield store
    except (DamagedError, sqlite3.Error) as error:
        if not database.is_damage(error):
            raise _unusable(path, error) from None
        store, told = database.opened(path, store, str(error))
        raise UsageError(told or str(error), "type the command again") from None
    finally:
        store.close()


def _unusable(path: Path, error: Exception) -> UsageError:
    return UsageError(
        f"{path}: cannot be used: {error}", "mend it, or name another folder: `MUJAZ_CACHE=/path`"
    )
