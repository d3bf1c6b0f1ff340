"""What all tests share: no network (pytest-socket, see pyproject.toml), no caches but the test run's own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True, scope="session")
def own_caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Models of the person who runs the tests are neither seen nor touched."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MUJAZ_CACHE", str(folder / "mujaz"))
        patch.setenv("HF_HOME", str(folder / "hf"))
        for name in ("HF_HUB_CACHE", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_ENDPOINT", "HF_TOKEN"):
            patch.delenv(name, raising=False)
        for name in [key for key in os.environ if key.lower().endswith("_proxy")]:
            patch.delenv(name)
        yield folder
