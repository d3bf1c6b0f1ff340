"""Which models will do the work: decided, with every fallback named, before anything heavy is loaded."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from mujaz.article import Article
from mujaz.checks.glossary import Glossary
from mujaz.config import Config, SummaryConfig, TranslationConfig
from mujaz.errors import ModelError, ModelUnavailableError
from mujaz.models import catalogue, served
from mujaz.models.prompts import Task
from mujaz.models.resolve import ResolvedModel, resolve
from mujaz.models.served import ServedModel
from mujaz.shipped import glossary_file
from mujaz.version import __version__


@dataclass(frozen=True, slots=True)
class Plan:
    """A configuration with its models found on this machine."""

    config: Config
    translation: ResolvedModel | ServedModel
    second: ResolvedModel | None  # for the retry ladder's last rung
    summary: ResolvedModel | ServedModel | None  # None: extractive
    glossary: Glossary | None
    warnings: tuple[
        str, ...
    ]  # every fallback that was taken and every licence that forbids something, in plain words

    @property
    def key(self) -> str:
        """A hash of all that can change a result, the article excepted. Output formats cannot."""
        settings = self.config.model_dump(
            include={
                "translation": {*TranslationConfig.model_fields}
                - {"model", "second_model", "threads", "fallback", "canary"},
                "summary": {*SummaryConfig.model_fields} - {"model", "fallback"},
                "chat": {"context"},
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
            [
                *(
                    self.key,
                    article.id,
                    source.path,
                    source.sha256,
                    source.title,
                    source.url,
                    source.published,
                ),
                *filter(None, [source.time]),
            ]
        )


def make_plan(config: Config, *, strict: bool = False) -> Plan:
    """Find the models that a configuration names, falling back where it allows that.

    Args:
        config: A complete configuration.
        strict: Turn every fallback into an error.

    Raises:
        ModelError: A model cannot be had, and no fallback is allowed or the fallback is missing too; a chat server does not
            answer.
        UsageError: The glossary is broken; the address of the chat server is missing.
    """
    glossary = glossary_of(config)  # the cheap check first
    warnings = _remote_warnings(config)
    translation, unavailable = _translation(config, strict=strict)
    if translation.name == "starter":
        because = (
            f", because {config.translation.model} could not be had: {unavailable.why}" if unavailable else ""
        )
        warnings.append(f"translated by the bundled starter, good for a rough first reading only{because}")
    second_model = config.translation.second_model
    second = resolve(second_model, None) if second_model else None
    summary = None
    if config.summary.method == "abstractive":
        try:
            # What was out of reach a moment ago is not waited for again.
            summary = _found(config, config.summary, "summarize", download=unavailable is None)
        except ModelUnavailableError:
            if strict or config.summary.fallback == "none":
                raise
            warnings.append(
                f"summarised by sentence extraction, because {config.summary.model} could not be had"
            )
    for model in (translation, second, summary):
        licence = catalogue.licence_warning(model.name) if model else None
        if licence is not None and licence not in warnings:
            warnings.append(licence)
    return Plan(config, translation, second, summary, glossary, tuple(warnings))


def _translation(
    config: Config, *, strict: bool
) -> tuple[ResolvedModel | ServedModel, ModelUnavailableError | None]:
    """The model that translates; the bundled one with the reason where the one that is wanted cannot be had."""
    wanted = config.translation
    try:
        return _found(config, wanted, "translate"), None
    except ModelUnavailableError as error:
        if strict or wanted.fallback == "none":
            raise
        try:
            return resolve("starter", None), error
        except ModelError as missing:
            raise ModelError(
                f"{error.message}\n       the fallback is missing too: {missing.message}", error.hint
            ) from None


def _found(
    config: Config, own: TranslationConfig | SummaryConfig, task: Task, *, download: bool = True
) -> ResolvedModel | ServedModel:
    if own.engine == "chat":
        return served.find(config.chat, own.model, task)
    return resolve(own.model, own.revision, download=download)


def _remote_warnings(config: Config) -> list[str]:
    """A warning where a stage that is configured sends text to another machine."""
    asks = config.translation.engine == "chat" or (
        config.summary.engine == "chat" and config.summary.method == "abstractive"
    )
    warning = served.remote_warning(config.chat) if asks else None
    return [warning] if warning else []


def glossary_of(config: Config) -> Glossary | None:
    """The glossary that a configuration names, over the one that it adds to.

    Raises:
        UsageError: One of the two is broken, or not there.
    """
    if config.glossary is None:
        return None
    own = Glossary.load(Path(config.glossary))
    base = glossary_file(config.glossary_base, Path()) if config.glossary_base else None
    return (
        own
        if base is None or base.resolve() == Path(config.glossary).resolve()
        else own.over(Glossary.load(base))
    )


def _digest(values: list[object]) -> str:
    text = json.dumps(values, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:32]
