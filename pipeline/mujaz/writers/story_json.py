"""The JSON of a story: a line of `stories.jsonl`, and a file of its own where several articles tell it."""

import json
from pathlib import Path
from typing import Any

from mujaz.stories.story import Story
from mujaz.writers import json_brief
from mujaz.writers.plain import plain

_SCHEMA = Path(__file__).with_name("story.schema.json")


def to_json(story: Story) -> dict[str, Any]:
    """A story as JSON values, in the published order of keys."""
    return {
        "story": story.id,
        "articles": list(story.articles),
        "headline": story.headline,
        "points": [plain(point) for point in story.points],
        "facts": [plain(fact) for fact in story.facts],
        "sources": [plain(source) for source in story.sources],
    }


def line(story: Story) -> str:
    """A line of JSON Lines."""
    return json_brief.line(to_json(story))


def render(story: Story) -> str:
    """The file's text: readable, Arabic as Arabic."""
    return json_brief.readable(to_json(story))


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a story, as published in this package."""
    return dict(json.loads(_SCHEMA.read_text(encoding="utf-8")))
