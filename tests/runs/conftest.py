"""What tests of runs share."""

import shutil
from pathlib import Path

import pytest

from tests.support.runs import (
    many,
)
from tests.tiny import ARTICLES

COUNT = 120  # articles: more windows than are in work at once, so that a run is still at work when its first briefs are out


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults") / "in"
    many(folder, COUNT, sentences=8)
    return folder


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "inputs"
    folder.mkdir()
    for path in ARTICLES.glob("*.txt"):
        shutil.copy(path, folder)
    return folder
