"""What tests of engines share."""

from collections.abc import Iterator

import pytest

from tests.support.chat_server import ChatServer, serving


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with serving(ChatServer()) as running:
        yield running
