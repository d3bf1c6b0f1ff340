"""What all tests share: no network (pytest-socket, see pyproject.toml), no caches but the test run's own."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.hub import Shelf


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


@pytest.fixture(autouse=True)
def empty_memory(own_caches: Path) -> None:
    """Each test begins with an empty translation memory, as if it were the only one."""
    for file in (own_caches / "mujaz").glob("memory.sqlite3*"):
        file.unlink()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> "Shelf":
    """Checkpoints in the layouts of real hub models, each made once; who changes one makes a shelf of their own."""
    from tests.support.hub import Shelf

    return Shelf(tmp_path_factory.mktemp("hub"))


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def mujaz(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run the command line in this process, where sockets are blocked, as a person would type it."""
    from mujaz.cli.app import main

    def run(*arguments: object) -> Ended:
        capsys.readouterr()
        monkeypatch.setattr("sys.argv", ["mujaz", *map(str, arguments)])
        try:
            main()
            code: object = 0
        except SystemExit as end:
            code = end.code or 0
        assert isinstance(code, int)
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return run
