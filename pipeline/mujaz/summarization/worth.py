"""Which sentences are fit to stand in a brief by themselves."""

import re
from enum import IntEnum

from mujaz.arabic import agencies
from mujaz.article import Translation

MIN_WORDS = (
    5  # shorter ones are headings, datelines and remains; a news sentence has subject, verb and object
)
_LONGEST_CREDIT = 12  # words

_DATELINE = re.compile(
    r"""^\s*(?:
        [A-Z][\w.'’/-]*(?:[ ,/]+[\w.'’/-]+){0,6}\s*[-–—]\s*\(?[A-Z][^():\n]{1,38}\)\s*[:.–—-]*  # City - (Agency):
      | [A-Z][\w.'’/-]*(?:[ ,/]+[\w.'’/-]+){0,6}\s*\([A-Z][^():\n]{1,38}\)\s*[:–—-]+            # CITY (Agency) -
      | [A-Z][\w.'’/-]*(?:[ /]+[A-Z][\w.'’/-]*){0,3}\s*[-–—]\s*(?:[A-Z][\w.'’]*\s?){1,3}:       # City - Agency:
      | (?:Capitals|Agencies|Correspondents)(?:,?\s+(?:Capitals|Agencies|Correspondents))*\s*[:–—-]+
    )\s*""",
    re.VERBOSE,
)
_SOURCES = ("Capitals", "Agencies", "Correspondents")  # of a dateline that may do without a mark
_FURNITURE = re.compile(
    r"""^\W*(?:
        (?:written\s+|reported\s+|reporting\s+|editing\s+|edited\s+|compiled\s+|translated\s+|translation\s+
           |photo(?:graph)?s?\s+|prepared\s+)?by:?\s+[A-Z]
      | (?:photos?|image|picture|source|archive\s+photo|file\s+photo|credits?|editing|reporting|translation
           |correspondent|copyright|tags|keywords|category)\s*[:©/]
      | (?:read|see|watch|follow|click|share|subscribe)\s+(?:also|more|us|here|on|the\s+video|this)\b.{0,60}$
      | ©|\(c\)\s|all\s+rights\s+reserved
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CREDIT_TAIL = re.compile(rf"^\W*\(?{agencies.ENGLISH}\)?\W*$", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\"'”’»)\]]*$")


class Worth(IntEnum):
    """How fit a sentence is; the lower the better."""

    SOUND = 0
    WEAK = 1  # a question, or too short to tell anything
    DOUBTFUL = 2  # the translation has a flag of high severity
    FURNITURE = 3  # byline, dateline, credit: nothing of the news
    EMPTY = 4  # no English at all


def worth(translation: Translation) -> Worth:
    """The class of one translated sentence."""
    text = translation.english.strip()
    body = without_dateline(text)
    if not any(letter.isalnum() for letter in text):
        return Worth.EMPTY
    if not body or _CREDIT_TAIL.match(body):
        return Worth.FURNITURE
    count = len(body.split())
    if (
        _FURNITURE.match(body) and count <= _LONGEST_CREDIT
    ):  # "By Monday the army held the city, ..." is longer
        return Worth.FURNITURE
    if translation.doubtful:
        return Worth.DOUBTFUL
    if count < MIN_WORDS or _QUESTION.search(body):
        return Worth.WEAK
    return Worth.SOUND


def without_dateline(text: str) -> str:
    """A sentence without an opening such as "Capitals - (Agencies):" or "CAIRO (Reuters) -"."""
    if ")" not in text and ":" not in text and not text.lstrip().startswith(_SOURCES):
        return text.strip()  # quick: nothing that makes a dateline
    return _DATELINE.sub("", text, count=1).strip()
