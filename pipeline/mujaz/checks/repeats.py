"""What a sentence says twice on end, which few writers do and a weak model often does.

Measured by `python -m tests.benchmarks.confidence` on 69,748 English sentences of people (FLORES dev and composed news)
and 1,244 by the starter. A word three times on end, or a phrase of four words or more twice: no person's, 9 of the
starter's. A phrase of three words twice, or a longer one with a comma between: 2 of people ("what has been lost has
been lost") and 8; a word twice: 3 ("a boda boda", "I no longer fear fear", "those who died died") and 13. None stands in
FLORES dev. Read one by one, all those of the starter were faults.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mujaz.arabic.clitics import fold

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONGEST = 12  # words of a phrase
_GRAVE = 4  # words of a phrase that nobody says twice on end
_SHORTEST = 3  # words of a phrase, letters of a word
# People write "had had", "that that", and numbers as "one and one and a half", "a meter and a meter and a half".
_TWICE_RIGHT = frozenset(
    "had that her his very far long again bye now way more ever never out one two three four five six seven eight nine ten"  # noqa: SIM905 (a table of words reads best as text)
    " hundred thousand million billion trillion half meter metre".split()
)

# A name, title or day twice on end, where the Arabic has no two words alike: "Gen. Gen. Ayrault", "on Friday Friday". Of the
# people above 17 wrote one, each for a double of the Arabic (Tongo Tongo, Abdullah Abdullah); seven systems on FLORES dev
# and the starter wrote five that have none.
_NAME_TWICE = re.compile(r"\b(?P<name>[A-Z][^\W\d_]+)(?P<stop>\.?) (?P=name)\b(?!-)")
_SHORTENED = frozenset("Gen Col Lt Maj Capt Sgt Brig Adm Sen Gov Rev Mr Mrs Ms Dr Prof St".split())  # noqa: SIM905 (as above)
_ARABIC_TWICE = re.compile(  # of two words, of one («بورابورا»), or a son named like his father
    r"(?<![ء-ي])[وفبلك]{0,2}(?:ال)?"
    r"(?:(?P<name>[ء-ي]{2,}(?: [ء-ي]{2,})?)(?: |-| بن | ابن )و?(?:ال)?(?P=name)|(?P<half>[ء-ي]{3,})(?P=half))(?![ء-ي])"
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """What stands there twice."""

    text: str  # as it stands there first
    grave: bool


def repeat(text: str) -> Repeat | None:
    """What a text says twice on end, with nothing but a comma between; the longest where there are several.

    Names such as Tongo Tongo are none.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    again = _again(words)
    sizes = [size for size in range(_LONGEST, _SHORTEST - 1, -1) if again[size] >= size]
    if not sizes and not again[1]:
        return None  # most sentences stop here
    found = list(_WORD.finditer(text))
    between = [text[one.end() : other.start()].strip() for one, other in pairwise(found)]
    for size in sizes:
        for at in range(len(words) - 2 * size + 1):
            phrase = words[at : at + size]
            if phrase != words[at + size : at + 2 * size] or not {*between[at : at + 2 * size - 1]} <= {
                "",
                ",",
            }:
                continue
            grave = size >= _GRAVE and not between[at + size - 1]
            if grave or _TWICE_RIGHT.isdisjoint(phrase):
                return Repeat(text[found[at].start() : found[at + size - 1].end()], grave)
    twice = [at for at in range(len(words) - 1) if words[at] == words[at + 1] and not between[at]]
    thrice = [at for at in twice if at + 1 in twice]
    if thrice:
        return Repeat(found[thrice[0]][0], grave=True)
    for at in twice:
        small = found[at][0].islower() and found[at + 1][0].islower()
        if small and len(words[at]) >= _SHORTEST and words[at] not in _TWICE_RIGHT:
            return Repeat(found[at][0], grave=False)
    return None


def name_twice(arabic: str, english: str) -> str | None:
    """A capitalised word that stands twice on end in the English, where nothing does in the Arabic; or None."""
    for found in _NAME_TWICE.finditer(english):
        if not found["stop"] or found["name"] in _SHORTENED:
            return None if _ARABIC_TWICE.search(fold(arabic)) else found[0]
    return None


def _again(words: Sequence[str]) -> Counter[int]:
    """How often a word comes again so many words later: as often as the phrase has words, where a phrase comes twice."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word, []).append(at)
    return Counter(
        later - at
        for mine in places.values()
        if len(mine) > 1
        for number, at in enumerate(mine, start=1)
        for later in mine[number : number + _LONGEST]
        if later - at <= _LONGEST
    )
