"""The quick ways from values to JSON give what the library's give, byte for byte."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.article import Brief
from mujaz.writers.plain import indented, plain
from tests.support.briefs import brief

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
)


@given(VALUES)
def test_indented_is_what_json_writes(value: object) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("value", [brief()])
def test_plain_is_what_asdict_gives(value: Brief) -> None:
    assert json.dumps(plain(value)) == json.dumps(asdict(value))
