"""Texts to tokens and back for any sequence-to-sequence model: language codes, prefixes, limits."""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mujaz.engines import byte_bpe, marian, tokenizer_json
from mujaz.engines.protocol import DEFAULTS, EngineSettings
from mujaz.errors import ModelError, UsageError
from mujaz.models import checkpoint, files, pieces

# How the families write languages; the first pattern that finds both defaults in the vocabulary tells the family.
_FAMILIES = (
    ("nllb", "{}", re.compile(r"[a-z]{3}_[A-Z][a-z]{3}"), "arb_Arab", "eng_Latn"),
    ("m2m_100", "__{}__", re.compile(r"__([a-z]{2,3})__"), "ar", "en"),
    ("mbart", "{}", re.compile(r"[a-z]{2}_[A-Z]{2}"), "ar_AR", "en_XX"),
)
_MADLAD_TARGET = "<2en>"
_T5_PREFIX = "translate Arabic to English: "
_DEFAULT_LIMIT = 512  # source tokens, for models whose files give none (T5 was trained on 512)
_OURS = (marian.MarianTokenizer, byte_bpe.ByteBPETokenizer, tokenizer_json.JsonTokenizer)
_NO_LIMIT = 10**9  # tokenisers without a limit carry 1e30


class Tokenizing:
    """The tokeniser of one model, set up for one pair of languages.

    Args:
        folder: The model's files.
        name: The model, for messages.
        settings: The languages and the prefix.

    Raises:
        ModelError: The tokeniser's files are damaged.
        UsageError: A language code that the model does not know.
    """

    def __init__(self, folder: Path, name: str, settings: EngineSettings = DEFAULTS) -> None:
        self._name = name
        self._lock = threading.Lock()
        config = files.read_json(folder / "config.json")
        self._tokenizer = _load(folder, config.get("model_type"))
        ours = isinstance(self._tokenizer, _OURS)
        self._quiet = nullcontext if ours else self._alone
        limit = (
            config.get("max_position_embeddings")
            or config.get("n_positions")
            or self._tokenizer.model_max_length
        )
        self.positions: int = int(limit) if limit < _NO_LIMIT else _DEFAULT_LIMIT
        self._tokenizer.model_max_length = _NO_LIMIT  # lengths are guarded here, not warned of
        # M2M100's tokeniser keeps its language codes outside its vocabulary.
        self._vocabulary: dict[str, int] = {
            **getattr(self._tokenizer, "lang_token_to_id", {}),
            **self._tokenizer.get_vocab(),
        }
        self.codes = self._set_codes(settings.source_code, settings.target_code)
        self._before: list[int] = []
        self.prefix = self._set_prefix(settings.prefix, config.get("model_type"))
        self._after: list[int] = []
        self._after = self._missing_end(added_later=config.get("add_source_eos") is True)
        self._unwritten = self._never_text()
        self.special = len(self._ids([""])[0])

    @property
    def eos(self) -> int:
        """The id of the end-of-sentence token."""
        return int(self._tokenizer.eos_token_id)

    @property
    def pad(self) -> int:
        """The id of the padding token."""
        return int(self._tokenizer.pad_token_id)

    @property
    def unknown(self) -> int | None:
        """The id of the token for what the vocabulary lacks."""
        value = self._tokenizer.unk_token_id
        return None if value is None else int(value)

    @property
    def max_source_tokens(self) -> int:
        """The longest text in tokens; special tokens and the prefix have their room besides."""
        return self.positions - self.special

    @property
    def target(self) -> int | None:
        """The id of the language code with which the output must start, where the model uses codes."""
        return None if self.codes is None else self._vocabulary[self.codes[2]]

    def foreign(self, folder: Path) -> frozenset[int]:
        """The ids of pieces that only the source can hold; see `mujaz.models.pieces`."""
        tokens = sorted(self._vocabulary, key=self._vocabulary.__getitem__)
        sides = pieces.sides(folder, tokens)
        kept = None if sides is None else {tokens[number] for number in sides.written}
        return frozenset(n for token, n in self._vocabulary.items() if kept is not None and token not in kept)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Transformers' own tokenisers can be used by one thread at a time, and talk."""
        with self._lock, checkpoint.quiet():  # the latter imports transformers
            yield

    def count(self, texts: Sequence[str]) -> list[int]:
        """The length of each text in tokens, special tokens and prefix not counted."""
        return [len(ids) - self.special for ids in self._ids(texts)]

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of each text with prefix and special tokens, as the encoder takes them.

        Raises:
            ValueError: A text is longer than `max_source_tokens`; nothing is ever cut off here.
        """
        encoded = self._ids(texts)
        for text, ids in zip(texts, encoded, strict=True):
            if len(ids) > self.positions:
                raise ValueError(
                    f"a text of {len(ids) - self.special} tokens exceeds the {self.max_source_tokens} "
                    f"of {self._name}: {text[:60]!r}…"
                )
        return encoded

    def encode_target(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of translations with their special tokens, as the decoder has to produce them: for training."""
        with self._quiet():
            return list(self._tokenizer(text_target=list(texts)).input_ids) if texts else []

    def decode(self, ids: Sequence[int]) -> str:
        """The text of output ids; special tokens and language codes are left out."""
        with self._quiet():
            text = self._tokenizer.decode(
                [i for i in ids if i not in self._unwritten],
                skip_special_tokens=True,
                clean_up_tokenization_spaces=False,
            )
        return str(text).strip()

    def tokens(self, ids: Sequence[int]) -> list[str]:
        """The vocabulary's strings for ids."""
        return list(self._tokenizer.convert_ids_to_tokens(list(ids)))

    def ids(self, tokens: Sequence[str]) -> list[int]:
        """The ids of the vocabulary's strings."""
        return list(self._tokenizer.convert_tokens_to_ids(list(tokens)))

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        if not texts:
            return []
        with self._quiet():
            rows = self._tokenizer([self.prefix + text.strip() for text in texts]).input_ids
        return [self._before + row + self._after for row in rows]

    def _missing_end(self, *, added_later: bool) -> list[int]:
        """The end mark, where the model has one and its tokeniser does not put it after a source.

        Every family of encoders and decoders that is read here (OPUS-MT, BART, M2M100, NLLB, T5) learnt sources that end
        with it. Without it a model takes the sentence for unfinished and adds to it: the starter translated 246
        sentences so, and each had an invented tail ("… hosted by Turkey. The Turkish hosted.").

        Args:
            added_later: The engine adds it, as CTranslate2 does where its own config says so.
        """
        if added_later or self._tokenizer.eos_token_id is None or self.eos in self._ids(["."])[0]:
            return []
        return [self.eos]

    def _set_codes(self, source: str | None, target: str | None) -> tuple[str, str, str] | None:
        """Switch the tokeniser to the languages; gives both codes and the target's token."""
        for _, form, pattern, arabic, english in _FAMILIES:
            if form.format(arabic) not in self._vocabulary or form.format(english) not in self._vocabulary:
                continue
            known = sorted(
                match[match.lastindex or 0] for match in map(pattern.fullmatch, self._vocabulary) if match
            )
            pair = source or arabic, target or english
            for code in pair:
                if code not in known:
                    close = get_close_matches(code, known, n=4, cutoff=0.3) or known[:4]
                    raise UsageError(
                        f"model {self._name} does not know the language code {code!r}",
                        f"codes of this model that come close: {', '.join(close)}",
                    )
            self._tokenizer.src_lang = pair[0]
            return *pair, form.format(pair[1])
        if source or target:
            raise UsageError(
                f"model {self._name} has no language codes, yet {source or target!r} is asked for",
                "leave translation.source_code and translation.target_code out for this model",
            )
        return None

    def _never_text(self) -> frozenset[int]:
        """Ids that are not text: M2M100's tokeniser does not know its own language codes for special tokens."""
        codes = getattr(self._tokenizer, "lang_token_to_id", {}).values()
        return frozenset({self.pad, self.eos, *codes, *([] if self.target is None else [self.target])})

    def _set_prefix(self, prefix: str | None, model_type: object) -> str:
        if prefix is None and _MADLAD_TARGET in self._vocabulary:
            # Put in as a token: depending on its version the tokeniser would take `<2en>` apart.
            self._before = [self._vocabulary[_MADLAD_TARGET]]
            return ""
        if prefix is None:
            return _T5_PREFIX if model_type == "t5" else ""
        return prefix


class TokenizedEngine:
    """What both engines are by their tokeniser alone; see `mujaz.engines.protocol.Engine`."""

    _tokenizing: Tokenizing
    _signature: str
    _device: str

    @property
    def device(self) -> str:
        """Where the model runs: `cpu` or `cuda`."""
        return self._device

    @property
    def signature(self) -> str:
        """Engine, model, revision, precision and, where the model has them, languages and prefix."""
        return self._signature

    @property
    def max_source_tokens(self) -> int:
        """The longest input in tokens, special tokens not counted."""
        return self._tokenizing.max_source_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The length of each text in source tokens, special tokens not counted."""
        return self._tokenizing.count(texts)


def label(tokenizing: Tokenizing) -> str:
    """What the languages and the prefix add to an engine's signature; nothing for a model without them."""
    codes = "" if tokenizing.codes is None else f"|{tokenizing.codes[0]}>{tokenizing.codes[1]}"
    return codes + (f"|prefix:{tokenizing.prefix.strip()}" if tokenizing.prefix else "")


def _load(folder: Path, model_type: object) -> Any:
    # A converted folder has CTranslate2's config.json, which names no architecture: OPUS-MT's files name it.
    opus = model_type in (None, "marian")
    try:
        if opus and marian.readable(folder):
            return marian.MarianTokenizer(folder)
        if model_type == "bart" and byte_bpe.readable(folder):
            return byte_bpe.ByteBPETokenizer(folder)
        if model_type in (None, "bart") and tokenizer_json.readable(folder):
            return tokenizer_json.JsonTokenizer(folder)
        from transformers import AutoTokenizer

        with checkpoint.quiet():
            return AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, AttributeError) as error:
        raise ModelError(
            f"the tokeniser in {folder} cannot be loaded: {str(error).splitlines()[0][:300] if str(error) else error!r}",
            "fetch the model again: `mujaz models pull NAME`, or copy its folder anew",
        ) from error
