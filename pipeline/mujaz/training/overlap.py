"""Which texts repeat a given set of texts, word for word or nearly: so that nothing is tested on what was learnt."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_N = 3  # words in a run; runs of three are common to texts that share a wording, rare between texts that share a topic
# A text with fewer runs than this is compared as a whole: half of two runs is a common phrase.
_FEWEST = 4


def skeleton(text: str) -> str:
    """The words of a text in lower case, each figure as 0: what near-duplicates share."""
    return " ".join(_WORD.findall(_DIGITS.sub("0", text.lower())))


def order(text: str) -> float:
    """A number from 0 to 1 that depends on the text's skeleton alone: near-copies that differ in figures get one."""
    digest = hashlib.blake2b(skeleton(text).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


class Overlap:
    """A set of texts, asked how much of one of them another text repeats.

    Args:
        texts: The texts to guard, in any language.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole: set[str] = set()
        self._runs: dict[str, list[int]] = {}
        self._sizes: list[int] = []
        for text in texts:
            words = skeleton(text)
            if not words or words in self._whole:
                continue
            self._whole.add(words)
            runs = _runs(words)
            if len(runs) >= _FEWEST:
                for run in runs:
                    self._runs.setdefault(run, []).append(len(self._sizes))
                self._sizes.append(len(runs))

    def share(self, text: str) -> float:
        """The largest share of a guarded text's runs of three words that `text` holds, 0 to 1; 1 for the same words.

        The share is of the guarded text, so that a paragraph that quotes it whole gets 1 too.
        """
        words = skeleton(text)
        if words in self._whole:
            return 1.0
        counts: Counter[int] = Counter()
        for run in _runs(words):
            counts.update(self._runs.get(run, ()))
        return max((count / self._sizes[number] for number, count in counts.items()), default=0.0)


def _runs(words: str) -> set[str]:
    parts = words.split()
    return {" ".join(parts[start : start + _N]) for start in range(len(parts) - _N + 1)}
