"""Whether the width of a batch matters is tried once, and believed afterwards."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mujaz.engines import decoding, registry, widths
from mujaz.engines.ctranslate2 import CTranslate2Engine
from mujaz.engines.protocol import DecodingOptions, EngineSettings
from mujaz.models.resolve import resolve
from mujaz.storage import cache_folder
from tests import tiny

TOKENS = [f"t{number}" for number in range(50)]
Rows = Sequence[Sequence[str]]


class Library:
    """Decodes by counting; of the width it makes what a matrix library may make of it."""

    def __init__(self, kind: str) -> None:
        self.kind, self.calls = kind, 0

    def __call__(self, rows: Rows) -> list[tuple[tuple[str, ...], int]]:
        self.calls += 1
        width = max(map(len, rows))
        wide = {"alike": 0, "other from 90 on": int(width > 90), "always other": width}[self.kind]
        return [(tuple(row), wide) for row in rows]


@pytest.mark.parametrize(
    ("kind", "right"), [("alike", True), ("other from 90 on", False), ("always other", False)]
)
def test_it_is_tried_once_for_each_model(kind: str, right: bool) -> None:
    library = Library(kind)
    assert widths.alike(library, TOKENS, f"engine|{kind}") is right
    tried = library.calls
    assert tried > 8
    assert widths.alike(library, TOKENS, f"engine|{kind}") is right
    assert library.calls == tried
    widths.alike(library, TOKENS, f"engine|{kind}|another")
    assert library.calls > tried


def test_it_is_tried_again_where_the_environment_chooses_other_code(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library("alike")
    assert widths.alike(library, TOKENS, "engine|chosen")
    monkeypatch.setenv("CT2_FORCE_CPU_ISA", "AVX2")
    library.kind = "always other"
    assert not widths.alike(library, TOKENS, "engine|chosen")


def test_a_damaged_record_is_made_anew() -> None:
    library = Library("alike")
    widths.alike(library, TOKENS, "engine|damaged")
    (record,) = cache_folder.widths().iterdir()
    record.write_text("Maybe", encoding="utf-8")
    library.kind = "always other"
    assert not widths.alike(library, TOKENS, "engine|damaged")
    assert record.read_text(encoding="utf-8") == "False"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.mark.parametrize("beam", [1, 4])
def test_where_the_width_matters_each_text_has_its_own(beam: int) -> None:
    engine = registry.load("ctranslate2", resolve(str(tiny.MODEL), None), EngineSettings(precision="int8"))
    assert isinstance(engine, CTranslate2Engine)
    engine.__dict__["_any_width"] = False  # as on another processor
    texts = list(dict.fromkeys(arabic for arabic, _ in tiny.heldout()))[:80]
    options = DecodingOptions(beam_size=beam)
    together = engine.translate(texts, options)
    assert [engine.translate([text], options)[0] for text in texts[:20]] == together[:20]
    assert engine.translate(texts[::-3], replace(options, batch_tokens=200)) == together[::-3]


def test_batches_are_as_full_as_rows_and_budget_allow() -> None:
    lengths = [*range(10, 30), 60]
    cut = decoding.full_batches(range(len(lengths)), lengths, budget=300, rows=8)
    assert [place for batch in reversed(cut) for place in batch] == list(range(len(lengths)))
    assert all(len(batch) * lengths[batch[-1]] <= 300 for batch in cut)
    assert [len(batch) for batch in cut] == [5, 8, 8]  # the longest does not keep the others apart
    assert [len(batch) for batch in decoding.full_batches(range(20), lengths, 10_000, 8)] == [7, 7, 6]
    assert decoding.full_batches([], lengths, 300, 8) == []
    assert decoding.full_batches([20], lengths, 10, 8) == [[20]]
