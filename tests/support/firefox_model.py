"""A real Firefox model, small and not trained: its weights are computed so that it translates word by word.

The file is what Marian writes and `fxtranslate` reads: a transformer with an SSRU decoder, weights in intgemm's int8 with
their multipliers, one shared SentencePiece vocabulary. It has no encoder layers and one decoder layer, whose attention
looks at the source word in the place of the word that is to be written, and whose values carry that word's
translation. Every word is one piece and one dimension of the embedding.
"""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

_DIM = 512
_FFN = 16
_FIRST_WORD = 160  # dimensions from here on carry words: the position encoding hardly moves there
_POSITIONS = 40  # pairs of dimensions that tell positions apart
_EMBEDDING = 0.2  # of a word in its own dimension; times √512 in the model
_SHARPNESS = 7.0  # of the attention to one place
_GAIN = 8.0  # of the word attended to over the word just written
_FLOAT, _INTGEMM8 = 0x404, 0x4101  # Marian's type codes
_EOS, _UNKNOWN = 0, 1
_WORDS = _DIM // 2 - _FIRST_WORD  # how many words a model can have, marks and both languages together

LEXICON: Mapping[str, str] = {
    "قال": "said",
    "الوزير": "minister",
    "في": "in",
    "القاهرة": "Cairo",
    "إن": "that",
    "المدرسة": "school",
    "مفتوحة": "open",
    "اليوم": "today",
    "وصل": "arrived",
    "الطبيب": "doctor",
    "إلى": "to",
    "دمشق": "Damascus",
    "صباح": "morning",
    "الأحد": "Sunday",
    "و": "and",
    ".": ".",
    "،": ",",
    "؛": ";",
}


def build(folder: Path, lexicon: Mapping[str, str] = LEXICON, *, stops: bool = True) -> Path:
    """Write the files of a model into `folder`, named as Mozilla names them.

    Args:
        folder: Made if it is not there.
        lexicon: Arabic word → English word.
        stops: False makes a model that never ends a sentence.
    """
    folder.mkdir(parents=True, exist_ok=True)
    words = list(dict.fromkeys([*lexicon, *lexicon.values()]))
    ids = {word: place for place, word in enumerate(words, 2)}
    (folder / "vocab.aren.spm").write_bytes(_vocabulary(words))
    to = {_EOS: _EOS if stops else ids[words[0]], _UNKNOWN: _UNKNOWN}
    to |= {ids[arabic]: ids[english] for arabic, english in lexicon.items()}
    (folder / "model.aren.intgemm.alphas.bin").write_bytes(_model(len(words) + 2, to))
    (folder / "lex.50.50.aren.s2t.bin").write_bytes(_shortlist(len(words) + 2, to))
    return folder


def _vocabulary(words: list[str]) -> bytes:
    from sentencepiece import sentencepiece_model_pb2 as protobuf

    model: Any = protobuf.ModelProto()
    model.trainer_spec.model_type = 1  # unigram
    model.trainer_spec.eos_id, model.trainer_spec.unk_id = _EOS, _UNKNOWN
    model.trainer_spec.bos_id = model.trainer_spec.pad_id = -1
    model.normalizer_spec.name = "identity"
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = True
    model.normalizer_spec.escape_whitespaces = True
    for piece, kind in (("</s>", 3), ("<unk>", 2), *((_piece(word), 1) for word in words)):
        model.pieces.add(piece=piece, score=0.0 if kind > 1 else -1.0, type=kind)
    return bytes(model.SerializeToString())


def _piece(word: str) -> str:
    return word if not word.isalnum() else "▁" + word


class Writer:
    """Collects the parameters of a model, under Marian's names."""

    def __init__(self) -> None:
        self.items: list[tuple[str, int, tuple[int, ...], bytes]] = []

    def floats(self, name: str, array: Array) -> None:
        row = np.atleast_2d(array).astype("<f4")
        self.items.append((name, _FLOAT, row.shape, row.tobytes()))

    def quantised(self, name: str, array: Array, stored: Array) -> None:
        scale = np.float32(127 / np.abs(array).max() if array.any() else 1)
        data = np.round(stored * scale).astype(np.int8).tobytes() + scale.astype("<f4").tobytes()
        self.items.append((name, _INTGEMM8, array.shape, data + bytes(-len(data) % 256)))

    def affine(self, name: str, array: Array, largest: float) -> None:
        """A weight, stored transposed; its input is cut off at `largest`."""
        self.quantised(name, array, array.T)
        self.floats(f"{name}_QuantMultA", np.array([127 / largest], np.float32))

    def shape(self, *, dim: int, encoder: int, decoder: int, heads: int, ffn: int) -> None:
        """What a reader must know of the model: its sizes and numbers of layers."""
        settings = (
            f"dim-emb: {dim}\nenc-depth: {encoder}\ndec-depth: {decoder}\ntransformer-heads: {heads}\ntransformer-dim-ffn: {ffn}\n"
            "type: transformer\ntransformer-decoder-autoreg: rnn\ndec-cell: ssru\ntied-embeddings-all: true\n"
        ).encode()
        self.items.append(("special:model.yml", 0x101, (len(settings) + 1,), settings + b"\0"))


def _model(vocabulary: int, to: Mapping[int, int]) -> bytes:
    assert vocabulary <= _WORDS, f"{vocabulary} words do not fit into {_WORDS} dimensions"
    writer, layer = Writer(), "decoder_l1"
    words = _FIRST_WORD + np.arange(vocabulary)
    embedding = np.zeros((vocabulary, _DIM), np.float32)
    embedding[np.arange(vocabulary), words] = _EMBEDDING
    writer.quantised("Wemb", embedding, embedding)
    writer.floats("none_QuantMultA", np.array([127 / 24], np.float32))
    writer.floats("decoder_ff_logit_out_b", np.zeros(vocabulary, np.float32))
    for name in ("rnn_W", "rnn_Wf"):  # the recurrent cell stays silent
        writer.affine(f"{layer}_{name}", np.zeros((_DIM, _DIM), np.float32), 8)
    writer.floats(f"{layer}_rnn_bf", np.zeros(_DIM, np.float32))
    places = np.concatenate([np.arange(_POSITIONS), _DIM // 2 + np.arange(_POSITIONS)])  # sines and cosines
    where = _diagonal(places, places, _SHARPNESS)
    values = _diagonal(_FIRST_WORD + np.array([*to]), _FIRST_WORD + np.array([*to.values()]), 1)
    for letter, array in (("q", where), ("k", where), ("v", values), ("o", _diagonal(words, words, _GAIN))):
        writer.affine(f"{layer}_context_W{letter}", array, 8)
        writer.floats(f"{layer}_context_b{letter}", np.zeros(_DIM, np.float32))
    writer.affine(f"{layer}_ffn_W1", np.zeros((_DIM, _FFN), np.float32), 24)
    writer.affine(f"{layer}_ffn_W2", np.zeros((_FFN, _DIM), np.float32), 8)
    writer.floats(f"{layer}_ffn_b1", np.zeros(_FFN, np.float32))
    writer.floats(f"{layer}_ffn_b2", np.zeros(_DIM, np.float32))
    for name in ("rnn_ffn", "context_Wo", "ffn_ffn"):
        writer.floats(f"{layer}_{name}_ln_scale", np.ones(_DIM, np.float32))
        # The query must be the position as it is, not with the mean taken off.
        shift = _mean_taken_off() if name == "rnn_ffn" else 0
        writer.floats(f"{layer}_{name}_ln_bias", np.full(_DIM, shift, np.float32))
    writer.shape(dim=_DIM, encoder=0, decoder=1, heads=1, ffn=_FFN)
    return container(writer.items)


def _diagonal(rows: NDArray[np.int64], columns: NDArray[np.int64], value: float) -> Array:
    array = np.zeros((_DIM, _DIM), np.float32)
    array[rows, columns] = value
    return array


def _mean_taken_off() -> float:
    """What the layer's normalisation subtracts, in the units of its output; about the same at all positions."""
    half = _DIM // 2
    frequencies = 1e-4 ** (np.arange(half) / (half - 1))
    angles = np.arange(32)[:, None] * frequencies
    x = np.concatenate([np.sin(angles), np.cos(angles)], axis=1)
    x[:, _FIRST_WORD] += _EMBEDDING * np.sqrt(_DIM)
    return float((x.mean(axis=1) / x.std(axis=1)).mean())


def container(items: list[tuple[str, int, tuple[int, ...], bytes]]) -> bytes:
    """Marian's binary file: version, headers, names, shapes, a gap, then the data from a multiple of 256 bytes on."""
    head = struct.pack("<QQ", 1, len(items))
    for name, kind, shape, data in items:
        head += struct.pack("<QQQQ", len(name.encode()) + 1, kind, len(shape), len(data))
    for name, *_ in items:
        head += name.encode() + b"\0"
    for _, _, shape, _ in items:
        head += struct.pack(f"<{len(shape)}i", *shape)
    gap = -(len(head) + 8) % 256
    return head + struct.pack("<Q", gap) + bytes(gap) + b"".join(data for *_, data in items)


def _shortlist(vocabulary: int, to: Mapping[int, int]) -> bytes:
    """For each source piece the target pieces that may come out; the first eight always may."""
    return shortlist([[to[word]] if word in to else [] for word in range(vocabulary)], frequent=8)


def shortlist(lists: Sequence[Sequence[int]], frequent: int) -> bytes:
    """The file of a shortlist: for each source piece the target pieces that may come out, besides the first `frequent`."""
    offsets = [0, *np.cumsum([len(one) for one in lists]).tolist()]
    flat = [target for one in lists for target in one]
    header = struct.pack("<6Q", 0xF11A48D5013417F5, 0, frequent, 1, len(offsets), len(flat))
    return header + struct.pack(f"<{len(offsets)}Q", *offsets) + struct.pack(f"<{len(flat)}I", *flat)
