"""Arabic words under their clitics and spellings: finds listed forms in running text.

Newswire writes «وحلب», «بحلب», «للأمم المتحدة» where a list says «حلب» and «الأمم المتحدة», and writes
one name with or without hamza, vowel marks and stretching. Everything here works on folded words, and gives
character offsets into the text as it stands.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic.letters import LETTERS, SIGNS, TATWEEL
from mujaz.arabic.normalise import plain_letters

_MARKS = re.compile(f"[{SIGNS}{TATWEEL}]")
_WORD = re.compile(f"[{LETTERS}{SIGNS}{TATWEEL}]+")
# Only what newswires really mix: hamza on alef, final ya / alef maqsura, ta marbuta / ha, Persian ya and kaf.
_FOLD = tuple(zip("أإآٱىةیک", "اااايهيك", strict=True))
_BETWEEN = ' \t\u00a0-\u2010"«»“”'  # may stand between two words of one form: «تنظيم "الدولة الإسلامية"»
_PROCLITICS = ("", "و", "ف")
_PREPOSITIONS = frozenset("بكل")
_MIN_STEM = 2  # letters: «ول» is a word, not و + ل
_MIN_STEM_AFTER_KAF = 4  # «كسرت» (broke) is not ك + سرت (Sirte); ك before a bare name is rare anyway
_REMEMBERED = 2000  # characters: the words of a longer text are read anew each time they are asked for
_INDEFINITE = "\u064b"  # «درعاً» is a shield, «درعا» a town: newswires write the mark on nouns, not on names


class Word(NamedTuple):
    """One Arabic word of a text: `text[start:end] == surface`."""

    surface: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A listed form found in a text."""

    form: str  # as it was listed
    start: int  # of the first word, its clitics included
    end: int
    words: tuple[int, ...]  # the numbers of its words among `words(text)`, from 0


def fold(text: str) -> str:
    """`text` without vowel marks and tatweel, and with one spelling of alef, ya, ta marbuta and kaf; ﷲ and ﻻ in letters."""
    text = plain_letters(_MARKS.sub("", text))
    for letter, plain in _FOLD:  # ten times as fast as `str.translate`
        text = text.replace(letter, plain)
    return text


def words(text: str) -> tuple[Word, ...]:
    """The Arabic words of `text` in order, with their offsets; what is not Arabic separates."""
    return _last_words(text) if len(text) <= _REMEMBERED else _words(text)


def _words(text: str) -> tuple[Word, ...]:
    return tuple(
        Word(surface, folded, *match.span())
        for match in _WORD.finditer(text)
        if (folded := _folded_word(surface := match.group()))
    )


# A sentence is read by several checks in turn.
_last_words = lru_cache(maxsize=256)(_words)
# The same few thousand words make up most of any text.
_folded_word = lru_cache(maxsize=1 << 14)(fold)


@lru_cache(maxsize=1 << 14)
def stems(folded: str) -> tuple[str, ...]:
    """What a folded word may be under its clitics: itself first, then with ever more taken off.

    Takes off و and ف, then one of ب ك ل; gives back the alef that لل swallows («للعراق» → «العراق»,
    «للاذقيه» → «اللاذقيه»). The article stays on: in a list of names it is part of the name. س is left
    alone, since it never stands before a noun. Nothing is taken off where fewer than two letters would remain.
    """
    out: dict[str, None] = {folded: None}
    for conjunction in _PROCLITICS:
        if not folded.startswith(conjunction):
            continue
        rest = folded[len(conjunction) :]
        if len(rest) >= _MIN_STEM:
            out[rest] = None
        if rest[:1] in _PREPOSITIONS and len(rest) > (
            _MIN_STEM_AFTER_KAF if rest.startswith("ك") else _MIN_STEM
        ):
            out[rest[1:]] = None
        if rest.startswith("لل") and len(rest) > _MIN_STEM + 1:
            out["ا" + rest[1:]] = None
            out["ال" + rest[1:]] = None
    return tuple(out)


def without_article(folded: str) -> str:
    """A folded word without a leading ال, where at least two letters remain."""
    return folded[2:] if folded.startswith("ال") and len(folded) > _MIN_STEM + 1 else folded


class FormIndex:
    """Listed forms of one or more words, findable in one pass over a text.

    A dictionary from the first word to what may follow, so the time of `find` is linear in the words of the
    text whatever the length of the list. Measured with the 2,400 forms of configs/glossary/news.tsv:
    9,000 to 18,000 FLORES sentences a second on one core of a busy machine.

    Args:
        forms: Arabic forms; words separated by spaces or hyphens. Spelling variants that fold to the same
            letters are one form; the first one listed names it.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        seen: set[tuple[str, ...]] = set()
        for form in forms:
            parts = tuple(word.folded for word in words(form))
            if parts and parts not in seen:
                seen.add(parts)
                self._by_first.setdefault(parts[0], []).append((parts[1:], form))
        for rests in self._by_first.values():
            rests.sort(key=lambda item: -len(item[0]))

    def find(self, text: str) -> list[Found]:
        """The forms in `text`, left to right, none overlapping.

        At each word the form of the most words wins, then the one for which the fewest letters had to be
        taken off; a lone word that carries a tanwin is no name. The words of a form must be neighbours: only spaces, hyphens and quotes between them.
        """
        line = words(text)
        found: list[Found] = []
        at = 0
        while at < len(line):
            # Most words begin no form.
            listed = not self._by_first.keys().isdisjoint(stems(line[at].folded))
            best = self._longest(text, line, at) if listed else None
            if best is None:
                at += 1
                continue
            form, length = best
            last = at + length
            found.append(Found(form, line[at].start, line[last - 1].end, tuple(range(at, last))))
            at = last
        return found

    def _longest(self, text: str, line: Sequence[Word], at: int) -> tuple[str, int] | None:
        best: tuple[str, int] | None = None
        indefinite = _INDEFINITE in line[at].surface
        for stem in stems(line[at].folded):
            for rest, form in self._by_first.get(stem, ()):
                if best is not None and len(rest) + 1 <= best[1]:
                    break  # sorted: what follows is shorter still
                if indefinite and not rest:
                    continue
                if _follows(text, line, at, rest):
                    best = (form, len(rest) + 1)
                    break
        return best


def _follows(text: str, line: Sequence[Word], at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) >= len(line):
        return False
    for offset, part in enumerate(rest, start=1):
        word, before = line[at + offset], line[at + offset - 1]
        gap = text[before.end : word.start]
        initials = gap == "." and len(before.folded) == 1  # «أ.ف.ب»
        if word.folded != part or (gap.strip(_BETWEEN) and not initials):
            return False
    return True
