"""Firefox models with random weights in exactly the shape of `firefox/ar-en-base-memory`: its speed without its download.

Its `metadata.json` names 31,248,966 parameters: 384 dimensions, 6 encoder layers, 4 decoder layers with SSRU cells,
1,536 in the feed-forward layers, one vocabulary of 32,000 pieces, a shortlist of 50 pieces that always may come and, by
its size of 4 MB, 29 more for each source piece. The package has no way to force a length, so a model is made that never ends a sentence (at
2 × source pieces + 6 the package does), or one that ends it at once: see `speed_firefox.py`.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks import random_models
from tests.support.checkpoints import sentencepiece_model
from tests.support.firefox_model import Writer, container, shortlist

PIECES = 32_000
_DIM, _FFN, _HEADS, _ENCODER, _DECODER = 384, 1536, 8, 6, 4
_FREQUENT, _BEST = 50, 29
_DECIDED = 1000.0  # above every other logit
_LARGEST = 8.0  # of what goes into a weight


def build(folder: Path, *, stops: bool) -> Path:
    """Write a model, named as Mozilla names its files.

    Args:
        folder: Made here.
        stops: It ends every sentence at once; else never.
    """
    folder.mkdir(parents=True)
    arabic, english = random_models.text()
    model = sentencepiece_model(
        [*arabic, *english], PIECES, num_threads=2, eos_id=0, unk_id=1, bos_id=-1, pad_id=-1
    )
    (folder / "vocab.aren.spm").write_bytes(model)
    chance = np.random.default_rng(7)
    (folder / "model.aren.intgemm.alphas.bin").write_bytes(_weights(chance, stops=stops))
    lists = [sorted({*chance.integers(_FREQUENT, PIECES, _BEST).tolist()}) for _ in range(PIECES)]
    (folder / "lex.50.50.aren.s2t.bin").write_bytes(shortlist(lists, _FREQUENT))
    return folder


def _weights(chance: np.random.Generator, *, stops: bool) -> bytes:
    writer = Writer()

    def random(rows: int, columns: int) -> NDArray[np.float32]:
        made: NDArray[np.float32] = chance.standard_normal((rows, columns)).astype(np.float32) / np.sqrt(rows)
        return made.astype(np.float32)

    def affine(layer: str, name: str, rows: int, columns: int) -> None:
        writer.affine(f"{layer}_{name}", random(rows, columns), _LARGEST)

    def normal(layer: str, name: str) -> None:
        writer.floats(f"{layer}_{name}_ln_scale", np.ones(_DIM, np.float32))
        writer.floats(f"{layer}_{name}_ln_bias", np.zeros(_DIM, np.float32))

    def attention(layer: str, kind: str) -> None:
        for letter in "qkvo":
            affine(layer, f"{kind}_W{letter}", _DIM, _DIM)
            writer.floats(f"{layer}_{kind}_b{letter}", np.zeros(_DIM, np.float32))
        normal(layer, f"{kind}_Wo")

    def feed_forward(layer: str) -> None:
        affine(layer, "ffn_W1", _DIM, _FFN)
        affine(layer, "ffn_W2", _FFN, _DIM)
        writer.floats(f"{layer}_ffn_b1", np.zeros(_FFN, np.float32))
        writer.floats(f"{layer}_ffn_b2", np.zeros(_DIM, np.float32))
        normal(layer, "ffn_ffn")

    embedding = (random(PIECES, _DIM) * np.sqrt(PIECES / _DIM)).astype(np.float32)
    writer.quantised("Wemb", embedding, embedding)
    writer.floats("none_QuantMultA", np.array([127 / _LARGEST], np.float32))
    last = np.zeros(PIECES, np.float32)
    last[0] = _DECIDED if stops else -_DECIDED
    writer.floats("decoder_ff_logit_out_b", last)
    for number in range(1, _ENCODER + 1):
        attention(f"encoder_l{number}", "self")
        feed_forward(f"encoder_l{number}")
    for number in range(1, _DECODER + 1):
        layer = f"decoder_l{number}"
        for name in ("rnn_W", "rnn_Wf"):
            affine(layer, name, _DIM, _DIM)
        writer.floats(f"{layer}_rnn_bf", np.zeros(_DIM, np.float32))
        normal(layer, "rnn_ffn")
        attention(layer, "context")
        feed_forward(layer)
    writer.shape(dim=_DIM, encoder=_ENCODER, decoder=_DECODER, heads=_HEADS, ffn=_FFN)
    return container(writer.items)
