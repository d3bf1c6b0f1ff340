"""A tokeniser that is wholly in its `tokenizer.json`, straight on the `tokenizers` library, as the bundled starter has it.

The same tokens as transformers' own class, which does no more than call that library, and brings torch with it: two
thirds of what a run with the starter took until its first sentence. Equal on FLORES-200 dev and on 20,000 lines of the
training corpora in both directions.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mujaz.engines.vocabulary import Encoding, Vocabulary, content, settings

_CLASSES = ("TokenizersBackend", "PreTrainedTokenizerFast")  # which add nothing of their own
_NEEDED = ("unk_token", "eos_token", "pad_token")
_SPECIAL = (*_NEEDED, "bos_token", "cls_token", "sep_token", "mask_token")
# What may stand in a tokeniser's settings beside the special tokens without changing what it does here.
_HARMLESS = ("tokenizer_class", "backend", "is_local", "local_files_only", "model_max_length")
_NO_LIMIT = 10**30  # as transformers says it


class JsonTokenizer(Vocabulary):
    """What `Tokenizing` uses of a transformers tokeniser, under the same names.

    Args:
        folder: Holds `tokenizer.json`; see `readable`.

    Raises:
        ValueError: `tokenizer.json` is damaged.
    """

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        try:
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise ValueError(f"tokenizer.json is damaged: {error}") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        found = settings(folder)
        names = {key: content(found[key]) for key in _SPECIAL if found.get(key)}
        known = {
            token.content for token in self._tokenizer.get_added_tokens_decoder().values() if token.special
        }
        self._tokenizer.add_special_tokens([name for name in names.values() if name not in known])
        self._hold(self._tokenizer.get_vocab())
        self.unk_token_id, self.eos_token_id, self.pad_token_id = (self._ids[names[key]] for key in _NEEDED)
        self.model_max_length = int(found.get("model_max_length", _NO_LIMIT))

    def __call__(self, texts: Sequence[str] = (), *, text_target: Sequence[str] | None = None) -> Encoding:
        """The ids of texts with what the file puts around them; source and target are of one vocabulary here."""
        rows = self._tokenizer.encode_batch_fast(list(texts if text_target is None else text_target))
        return Encoding([row.ids for row in rows])

    def decode(self, ids: Sequence[int], **_: bool) -> str:
        """The text of ids, without special tokens."""
        return str(self._tokenizer.decode(list(ids)))


def readable(folder: Path) -> bool:
    """Whether a folder holds a tokeniser of this kind and nothing of which this class does not know.

    Raises:
        ModelError: A file is not readable JSON.
    """
    if not (folder / "tokenizer.json").is_file() or (folder / "added_tokens.json").is_file():
        return False
    found = settings(folder)
    return (
        found.get("tokenizer_class") in _CLASSES
        and all(found.get(key) for key in _NEEDED)
        and set(found) <= {*_SPECIAL, *_HARMLESS}
    )
