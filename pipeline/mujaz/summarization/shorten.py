"""A sentence made fit to stand alone as a point, by rule: shorter, and with its subject named.

What is taken off never holds a number, a name, a denial or a word of saying, and stands on the Arabic side too where a
translation could have made it up; the full sentence stays in the text of the brief.
"""

import re

from mujaz.article import Translation
from mujaz.numbers import english as numbers
from mujaz.summarization.alike import word_set
from mujaz.summarization.speech import VERBS
from mujaz.summarization.worth import without_dateline

_FEWEST = 8  # words that stay: subject, verb, object, and when or where
_LONG = 22  # words from which on a trailing clause is taken off
_OPENING = re.compile(
    r"^(?:(?:But(?! for\b)|Yet(?! to\b))\s+|(?:However|Meanwhile|Moreover|Furthermore|In addition|In turn|For (?:his|her|its|their) part|On the other hand|In this"
    r" (?:context|regard|respect)|In (?:contrast|parallel)|By contrast|Conversely|On another (?:matter|note|front)|In the same"
    r" (?:context|vein)|Also|Indeed|Thus|Therefore),\s+|It is worth (?:noting|mentioning|recalling) that\s+)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_TRAILING = re.compile(
    r",\s+(?:which|where|amid|as part of|in line with|within the framework of|in the framework of|with the aim of)\s[^,;]*(?=\.$)"
)
# What a trailing clause of that kind is in Arabic: relative, place, circumstance.
_ARABIC_TRAILING = re.compile(
    r"(?:ال[ذت]ي|الذين|اللذين|اللتين|حيث|وسط|في إطار|ضمن|بهدف|في ظل|تماشيا|،\s*و?ه[وي]\b)"
)
_DENIES = word_set(
    "not no never none nobody nothing neither nor cannot without only unless except until if but"
)
# What makes of a fact a guess or a quarrel: "a rise in March, which is unlikely", ", which rebels dispute".
_DOUBTS = word_set(
    "may might can could would should reportedly allegedly apparently possibly perhaps probably purportedly supposedly likely unlikely possible"
    " impossible doubt doubts doubted doubtful dispute disputes disputed contested unconfirmed unverified unproven suspected rumoured"
    " rumored feared believed thought presumed presumably alleged supposed claimed false falsely untrue wrong wrongly lie lies yet"
    " hardly barely scarcely almost nearly partly remains remain remained fail fails failed refuse refuses refused reject rejects"
    " rejected far less more instead rather although though however"
)
_FEWEST_IN_BRACKETS = 3  # words; one or two qualify what stands beside them: (attempted) murder, 5 (p.m.)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# The pronoun must be who speaks: not in "He was arrested, the police said".
_PRONOUN = re.compile(
    rf"^(He|She|It|They)\b(?=(?:\s(?:also|then|later|again|has|have|had|\w+ly))*\s(?:{'|'.join(sorted(VERBS))}|say|believe|expect|deny|accuse|warn)\b)"
)


def shortened(translation: Translation, speaker: str = "") -> str:
    """The English of a sentence as a point.

    Goes: a dateline, an opening that only links ("Meanwhile,"), brackets, a trailing clause of background in a long
    sentence. Comes: who is meant, in brackets, where the sentence opens with a pronoun and its speaker is known.

    Args:
        translation: The sentence.
        speaker: Whose claim it is, as `claims` found; empty where it is nobody's.
    """
    whole = " ".join(translation.english.split())
    text = without_dateline(whole) or whole
    opening = _OPENING.match(text)
    if opening and len(text[opening.end() :].split()) >= _FEWEST:
        text = text[opening.end()].upper() + text[opening.end() + 1 :]
    if "(" in translation.sentence.arabic:
        for match in reversed(list(_BRACKETS.finditer(text))):
            if len(_WORD.findall(match[0])) >= _FEWEST_IN_BRACKETS and _spare(match[0]):
                text = text[: match.start()] + text[match.end() :]
    trailing = _TRAILING.search(text)
    if (
        trailing
        and len(text.split()) >= _LONG
        and len(text[: trailing.start()].split()) >= _FEWEST
        and _spare(trailing[0])
        and _even(text[: trailing.start()])
        and _ARABIC_TRAILING.search(translation.sentence.arabic)
    ):
        text = text[: trailing.start()] + text[trailing.end() :]
    if (
        not speaker or speaker.lower() in text.lower()
    ):  # named here, he is somebody else than the pronoun means
        return text
    return _PRONOUN.sub(lambda match: f"{match[1]} [{_inside(speaker)}]", text)


def _spare(part: str) -> bool:
    """Whether a reader loses neither a number nor a name, a denial, a doubt, or the source of a claim with this part."""
    words = _WORD.findall(part)
    return (
        not numbers.find(part)
        and not any(character.isdigit() for character in part)
        and all(word.islower() for word in words)
        and not any(
            word in _DENIES or word in _DOUBTS or word in VERBS or word.endswith(("n't", "n’t"))
            for word in words
        )
        and not re.search(r"[“”\"«»]", part)
    )


def _even(text: str) -> bool:
    return (
        text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("(") == text.count(")")
    )


def _inside(speaker: str) -> str:
    """A speaker within a sentence: its article in lower case."""
    return re.sub(r"^(?:The|An?|One|Two|Three) ", lambda match: match[0].lower(), speaker)
