"""From what was asked for to outputs: which corpus, which systems, which glossary."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mujaz import config as configuration
from mujaz.checks.glossary import Glossary
from mujaz.config import Config
from mujaz.errors import UsageError
from mujaz.evaluation import texts
from mujaz.evaluation.measures import Wanted
from mujaz.evaluation.outputs import Output, from_config, from_file, from_lines
from mujaz.evaluation.texts import Corpus
from mujaz.plan import glossary_of


@dataclass(frozen=True, slots=True)
class Request:
    """What a command line asks to be measured: read and checked, nothing translated yet."""

    corpus: Corpus
    limit: int | None
    hypotheses: tuple[tuple[str, Path], ...]  # name and file
    configs: tuple[tuple[str, Path, Config], ...]  # name, file, settings
    glossary: Glossary | None
    strict: bool

    @property
    def source(self) -> tuple[str, ...]:
        """The Arabic sentences to be measured on."""
        return self.corpus.source.lines[: self.limit]

    @property
    def reference(self) -> tuple[str, ...] | None:
        """A person's English of each, where there is one."""
        return self.corpus.reference.lines[: self.limit] if self.corpus.reference else None

    @property
    def wanted(self) -> Wanted:
        """What each sentence must show in English."""
        return Wanted.of(self.source, self.reference, self.glossary)

    def files(self) -> list[Output]:
        """The outputs that were given: read and checked, before a model is loaded.

        Raises:
            UsageError: One cannot be read or does not pair up with the source.
        """
        return [
            from_file(name, path, self.corpus.source, self.glossary, self.limit)
            for name, path in self.hypotheses
        ]

    def translated(self, says: Callable[[str], None], warns: Callable[[str], None]) -> Iterator[Output]:
        """The output of each configuration, one after another.

        Args:
            says: Told what is being done.
            warns: Told of every fallback.

        Raises:
            ModelError: A model is missing or broken.
        """
        for name, path, config in self.configs:
            says(f"translating {len(self.source)} sentences with {name}")
            yield from_config(name, str(path), config, self.source, warns, strict=self.strict)

    def person(self) -> Output | None:
        """The reference as if a system had made it: the best that number and name accuracy can be expected to be."""
        if self.reference is None or self.corpus.reference is None:
            return None
        path = self.corpus.reference.path
        return from_lines("(reference)", path, self.source, self.reference, self.glossary)


def make_request(
    source: Path,
    reference: Path | None,
    *,
    configs: Sequence[Path],
    hypotheses: Sequence[Path],
    overrides: Sequence[str],
    glossary: Path | None,
    usual: Path,
    limit: int | None,
    strict: bool,
) -> Request:
    """Read what was asked for.

    Args:
        source: Arabic, a sentence a line.
        reference: English, or None.
        configs: YAML files.
        hypotheses: Outputs of systems.
        overrides: `section.key=value`, for every configuration.
        glossary: Whose names are sought; None for that of the first configuration that has one.
        usual: The configuration whose glossary is taken where only files are compared.
        limit: Of sentences.
        strict: Turn a fallback into an error.

    Raises:
        UsageError: A file or a setting is wrong.
    """
    corpus = texts.load(source, reference)
    # Without the memory: its sentences would not be this configuration's work, nor its speed.
    settings = ["summary.method=extractive", "memory.enabled=false", *overrides]
    loaded = [configuration.load(path, settings) for path in configs]
    named = texts.labels([*hypotheses, *configs])
    if len(set(named)) < len(named):
        raise UsageError("a file or configuration is given twice", "name each system once")
    return Request(
        corpus,
        limit,
        tuple(zip(named, hypotheses, strict=False)),
        tuple(zip(named[len(hypotheses) :], configs, loaded, strict=True)),
        _glossary(glossary, loaded, usual),
        strict,
    )


def _glossary(path: Path | None, configs: Sequence[Config], usual: Path) -> Glossary | None:
    if path is not None:
        return Glossary.load(path)
    named = [config for config in configs if config.glossary] or [configuration.load(usual)]
    return glossary_of(named[0])
