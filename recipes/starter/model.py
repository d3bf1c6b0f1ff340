"""The model before training: a BART whose encoder is E5's and whose decoder starts from E5's upper layers.

E5 is a post-norm BERT with learned positions, as BART is: its layers map one to one. The type embedding is folded into
the positions, which BART looks up two places further on.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from recipes.starter.e5 import SPECIAL, dense

START, PAD, EOS, UNK = range(len(SPECIAL))
_SHARED = "model.shared.weight"
_TIED = ("model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight", "lm_head.weight")
_OFFSET = 2  # of BART's positions


def build(kit: Path, decoder_layers: int, dropout: float) -> Any:
    """A `BartForConditionalGeneration` on the CPU.

    Args:
        kit: A folder that `pack` wrote.
        decoder_layers: At most as many as the encoder has.
        dropout: Between layers.
    """
    import torch
    from transformers import BartConfig, BartForConditionalGeneration

    shape = json.loads((kit / "shape.json").read_text(encoding="utf-8"))
    tensors = np.load(kit / "encoder.npz")
    hidden, ffn, layers = shape["hidden"], shape["ffn"], shape["layers"]
    config = BartConfig(
        vocab_size=shape["vocabulary"],
        d_model=hidden,
        encoder_layers=layers,
        decoder_layers=decoder_layers,
        encoder_attention_heads=shape["heads"],
        decoder_attention_heads=shape["heads"],
        encoder_ffn_dim=ffn,
        decoder_ffn_dim=ffn,
        max_position_embeddings=shape["positions"] - _OFFSET,
        activation_function="gelu",
        scale_embedding=False,
        dropout=dropout,
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
    model = BartForConditionalGeneration(config)
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

    words = matrix("emb.word", shape["vocabulary"], hidden)
    positions = vector("emb.pos").reshape(-1, hidden) + vector("emb.type").reshape(-1, hidden)[0]
    for key in (_SHARED, *_TIED):
        state[key] = words
    for side in ("encoder", "decoder"):
        table = state[f"model.{side}.embed_positions.weight"]
        table[_OFFSET:] = positions[: table.shape[0] - _OFFSET]
        state[f"model.{side}.layernorm_embedding.weight"] = vector("emb.ln.w")
        state[f"model.{side}.layernorm_embedding.bias"] = vector("emb.ln.b")
    for number in range(layers):
        layer(f"model.encoder.layers.{number}", number, ("self_attn",))
    for number in range(decoder_layers):
        layer(
            f"model.decoder.layers.{number}", layers - decoder_layers + number, ("self_attn", "encoder_attn")
        )
    model.load_state_dict(state)
    return model


def halved(state: dict[str, Any]) -> dict[str, Any]:
    """Weights in float16, without the copies of the one embedding: what travels home."""
    import torch

    return {key: value.detach().to("cpu", torch.float16) for key, value in state.items() if key not in _TIED}


def restore(model: Any, state: dict[str, Any]) -> None:
    """Put `halved` weights into a model.

    Raises:
        RuntimeError: They are of another shape.
    """
    whole = {key: value.float() for key, value in state.items()}
    whole |= dict.fromkeys(_TIED, whole[_SHARED])
    model.load_state_dict(whole)
