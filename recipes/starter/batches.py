"""Batches of packed pairs without end, drawn by the shares of their groups."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recipes.starter.model import EOS, PAD, UNK

_MASKED = 0.15  # of the pieces of English that is to be restored
_LOST, _LOSING = 0.05, 0.5  # pieces that half of the sources lose: the encoder must not lean on single ones
_POOL = 12_000  # pairs that are sorted by length together
_Ids = NDArray[np.int64]


class Packed:
    """The text of a kit.

    Args:
        kit: A folder that `pack` wrote.
        seed: Of all draws.
        english: The groups whose English is masked and restored.
    """

    def __init__(self, kit: Path, seed: int = 0, english: tuple[str, ...] = ()) -> None:
        stored = np.load(kit / "text.npz")
        self._random = np.random.default_rng(seed)
        self._groups: dict[str, list[tuple[NDArray[np.uint16], _Ids]]] = {}
        for name in sorted({key.split(".")[0] for key in stored.files}):
            ends = [np.cumsum(stored[f"{name}.{side}.len"].astype(np.int64)) for side in (0, 1)]
            bounds = [np.concatenate([np.zeros(1, np.int64), end]) for end in ends]
            self._groups[name] = [(stored[f"{name}.{side}"], bounds[side]) for side in (0, 1)]
        self._english = [name for name in english if name in self._groups]

    @property
    def groups(self) -> set[str]:
        """The names of the groups that have text."""
        return set(self._groups)

    def commonest(self, count: int, vocabulary: int) -> Any:
        """Ids of the pieces that the English side has most often, at most `count`."""
        import torch

        counts = np.zeros(vocabulary, np.int64)
        for sides in self._groups.values():
            np.add.at(counts, sides[1][0].astype(np.int64), 1)
        return torch.from_numpy(np.argsort(-counts, kind="stable")[:count].copy())

    def batches(self, shares: dict[str, float], budget: int) -> Iterator[tuple[Any, Any]]:
        """Source and target tables (sentences × tokens), each row ended by `</s>`, padded with PAD and -100.

        Args:
            shares: Group, or `english`, → share of the samples.
            budget: Padded tokens of a batch, both sides together, at most.
        """
        names = list(shares)
        weights = np.array([shares[name] for name in names])
        while True:
            drawn = self._random.choice(len(names), _POOL, p=weights / weights.sum())
            rows = [self._pair(names[number]) for number in drawn]
            rows.sort(key=lambda pair: (len(pair[1]) // 4, len(pair[0])))
            cuts = list(_cut(rows, budget))
            for number in self._random.permutation(len(cuts)):
                yield (
                    _table([source for source, _ in cuts[number]], PAD),
                    _table([target for _, target in cuts[number]], -100),
                )

    def _pair(self, name: str) -> tuple[_Ids, _Ids]:
        copied = name == "english"
        if copied:
            name = self._english[self._random.integers(len(self._english))]
        place = self._random.integers(len(self._groups[name][0][1]) - 1)
        source, target = (
            ids[bounds[place] : bounds[place + 1]].astype(np.int64) for ids, bounds in self._groups[name]
        )
        if copied:
            source = target.copy()
            source[self._random.random(len(source)) < _MASKED] = UNK
        elif self._random.random() < _LOSING:
            source[self._random.random(len(source)) < _LOST] = UNK
        return source, target


def _cut(rows: list[tuple[_Ids, _Ids]], budget: int) -> Iterator[list[tuple[_Ids, _Ids]]]:
    batch: list[tuple[_Ids, _Ids]] = []
    width = [0, 0]
    for row in rows:
        wider = [max(have, len(ids) + 1) for have, ids in zip(width, row, strict=True)]
        if batch and sum(wider) * (len(batch) + 1) > budget:
            yield batch
            batch, wider = [], [len(ids) + 1 for ids in row]
        batch.append(row)
        width = wider
    yield batch


def _table(rows: list[_Ids], fill: int) -> Any:
    import torch

    table = np.full((len(rows), max(map(len, rows)) + 1), fill, np.int64)
    for line, ids in zip(table, rows, strict=True):
        line[: len(ids)] = ids
        line[len(ids)] = EOS
    return torch.from_numpy(table)
