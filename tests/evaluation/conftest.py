"""What tests of evaluation share."""

from pathlib import Path

import pytest

from tests.support.evaluations import ARABIC, ENGLISH, WORSE


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, lines in (
        ("dev.ar", ARABIC),
        ("dev.en", ENGLISH),
        ("dev.good.txt", ENGLISH),
        ("dev.bad.txt", WORSE),
    ):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path
