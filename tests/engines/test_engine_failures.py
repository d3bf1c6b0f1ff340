"""Engines that run out of memory, and weights that are not whole or not to be trusted."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mujaz.config import EngineKind
from mujaz.engines.protocol import DecodingOptions, Engine
from mujaz.errors import ModelError
from tests.support import hub
from tests.support.engines import KINDS, LONGER, alike, loaded

pytestmark = pytest.mark.slow

# What the libraries raise. A mock has to raise it: a test cannot fill a GPU that is not there, nor this machine's memory.
OUT_OF_MEMORY: dict[str, tuple[str, Exception]] = {
    "transformers, GPU": ("_decode", RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB.")),
    "ctranslate2, GPU": ("_submit", RuntimeError("CUDA failed with error out of memory")),
    "ctranslate2, CPU": ("_submit", MemoryError("std::bad_alloc")),
}


def kind_of(case: str) -> EngineKind:
    return "transformers" if case.startswith("transformers") else "ctranslate2"


@dataclass(frozen=True)
class Failing:
    """CTranslate2 tells what happened to a batch only when its result is asked for."""

    error: Exception

    def result(self) -> object:
        raise self.error


def cramped(
    monkeypatch: pytest.MonkeyPatch, engine: Engine, case: str, suffices: Callable[[list[list[int]]], bool]
) -> list[int]:
    """Let the real method raise for a batch for which the memory does not suffice; notes the sizes asked for."""
    method, error = OUT_OF_MEMORY[case]
    whole, sizes = getattr(type(engine), method), []

    def small(self: Engine, rows: list[list[int]], *rest: object, **named: object) -> object:
        sizes.append(len(rows))
        if suffices(rows):
            return whole(self, rows, *rest, **named)
        if method == "_decode":
            raise error
        return [Failing(error)] * len(rows)

    monkeypatch.setattr(type(engine), method, small)
    return sizes


@pytest.mark.parametrize("case", OUT_OF_MEMORY)
def test_memory_that_does_not_suffice_halves_the_batch(
    shelf: hub.Shelf, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    engine = loaded(shelf["marian"], kind_of(case))
    texts = [arabic for text in hub.ARABIC for arabic in (text, text.replace("ا", "أ"), text + " قال")]
    expected = engine.translate(texts, DecodingOptions())
    sizes = cramped(monkeypatch, engine, case, lambda rows: len(rows) <= 2)
    assert alike(engine.translate(texts, DecodingOptions()), expected)
    assert max(sizes) > 2 >= min(sizes)


@pytest.mark.parametrize("case", OUT_OF_MEMORY)
def test_a_text_for_which_no_memory_suffices_is_named_by_its_length(
    shelf: hub.Shelf, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    engine = loaded(shelf["marian"], kind_of(case))
    cramped(monkeypatch, engine, case, lambda rows: all(len(row) < 150 for row in rows))
    length = engine.count_tokens([LONGER])[0] + 1
    with pytest.raises(MemoryError, match=f"one text of {length} tokens"):
        engine.translate([*hub.ARABIC, LONGER], DecodingOptions())


def test_another_failure_of_the_library_is_not_taken_for_lack_of_memory(
    shelf: hub.Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = loaded(shelf["marian"], "ctranslate2")
    monkeypatch.setitem(OUT_OF_MEMORY, "broken", ("_submit", RuntimeError("primitive is broken")))
    sizes = cramped(monkeypatch, engine, "broken", lambda _: False)
    with pytest.raises(RuntimeError, match="primitive"):
        engine.translate(hub.ARABIC, DecodingOptions())
    assert sum(sizes) == len(hub.ARABIC)  # each batch once


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("harm", ["missing", "misshaped"])
def test_weights_that_do_not_fill_the_model_are_refused(
    shelf: hub.Shelf, tmp_path: Path, kind: EngineKind, harm: str
) -> None:
    """transformers 5 would fill them with random numbers."""
    import torch

    folder = shutil.copytree(shelf["marian_2020"], tmp_path / "harmed")
    state = torch.load(folder / "pytorch_model.bin", weights_only=True)
    name = "model.decoder.layers.1.fc1.weight"
    if harm == "missing":
        del state[name]
    else:
        state[name] = state[name][:-1]
    torch.save(state, folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"pytorch_model\.bin") as caught:
        loaded(folder, kind)
    assert caught.value.hint


@pytest.mark.parametrize("kind", KINDS)
def test_tied_weights_may_be_missing(shelf: hub.Shelf, tmp_path: Path, kind: EngineKind) -> None:
    import torch

    folder = shutil.copytree(shelf["marian_2020"], tmp_path / "untied")
    state = torch.load(folder / "pytorch_model.bin", weights_only=True)
    for name in ("lm_head.weight", "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight"):
        del state[name]
    del state["model.encoder.embed_positions.weight"]  # a formula, not a weight
    torch.save(state, folder / "pytorch_model.bin")
    options = DecodingOptions(max_length=8)
    assert alike(
        loaded(folder, kind).translate(hub.ARABIC[:2], options),
        loaded(shelf["marian_2020"], kind).translate(hub.ARABIC[:2], options),
    )


def test_pickled_code_is_not_run(shelf: hub.Shelf, tmp_path: Path) -> None:
    import torch

    folder = shutil.copytree(shelf["marian_2020"], tmp_path / "evil")
    mark = tmp_path / "ran"
    torch.save({"weight": _Evil(mark)}, folder / "pytorch_model.bin")
    with pytest.raises(ModelError):
        loaded(folder)
    assert not mark.exists()


class _Evil:
    """What an untrusted checkpoint could hold."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self._mark,)
