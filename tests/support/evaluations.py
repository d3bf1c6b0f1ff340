"""A test set of the tiny world: its English, and the same English spoilt."""

import re
from collections.abc import Callable
from pathlib import Path

from tests import tiny
from tests.conftest import Ended
from tests.support.data import NEWS_GLOSSARY

ARABIC, ENGLISH = zip(*tiny.heldout(), strict=True)
# The same with every third sentence cut short and every fifth with one digit changed.
WORSE = tuple(
    re.sub(r"\d", lambda m: str((int(m[0]) + 3) % 10), one, count=1) if n % 5 == 0 else one
    for n, one in enumerate(
        " ".join(e.split()[: len(e.split()) // 2]) if n % 3 == 0 else e for n, e in enumerate(ENGLISH)
    )
)
Command = Callable[..., Ended]


# --- mujaz evaluate --------------------------------------------------------------------------------------------------


def evaluated(mujaz: Command, files: Path, *more: object) -> Ended:
    given = ("--source", files / "dev.ar", "--reference", files / "dev.en", "--glossary", NEWS_GLOSSARY)
    outputs = ("--hypothesis", files / "dev.good.txt", "--hypothesis", files / "dev.bad.txt")
    return mujaz("evaluate", *given, *outputs, *more)
