"""Which models will do the work: decided, with every fallback named, before anything heavy is loaded."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from pipeline.article import Article
from pipeline.config import Config, SummaryConfig, TranslationConfig
from pipeline.errors import ModelError, ModelUnavailableError
from pipeline.models.resolve import ResolvedModel, resolve
from pipeline.translation.glossary import Glossary
from pipeline.version import __version__


@dataclass(frozen=True, slots=True)
class Plan:
    """A configuration with its models found on this machine."""

    config: Config
    translation: ResolvedModel
    second: ResolvedModel | None  # for the retry ladder's last rung
    summary: ResolvedModel | None  # None: extractive
    glossary: Glossary | None
    warnings: tuple[str, ...]  # every fallback that was taken, in plain words

    @property
    def key(self) -> str:
        """A hash of all that can change a result, the article excepted. Output formats cannot."""
        settings = self.config.model_dump(
            include={
                "translation": {*TranslationConfig.model_fields}
                - {"model", "second_model", "threads", "fallback"},
                "summary": {*SummaryConfig.model_fields} - {"model", "fallback"},
            }
        )
        identities = [
            model.identity if model else None for model in (self.translation, self.second, self.summary)
        ]
        glossary = self.glossary.content_hash if self.glossary else None
        return _digest([__version__, settings, identities, glossary])

    def fingerprint(self, article: Article) -> str:
        """What a finished brief is recognised by: the article's bytes and everything that can change its brief."""
        source = article.source
        return _digest(
            [self.key, article.id, source.path, source.sha256, source.title, source.url, source.published]
        )


def make(config: Config, *, strict: bool = False) -> Plan:
    """Find the models that a configuration names, falling back where it allows that.

    Args:
        config: A complete configuration.
        strict: Turn every fallback into an error.

    Raises:
        ModelError: A model cannot be had, and no fallback is allowed or the fallback is missing too.
        UsageError: The glossary is broken.
    """
    glossary = Glossary.load(Path(config.glossary)) if config.glossary else None  # the cheap check first
    wanted, warnings = config.translation, []
    try:
        translation = resolve(wanted.model, wanted.revision)
    except ModelUnavailableError as error:
        if strict or wanted.fallback == "none":
            raise
        try:
            translation = resolve("starter", None)
        except ModelError as missing:
            raise ModelError(
                f"{error.message}\n       the fallback is missing too: {missing.message}", error.hint
            ) from None
        warnings.append(
            f"translated by the bundled starter model, which is far weaker, because {wanted.model} could not be had: "
            f"{error.message}"
        )
    second = resolve(wanted.second_model, None) if wanted.second_model else None
    summary = None
    if config.summary.method == "abstractive":
        try:
            summary = resolve(config.summary.model, config.summary.revision)
        except ModelUnavailableError:
            if strict or config.summary.fallback == "none":
                raise
            warnings.append(
                f"summarised by sentence extraction, because {config.summary.model} could not be had"
            )
    return Plan(config, translation, second, summary, glossary, tuple(warnings))


def _digest(values: list[object]) -> str:
    text = json.dumps(values, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:32]
