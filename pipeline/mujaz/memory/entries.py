"""What the translation memory keeps, as it stands in the database: keys, values, and how damage to them is seen."""

import functools
import hashlib
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from mujaz.article import Attempt
from mujaz.engines import versions
from mujaz.flags import Flag
from mujaz.version import __version__

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from mujaz.engines.protocol import DecodingOptions, Engine

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")  # SQLite takes UTF-8, which has no form for these


class DamagedError(Exception):
    """The memory is not what this version writes, or holds values that it did not write."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of one text: all checked attempts at it, the best one first, and which run made them."""

    attempts: tuple[Attempt, ...]
    run: int  # `number(run id)`


def key(
    engine: "Engine",
    options: "DecodingOptions",
    max_sentence_tokens: int,
    second: "Engine | None",
    *,
    retry: bool,
) -> str:
    """Everything but the text that decides how a translation comes out, for people and for comparing.

    The batch size is left out: it decides which texts are decoded together, not what comes out (see
    engines/ctranslate2.py). The version of Mujaz stands for the checks and the retry ladder.
    The glossary is left out, though a place of it may have sent a sentence up the ladder: a new entry must not void all
    that was translated, and its flags are raised anew whenever a text is used.
    """
    settings = {
        name: value for name, value in asdict(options).items() if name != "batch_tokens" and value is not None
    }
    parts = [engine.signature, *(f"{name}:{value}" for name, value in sorted(settings.items()))]
    parts += [f"pieces:{max_sentence_tokens}", f"retry:{'yes' if retry else 'no'}"]
    parts += [f"second:{second.signature}"] if second is not None and retry else []
    parts += versions.libraries("|".join(one.signature for one in (engine, second) if one is not None))
    return "|".join([*parts, f"mujaz:{__version__}"])


def number(*texts: str) -> int:
    """A signed 64-bit number for these texts.

    Among a million texts two share one with a chance of 1 in 37 million; whoever looks one up compares the text.
    """
    digest = hashlib.blake2b(digest_size=8)
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return int.from_bytes(digest.digest(), "big", signed=True)


def checksum(*texts: str) -> int:
    """CRC-32 of these texts. SQLite has none: a damaged page may give another digit and no error."""
    total = 0
    for text in texts:
        total = zlib.crc32(b"\0", zlib.crc32(text.encode("utf-8", "surrogatepass"), total))
    return total


def storable(text: str) -> bool:
    """Whether SQLite can hold this text: no half characters in it, which a broken page may bring."""
    return _HALF_CHARACTER.search(text) is None


def encode(attempts: Sequence[Attempt]) -> str:
    """Attempts as compact JSON; scores come back bit for bit."""
    rows = [
        [a.method, a.english, a.score, [[flag.name, flag.severity, flag.detail] for flag in a.flags]]
        for a in attempts
    ]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return _HALF_CHARACTER.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def decode(text: str) -> tuple[Attempt, ...]:
    """What `encode` wrote.

    Raises:
        ValueError: It is something else.
    """
    try:
        rows: list[Any] = json.loads(text)
        made = tuple(
            Attempt(
                method,
                english,
                score,
                tuple(Flag(name, severity, detail) for name, severity, detail in flags),
            )
            for method, english, score, flags in rows
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"not a list of attempts: {error}") from None
    if not made:
        raise ValueError("an empty list of attempts")
    return made


def checked(text: str) -> tuple[Attempt, ...]:
    """What `encode` wrote, from a file that anybody may have written: every value of the right type.

    Raises:
        ValueError: It is something else.
    """
    from pydantic import ValidationError

    try:
        return _types().validate_python([asdict(attempt) for attempt in decode(text)])
    except ValidationError as error:
        raise ValueError(f"not a list of attempts: {error.errors()[0]['msg']}") from None


@functools.cache
def _types() -> "TypeAdapter[tuple[Attempt, ...]]":
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Attempt, ...])
