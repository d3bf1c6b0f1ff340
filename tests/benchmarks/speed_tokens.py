"""Tokenisers for CTranslate2 alone, as lean as they come: SentencePiece and `tokenizers` themselves, no transformers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


class Tokens(Protocol):
    """What CTranslate2 takes and gives for one model."""

    first: str | None  # a token that every output starts with
    search: dict[str, Any]  # what the model's files ask of the search

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Texts to tokens, special ones included."""

    def decode(self, rows: Sequence[Sequence[str]]) -> list[str]:
        """Tokens to texts."""


def tokens_of(folder: Path) -> Tokens:
    """The tokeniser of a model's folder: OPUS-MT's, BART's, or one in a `tokenizer.json`."""
    if (folder / "source.spm").is_file():
        return _Marian(folder)
    return _Fast(folder) if (folder / "tokenizer.json").is_file() else _Bart(folder)


@dataclass
class _Marian:
    folder: Path
    first: str | None = None

    def __post_init__(self) -> None:
        from sentencepiece import SentencePieceProcessor

        self.search: dict[str, Any] = {}
        self._source = SentencePieceProcessor(model_file=str(self.folder / "source.spm"))
        self._target = SentencePieceProcessor(model_file=str(self.folder / "target.spm"))

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        return [[*pieces, "</s>"] for pieces in self._source.encode(list(texts), out_type=str)]

    def decode(self, rows: Sequence[Sequence[str]]) -> list[str]:
        return [str(self._target.decode_pieces(list(row))) for row in rows]


@dataclass
class _Fast:
    folder: Path
    first: str | None = None

    def __post_init__(self) -> None:
        from tokenizers import Tokenizer

        self.search: dict[str, Any] = {}
        self._tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        rows = [one.tokens for one in self._tokenizer.encode_batch(list(texts))]
        return [row if row[-1:] == ["</s>"] else [*row, "</s>"] for row in rows]

    def decode(self, rows: Sequence[Sequence[str]]) -> list[str]:
        ids = [[self._tokenizer.token_to_id(token) for token in row] for row in rows]
        return list(self._tokenizer.decode_batch([[one for one in row if one is not None] for row in ids]))


@dataclass
class _Bart:
    folder: Path
    first: str | None = "<s>"

    def __post_init__(self) -> None:
        from tokenizers import ByteLevelBPETokenizer

        config = json.loads((self.folder / "config.json").read_bytes())
        self.search: dict[str, Any] = {
            "no_repeat_ngram_size": config["no_repeat_ngram_size"],
            "length_penalty": config["length_penalty"],
        }
        names = (str(self.folder / "vocab.json"), str(self.folder / "merges.txt"))
        self._tokenizer = ByteLevelBPETokenizer(*names)
        self._longest = int(config["max_position_embeddings"]) - 2

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        rows = [one.tokens[: self._longest] for one in self._tokenizer.encode_batch(list(texts))]
        return [["<s>", *row, "</s>"] for row in rows]

    def decode(self, rows: Sequence[Sequence[str]]) -> list[str]:
        ids = [[self._tokenizer.token_to_id(token) for token in row] for row in rows]
        return [str(self._tokenizer.decode([one for one in row if one is not None])) for row in ids]
