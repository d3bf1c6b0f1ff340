"""Which script a text is written in, by counting letters."""

import re

_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def arabic_letters(text: str) -> int:
    """How many Arabic letters a text has."""
    return len(_ARABIC.findall(text))


def latin_letters(text: str) -> int:
    """How many Latin letters a text has."""
    return len(_LATIN.findall(text))
