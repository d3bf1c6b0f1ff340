"""The place and the agency at the head of a news article."""

import re
from collections.abc import Sequence

from mujaz.arabic.letters import DIGITS, INVISIBLE, PLAIN, SIGNS, TATWEEL
from mujaz.arabic.normalise import plain_letters
from mujaz.article import Translation

_FIRST = 3  # sentences in which a dateline may stand: a title or a byline can come before it
_PLACE = r"(?P<place>[A-Z][\w.'’-]*(?:[ ,/]+[\w.'’-]+){0,6}?)"
_ENGLISH = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^\W*{_PLACE}\s*[-–—_]?\s*\((?P<agency>[A-Z][^():\n]{{1,38}})\)\s*[:.–—_-]",  # City - (Agency): CITY (Agency) -
        (
            r"^\W*(?P<place>[A-Z][\w.'’]*(?:[ /]+[A-Z][\w.'’-]*){0,3})\s*[-–—_]\s*"
            r"(?P<agency>[A-Z][\w.'’]*(?:\s[A-Z][\w.'’]*){0,2})\s*:"
        ),  # City - Agency:
    )
)
_WORDS = rf"[{PLAIN}{DIGITS}][{PLAIN}{DIGITS}\s،,/.]{{1,50}}?"
_MARKS = r"[-–—ـ_]"
_ARABIC = re.compile(
    rf"^[^{PLAIN}{DIGITS}]*{_WORDS}\s*(?:{_MARKS}+\s*)?(?:"
    rf"[(«\"][^()«»\":\n]{{2,40}}[)»\"]\s*(?::|{_MARKS})"  # عواصم - (وكالات): and القاهرة (رويترز) -
    rf"|(?<={_MARKS})\s*[^():\n،.]{{2,30}}:"  # دمشق ـ سانا:
    rf"|(?<={_MARKS}\s)[^():\n،.]{{2,30}}:)"
)
_TATWEEL = re.compile(
    f"(?<=[{PLAIN}]){TATWEEL}+(?=[{PLAIN}])|[{SIGNS}{INVISIBLE}]"
)  # a lengthened letter is no dash


def dateline(translations: Sequence[Translation]) -> str:
    """The dateline of an article as "Baghdad (Agencies)"; empty unless the Arabic and its English both have one.

    Args:
        translations: The sentences of one article, in order; the first three are looked at.
    """
    for translation in translations[:_FIRST]:
        if not _ARABIC.match(_TATWEEL.sub("", plain_letters(translation.sentence.arabic))):
            continue
        for pattern in _ENGLISH:
            match = pattern.match(translation.english)
            if match:
                return f"{match['place'].strip(' ,-')} ({match['agency'].strip()})"
    return ""
