"""What a reader must be able to trust: how many numbers and names of a sentence its English carries."""

from collections.abc import Collection
from dataclasses import dataclass

from mujaz.arabic.normalise import normalise
from mujaz.arabic.transliteration import latin_letters
from mujaz.checks.glossary import Entry, Glossary
from mujaz.checks.numbers import compare
from mujaz.english.names import candidates
from mujaz.numbers import arabic as arabic_numbers


@dataclass(frozen=True, slots=True)
class Carried:
    """How many of something arrived."""

    there: int
    of: int


def numbers(arabic: str, english: str) -> Carried:
    """The numbers of a sentence that its English carries.

    Counted are the *certain* numbers of the Arabic (`mujaz.numbers.arabic`): digits, and words that can be nothing
    else; not the dual, not digits in a name such as F-16. One is carried where the English has one of its readings:
    ٢٥, "25" and "twenty-five" are one number, 3.5 is three and a half, 1.2 million is 1,200,000, 10:30 p.m. is 22:30
    (`mujaz.checks.numbers`). A percentage that came out as a plain number is not carried. A number that
    the Arabic says twice is carried twice by one mention, as no reader misses the second. What the English adds lowers
    nothing here; it raises the flag `number_mismatch`, as losses do.

    The human reference of FLORES dev carries 398 of 406 (98.0 %): 7 of the 8 others stand in three lines of the file
    whose two sides do not belong together. Seven systems carry 98.0 to 99.8 %.
    """
    arabic = normalise(arabic)
    certain = {(one.start, one.end) for one in arabic_numbers.find(arabic) if one.certain}
    lost = (
        {(f.number.start, f.number.end) for f in compare(arabic, english) if f.missing} if certain else set()
    )
    return Carried(len(certain - lost), len(certain))


def entries(arabic: str, glossary: Glossary) -> tuple[Entry, ...]:
    """The glossary's entries that a sentence must show in English: each once, those that are everyday words left out."""
    found = {match.entry.english: match.entry for match in glossary.find(arabic) if match.entry.checked}
    return tuple(found.values())


def names(wanted: Collection[Entry], english: str, glossary: Glossary) -> Carried:
    """The glossary's names in a sentence whose English carries them, in any form that the glossary accepts.

    The human reference of FLORES dev carries 370 of 374 (98.9 %): "the capital" may stand for Kyiv. Seven systems carry
    96.5 to 100 %.
    """
    return Carried(sum(glossary.accepts(entry, english) for entry in wanted), len(wanted))


def reference_names(reference: str) -> frozenset[str]:
    """The names of a person's English, folded to plain letters: capitalised runs of words, not one that opens a sentence."""
    return frozenset(_folded(span.text) for span in candidates(reference) if not span.initial) - {"  "}


def reproduced(wanted: Collection[str], english: str) -> Carried:
    """The reference's names that stand in another English, letter for letter but for case, accents, hyphens and -s.

    Stricter than what a reader needs, as Sanaa and Sana are two spellings of one place: for comparing systems only.
    """
    text = _folded(english)
    return Carried(sum(name in text or f"{name.rstrip()}s " in text for name in wanted), len(wanted))


def _folded(english: str) -> str:
    """Words in plain letters and digits between single spaces, so that whole words are sought."""
    plain = "".join(
        letter if letter.isalnum() else " " for letter in english.replace("’s ", " ").replace("'s ", " ")
    )
    return f" {' '.join(latin_letters(word) or word for word in plain.split())} "
