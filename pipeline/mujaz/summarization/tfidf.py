"""Sentences as TF-IDF vectors: how similar two are, and how central each is."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mujaz.english.words import terms

if TYPE_CHECKING:  # a run needs it after its first sentences, and is not to wait for it before them
    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float64]

_ITERATIONS = 60
_NOTHING = 1e-12  # a sum of cosines below this is rounding
_TOLERANCE = 1e-9


def _sums(places: "npt.NDArray[np.int64]", values: "Vector", size: int) -> "Vector":
    """The sum of the values that fall on each place, 0 to size - 1, added up in order."""
    import numpy as np

    return np.bincount(places, values, minlength=size).astype(np.float64, copy=False)


class Vectors:
    """TF-IDF vectors of length one, one a text; weights come from these texts alone.

    Kept as (row, column, value) triples: no matrix of text against text is ever built, so time and memory grow
    with the number of words (5,000 sentences: 0.3 s, measured), not with the square of the number of texts.

    Args:
        texts: The sentences of one article, in order.
        read: Gives the terms of a text; by default those of English.
    """

    def __init__(self, texts: Sequence[str], read: Callable[[str], list[str]] = terms) -> None:
        import numpy as np

        counts = [Counter(read(text)) for text in texts]
        spread: Counter[str] = Counter()
        for count in counts:
            spread.update(count.keys())
        column = {term: at for at, term in enumerate(spread)}  # in order of first appearance: no hash order
        rows, columns, values = [], [], []
        for row, count in enumerate(counts):
            for term, times in count.items():
                rows.append(row)
                columns.append(column[term])
                values.append(times * math.log(1 + len(texts) / spread[term]))
        self._size = len(texts)
        self._width = len(column)
        self._rows = np.array(rows, dtype=np.int64)
        self._columns = np.array(columns, dtype=np.int64)
        raw = np.array(values, dtype=np.float64)
        norms = np.sqrt(_sums(self._rows, raw * raw, self._size))
        norms[norms == 0] = 1.0
        self._values = raw / norms[self._rows]

    def similarity(self, at: int) -> "Vector":
        """Cosine of text number `at` (from 0) with every text."""
        mine = self._rows == at
        one = _sums(self._columns[mine], self._values[mine], self._width)
        return self._times(one)

    def centrality(self, damping: float = 0.15) -> "Vector":
        """Continuous LexRank (Erkan & Radev 2004, JAIR 22): the stationary share of a walk between similar texts.

        The walk goes from a text to another in proportion to their cosine, and with probability `damping`
        anywhere. Scaled so that the most central text has 1.
        """
        import numpy as np

        if not self._size:
            return np.zeros(0, dtype=np.float64)
        ones = np.ones(self._size)
        links = self._spread(ones)
        alone = links <= _NOTHING  # shares no word with any other: the walk leaves it for anywhere
        links[alone] = 1.0
        share = ones / self._size
        for _ in range(_ITERATIONS):
            leaving = np.where(alone, 0.0, share / links)
            moved = self._spread(leaving) + share[alone].sum() / self._size
            new = damping / self._size + (1 - damping) * moved
            change = float(np.abs(new - share).sum())
            share = new
            if change < _TOLERANCE:
                break
        scaled: Vector = share / share.max()
        return scaled

    def _times(self, terms_vector: "Vector") -> "Vector":
        weighted = self._values * terms_vector[self._columns]
        return _sums(self._rows, weighted, self._size)

    def _spread(self, shares: "Vector") -> "Vector":
        """The cosine matrix, without its diagonal, times a vector."""
        import numpy as np

        sums = _sums(self._columns, self._values * shares[self._rows], self._width)
        own = _sums(self._rows, self._values**2, self._size) * shares
        links: Vector = np.maximum(self._times(sums) - own, 0.0)
        return links
