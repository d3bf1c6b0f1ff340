"""News agencies, as datelines and credits name them: one list, of which both patterns are made."""

import re
from typing import Final

# English name: Arabic names. Single letters may stand with dots, with spaces or closed up: أ ف ب, أ.ف.ب., أف ب.
_AGENCIES: Final = {
    "Agencies": "وكالات|الوكالات|وكالات الأنباء",
    "Reuters": "رويترز",
    "AFP": "أ ف ب|فرانس برس",
    "AP": "أ ب|أسوشيتد برس|أسوشييتد برس",
    "dpa": "د ب أ",
    "Anadolu": "الأناضول",
    "SANA": "سانا",
    "SPA": "واس",
    "WAM": "وام",
    "Petra": "بترا",
    "WAFA": "وفا",
    "KUNA": "كونا",
    "BNA": "بنا",
    "QNA": "قنا",
    "ONA": "العمانية",
    "MENA": "أ ش أ",
    "INA": "واع",
    "Xinhua": "شينخوا",
    "TASS": "تاس",
    "Interfax": "إنترفاكس",
    "Sputnik": "سبوتنيك",
    "RIA Novosti": "نوفوستي",
    "Bloomberg": "بلومبرغ|بلومبرج",
}
# Words too ("by us", "he kept", "aware"): in running text they are agencies only where they stand alone.
WORDS_TOO: Final = "(?:بنا|وفا|واع)"
_PAIR: Final = 2  # letters that are a word when closed up: أب is a father
_ALSO_ENGLISH: Final = ("Agence France-Presse", "Associated Press", "Wire", "Wires", "Novosti")


def _pattern(name: str) -> str:
    """One Arabic name, with or without its hamza; letters that stand for words closed up, spaced or dotted."""
    words = re.sub("[أإ]", "[أإا]", name).split()
    if any(len(word) > 1 for word in name.split()):
        return r"\s?".join(words)
    between = r"\.?\s?" if len(words) > _PAIR else r"(?:\.\s?|\s)"
    return between.join(words) + r"\.?"


def _longest_first(names: list[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


# Patterns to stand inside others; they are groups that catch nothing.
ARABIC: Final = (
    f"(?:{_longest_first([_pattern(name) for names in _AGENCIES.values() for name in names.split('|')])})"
)
ENGLISH: Final = f"(?:{_longest_first([*map(re.escape, _AGENCIES), *_ALSO_ENGLISH])})"
_EACH: Final = {
    english: re.compile("|".join(map(_pattern, names.split("|")))) for english, names in _AGENCIES.items()
}


def english(arabic: str) -> str | None:
    """The English name of an agency that is all of a text; None where the text is anything else."""
    name = arabic.strip().removeprefix("وكالة ")
    return next((known for known, pattern in _EACH.items() if pattern.fullmatch(name)), None)
