"""The engines by name; each is imported when it is asked for, since torch alone takes seconds."""

from importlib import import_module
from pathlib import Path

from mujaz.config import EngineKind
from mujaz.engines.protocol import DEFAULTS, Engine, EngineSettings
from mujaz.errors import ModelError, UsageError
from mujaz.models import convert, files
from mujaz.models.resolve import ResolvedModel
from mujaz.models.served import ServedModel

_ENGINES = {
    "ctranslate2": "mujaz.engines.ctranslate2:CTranslate2Engine",
    "transformers": "mujaz.engines.transformers:TransformersEngine",
}


def load(
    kind: EngineKind, resolved: ResolvedModel | ServedModel, settings: EngineSettings = DEFAULTS
) -> Engine:
    """Load a model, for translation or for abstractive summaries.

    Args:
        kind: The library; auto takes what reads the model's files: firefox, ctranslate2 where the architecture converts,
            else transformers.
        resolved: The model's files, or the server that has them; the latter takes no settings.
        settings: How it runs.

    Raises:
        ModelError: The model is missing files, damaged, or does not convert.
        UsageError: The engine or the device cannot do what is asked, or a language code is wrong.
    """
    if isinstance(resolved, ServedModel):
        from mujaz.engines.chat import ChatEngine

        return ChatEngine(resolved)
    steps_in = resolved.origin == "starter" and kind in ("firefox", "chat")  # for a model of another kind
    if kind == "auto" or steps_in:
        kind = _fitting(resolved.folder)
    if kind == "firefox" or files.is_firefox(resolved.folder):
        return _firefox(kind, resolved, settings)
    if kind not in _ENGINES:
        raise UsageError(f"there is no engine {kind!r}", f"known: auto, {', '.join(_ENGINES)}")
    if kind == "transformers" and files.is_ctranslate2(resolved.folder):
        raise ModelError(
            f"model {resolved.name} is in CTranslate2's format, which transformers cannot read",
            "`--set translation.engine=ctranslate2`",
        )
    if kind == "ctranslate2" and not convert.converts(resolved.folder):
        raise ModelError(
            f"model {resolved.name} is of an architecture whose conversion to CTranslate2 is not tested here",
            "`--set translation.engine=transformers`",
        )
    module, _, name = _ENGINES[kind].partition(":")
    engine: Engine = getattr(import_module(module), name)(resolved, settings)
    return engine


def _fitting(folder: Path) -> EngineKind:
    if files.is_firefox(folder):
        return "firefox"
    return "ctranslate2" if convert.converts(folder) else "transformers"


def _firefox(kind: EngineKind, resolved: ResolvedModel, settings: EngineSettings) -> Engine:
    if kind != "firefox":
        raise ModelError(
            f"model {resolved.name} is a Firefox model, which {kind} cannot read",
            "`--set translation.engine=firefox`",
        )
    from mujaz.engines.firefox import FirefoxEngine

    return FirefoxEngine(resolved, settings)
