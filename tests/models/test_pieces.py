"""The common vocabulary of an OPUS-MT model, parted: texts stay, and what the sources need is there."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mujaz.engines import registry
from mujaz.engines.marian import MarianTokenizer
from mujaz.engines.protocol import DecodingOptions
from mujaz.models import convert, pieces
from mujaz.models.resolve import ResolvedModel, resolve
from tests import tiny


@pytest.fixture(scope="module")
def parted() -> Path:
    return convert.converted(resolve(str(tiny.MODEL), None), "float32")


def words(path: Path) -> list[str]:
    found: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_the_decoder_has_no_piece_that_is_only_the_sources(parted: Path) -> None:
    common = set(words_of_checkpoint())
    source, target = (set(words(parted / f"{side}_vocabulary.json")) for side in ("source", "target"))
    assert source | target <= common
    assert not any("ء" <= letter <= "ي" for token in target for letter in token)
    assert "▁المتحدة" in source or any("ء" <= letter <= "ي" for token in source for letter in token)
    assert len(target) < 0.6 * len(common)


def words_of_checkpoint() -> dict[str, int]:
    found: dict[str, int] = json.loads((tiny.MODEL / "vocab.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("beam", [1, 4])
def test_texts_are_those_of_the_whole_vocabulary(parted: Path, tmp_path: Path, beam: int) -> None:
    from ctranslate2.converters import TransformersConverter

    whole = Path(TransformersConverter(str(tiny.MODEL)).convert(str(tmp_path / "whole")))
    assert (whole / "shared_vocabulary.json").is_file()
    arabic = [source for source, _ in tiny.heldout()]
    options = DecodingOptions(beam_size=beam)
    one, other = (
        [made.text for made in registry.load("ctranslate2", in_place(folder)).translate(arabic, options)]
        for folder in (parted, whole)
    )
    assert one == other


def in_place(converted: Path) -> ResolvedModel:
    """A conversion as a model of its own: with the checkpoint's tokeniser beside it."""
    for name in ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json", "generation_config.json"):
        if (tiny.MODEL / name).is_file() and not (converted / name).exists():
            (converted / name).write_bytes((tiny.MODEL / name).read_bytes())
    return resolve(str(converted), None)


def test_whatever_the_tokeniser_gives_has_its_row(parted: Path) -> None:
    """The source's model hands on letters that it does not know, and the vocabulary may have them for the target's sake."""
    tokenizer = MarianTokenizer(tiny.MODEL)
    rows = set(words(parted / "source_vocabulary.json"))
    texts = [*(source for source, _ in tiny.heldout()), *(english for _, english in tiny.heldout())]
    given = {token for ids in tokenizer(texts).input_ids for token in tokenizer.convert_ids_to_tokens(ids)}
    assert given <= rows


def test_a_model_with_two_vocabularies_or_of_another_family_is_left_alone(tmp_path: Path) -> None:
    for name in ("source.spm", "target.spm", "config.json"):
        (tmp_path / name).write_bytes((tiny.MODEL / name).read_bytes())
    tokens = list(words_of_checkpoint())
    assert pieces.sides(tmp_path, tokens) is not None
    (tmp_path / "target_vocab.json").write_text("{}", encoding="utf-8")
    assert pieces.sides(tmp_path, tokens) is None
    (tmp_path / "target_vocab.json").unlink()
    (tmp_path / "config.json").write_text('{"model_type": "m2m_100"}', encoding="utf-8")
    assert pieces.sides(tmp_path, tokens) is None


def spec_of(rows: tuple[int, int], bias: list[float]) -> Any:
    """A model that writes <s> a b c, with so many rows for what it reads and writes."""
    from ctranslate2.specs import TransformerSpec

    spec = TransformerSpec.from_config(1, 1)
    read, written = (np.arange(size * 2, dtype=np.float32).reshape(size, 2) for size in rows)
    spec.encoder.embeddings[0].weight = read
    spec.decoder.embeddings.weight = spec.decoder.projection.weight = written
    spec.decoder.projection.bias = np.array(bias, dtype=np.float32)
    for register in (spec.register_source_vocabulary, spec.register_target_vocabulary):
        register(["<s>", "a", "b", "c"])
    return spec


def test_what_the_bias_forbids_is_left_out_but_for_the_token_that_outputs_start_with(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bart"}', encoding="utf-8")
    spec = spec_of((4, 4), [-1e9, 0, -1e9, 0])
    pieces.part(spec, tmp_path)
    kept = spec._vocabularies  # noqa: SLF001 - there is no public way
    assert kept == {"source": [["<s>", "a", "b", "c"]], "target": [["<s>", "a", "c"]]}
    assert spec.encoder.embeddings[0].weight.shape == (4, 2)
    assert spec.decoder.projection.weight.tolist() == [[0, 1], [2, 3], [6, 7]]
    assert spec.decoder.projection.bias.tolist() == [-1e9, 0, 0]


@pytest.mark.parametrize("rows", [(4, 6), (6, 4), (3, 4)])
def test_tables_of_different_lengths_are_left_to_the_conversion_to_refuse(
    tmp_path: Path, rows: tuple[int, int]
) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bart"}', encoding="utf-8")
    spec = spec_of(rows, [0, -1e9, *[0] * (rows[1] - 2)])
    pieces.part(spec, tmp_path)
    assert spec.encoder.embeddings[0].weight.shape == (rows[0], 2)
    assert spec.decoder.projection.weight.shape == (rows[1], 2)
