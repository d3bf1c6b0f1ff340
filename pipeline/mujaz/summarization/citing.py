"""On which sentences of the article a generated sentence rests."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.article import Translation
from mujaz.english.words import STOP_WORDS, tokens
from mujaz.summarization.alike import key
from mujaz.summarization.grounded_names import names, parts
from mujaz.summarization.grounded_numbers import values

MOST_CITES = 3  # a point that needs more is no point
_GAIN = 0.12  # a further sentence must explain this share of the point, or a number or name of it; 0.2 loses 7 % of true cites
_CLEAN = 0.15  # a sound sentence may share this much less than a doubtful one, and be cited in its place
_FACT_WEIGHT = 2.0  # of a number or a name against another word of the same rarity


@dataclass(frozen=True, slots=True)
class Support:
    """The sentences behind a text, and how much of it they explain."""

    cites: tuple[int, ...]  # sentence numbers, ascending; empty when no word is shared
    share: float  # 0 to 1: the IDF-weighted share of the text's words, numbers and names found in them
    telling: float  # 0 to 1: the same of what the text tells of them, numbers and names left out


class Citer:
    """Finds support in one article, again and again.

    Args:
        translations: The sentences that may be cited.
    """

    def __init__(self, translations: Sequence[Translation]) -> None:
        self._english = {one.sentence.n: one.english for one in translations}
        self._doubtful = frozenset(one.sentence.n for one in translations if one.doubtful)
        self._sentences = [(one.sentence.n, _features(one.english)) for one in translations]
        spread = Counter(feature for _, features in self._sentences for feature in features)
        total = len(self._sentences)
        self._weight = {feature: math.log(1 + total / count) for feature, count in spread.items()}
        self._unseen = math.log(1 + total)

    def english(self, n: int) -> str:
        """The English of sentence `n`."""
        return self._english[n]

    def support(self, text: str) -> Support:
        """The smallest set of one to three sentences that explains the text.

        Greedy set cover: first the sentence that shares the most weight, then others as long as each adds at
        least 12 % of the text's weight, or a number or name that is still missing; one made superfluous by the
        later ones goes again. Equal sentences: the earlier one. A doubtful translation gives way to a sound one that
        shares nearly as much.
        """
        facts = _facts(text)
        wanted = {
            feature: self._weight.get(feature, self._unseen) * (_FACT_WEIGHT if feature in facts else 1.0)
            for feature in sorted(_features(text))
        }
        total = sum(wanted.values())
        if not total:
            return Support((), 0.0, 0.0)
        chosen: list[int] = []
        covered: set[str] = set()
        while len(chosen) < MOST_CITES:
            left = [at for at in range(len(self._sentences)) if at not in chosen]
            gains = {at: self._worth(wanted, self._sentences[at][1] - covered) for at in left}
            if not gains:
                break
            near = max(gains.values()) * (1 - _CLEAN)
            best = min(left, key=lambda at: (gains[at] < near or self._wrong(at), -round(gains[at], 9), at))
            new_facts = (self._sentences[best][1] - covered) & facts
            if not gains[best] or (chosen and gains[best] / total < _GAIN and not new_facts):
                break
            chosen.append(best)
            covered |= self._sentences[best][1]
        for at in sorted(chosen, key=lambda at: not self._wrong(at)):
            others = set[str]().union(*(self._sentences[other][1] for other in chosen if other != at))
            lost = covered - others
            if len(chosen) > 1 and not lost & facts and self._worth(wanted, lost) / total < _GAIN:
                chosen.remove(at)
                covered = others
        cites = tuple(sorted(self._sentences[at][0] for at in chosen))
        telling = {feature: weight for feature, weight in wanted.items() if feature not in facts}
        told = self._worth(telling, covered) / sum(telling.values()) if telling else 1.0
        return Support(cites, round(self._worth(wanted, covered) / total, 9), round(told, 9))

    def _wrong(self, at: int) -> bool:
        return self._sentences[at][0] in self._doubtful

    @staticmethod
    def _worth(wanted: dict[str, float], found: set[str]) -> float:
        return sum(weight for feature, weight in wanted.items() if feature in found)


def cite(text: str, translations: Sequence[Translation]) -> tuple[int, ...]:
    """The numbers of the one to three sentences on which a text rests; empty when it shares nothing with any."""
    return Citer(translations).support(text).cites


def _features(text: str) -> set[str]:
    words = {key(token) for token in tokens(text) if token not in STOP_WORDS and not token[0].isdigit()}
    return words | {f"#{number}" for number in values(text)}


def _facts(text: str) -> set[str]:
    """The features of a text that are numbers or words of names."""
    named = {key(part) for name in names(text) for part in parts(name)}
    return {f"#{number}" for number in values(text)} | named
