"""Which files make a model folder, and whether they are whole: judged without loading torch."""

import json
import struct
import zipfile
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from mujaz.errors import ModelError

CONFIG_FILES = ("config.json", "generation_config.json", "calibration.json")
TOKENIZER_FILES = (
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "target_vocab.json",
    "merges.txt",
    "*.spm",
    "spiece.model",
    "sentencepiece.bpe.model",
)
SAFETENSORS = ("model.safetensors", "model.safetensors.index.json", "model-*-of-*.safetensors")
PICKLED = ("pytorch_model.bin", "pytorch_model.bin.index.json", "pytorch_model-*-of-*.bin")
# As Mozilla names them; packed in its repository (.gz) and where Firefox downloads them from (.zst).
FIREFOX_MODEL = "model.*.intgemm*.bin"
FIREFOX = tuple(
    name + packing
    for name in (FIREFOX_MODEL, "vocab.*.spm", "srcvocab.*.spm", "trgvocab.*.spm", "lex.*.bin")
    for packing in ("", ".gz", ".zst")
)
CTRANSLATE2 = ("model.bin", "shared_vocabulary.*", "source_vocabulary.*", "target_vocabulary.*")

# A folder can be read by a tokeniser when one of these sets is complete.
_TOKENIZER_SETS = (
    ("tokenizer.json",),
    ("source.spm", "target.spm", "vocab.json"),
    ("sentencepiece.bpe.model",),
    ("spiece.model",),
    ("vocab.json", "merges.txt"),
)
_LFS_POINTER = b"version https://git-lfs"
# The first bytes of torch.save's format before 2020: a pickled magic number.
_OLD_TORCH = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"


def wanted(names: Iterable[str]) -> list[str]:
    """The files of a repository that a model needs, and no second copy of its weights.

    Args:
        names: Paths inside the repository; only its top level is considered.

    Returns:
        Configurations, tokeniser files, and one kind of weights: safetensors where there are any, else
        PyTorch's, else CTranslate2's. Of a Firefox model its weights, vocabulary and shortlist.
    """
    top = [name for name in names if "/" not in name]
    if any(fnmatch(name, FIREFOX_MODEL + "*") for name in top):
        return sorted(name for name in top if any(fnmatch(name, pattern) for pattern in FIREFOX))

    def matching(patterns: Iterable[str]) -> list[str]:
        return [name for name in top if any(fnmatch(name, pattern) for pattern in patterns)]

    weights = matching(SAFETENSORS) or matching(PICKLED) or matching(CTRANSLATE2)
    return sorted({*matching(CONFIG_FILES), *matching(TOKENIZER_FILES), *weights})


def is_ctranslate2(folder: Path) -> bool:
    """Whether the folder already holds a converted model (and no checkpoint beside it)."""
    return (folder / "model.bin").is_file() and not weight_files(folder)


def is_firefox(folder: Path) -> bool:
    """Whether the folder holds a Firefox Translations model (see `mujaz.models.firefox`)."""
    return any(fnmatch(path.name, FIREFOX_MODEL + "*") for path in folder.iterdir())


def weight_files(folder: Path) -> list[Path]:
    """The checkpoint files in `folder` that would be loaded, safetensors before PyTorch's; empty if none."""
    for single, index in (
        ("model.safetensors", "model.safetensors.index.json"),
        ("pytorch_model.bin", "pytorch_model.bin.index.json"),
    ):
        if (folder / single).is_file():
            return [folder / single]
        if (folder / index).is_file():
            return sorted(
                {folder / part for part in read_json(folder / index).get("weight_map", {}).values()}
            )
    return []


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file of a model.

    Raises:
        ModelError: The file cannot be read or is not a JSON object.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise broken(path, f"cannot be read: {error}") from error
    if not isinstance(value, dict):
        raise broken(path, "is not a JSON object")
    return value


def check(folder: Path, name: str) -> None:
    """Make sure that a model's folder is complete and that no file is cut short; takes milliseconds.

    Args:
        folder: Where the files are.
        name: The model, as the user calls it, for the messages.

    Raises:
        ModelError: Names the missing or damaged file and what to do.
    """
    try:
        present = {path.name for path in folder.iterdir()}
    except OSError as error:
        raise ModelError(
            f"model {name}: the folder {folder} cannot be read ({error.strerror or error})",
            "check the path and its permissions",
        ) from error
    if any(fnmatch(file, FIREFOX_MODEL + "*") for file in present):
        _check_firefox(folder, name, present)
        return
    if "config.json" not in present:
        raise _missing(folder, name, "config.json")
    _check_tokenizer(folder, name, present)
    if is_ctranslate2(folder):
        if not any(fnmatch(file, "*_vocabulary.*") for file in present):
            raise _missing(folder, name, "shared_vocabulary.json")
        _check_not_empty(folder / "model.bin")
        return
    weights = weight_files(folder)
    if not weights:
        raise _missing(folder, name, "its weights (model.safetensors or pytorch_model.bin)")
    for path in weights:
        if not path.is_file():
            raise _missing(folder, name, path.name)
        _check_weights(path)


def _check_firefox(folder: Path, name: str, present: set[str]) -> None:
    if not any(fnmatch(file, "*vocab.*.spm*") for file in present):
        raise _missing(folder, name, "its vocabulary (vocab.*.spm)")
    for file in wanted(present):
        _check_not_empty(folder / file)


def _check_tokenizer(folder: Path, name: str, present: set[str]) -> None:
    marian = _TOKENIZER_SETS[1]
    if read_json(folder / "config.json").get("model_type") == "marian" and "tokenizer.json" not in present:
        gaps = [file for file in marian if file not in present]
        if gaps:
            raise _missing(folder, name, gaps[0])
    if not any(set(needed) <= present for needed in _TOKENIZER_SETS):
        raise _missing(folder, name, "its tokeniser (tokenizer.json, or SentencePiece models)")


def broken(path: Path, what: str) -> ModelError:
    """The error for a damaged file of a model."""
    return ModelError(
        f"the model file {path} {what}",
        "run `mujaz models pull NAME` to fetch it again, or copy the model's folder anew",
    )


def _missing(folder: Path, name: str, file: str) -> ModelError:
    return ModelError(
        f"model {name} is incomplete: {file} is missing in {folder}",
        "run `mujaz models pull NAME` again to complete it, or copy the whole folder of the model",
    )


def _check_not_empty(path: Path) -> bytes:
    """The first bytes of a file that must hold weights."""
    try:
        with path.open("rb") as file:
            head = file.read(32)
    except OSError as error:
        raise broken(path, f"cannot be read: {error}") from error
    if not head:
        raise broken(path, "is empty")
    if head.startswith(_LFS_POINTER):
        raise ModelError(
            f"the model file {path} is only a Git LFS pointer, not the weights",
            "run `git lfs pull` in that folder, or `mujaz models pull NAME`",
        )
    return head


def _check_weights(path: Path) -> None:
    """Find a file that was cut short or is something else, from its header and its size."""
    head = _check_not_empty(path)
    size = path.stat().st_size
    if path.suffix == ".safetensors":
        length = struct.unpack("<Q", head[:8])[0] if len(head) >= 8 else size  # noqa: PLR2004 - the header's size
        if 8 + length > size:
            raise broken(path, "is cut short: its header is not complete")
        with path.open("rb") as file:
            file.seek(8)
            raw = file.read(length)
        try:
            header = json.loads(raw)
            end = max(
                (entry["data_offsets"][1] for key, entry in header.items() if key != "__metadata__"),
                default=0,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise broken(path, "is not a safetensors file") from error
        if 8 + length + end != size:
            raise broken(path, f"is cut short: {size} bytes of {8 + length + end}")
    elif head.startswith(b"PK"):
        if not zipfile.is_zipfile(path):  # the table of contents stands at the end
            raise broken(path, "is cut short: its table of contents is missing")
    elif not head.startswith(_OLD_TORCH):
        raise broken(path, "is not a PyTorch weights file")
