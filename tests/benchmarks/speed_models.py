"""What the speed benchmarks run and read: models of the real ones' shapes, their conversions, and real sentences."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests import tiny
from tests.benchmarks import random_models
from tests.support import data

OPUS, DISTILBART = "opus-mt-ar-en", "distilbart-cnn-12-6"
_BUILDERS: Final[dict[str, Callable[[Path], Path]]] = {
    OPUS: random_models.opus_mt,
    DISTILBART: random_models.distilbart,
}
ARTICLE: Final = 12  # sentences
_OWN = (
    "import sys; from mujaz.models import convert; from mujaz.models.resolve import resolve; "
    "print(convert.converted(resolve(sys.argv[1], None), 'int8'))"
)
# What `ct2-transformers-converter --quantization int8` does.
_STANDARD = (
    "import sys; from ctranslate2.converters import TransformersConverter; "
    "TransformersConverter(sys.argv[1]).convert(sys.argv[2], quantization='int8', force=True); print(sys.argv[2])"
)


@dataclass(frozen=True)
class Built:
    """A checkpoint and its two conversions to CTranslate2's format, int8."""

    checkpoint: Path
    own: Path  # Mujaz's
    standard: Path  # of CTranslate2's own converter


@contextmanager
def place(keep: Path | None) -> Iterator[Path]:
    """Where the models are kept, and the cache: the folder asked for, or one that goes with the benchmark."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="mujaz-speed-") as name:
        yield Path(name)


def checkpoint(folder: Path, name: str) -> Path:
    """A checkpoint with random weights, built in the folder where it is missing or of an older builder."""
    os.environ["MUJAZ_CACHE"] = str(folder / "cache")
    found = folder / name
    if not _whole(found):
        shutil.rmtree(found, ignore_errors=True)
        _BUILDERS[name](found)
    return found


def built(folder: Path, name: str) -> Built:
    """A checkpoint with its conversions; each is made in another process, which gives its memory back."""
    found = checkpoint(folder, name)
    standard = folder / "standard" / name
    if not (standard / "model.bin").is_file() or _older(standard, found):
        _python(_STANDARD, found, standard)
    return Built(found, _python(_OWN, found), standard)


def _whole(folder: Path) -> bool:
    """Whether the weights are there, and a word for each row of them: the standard converter wants that."""
    if not (folder / "model.safetensors").is_file():
        return False
    words, config = (json.loads((folder / name).read_bytes()) for name in ("vocab.json", "config.json"))
    return len(words) == int(config["vocab_size"])


def _older(one: Path, other: Path) -> bool:
    return (one / "model.bin").stat().st_mtime < (other / "model.safetensors").stat().st_mtime


def _python(program: str, *arguments: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)], stdout=subprocess.PIPE, text=True, check=True
    )
    return Path(done.stdout.strip().splitlines()[-1])


def articles(sentences: int) -> list[list[str]]:
    """Articles of ARTICLE sentences, all of them distinct: half from FLORES dev, half from newswire, in their order there.

    Where these are absent, of the tiny model's held-out sentences, as many as there are.
    """
    sources = [data.lines(data.FLORES) if data.FLORES.is_file() else []]
    sources += [[arabic for _, arabic, _ in data.news(data.NEWS_2)] if data.NEWS_2.is_file() else []]
    if not all(sources):
        sources = [[arabic for arabic, _ in tiny.heldout()]]
    count = sentences // ARTICLE // len(sources)
    found: list[list[str]] = []
    for source in sources:
        known = dict.fromkeys(one for line in source for one in _sentences(line))
        cut = [list(known)[low : low + ARTICLE] for low in range(0, len(known) - ARTICLE + 1, ARTICLE)]
        found += [cut[at * len(cut) // count] for at in range(min(count, len(cut)))]
    return found


def _sentences(line: str) -> list[str]:
    from mujaz.arabic.splitter import split

    return [one.arabic for one in split(line)]


def sample(texts: Sequence[str], count: int) -> list[str]:
    """So many texts of the same mix of lengths, in the order given."""
    ordered = sorted(texts, key=len)
    chosen = {ordered[int((at + 0.5) * len(ordered) / count)] for at in range(min(count, len(ordered)))}
    return [text for text in texts if text in chosen]
