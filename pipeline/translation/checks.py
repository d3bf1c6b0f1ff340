"""Check one translated sentence: what a reader must not trust, and why.

Every threshold stands here with its source. Rates are of `python -m tests.benchmarks.checks`.
"""

import re
import zlib
from collections import Counter

from pipeline.article import Flag
from pipeline.translation.negation import negation_lost
from pipeline.translation.number_check import NumberFault, compare

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#[0-9]{1,6}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W_]+")
_STUTTER = re.compile(r"([^\W\d_]{1,6}?)\1{5,}")

# Length of the English in characters, by that of the Arabic without diacritics.
SHORTEST = 0.6
LONGEST = 2.0
SHORT_SLACK = 4
LONG_SLACK = 20
# zlib's ratio of a text and its compressed form.
MOST_COMPRESSIBLE = 1.9
MOST_TRIGRAMS = 4
MOST_REPEATS = 4
LOWEST_SCORE = -1.0
_LONG_TEXT = 400


def check(
    arabic: str, english: str, *, finished: bool = True, score: float | None = None
) -> tuple[Flag, ...]:
    """The reasons to doubt one translation.

    Args:
        arabic: The source sentence as it stands in the article.
        english: What the engine made of it.
        finished: False where decoding stopped at the length limit.
        score: Mean log-probability per target token, or None where the engine has none.

    Returns:
        At most one flag a name; none for a source without Arabic letters that was copied as it is.
    """
    source, target = _MARKS.sub("", arabic).strip(), english.strip()
    if not target:
        return (Flag("empty", "high", "Nothing came out"),) if source else ()
    flags = list(_form(source, target))
    if not any(flag.name == "copied" for flag in flags) and target != source:
        flags += _content(source, target)
    if not finished:
        flags.append(
            Flag("unfinished", "high", "The translation stops in the middle: its length limit was reached")
        )
    if score is not None and score < LOWEST_SCORE:
        flags.append(Flag("low_score", "low", "The model itself was unsure of this sentence"))
    return tuple(flags)


def _form(source: str, target: str) -> list[Flag]:
    """What is wrong with the English as a text."""
    flags: list[Flag] = []
    if _ARABIC.search(source) and _LETTERS.findall(source) == _LETTERS.findall(target):
        return [Flag("copied", "high", "The Arabic was copied instead of translated")]
    if _ARABIC.search(target):
        flags.append(Flag("arabic_left", "high", "Arabic words are left in the English"))
    if _ENTITY.search(target) and not _ENTITY.search(source):
        entity = _ENTITY.search(target)
        flags.append(
            Flag("entity_html", "low", f"A piece of web code, {entity[0] if entity else ''}, is in the text")
        )
    repeated = loop(target)
    if repeated and not loop(source):
        flags.append(Flag("loop", "high", f"The translation repeats itself: {repeated}"))
    return flags


def _content(source: str, target: str) -> list[Flag]:
    """What the English lost or added."""
    flags: list[Flag] = []
    if len(target) < SHORTEST * len(source) - SHORT_SLACK:
        flags.append(
            Flag("too_short", "high", "The English is much shorter than the Arabic: a part may be missing")
        )
    elif len(target) > LONGEST * len(source) + LONG_SLACK:
        flags.append(
            Flag("too_long", "high", "The English is much longer than the Arabic: a part may be invented")
        )
    faults = compare(source, target)
    if faults:
        flags.append(_number_flag(faults))
    if negation_lost(source, target):
        flags.append(Flag("negation_lost", "low", "The Arabic denies something, and the English may not"))
    return flags


def _number_flag(faults: tuple[NumberFault, ...]) -> Flag:
    """One flag for all the numbers: grave where digits are concerned."""
    grave = any(fault.number.digits for fault in faults)
    return Flag(
        "number_mismatch", "high" if grave else "low", "; ".join(dict.fromkeys(f.sentence for f in faults))
    )


def loop(text: str) -> str | None:
    """What a text repeats too often, or None."""
    words = _WORD.findall(text.lower())
    repeated = _run(words)
    if repeated:
        return repeated
    if len(words) >= 2 + MOST_TRIGRAMS:
        trigram, count = Counter(zip(words, words[1:], words[2:], strict=False)).most_common(1)[0]
        if count >= max(MOST_TRIGRAMS, len(words) // 100):
            return " ".join(trigram)
    longest = max(words, key=len, default="")
    if len(longest) > 6 and (stutter := _STUTTER.search(longest)):
        return stutter[1]
    data = text.encode()
    if len(data) > 40 and len(data) / len(zlib.compress(data)) > MOST_COMPRESSIBLE + len(data) / 2000:
        return "the same passage again and again"
    return None


def _run(words: list[str]) -> str | None:
    """The phrase of one to six words that follows itself at least three times, or None."""
    for size in range(1, 7):
        length = 0
        for one, other in zip(words, words[size:], strict=False):
            length = length + 1 if one == other else 0
            if length >= size * (MOST_REPEATS - 1):
                return " ".join([other]) if size == 1 else "the same phrase"
    return None
