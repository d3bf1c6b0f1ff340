"""The dateline of a news sentence, translated by the glossary instead of the model.

Before the first words of news stand the place and the agency, "عواصم - (وكالات): أفاد مصدر …". No sentence holds them, so
models, small ones above all, make something up; and both are names that are known.
"""

import re
from typing import NamedTuple

from mujaz.arabic import agencies
from mujaz.arabic.letters import PLAIN
from mujaz.checks.glossary import Glossary

# What datelines mean by these words, whatever the glossary has them for: articles are filed from cities.
_CITIES = {
    "عواصم": "Capitals",
    "عواصم عربية": "Arab capitals",
    "عواصم عالمية": "World capitals",
    "تونس": "Tunis",
    "الجزائر": "Algiers",
}
_KINDS = frozenset({"place", "country"})
_DASH = r"[-–—_ـ]"
_PLACES = rf"(?P<places>[{PLAIN}][{PLAIN} ]*(?:\s*[،,/]\s*[{PLAIN}][{PLAIN} ]*|\s{_DASH}\s[{PLAIN}][{PLAIN} ]*){{0,3}}?)"
_SHAPES = (
    rf"{_PLACES}\s*{_DASH}?\s*[(«\"\[](?P<agencies>[^()«»\"\[\]:\n]{{2,40}})[)»\"\]]\s*(?::|{_DASH})\s*",  # عواصم - (وكالات):
    rf"{_PLACES}\s*{_DASH}\s*(?P<agencies>[^()«»\"\[\]:\n]{{2,40}}?)\s*:\s*",  # دمشق - سانا:
)
_DATELINE = tuple(re.compile(rf"\W*{shape}(?=\S)") for shape in _SHAPES)
_MARK = re.compile(rf":|{_DASH}")  # quick: without one there is no dateline
_BETWEEN_PLACES = re.compile(rf"\s*[،,/]\s*|\s{_DASH}\s")
_BETWEEN_AGENCIES = re.compile(rf"\s*[،,/+]\s*|\s{_DASH}\s|\s+و(?=[{PLAIN}])")


class Dateline(NamedTuple):
    """A dateline that is known whole."""

    english: str  # "Capitals - (Agencies): "
    end: int  # offset of the news behind it


def dateline(arabic: str, glossary: Glossary | None) -> Dateline | None:
    """The dateline at the head of a sentence; None where there is none, or a name in it is not known.

    Args:
        arabic: A normalised sentence.
        glossary: Knows the places; without one only "capitals" is known.
    """
    if not _MARK.search(arabic):
        return None
    for shape in _DATELINE:
        match = shape.match(arabic)
        if match is None:
            continue
        places = [_place(name, glossary) for name in _BETWEEN_PLACES.split(match["places"].strip())]
        sources = [agencies.english(name) for name in _BETWEEN_AGENCIES.split(match["agencies"].strip())]
        if all(places) and all(sources):
            return Dateline(
                f"{', '.join(filter(None, places))} - ({', '.join(filter(None, sources))}): ", match.end()
            )
    return None


def _place(name: str, glossary: Glossary | None) -> str | None:
    if name in _CITIES:
        return _CITIES[name]
    for match in glossary.find(name) if glossary else ():
        if match.entry.kind in _KINDS and (match.start, match.end) == (0, len(name)):
            return match.entry.english
    return None
