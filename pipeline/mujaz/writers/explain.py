"""What each flag means to a reader: a label of two or three words, and one plain sentence."""

from dataclasses import dataclass

from mujaz.flags import FLAGS, FlagName, Severity


@dataclass(frozen=True, slots=True)
class Meaning:
    """A flag in plain English."""

    label: str  # two or three words, e.g. "Number differs"
    sentence: str  # what it means for who reads the English


BY_PERSON = Meaning("By a person", "A person translated this sentence; it comes from the translation memory.")


def meaning(name: FlagName) -> Meaning:
    """What a flag means to a reader.

    Raises:
        KeyError: There is no such flag.
    """
    kind = FLAGS[name]
    return Meaning(kind.label, kind.sentence)


def weight(severity: Severity) -> str:
    """What a flag's severity means to a reader, in one word."""
    return "doubtful" if severity == "high" else "note"
