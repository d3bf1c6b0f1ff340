"""How a sentence stands to what it tells: what is only supposed, or denied, must not be told as a fact."""

import re
from collections.abc import Sequence

from mujaz.english.words import STOP_WORDS
from mujaz.summarization.alike import key, keys, word_set

_BE = r"(?:is|are|was|were|be|been)"
_SUPPOSED = re.compile(
    r"(?<!\.\s)\b(?:may(?! \d)|might|could have|reportedly|allegedly|apparently|possibly|perhaps|probably|purportedly"
    rf"|{_BE} (?:\w+ )?(?:believed|thought|feared|suspected|rumou?red|alleged|presumed|said) to)\s+(?P<what>[^.;:,]+)"
)
_ANY_DOUBT = re.compile(
    r"\b(?:may|might|could|would|reportedly|allegedly|apparently|possibly|perhaps|probably|purportedly|likely|unconfirmed|believed|thought"
    r"|feared|fears|suspected|rumou?r\w*|alleg\w*|presumed|said to|seems?|appears?|thinks?|believes?|expect\w*|hopes?|reports? (?:of|that|say|said)|possib\w+|whether|if)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es|ed|ing)|rebut(?:s|ted))\s+"
    r"(?:(?:the |any |all |as \w+ )*(?:claims?|reports?|allegations?|accusations?|charges?|rumou?rs?|suggestions?)\s+)?"
    r"(?:that|of|having|being|by|ever)\b(?P<what>[^.;:]+)",
    re.IGNORECASE,
)
_ANY_DENIAL = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|false|untrue|den(?:y|ies|ied|ying|ial)|reject\w*|dismiss\w*|refut\w*|rebut\w*|claim\w*"
    r"|alleg\w*|accus\w*|charge\w*|rumou?r\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_HELPERS = word_set("have has had been be being also still already so far")
_MOST = 0.6  # share of a denied clause's words, and how many at least, that make it the one that is told
_LEAST = 3


def overstated(text: str, sources: Sequence[str]) -> list[str]:
    """What `text` tells as a fact and the sources only suppose or deny, in plain words."""
    found: list[str] = []
    if not _ANY_DOUBT.search(text):
        told = set(keys(text))
        plain = {one for source in sources for one in keys(_SUPPOSED.sub(" ", source))}
        for source in sources:
            for match in _SUPPOSED.finditer(source):
                verb = _first(match["what"])
                if verb and key(verb.lower()) in told - plain:
                    supposed = source[match.start() : match.start("what")].strip()
                    found.append(
                        f"it tells as a fact what a sentence it rests on only supposes (“{supposed} … {verb}”)"
                    )
    if not _ANY_DENIAL.search(text):
        told = set(keys(text))
        for source in sources:
            for match in _DENIED.finditer(source):
                denied = set(keys(match["what"]))
                shared = denied & told
                if len(shared) >= max(_LEAST, _MOST * len(denied)):
                    found.append(
                        f"it tells as a fact what a sentence it rests on denies (“{match.group().split()[0]}”)"
                    )
    return found[:1]


def _first(clause: str) -> str:
    """The first word with a meaning: the verb that is supposed."""
    return next(
        (
            word
            for word in _WORD.findall(clause)
            if word.lower() not in STOP_WORDS and word.lower() not in _HELPERS
        ),
        "",
    )
