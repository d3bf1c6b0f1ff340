"""BART's tokeniser straight on the `tokenizers` library: the same tokens as transformers' own class, without torch.

Equal on 25,376 lines: FLORES-200 dev, the composed news in both languages, and a sample of the training corpora; but
for text that looks like markup, as in `marian.py`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mujaz.engines.vocabulary import Encoding, content, settings

_SPECIAL = {
    "unk_token": "<unk>",
    "eos_token": "</s>",
    "pad_token": "<pad>",
    "bos_token": "<s>",
    "mask_token": "<mask>",
}
_ODD = (
    "added_tokens_decoder",
    "additional_special_tokens",
    "extra_special_tokens",
    "add_prefix_space",
    "trim_offsets",
)


class ByteBPETokenizer:
    """What `Tokenizing` uses of a transformers tokeniser, under the same names.

    Args:
        folder: Holds `vocab.json` and `merges.txt`; see `readable`.

    Raises:
        ValueError: A file is damaged, or `vocab.json` lacks a special token.
    """

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer, decoders, models, pre_tokenizers

        try:
            model = models.BPE.from_file(str(folder / "vocab.json"), str(folder / "merges.txt"))
        except Exception as error:
            raise ValueError(f"vocab.json or merges.txt is damaged: {error}") from error
        self._tokenizer: Any = Tokenizer(model)
        self._tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        self._tokenizer.decoder = decoders.ByteLevel()
        vocabulary = self.get_vocab()
        missing = [token for token in _SPECIAL.values() if token not in vocabulary]
        if missing:
            raise ValueError(f"vocab.json lacks {', '.join(missing)}")
        self.unk_token_id, self.eos_token_id, self.pad_token_id, self._start, _ = self._special = [
            vocabulary[token] for token in _SPECIAL.values()
        ]
        self.model_max_length = int(settings(folder).get("model_max_length", 1024))

    def __call__(self, texts: Sequence[str] = (), *, text_target: Sequence[str] | None = None) -> Encoding:
        """The ids of texts, between start and end; source and target are of one language here."""
        rows = self._tokenizer.encode_batch(list(texts if text_target is None else text_target))
        return Encoding([[self._start, *row.ids, self.eos_token_id] for row in rows])

    def get_vocab(self) -> dict[str, int]:
        """Every token with its id."""
        return dict(self._tokenizer.get_vocab())

    def convert_tokens_to_ids(self, tokens: Sequence[str]) -> list[int]:
        """The ids of tokens; the unknown token's for what the vocabulary lacks."""
        ids = map(self._tokenizer.token_to_id, tokens)
        return [self.unk_token_id if number is None else number for number in ids]

    def convert_ids_to_tokens(self, ids: Sequence[int]) -> list[str]:
        """The tokens of ids."""
        return [self._tokenizer.id_to_token(number) for number in ids]

    def decode(self, ids: Sequence[int], **_: bool) -> str:
        """The text of ids, without special tokens."""
        return str(self._tokenizer.decode([number for number in ids if number not in self._special]))


def readable(folder: Path) -> bool:
    """Whether a folder holds a tokeniser of this kind and nothing of which this class does not know.

    Raises:
        ModelError: A file is not readable JSON.
    """
    if (folder / "tokenizer.json").is_file() or (folder / "added_tokens.json").is_file():
        return False
    if not all((folder / name).is_file() for name in ("vocab.json", "merges.txt")):
        return False
    found = settings(folder)
    return not any(found.get(key) for key in _ODD) and all(
        content(found.get(key, token)) == token for key, token in _SPECIAL.items()
    )
