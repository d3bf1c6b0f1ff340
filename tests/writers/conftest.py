"""A real browser for the pages."""

from collections.abc import Iterator

import pytest

from tests.support.browser import Browser, chromium, missing


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if reason := missing():
        pytest.skip(reason)
    with chromium() as started:
        yield started
