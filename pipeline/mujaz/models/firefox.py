"""The files of a Firefox Translations model, as Mozilla ships them: weights, vocabulary, shortlist."""

import gzip
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from mujaz.errors import ModelError
from mujaz.models import files

_PACKED = ("", ".gz", ".zst")


@dataclass(frozen=True, slots=True)
class FirefoxFiles:
    """Where the parts of one model are; each may be packed with gzip or zstd."""

    model: Path
    source: Path  # the SentencePiece vocabulary
    target: Path  # the same file, unless the languages have one each
    shortlist: Path | None  # which pieces may translate which; without it the whole vocabulary is searched


def find(folder: Path) -> FirefoxFiles | None:
    """The parts of the Firefox model in `folder`; None if it holds no such model.

    Raises:
        ModelError: There is a model, but no vocabulary, or there are several of a kind.
    """
    model = _one(folder, files.FIREFOX_MODEL)
    if model is None:
        return None
    shared = _one(folder, "vocab.*.spm")
    source, target = _one(folder, "srcvocab.*.spm") or shared, _one(folder, "trgvocab.*.spm") or shared
    if source is None or target is None:
        raise ModelError(
            f"the Firefox model in {folder} is incomplete: its vocabulary (vocab.*.spm) is missing",
            "copy the whole folder of the model, or `mujaz models pull` it again",
        )
    return FirefoxFiles(model, source, target, _one(folder, "lex.*.bin"))


def read(path: Path) -> bytes:
    """The unpacked bytes of one file.

    Raises:
        ModelError: It cannot be read or unpacked.
    """
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            return gzip.decompress(data)
        if path.suffix == ".zst":
            from fxtranslate import discovery  # its own decoder: Python has none before 3.14

            return discovery.verify_and_decompress(data, None)
    except (OSError, EOFError, ValueError) as error:  # ValueError is fxtranslate's
        raise files.broken(path, f"cannot be read: {error}") from error
    return data


def _one(folder: Path, pattern: str) -> Path | None:
    """The file of this kind, unpacked rather than packed."""
    names = sorted(path.name for path in folder.iterdir())
    for suffix in _PACKED:
        found = [name for name in names if fnmatch(name, pattern + suffix)]
        if len(found) > 1:
            raise ModelError(
                f"{folder} holds several Firefox models: {', '.join(found)}",
                "give each language pair and size a folder of its own",
            )
        if found:
            return folder / found[0]
    return None
