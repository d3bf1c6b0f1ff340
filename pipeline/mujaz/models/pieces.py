"""One vocabulary for both sides of a model, parted in two, so that the decoder weighs only what it may write."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mujaz.models import files

_NEVER = -1e3  # a logit so far below the others comes out nowhere
_SOURCE, _TARGET = "source.spm", "target.spm"


def part(spec: Any, folder: Path) -> None:
    """Leave each side of a converted model the pieces that it may need.

    OPUS-MT trains with one vocabulary for both sides, put together from two SentencePiece models. What only the source's
    can write is in no translation that the model learnt from, yet half of what each step computes and sorts: without
    it the model's own work falls to 0.78 (greedy) and 0.75 (beam 4) on opus-mt-ar-en's shape. Texts stay what they were
    (`tests/models/test_pieces.py`); scores rise a little, because the probability that label smoothing gives to all
    tokens is shared by half as many. The tables together are as large as the common one.

    Of any model those pieces are left out that the bias of its own logits forbids: 6,950 of the starter's 23,999.

    Args:
        spec: CTranslate2's `TransformerSpec`, not yet quantised; changed in place. One with tables of its own for each
            side stays as it is.
        folder: The checkpoint.
    """
    (tokens,) = spec._vocabularies["target"]  # noqa: SLF001 - there is no public way
    everything = list(range(len(tokens)))
    found = sides(folder, tokens) or Sides(everything, everything)
    (encoder,) = spec.encoder.embeddings
    decoder, output = spec.decoder.embeddings, spec.decoder.projection
    if {table.weight.shape[0] for table in (encoder, decoder, output)} != {len(tokens)}:
        return
    if not isinstance(output.bias, str):  # CTranslate2's mark for one that is not there
        first = spec.config.decoder_start_token  # it is read, were it never written
        allowed = [n for n in found.written if output.bias[n] > _NEVER or tokens[n] == first]
        found = replace(found, written=allowed)
    if len(found.written) == len(tokens):
        return
    encoder.weight = encoder.weight[found.read]
    decoder.weight = decoder.weight[found.written]
    output.weight = output.weight[found.written]
    if not isinstance(output.bias, str):
        output.bias = output.bias[found.written]
    parted = {"source": found.read, "target": found.written}
    spec._vocabularies = {side: [[tokens[n] for n in kept]] for side, kept in parted.items()}  # noqa: SLF001 - as above


@dataclass(frozen=True, slots=True)
class Sides:
    """The numbers of the tokens that each side of a model may need."""

    read: list[int]
    written: list[int]


def sides(folder: Path, tokens: Sequence[str]) -> Sides | None:
    """Which tokens of the common vocabulary each side of a Marian model may need; None for models of other kinds.

    Args:
        folder: The checkpoint.
        tokens: The vocabulary, in the order of ids; special tokens are needed on both sides.
    """
    if files.read_json(folder / "config.json").get("model_type") != "marian" or not _parts(folder):
        return None
    source, target = (_pieces(folder / name) for name in (_SOURCE, _TARGET))
    return Sides(
        # The source's model hands on what it does not know as it is, and that may be a piece of the target's.
        read=[n for n, t in enumerate(tokens) if t in source or t not in target or source.isdisjoint(t)],
        written=[n for n, t in enumerate(tokens) if t in target or t not in source],
    )


def _parts(folder: Path) -> bool:
    """Whether there are two SentencePiece models and one vocabulary."""
    apart = (folder / "target_vocab.json").is_file()
    return not apart and all((folder / name).is_file() for name in (_SOURCE, _TARGET))


def _pieces(path: Path) -> frozenset[str]:
    from sentencepiece import SentencePieceProcessor

    model: Any = SentencePieceProcessor(model_file=str(path))
    return frozenset(model.id_to_piece(list(range(model.get_piece_size()))))
