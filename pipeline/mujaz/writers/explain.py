"""What each flag means to a reader: a label of two or three words, and one plain sentence."""

from dataclasses import dataclass

from mujaz.article import FlagName, Severity


@dataclass(frozen=True, slots=True)
class Meaning:
    """A flag in plain English."""

    label: str  # two or three words, e.g. "Number differs"
    sentence: str  # what it means for who reads the English


BY_PERSON = Meaning("By a person", "A person translated this sentence; it comes from the translation memory.")
_MEANINGS: dict[FlagName, Meaning] = {
    "empty": Meaning("No translation", "The model gave nothing back; read the Arabic."),
    "copied": Meaning("Not translated", "The Arabic was copied instead of translated; read the Arabic."),
    "arabic_left": Meaning(
        "Arabic left over", "Some Arabic words were not translated and stand in the English."
    ),
    "entity_html": Meaning("Web code", "A piece of web code came through; it has no meaning here."),
    "loop": Meaning(
        "Repeats itself", "The model fell into a loop; a part of the Arabic may not be translated."
    ),
    "too_short": Meaning(
        "Too short", "The English is much shorter than the Arabic promises; a part may be missing."
    ),
    "too_long": Meaning(
        "Too long", "The English is much longer than the Arabic promises; a part may be invented."
    ),
    "number_mismatch": Meaning(
        "Number differs", "A number stands on one side only; check it in the Arabic before you use it."
    ),
    "negation_lost": Meaning(
        "Denial unclear", "The Arabic denies something and the English may not; it may say the opposite."
    ),
    "unfinished": Meaning("Cut off", "The translation reached its length limit; its end is missing."),
    "long_split": Meaning(
        "Long sentence", "The sentence was too long for the model and was translated in pieces."
    ),
    "name_inconsistent": Meaning("Name varies", "One Arabic name came out in more than one English form."),
    "glossary_missed": Meaning(
        "Glossary not followed", "A term of your glossary is in the Arabic, its English form is not."
    ),
    "low_score": Meaning("Model unsure", "The model itself gave this translation a low score."),
}


def meaning(name: FlagName) -> Meaning:
    """What a flag means to a reader.

    Raises:
        KeyError: There is no such flag.
    """
    return _MEANINGS[name]


def weight(severity: Severity) -> str:
    """What a flag's severity means to a reader, in one word."""
    return "doubtful" if severity == "high" else "note"
