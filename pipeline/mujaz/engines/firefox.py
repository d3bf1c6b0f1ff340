"""Firefox Translations: distilled models of 30 to 45 MB that run fast on a CPU, through the package `fxtranslate`.

The package decodes greedily and gives nothing but text: no scores, no beams, no n-gram rule.
"""

from collections.abc import Sequence
from typing import Any

from mujaz.engines.decoding import NOTHING
from mujaz.engines.firefox_worker import Workers
from mujaz.engines.protocol import DecodingOptions, EngineSettings, FixedDecoding, Hypothesis, cores
from mujaz.errors import ModelError
from mujaz.models import files, firefox
from mujaz.models.resolve import ResolvedModel

# The window for which these models are trained, less the end-of-sentence token: Marian's `max-length-break` of 128,
# which the package has as a constant and past which its `translate` silently drops text. The files do not name it.
MAX_SOURCE_TOKENS = 127
# Where the package stops writing: at 2 × source tokens + 4, and never past 256 (the source's end counted).
_RATIO, _EXTRA, _MOST = 2, 4, 256


class FirefoxEngine(FixedDecoding):
    """A Firefox model; see `mujaz.engines.protocol.Engine`.

    Each sentence is translated by itself, so its translation depends on nothing else.

    Args:
        resolved: A folder with the model's files as Mozilla ships them, unpacked or not.
        settings: Its threads are processes here, each with the model in its memory; nothing else of it counts.

    Raises:
        ModelError: The package or the model's files are missing or damaged.
    """

    def __init__(self, resolved: ResolvedModel, settings: EngineSettings) -> None:
        from sentencepiece import SentencePieceProcessor

        found = firefox.find(resolved.folder)
        if found is None:
            raise ModelError(
                f"model {resolved.name} is no Firefox model: {resolved.folder} holds no model.*.bin of that kind",
                "`mujaz models list` names those that can be pulled; for other models `--set translation.engine=auto`",
            )
        try:
            self._source: Any = SentencePieceProcessor(model_proto=firefox.read(found.source))
            self._target: Any = SentencePieceProcessor(model_proto=firefox.read(found.target))
        except RuntimeError as error:
            raise files.broken(found.source, f"is no SentencePiece vocabulary: {error}") from error
        self._workers = Workers(found, settings.threads or cores())
        self._workers.translate([""])  # what is wrong is said here and now
        search = "shortlist" if found.shortlist else "no shortlist"
        self._signature = f"firefox|{resolved.identity}|int8|{search}"

    @property
    def signature(self) -> str:
        """Engine, model, precision, and whether its shortlist is used."""
        return self._signature

    @property
    def max_source_tokens(self) -> int:
        """The longest input in tokens."""
        return MAX_SOURCE_TOKENS

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The length of each text in pieces of the model's own vocabulary."""
        return [len(ids) for ids in self._source.encode(list(texts))]

    def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:  # noqa: ARG002 - fixed
        """One hypothesis for each text, in the same order, without a score.

        Whether the model ended the sentence by itself is not told; a text that is as long as the package lets it become
        counts as unfinished.

        Raises:
            ModelError: The model turned out to be damaged.
            ValueError: A text is longer than `max_source_tokens`.
        """
        lengths = self.count_tokens(texts)
        for text, length in zip(texts, lengths, strict=True):
            if length > MAX_SOURCE_TOKENS:
                raise ValueError(
                    f"a text of {length} tokens exceeds the {MAX_SOURCE_TOKENS} of Firefox models: {text[:60]!r}…"
                )
        told = [text for text, length in zip(texts, lengths, strict=True) if length]
        outputs = iter(self._workers.translate(told))
        return [self._hypothesis(length, next(outputs)) if length else NOTHING for length in lengths]

    def _hypothesis(self, length: int, text: str) -> Hypothesis:
        limit = min(_RATIO * (length + 1) + _EXTRA, _MOST)
        return Hypothesis(text.strip(), None, finished=len(self._target.encode(text)) < limit)
