"""What the tokenisers that need no transformers have in common: a table of tokens, and the files that describe them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mujaz.models import files


@dataclass(frozen=True, slots=True)
class Encoding:
    """The ids of several texts, under the name that transformers gives them."""

    input_ids: list[list[int]]


class Vocabulary:
    """A tokeniser's table of tokens, under the names that transformers gives to its methods."""

    unk_token_id: int

    def _hold(self, ids: dict[str, int]) -> None:
        """Take the table: each token with its id."""
        self._ids = ids
        self._tokens = {number: token for token, number in ids.items()}

    def get_vocab(self) -> dict[str, int]:
        """Every token with its id."""
        return dict(self._ids)

    def convert_tokens_to_ids(self, tokens: Sequence[str]) -> list[int]:
        """The ids of tokens; the unknown token's for what the vocabulary lacks."""
        return [self._ids.get(token, self.unk_token_id) for token in tokens]

    def convert_ids_to_tokens(self, ids: Sequence[int]) -> list[str]:
        """The tokens of ids."""
        return [self._tokens[number] for number in ids]


def settings(folder: Path) -> dict[str, Any]:
    """What a tokeniser's own files say of it; nothing where there are none.

    Raises:
        ModelError: A file is not readable JSON.
    """
    found: dict[str, Any] = {}
    for name in ("special_tokens_map.json", "tokenizer_config.json"):
        if (folder / name).is_file():
            found |= files.read_json(folder / name)
    return found


def content(token: Any) -> Any:
    """The text of a token that may stand there with its properties."""
    return token.get("content") if isinstance(token, dict) else token
