"""The JSON of a brief: the truth from which every view is made."""

import functools
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mujaz.article import Attempt, Brief, Claim, Figure, Name, Point, Sentence, Source, Translation
from mujaz.flags import FLAGS, Flag
from mujaz.summarization.marks import replaced
from mujaz.writers.plain import indented, plain

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_SCHEMA = Path(__file__).with_name("brief.schema.json")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")  # no UTF-8 for these; a broken web page may hold them


@dataclass(frozen=True, slots=True)
class Counts:
    """What a brief, or all briefs of a run, amount to."""

    sentences: int = 0
    doubtful: int = 0  # sentences with a flag of high severity
    retried: int = 0  # sentences that climbed the retry ladder
    from_memory: int = 0  # sentences that another run or a person had translated before
    human: int = 0  # those of them that a person had translated
    flags: dict[str, int] = field(default_factory=dict)  # name → sentences that carry it
    points: int = 0
    replaced: int = 0  # points that stand in for a generated sentence that could not be trusted

    def __add__(self, other: "Counts") -> "Counts":
        flags = Counter(self.flags) + Counter(other.flags)
        return Counts(
            self.sentences + other.sentences,
            self.doubtful + other.doubtful,
            self.retried + other.retried,
            self.from_memory + other.from_memory,
            self.human + other.human,
            dict(sorted(flags.items())),
            self.points + other.points,
            self.replaced + other.replaced,
        )


def counts(brief: Brief) -> Counts:
    """The counts of one brief."""
    flags = Counter(name for t in brief.sentences for name in {flag.name for flag in t.flags})
    return Counts(
        sentences=len(brief.sentences),
        doubtful=sum(translation.doubtful for translation in brief.sentences),
        retried=sum(bool(translation.attempts) for translation in brief.sentences),
        from_memory=sum(translation.from_memory for translation in brief.sentences),
        human=sum(translation.human for translation in brief.sentences),
        flags=dict(sorted(flags.items())),
        points=len(brief.points),
        replaced=replaced(brief.points),
    )


def to_json(brief: Brief) -> dict[str, Any]:
    """A brief as JSON values, in the published order of keys."""
    return {
        "id": brief.id,
        "fingerprint": brief.fingerprint,
        "source": plain(brief.source),
        "signature": brief.signature,
        "headline": brief.headline,
        "dateline": brief.dateline,
        "points": [plain(point) for point in brief.points],
        "sentences": [_sentence(translation) for translation in brief.sentences],
        "names": [plain(name) for name in brief.names],
        "figures": [plain(figure) for figure in brief.figures],
        "claims": [plain(claim) for claim in brief.claims],
        "counts": plain(counts(brief)),
        "warnings": list(brief.warnings),
        "timings": {stage: round(seconds, 4) for stage, seconds in brief.timings.items()},
    }


def _sentence(translation: Translation) -> dict[str, Any]:
    return {
        **plain(translation.sentence),
        "english": translation.english,
        "score": None if translation.score is None else round(translation.score, 4),
        "confidence": None if translation.confidence is None else round(translation.confidence, 4),
        "flags": [plain(flag) for flag in translation.flags],
        "attempts": [plain(attempt) for attempt in translation.attempts],
        "from_memory": translation.from_memory,
        "human": translation.human,
    }


def from_json(data: dict[str, Any]) -> Brief:
    """The brief that `to_json` wrote.

    Raises:
        KeyError, TypeError: The data is not a brief.
    """
    return Brief(
        id=data["id"],
        fingerprint=data["fingerprint"],
        source=Source(**data["source"]),
        signature=data["signature"],
        headline=data["headline"],
        dateline=data["dateline"],
        points=tuple(
            Point(p["text"], tuple(p["cites"]), p["origin"], tuple(p["flags"]), p["support"], p["shortened"])
            for p in data["points"]
        ),
        sentences=tuple(_translation(item) for item in data["sentences"]),
        names=tuple(Name(n["arabic"], n["english"], tuple(n["sentences"])) for n in data["names"]),
        figures=tuple(Figure(f["text"], tuple(f["sentences"])) for f in data["figures"]),
        claims=tuple(Claim(c["speaker"], c["verb"], c["via"], c["sentence"]) for c in data["claims"]),
        warnings=tuple(data["warnings"]),
        timings=data["timings"],
    )


def _translation(item: dict[str, Any]) -> Translation:
    sentence = Sentence(item["n"], item["paragraph"], item["start"], item["end"], item["arabic"])
    attempts = tuple(
        Attempt(a["method"], a["english"], a["score"], _flags(a["flags"])) for a in item["attempts"]
    )
    return Translation(
        sentence,
        item["english"],
        item["score"],
        _flags(item["flags"]),
        attempts,
        item["from_memory"],
        item["human"],
        item["confidence"],
    )


def _flags(items: list[dict[str, Any]]) -> tuple[Flag, ...]:
    return tuple(Flag(**item) for item in items)


def parse(data: str | bytes) -> Brief:
    """The brief in a file's text or bytes, every value of the right type.

    Raises:
        ValueError: The data is not JSON, or not a brief; the message names the first trouble.
    """
    from pydantic import ValidationError

    try:
        return _types().validate_python(plain(from_json(json.loads(data))))
    except ValidationError as error:
        trouble = error.errors()[0]
        place = ".".join(map(str, trouble["loc"]))
        raise ValueError(f"not a brief: {place}: {trouble['msg']}") from None
    except KeyError as error:
        raise ValueError(f"not a brief: {error} is missing") from None
    except (TypeError, AttributeError):
        raise ValueError("not a brief: it has other parts") from None
    except RecursionError:
        raise ValueError("not a brief: it is nested too deeply") from None


@functools.cache
def _types() -> "TypeAdapter[Brief]":
    from pydantic import TypeAdapter

    return TypeAdapter(Brief)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a brief: the file beside this module, with the flags that there are."""
    made: dict[str, Any] = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    made["$defs"]["FlagName"] = {"enum": list(FLAGS)}
    return made


def render(brief: Brief) -> str:
    """The file's text: readable, Arabic as Arabic."""
    return readable(to_json(brief))


def readable(data: dict[str, Any]) -> str:
    """JSON values as the text of a file, Arabic as Arabic."""
    return _encodable(indented(data)) + "\n"


def line(data: dict[str, Any]) -> str:
    """A line of JSON Lines."""
    return _encodable(json.dumps(data, ensure_ascii=False, separators=(",", ":"))) + "\n"


def _encodable(text: str) -> str:
    return _HALF_CHARACTER.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
