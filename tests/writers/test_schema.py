"""The published schema says what a brief is: no less, no more, and nothing that the types do not say."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import fields
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from mujaz import article, flags
from mujaz.writers import json_brief
from tests.support.briefs import ATTACKS, brief, hostile
from tests.support.schema import validate

DEFINITIONS = json_brief.schema()["$defs"]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_brief.schema())


def test_the_schema_has_every_flag_severity_and_origin() -> None:
    assert DEFINITIONS["FlagName"]["enum"] == list(flags.FLAGS)
    assert DEFINITIONS["Flag"]["properties"]["severity"]["enum"] == list(get_args(flags.Severity))
    assert DEFINITIONS["Point"]["properties"]["origin"]["enum"] == list(get_args(article.Origin))


@pytest.mark.parametrize(
    "name", ["Source", "Point", "Attempt", "Flag", "Name", "Figure", "Brief", "Translation"]
)
def test_the_schema_has_the_fields_of_the_types(name: str) -> None:
    expected = {field.name for field in fields(getattr(article, name))}
    if name == "Brief":
        expected.add("counts")
    if name == "Translation":  # the sentence is laid out flat
        expected = expected - {"sentence"} | {field.name for field in fields(article.Sentence)}
    assert set(DEFINITIONS[name]["properties"]) == set(DEFINITIONS[name]["required"]) == expected


def test_the_schema_has_the_fields_of_counts() -> None:
    assert list(DEFINITIONS["Counts"]["properties"]) == [field.name for field in fields(json_brief.Counts)]


def test_every_object_is_closed() -> None:
    for definition in DEFINITIONS.values():
        if "required" in definition:
            assert definition["additionalProperties"] is False


def test_briefs_are_valid() -> None:
    validate(json.loads(json_brief.render(brief())))
    for text in ATTACKS.values():
        validate(json.loads(json_brief.render(hostile(text))))


def _without(data: dict[str, Any]) -> None:
    del data["points"]


def _extra(data: dict[str, Any]) -> None:
    data["points"][0]["note"] = "x"


def _flag(data: dict[str, Any]) -> None:
    data["sentences"][1]["flags"][0]["name"] = "wrong_number"


def _uncited(data: dict[str, Any]) -> None:
    data["points"][0]["cites"] = []


def _text(data: dict[str, Any]) -> None:
    data["sentences"][0]["n"] = "1"


def _counted(data: dict[str, Any]) -> None:
    data["counts"]["flags"]["wrong_number"] = 1


@pytest.mark.parametrize("spoil", [_without, _extra, _flag, _uncited, _text, _counted])
def test_what_is_not_a_brief_is_refused(spoil: Callable[[dict[str, Any]], None]) -> None:
    data = deepcopy(json.loads(json_brief.render(brief())))
    spoil(data)
    with pytest.raises(AssertionError):
        validate(data)
