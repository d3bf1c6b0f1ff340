"""How far a Latin spelling is from an Arabic word, as a transliteration of it.

Arabic writes consonants and long vowels; Latin names write all vowels and no two desks agree on them. So the
two are laid side by side letter by letter: each Arabic letter may stand for any of its usual Latin
renderings, unwritten short vowels and doubled consonants cost next to nothing, a consonant without a partner
costs 1. The idea is that of weighted edit distance over a romanisation table (Freeman, Condon & Ackerman 2006,
"Cross Linguistic Name Matching in English and Arabic"); table and weights are our own.
"""

import math
import unicodedata
from functools import lru_cache

from mujaz.arabic.clitics import fold

FAR = 9.0  # returned for a pair that is farther apart than anybody asks
_REACHED = math.nextafter(FAR, 0.0)  # what an alignment may have cost so far
_ASKED = 0.6  # the farthest: half-heard names with what must lie between them and others (`checks.likeness`)

# Latin renderings of each folded Arabic letter, free ones before `/`, at 0.25 after it.
_TABLE = """
ب b p bb/v
ت t tt/d
ث th/t s
ج j g dj zh dg gg/ch y
ح h/kh
خ kh/h ch k j
د d dd/t
ذ dh th z d
ر r rr
ز z zz/s
س s c ss/z
ش sh ch sch/s sz
ص s ss/c ch z
ض d dh/z
ط t tt
ظ z dh th/d
غ gh g/k
ف f v ff/p
ق q k kk g/c gh
ك k c ck kk/g q ch
ل l ll
م m mm
ن n nn
ه h/a
و w u o v oo ou ow au aw/eu
ي y i e ee ai ay ei ey ie/j
ا a e aa/i o u
ؤ o u w
ئ e i y
چ ch
گ g
ڤ v
پ p
ژ zh j
"""
_VOWELS = frozenset("aeiouy")
_WEAK = {
    "ا": 0.1,
    "ع": 0.0,
    "ء": 0.0,
    "ؤ": 0.2,
    "ئ": 0.1,
    "و": 0.5,
    "ي": 0.5,
    "ه": 0.5,
}  # cost of standing for nothing
_RARE = 0.25
_SHORT_VOWEL = 0.06
_FIRST_VOWEL = 0.3  # a Latin vowel before the first Arabic letter: «ستالين» does not begin with one
_SILENT_H = 0.3
_LIGATURES = str.maketrans({"ı": "i", "ø": "o", "ß": "ss", "æ": "ae", "ł": "l", "đ": "d"})


def _renderings() -> dict[str, tuple[tuple[str, float], ...]]:
    table: dict[str, tuple[tuple[str, float], ...]] = {}
    for line in _TABLE.strip().splitlines():
        letter, rest = line.split(" ", 1)
        usual, _, rare = rest.partition("/")
        table[letter] = (*((form, 0.0) for form in usual.split()), *((form, _RARE) for form in rare.split()))
    vowels = tuple((vowel, 0.0) for vowel in "aeiou")
    table["ع"] = (*vowels, ("aa", 0.0), ("ee", 0.0))
    table["ء"] = vowels
    return table


_RENDERINGS = _renderings()
_ENDING = (("a", 0.0), ("ah", 0.0), ("e", 0.0), ("eh", 0.0), ("h", 0.0), ("at", 0.1), ("et", 0.1), ("", 0.15))


def _begun(
    forms: tuple[tuple[str, float], ...],
) -> dict[str, tuple[tuple[str, float], ...]]:
    """The renderings by their first letter; none goes before the end, or where no other fits."""
    none = tuple(one for one in forms if not one[0])
    letters = {form[0] for form, _ in forms if form}
    return {"": none} | {
        letter: (*(one for one in forms if one[0].startswith(letter)), *none) for letter in letters
    }


_BEGUN = {letter: _begun(forms) for letter, forms in _RENDERINGS.items()}
_ENDING_BEGUN = _begun(_ENDING)
_UNKNOWN = _begun(())
_VOWEL_MASK = sum(1 << (ord(vowel) - 97) for vowel in _VOWELS)
_MASKS = {
    letter: sum({1 << (ord(form[0]) - 97) for form, _ in forms}) for letter, forms in _RENDERINGS.items()
}


@lru_cache(maxsize=4096)
def latin_letters(name: str) -> str:
    """`name` in plain small letters: accents, apostrophes, hyphens and spaces gone; ph as f, x as ks."""
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).lower()
    letters = "".join(char for char in plain if "a" <= char <= "z")
    return letters.replace("ph", "f").replace("x", "ks").replace("qu", "kw")


@lru_cache(maxsize=16384)
def initials(arabic: str) -> int:
    """The Latin letters with which a folded Arabic word's transliteration may begin, one bit a letter.

    A pair whose `initials` and `latin_initials` share no bit is no pair: a cheap first look that leaves one
    pair in eight to `distance`. After a letter that may be silent or a vowel the next one counts too.
    """
    mask = 0
    for letter in arabic:
        mask |= _MASKS.get(letter, 0)
        if letter not in _WEAK:
            break
    return mask & ~_VOWEL_MASK


@lru_cache(maxsize=16384)
def latin_initials(name: str) -> int:
    """The first consonant of a Latin name as one bit; after h, v or w, which may be silent or a vowel, the next too."""
    mask = 0
    for char in latin_letters(name):
        if char in _VOWELS:
            continue
        mask |= 1 << (ord(char) - 97)
        if char not in "hvw":
            break
    return mask


@lru_cache(maxsize=65536)
def distance(arabic: str, latin: str) -> float:
    """How badly `latin` writes `arabic`: 0 for a perfect transliteration, about 1 for unrelated words.

    Args:
        arabic: One Arabic word (or more, run together), clitics and article already removed.
        latin: A Latin name, its article removed.

    Returns:
        The cost of the cheapest alignment, divided by the consonants of the longer side; `FAR` above 0.6. Pairs that
        share too few consonants to come under 0.5 give `FAR` without being aligned.
    """
    source = fold(arabic).replace(" ", "")
    target = latin_letters(latin)
    if not source or not target:
        return FAR
    strong = sum(letter not in _WEAK for letter in source)
    weight = strong + 0.5 * sum(letter in "وي" for letter in source)
    consonants = sum(char not in _VOWELS for char in target)
    scale = max(weight, consonants, 1.0)
    letters = sum({1 << (ord(char) - 97) for char in target})
    absent = sum(1 for letter in source if letter not in _WEAK and not _MASKS.get(letter, 0) & letters)
    if absent > scale / 2:
        return FAR
    cost = _align(source, target, _ASKED * scale)
    return FAR if cost is None else cost / scale


def _align(source: str, target: str, most: float) -> float | None:
    """The cost of the cheapest alignment; None where that is more than `most`."""
    skips = _skips(target)
    row = _relax([0.0] + [FAR] * len(target), skips)
    highest = min(most, _REACHED)
    for number, letter in enumerate(source):
        last = number == len(source) - 1
        begun = _ENDING_BEGUN if last and letter == "ه" else _BEGUN.get(letter, _UNKNOWN)
        none = begun[""]
        missing = _WEAK.get(letter, 1.0)
        nxt = [cost + missing for cost in row]
        for at, cost in enumerate(row):
            if cost > highest:
                continue  # costs only grow
            for form, price in begun.get(target[at : at + 1], none):
                if target.startswith(form, at) and cost + price < nxt[at + len(form)]:
                    nxt[at + len(form)] = cost + price
        row = _relax(nxt, skips)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


def _relax(row: list[float], skips: tuple[float, ...]) -> list[float]:
    for at, price in enumerate(skips):
        if row[at] + price < row[at + 1]:  # noqa: PLR1730 (the innermost loop; min() is twice as slow)
            row[at + 1] = row[at] + price
    return row


@lru_cache(maxsize=4096)
def _skips(target: str) -> tuple[float, ...]:
    """What it costs to leave each Latin letter without an Arabic partner."""
    prices = []
    for at, char in enumerate(target):
        if char in _VOWELS:
            prices.append(_SHORT_VOWEL if at else _FIRST_VOWEL)
        elif at and char == target[at - 1]:
            prices.append(0.0)
        else:
            prices.append(_SILENT_H if char == "h" else 1.0)
    return tuple(prices)
