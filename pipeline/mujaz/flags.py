"""The flags: every reason to doubt a sentence, told once.

A new flag is its name in `FlagName`, its row in `FLAGS`, and the check that raises it with `Flag.of`. The writers' words,
the retry ladder and the JSON schema of a brief follow from the row.
"""

from dataclasses import dataclass
from typing import Literal, Self

FlagName = Literal[
    "empty",
    "copied",
    "arabic_left",
    "entity_html",
    "loop",
    "too_short",
    "too_long",
    "invented_tail",
    "number_mismatch",
    "score_turned",
    "negation_lost",
    "unfinished",
    "long_split",
    "name_inconsistent",
    "name_missing",
    "place_invented",
    "glossary_missed",
    "low_score",
]
Severity = Literal["high", "low"]  # low: a reader should know, but the sentence is not counted as doubtful


@dataclass(frozen=True, slots=True)
class FlagKind:
    """What holds of every flag of one name."""

    severity: Severity  # unless the check says otherwise
    label: str  # two or three words for the reader, e.g. "Number differs"
    sentence: str  # what it means for who reads the English
    retry: bool = True  # whether another decoding may mend it, often enough to pay for one


FLAGS: dict[FlagName, FlagKind] = {
    "empty": FlagKind("high", "No translation", "The model gave nothing back; read the Arabic."),
    "copied": FlagKind(
        "high", "Not translated", "The Arabic was copied instead of translated; read the Arabic."
    ),
    "arabic_left": FlagKind(
        "high", "Arabic left over", "Some Arabic words were not translated and stand in the English."
    ),
    "entity_html": FlagKind("low", "Web code", "A piece of web code came through; it has no meaning here."),
    "loop": FlagKind(
        "high", "Repeats itself", "The model fell into a loop; a part of the Arabic may not be translated."
    ),
    "too_short": FlagKind(
        "high", "Too short", "The English is much shorter than the Arabic promises; a part may be missing."
    ),
    "too_long": FlagKind(
        "high", "Too long", "The English is much longer than the Arabic promises; a part may be invented."
    ),
    "invented_tail": FlagKind(
        "high",
        "Added sentence",
        "The English ends with a sentence that the Arabic does not have; pass over it.",
    ),
    "number_mismatch": FlagKind(
        "high",
        "Number differs",
        "A number stands on one side only; check it in the Arabic before you use it.",
    ),
    "score_turned": FlagKind(  # not retried: Arabic writes scores either way
        "low",
        "Score turned",
        "The two numbers of a score stand the other way round; see who won in the Arabic.",
        retry=False,
    ),
    "negation_lost": FlagKind(  # not retried: too often raised in vain
        "low",
        "Denial unclear",
        "The Arabic denies something and the English may not; it may say the opposite.",
        retry=False,
    ),
    "unfinished": FlagKind(
        "high", "Cut off", "The translation reached its length limit; its end is missing."
    ),
    "long_split": FlagKind(
        "low",
        "Long sentence",
        "The sentence was too long for the model and was translated in pieces.",
        retry=False,
    ),
    "name_inconsistent": FlagKind(  # found in the whole article, when its sentences are done
        "low", "Name varies", "One Arabic name came out in more than one English form.", retry=False
    ),
    "name_missing": FlagKind(  # likewise
        "low", "Name missing", "A name that the article has elsewhere is not in this sentence.", retry=False
    ),
    "place_invented": FlagKind(
        "high",
        "Place not there",
        "The English names a place or country that the Arabic does not; it may be the wrong one.",
    ),
    "glossary_missed": FlagKind(
        "low",
        "Glossary not followed",
        "The model did not use the English that the glossary has for a term of the Arabic.",
        retry=False,
    ),
    "low_score": FlagKind(
        "low", "Model unsure", "The model itself gave this translation a low score.", retry=False
    ),
}


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason to doubt one sentence."""

    name: FlagName
    severity: Severity
    detail: str  # for a reader: what was seen, e.g. "25 is missing from the English"

    @classmethod
    def of(cls, name: FlagName, detail: str, severity: Severity | None = None) -> Self:
        """A flag of its usual severity, or of another one."""
        return cls(name, severity or FLAGS[name].severity, detail)
