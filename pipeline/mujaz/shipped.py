"""The files that travel with the package and that a person edits: configurations and glossaries, found by name.

In the repository they lie in `configs/` at its top, in a wheel in the package itself; see `[tool.hatch…]` in pyproject.toml.
"""

import difflib
from pathlib import Path

from mujaz.errors import UsageError

_PACKAGE = Path(__file__).resolve().parent
OWN = Path("configs")  # of the folder in which a person works: what lies there comes first


def folder() -> Path:
    """Where the shipped configurations and `glossary/` lie, the package installed or not."""
    packed = _PACKAGE / "configs"
    return packed if packed.is_dir() else _PACKAGE.parents[1] / "configs"


def config_file(given: str | Path | None, default: str = "default") -> Path:
    """The configuration file that a person means.

    Args:
        given: A file, or the name of a configuration, such as `fast`: `configs/fast.yaml` of the folder in which the
            person works, else the one that came with the package. None for the default.
        default: The name that None stands for.

    Raises:
        UsageError: There is no configuration of that name. (A file that is missing is for the loader to name.)
    """
    name = Path(default if given is None else given)
    if given is not None and (not _bare(name) or name.is_file()):
        return name
    for place in (OWN, folder()):
        if (file := place / f"{name}.yaml").is_file():
            return file
    names = sorted({file.stem for place in (OWN, folder()) for file in place.glob("*.yaml")})
    near = difflib.get_close_matches(str(name), names, 1)
    meant = f"did you mean `{near[0]}`? " if near else ""
    raise UsageError(
        f"there is no configuration called `{name}`",
        f"{meant}there are {', '.join(names)}; or give a YAML file",
    )


def glossary_file(given: str, relative_to: Path) -> Path:
    """The glossary that a person means: a file, or the name of one that came with the package, such as `news`.

    Args:
        given: What stands in a configuration.
        relative_to: The folder from which a relative path is meant.
    """
    path = relative_to.absolute() / Path(given).expanduser()
    packed = folder() / "glossary" / f"{given}.tsv"
    return packed if _bare(Path(given)) and packed.is_file() and not path.is_file() else path


def _bare(name: Path) -> bool:
    return len(name.parts) == 1 and not name.suffix and name.name not in ("", "..", "~")
