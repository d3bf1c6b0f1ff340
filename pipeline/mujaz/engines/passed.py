"""Which models have passed the canary on this machine, so that it is not sung again at every start.

What fails is mostly not the files but what runs them (see `canary.py`). So a model counts as passed only with the very
files, releases of the libraries and processor with which it passed; when any of them changes it is tried again. Weights
are not hashed here: the engines hash them in full whenever they load them, and the signature and the notes of
conversions say what they must be. A model on a GPU or on a server, whose drivers and programs nobody tells us of, is
tried every time.
"""

import hashlib
import json
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass

from mujaz.engines.protocol import Engine
from mujaz.engines.tokenizing import TokenizedEngine
from mujaz.engines.versions import installed, processor
from mujaz.models import convert, files, verify
from mujaz.models.resolve import ResolvedModel
from mujaz.models.served import ServedModel
from mujaz.storage import cache_folder
from mujaz.version import __version__

_PACKAGES = ("ctranslate2", "numpy", "sentencepiece", "tokenizers", "torch", "transformers")


@dataclass(frozen=True, slots=True)
class _Trial:
    """Everything on which it depends whether a model works."""

    check: str
    signature: str
    files: dict[str, str]  # name → SHA-256, of all but the weights
    converted: list[dict[str, str]]  # the same of its conversions, as they were noted
    versions: dict[str, str | None]
    processor: str


def check_once(
    check: Callable[[Engine, str], None], engine: Engine, model: ResolvedModel | ServedModel
) -> None:
    """Check a model that was just loaded, unless it passed before and nothing has changed since.

    Args:
        check: One of the canary's.
        engine: The loaded model.
        model: Its files.

    Raises:
        ModelError: As `check` does.
    """
    if isinstance(model, ServedModel) or not isinstance(engine, TokenizedEngine) or engine.device != "cpu":
        check(engine, model.name)
        return
    trial = _trial(check, engine, model)
    text = json.dumps(asdict(trial), ensure_ascii=False, indent=1)
    place = cache_folder.passed() / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.json"
    if cache_folder.kept(place) == text:
        return
    check(engine, model.name)
    cache_folder.keep(place, text, f"that {model.name} works", durable=False)


def _trial(check: Callable[[Engine, str], None], engine: TokenizedEngine, model: ResolvedModel) -> _Trial:
    weights = {"model.bin", *(path.name for path in files.weight_files(model.folder))}
    small = sorted(set(files.wanted(path.name for path in model.folder.iterdir())) - weights)
    conversions = [] if files.is_ctranslate2(model.folder) else convert.noted(model.folder, model.name)
    versions = {"mujaz": __version__, "python": platform.python_version(), **installed(_PACKAGES)}
    return _Trial(
        f"{check.__module__}.{check.__name__}",
        engine.signature,
        {name: verify.sha256(model.folder / name) for name in small},
        conversions,
        versions,
        processor(),
    )
