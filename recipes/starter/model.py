"""The model as transformers and CTranslate2 know it: a BART, out of E5's encoder or out of trained weights.

E5 is a post-norm BERT with learned positions, as BART is: its layers map one to one, and the decoder starts from the
upper ones. The type embedding is folded into the positions, which BART looks up two places further on.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from recipes.starter import bundled
from recipes.starter.bundled import OFFSET
from recipes.starter.e5 import SPECIAL, dense

START, PAD, EOS, UNK = range(len(SPECIAL))
_SHARED = "model.shared.weight"
_TIED = ("model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight", "lm_head.weight")
_BIAS = "final_logits_bias"
_NEVER = -1e4  # added to the logits of pieces that are never written


def bart(shape: dict[str, int], decoder_layers: int) -> Any:
    """A `BartForConditionalGeneration` on the CPU with fresh weights.

    Args:
        shape: As `shape.json` has it: hidden, layers, heads, ffn, positions, vocab.
        decoder_layers: At least one.
    """
    from transformers import BartConfig, BartForConditionalGeneration

    config = BartConfig(
        vocab_size=shape["vocab"],
        d_model=shape["hidden"],
        encoder_layers=shape["layers"],
        decoder_layers=decoder_layers,
        encoder_attention_heads=shape["heads"],
        decoder_attention_heads=shape["heads"],
        encoder_ffn_dim=shape["ffn"],
        decoder_ffn_dim=shape["ffn"],
        max_position_embeddings=shape["positions"] - OFFSET,
        activation_function="gelu",
        scale_embedding=False,
        dropout=0.1,
        attention_dropout=0.0,
        activation_dropout=0.0,
        bos_token_id=START,
        pad_token_id=PAD,
        eos_token_id=EOS,
        decoder_start_token_id=EOS,
        forced_bos_token_id=None,
        forced_eos_token_id=None,
        normalize_before=False,  # CTranslate2's converter asks for these two
        normalize_embedding=True,
    )
    return BartForConditionalGeneration(config)


def from_encoder(kit: Path, decoder_layers: int) -> Any:
    """A model that knows what E5 knows.

    Args:
        kit: A folder that `pack` wrote.
        decoder_layers: More than the encoder has begin as copies from its first one on.
    """
    import torch

    shape = json.loads((kit / "shape.json").read_text(encoding="utf-8"))
    tensors = np.load(kit / "encoder.npz")
    hidden, ffn, layers = shape["hidden"], shape["ffn"], shape["layers"]
    model = bart(shape, decoder_layers)
    state = model.state_dict()

    def vector(name: str) -> Any:
        return torch.from_numpy(tensors[name].astype(np.float32))

    def matrix(name: str, rows: int, columns: int) -> Any:
        return torch.from_numpy(dense(tensors[name], rows, columns).copy())

    def layer(target: str, source: int, attentions: tuple[str, ...]) -> None:
        for attention in attentions:
            for short, long in (("q", "q_proj"), ("k", "k_proj"), ("v", "v_proj"), ("ao", "out_proj")):
                state[f"{target}.{attention}.{long}.weight"] = matrix(f"l{source}.{short}.w", hidden, hidden)
                state[f"{target}.{attention}.{long}.bias"] = vector(f"l{source}.{short}.b")
            state[f"{target}.{attention}_layer_norm.weight"] = vector(f"l{source}.aln.w")
            state[f"{target}.{attention}_layer_norm.bias"] = vector(f"l{source}.aln.b")
        state[f"{target}.fc1.weight"] = matrix(f"l{source}.fi.w", ffn, hidden)
        state[f"{target}.fc1.bias"] = vector(f"l{source}.fi.b")
        state[f"{target}.fc2.weight"] = matrix(f"l{source}.fo.w", hidden, ffn)
        state[f"{target}.fc2.bias"] = vector(f"l{source}.fo.b")
        state[f"{target}.final_layer_norm.weight"] = vector(f"l{source}.oln.w")
        state[f"{target}.final_layer_norm.bias"] = vector(f"l{source}.oln.b")

    words = matrix("emb.word", shape["vocab"], hidden)
    positions = vector("emb.pos").reshape(-1, hidden) + vector("emb.type").reshape(-1, hidden)[0]
    for key in (_SHARED, *_TIED):
        state[key] = words
    for side in ("encoder", "decoder"):
        table = state[f"model.{side}.embed_positions.weight"]
        table[OFFSET:] = positions[: table.shape[0] - OFFSET]
        state[f"model.{side}.layernorm_embedding.weight"] = vector("emb.ln.w")
        state[f"model.{side}.layernorm_embedding.bias"] = vector("emb.ln.b")
    for number in range(layers):
        layer(f"model.encoder.layers.{number}", number, ("self_attn",))
    for number in range(decoder_layers):
        layer(
            f"model.decoder.layers.{number}",
            (layers - decoder_layers + number) % layers,
            ("self_attn", "encoder_attn"),
        )
    model.load_state_dict(state)
    return model


def from_weights(folder: Path) -> Any:
    """A model out of `weights.pt` and `shape.json`, as a training leaves them, or out of a converted one's int8.

    Raises:
        FileNotFoundError: A file is missing.
        RuntimeError: The weights are of another shape.
    """
    if bundled.is_converted(folder):
        shape, state = bundled.read(folder)
    else:
        shape = json.loads((folder / "shape.json").read_text(encoding="utf-8"))
        state = load(folder / "weights.pt")
    depth = 1 + max(int(key.split(".")[3]) for key in state if key.startswith("model.decoder.layers."))
    model = bart(shape, depth)
    model.load_state_dict(state | dict.fromkeys(_TIED, state[_SHARED]))
    return model


def load(path: Path) -> dict[str, Any]:
    """Stored weights in float32 under transformers' names, without the copies of the word table."""
    import torch

    return {key: value.float() for key, value in torch.load(path, weights_only=True).items()}


def halved(state: dict[str, Any]) -> dict[str, Any]:
    """Weights as they are stored: float16, without the copies of the word table and the bias that `silence` sets."""
    import torch

    left_out = {*_TIED, _BIAS}
    kept = {
        key: value.detach().to("cpu", torch.float16) for key, value in state.items() if key not in left_out
    }
    return kept | {_BIAS: torch.zeros_like(state[_BIAS], device="cpu", dtype=torch.float16)}


def silence(model: Any, written: set[int]) -> None:
    """Keep a model from writing any piece but these and the end, by the bias of its logits, which conversion keeps.

    Args:
        model: As `from_weights` gives it.
        written: Ids of the pieces that English text has; see `text.written`.
    """
    bias = model.final_logits_bias
    bias[0, :] = _NEVER
    bias[0, sorted({PAD, EOS} | written)] = 0
