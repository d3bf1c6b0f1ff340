"""Every brief that a test meets is held against the published schema."""

from typing import Any

from jsonschema import Draft202012Validator

from mujaz.writers import json_brief


def validate(data: Any) -> None:
    """Fail with the path of the first value that the schema of a brief does not allow."""
    for error in Draft202012Validator(json_brief.schema()).iter_errors(data):
        raise AssertionError(f"{error.json_path}: {error.message}")
