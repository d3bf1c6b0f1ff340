"""Everything that can be checked of a model without loading it, for `mujaz models verify`."""

import shutil
from pathlib import Path

from mujaz.errors import ModelError
from mujaz.models import convert, files, inventory, resolve, verify


def copies_of(name: str) -> list[tuple[str, Path]]:
    """The name and folder of each copy of a model: all commits in the cache, or the one folder.

    Raises:
        ModelError: It is not on this machine.
        UsageError: `name` can be no model.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return [(name, folder.resolve())]
    here = [(model.name, model.folder) for model in inventory.found() if model.name == name]
    return here or [(name, resolve.resolve(name, None, download=False).folder)]


def every_file(name: str, folder: Path, *, accept: bool = False) -> str:
    """Hash every file of a model, and of what was converted from it.

    A damaged conversion is removed, for it is made again when it is needed.

    Args:
        name: The model, for messages and for the catalogue.
        folder: Its files.
        accept: Take the files as they are for the right ones, also where the catalogue knows others.

    Returns:
        A line that says what was compared.

    Raises:
        ModelError: A file is missing, damaged, or not what it was; or a conversion was damaged and is removed now.
    """
    files.check(folder, name)
    if accept:
        verify.forget(folder)
    known_before = verify.recorded(folder)
    in_cache = folder.parent.name == "snapshots"
    verify.contents(folder, name, own=not in_cache, thorough=True, published=not accept)
    weights = files.wanted(path.name for path in folder.iterdir())
    published = [] if accept else [file for file in weights if verify.known(folder / file, name)]
    damaged = []
    conversions = convert.conversions_of(folder, name)
    for made in conversions:
        try:
            convert.check(made)
        except ModelError as error:
            shutil.rmtree(made)
            damaged.append(error.message)
    if damaged:
        raise ModelError(
            f"{'; '.join(damaged)}: removed, the next run converts anew", "if it happens again, test the disk"
        )
    compared = (
        f"as recorded on {known_before}" if known_before else "recorded now, for they were never used before"
    )
    against = f"; {len(published)} as published" if published else "; nothing published to compare with"
    also = f"; {len(conversions)} converted" if conversions else ""
    return f"{name}: sound. {len(weights)} files {compared}{against}{also}"
