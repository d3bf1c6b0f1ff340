"""Where Mujaz keeps what it makes and knows about models, beside the cache of the Hugging Face tools."""

import logging
import os
from pathlib import Path

from mujaz.errors import OutputError
from mujaz.storage import atomic

logger = logging.getLogger(__name__)


def cache() -> Path:
    """The folder for everything below: `$MUJAZ_CACHE`, else `mujaz` in the user's cache folder."""
    import platformdirs

    if value := os.environ.get("MUJAZ_CACHE"):
        return Path(value).expanduser()
    return Path(platformdirs.user_cache_dir("mujaz"))


def conversions() -> Path:
    """CTranslate2 models made from checkpoints."""
    return cache() / "ctranslate2"


def models() -> Path:
    """Models that are not the hub's: the Firefox ones, and folders that a person copied here."""
    return cache() / "models"


def records() -> Path:
    """The SHA-256 of every file of every model that was used."""
    return cache() / "records"


def passed() -> Path:
    """What the canary let through, and with which files and libraries."""
    return cache() / "passed"


def widths() -> Path:
    """Whether the width of a batch matters to a model on this processor."""
    return cache() / "widths"


def pins() -> Path:
    """The commit that was taken for each model whose revision is open."""
    return cache() / "pins"


def folder_name(name: str) -> str:
    """A model's name as the name of one folder: `org/name` becomes `org--name`, as in the hub's cache."""
    return name.replace("/", "--")


def hub() -> Path:
    """The folder in which Hugging Face tools keep downloaded models, from the environment as they read it."""
    if value := os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE"):
        return Path(value).expanduser()
    if value := os.environ.get("HF_HOME"):
        return Path(value).expanduser() / "hub"
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "huggingface" / "hub"


def by_hand(name: str) -> list[Path]:
    """Where a folder that a person copied is looked for, in this order, when the hub's cache lacks the model.

    `$MUJAZ_CACHE/models/org--name`, then `models/org--name` and `models/name` where the command is typed.
    """
    local = Path("models").absolute()
    places = [models() / folder_name(name), local / folder_name(name), local / name.rsplit("/", 1)[-1]]
    return list(dict.fromkeys(places))


def keep(place: Path, text: str, what: str, *, durable: bool = True) -> None:
    """Write a record whole or not at all; a cache that cannot be written keeps no sound model from working.

    Args:
        place: A file in one of the folders above.
        text: The record; several processes may write the same at once.
        what: What it says, for the warning where it cannot be kept.
        durable: Whether it outlives a power cut.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(place, text, durable=durable)
    except (OSError, OutputError) as error:
        logger.warning("%s cannot be recorded: %s", what, error)


def kept(place: Path) -> str | None:
    """A record; None where there is none, or none that can be read."""
    try:
        return place.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
