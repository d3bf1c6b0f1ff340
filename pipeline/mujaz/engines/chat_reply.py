"""What a chat model said, taken out of how it said it."""

import json
import re
from typing import Any

from mujaz.models.prompts import Task

KEYS: dict[Task, str] = {"translate": "translation", "summarize": "points"}

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_OPENING_ONLY_IN_TEMPLATE = re.compile(r"\A.*?</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_TERMINATED = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LEAST_LATIN = 0.5  # of a reply's letters: names stay in other letters at most here and there


def schema(task: Task) -> dict[str, Any]:
    """The JSON schema of a reply."""
    values: dict[Task, dict[str, Any]] = {
        "translate": {"type": "string"},
        "summarize": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 6},
    }
    key = KEYS[task]
    return {
        "type": "object",
        "properties": {key: values[task]},
        "required": [key],
        "additionalProperties": False,
    }


def read(task: Task, content: str) -> str | None:
    """The English in a reply: a translation, or points on a line each.

    Thoughts before the reply, prose around it and code fences are left out.

    Returns:
        None where there is no whole JSON object of the form asked for, or nothing in it, or no English.
    """
    said = _OPENING_ONLY_IN_TEMPLATE.sub("", _THOUGHT.sub("", content))
    value = _member(said, KEYS[task])
    text = _points(value) if task == "summarize" else _sentence(value)
    return text if text and _latin(text) else None


def _member(said: str, key: str) -> object:
    """The value under `key` in the first JSON object that has it."""
    decoder = json.JSONDecoder(strict=False)  # models write line breaks as they are
    for start in re.finditer(r"\{", said):
        try:
            value, _ = decoder.raw_decode(said, start.start())
        except ValueError:
            continue
        if isinstance(value, dict) and key in value:
            return value[key]
    return None


def _sentence(value: object) -> str | None:
    return " ".join(value.split()) if isinstance(value, str) and _told(value) else None


def _points(value: object) -> str | None:
    if not isinstance(value, list):
        return None
    points = [" ".join(point.split()).lstrip("-*• ") for point in value if isinstance(point, str)]
    return "\n".join(point if _TERMINATED.search(point) else f"{point}." for point in points if _told(point))


def _told(text: str) -> bool:
    """Whether it says anything: weak models give the dots of the instructions back."""
    return any(letter.isalnum() for letter in text)


def _latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isascii() for letter in letters) >= _LEAST_LATIN * len(letters)
