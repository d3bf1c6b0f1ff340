"""An engine as a configuration wants it, loaded and tried by the canary."""

from dataclasses import replace

from mujaz.config import EngineKind, SummaryConfig, TranslationConfig
from mujaz.engines import canary, passed, registry
from mujaz.engines.protocol import Engine, EngineSettings
from mujaz.models.resolve import ResolvedModel
from mujaz.models.served import ServedModel


def load(
    model: ResolvedModel | ServedModel,
    own: TranslationConfig | SummaryConfig,
    translation: TranslationConfig,
    kind: EngineKind,
) -> Engine:
    """Load a model for translation or for summaries.

    Args:
        model: Its files, or the server that has it.
        own: The section of the configuration that names it; tells what it is for.
        translation: The section that has threads and canary for all models.
        kind: The library.

    Raises:
        ModelError: The model is broken, or does not do a few known texts sanely.
        UsageError: The engine or the device cannot do what is asked.
    """
    settings = EngineSettings(own.device, own.precision, translation.threads, prefix="")
    check = canary.check_summary
    if isinstance(own, TranslationConfig):
        check = canary.check_translation
        settings = replace(
            settings, source_code=own.source_code, target_code=own.target_code, prefix=own.prefix
        )
    engine = registry.load(kind, model, settings)
    if translation.canary:
        passed.check_once(check, engine, model)
    return engine
