"""Weights out of a converted model: int8 back to float32, so that a training can go on from what the package carries.

Layout of CTranslate2's model.bin, version 6, from the library's own `model_spec.py`: u32 version, name, u32 revision; u32
count of variables, each a name, u8 rank, u32 dimensions, u8 type, u32 bytes, the data; u32 count of aliases, two names each. A name
is u16 length with a closing zero. A matrix of int8 has a row of scales beside it: value = stored / scale.
"""

import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

OFFSET = 2  # of BART's positions: the rows before stand for no place
_VERSION = 6
_TYPES = {0: "<f4", 1: "i1", 2: "<i2", 3: "<i4", 4: "<f2"}
_SIDES = ("encoder", "decoder")


def is_converted(folder: Path) -> bool:
    """Whether a folder holds a converted model, and no weights of a training."""
    return (folder / "model.bin").is_file() and not (folder / "weights.pt").is_file()


def read(folder: Path) -> tuple[dict[str, int], dict[str, Any]]:
    """Shape, as in `shape.json`, and weights in float32 under transformers' names, without copies of the word table.

    Args:
        folder: A BART that CTranslate2's converter wrote, int8 or float.

    Raises:
        ValueError: `model.bin` is of another version or another kind of model.
    """
    import torch

    stored = _variables((folder / "model.bin").read_bytes(), folder)
    if "decoder/layernorm_embedding/gamma" not in stored:
        raise ValueError(f"{folder} holds no converted BART")
    # A decoder that cannot write all pieces has a shorter table of the same rows.
    table = next(
        name for name in ("encoder/embeddings_0", "decoder/embeddings") if f"{name}/weight" in stored
    )
    state: dict[str, NDArray[Any]] = {"model.shared.weight": _dense(stored, table)}
    for side in _SIDES:
        state |= _norm(stored, f"{side}/layernorm_embedding", f"model.{side}.layernorm_embedding")
        places = stored[f"{side}/position_encodings/encodings"].astype(np.float32)
        state[f"model.{side}.embed_positions.weight"] = np.pad(places, ((OFFSET, 0), (0, 0)))
        for number in range(_depth(stored, side)):
            state |= _layer(stored, f"{side}/layer_{number}", f"model.{side}.layers.{number}")
    words = state["model.shared.weight"]
    state["final_logits_bias"] = np.zeros((1, len(words)), np.float32)
    shape = {
        "hidden": words.shape[1],
        "layers": _depth(stored, "encoder"),
        "heads": int(stored["encoder/num_heads"]),
        "ffn": len(stored["encoder/layer_0/ffn/linear_0/bias"]),
        "positions": len(state["model.encoder.embed_positions.weight"]),
        "vocab": len(words),
    }
    return shape, {name: torch.from_numpy(np.array(values)) for name, values in state.items()}


def _variables(data: bytes, folder: Path) -> dict[str, NDArray[Any]]:
    at = 0

    def take(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return int(value)

    def name() -> str:
        nonlocal at
        size = take("H")
        at += size
        return data[at - size : at - 1].decode()

    if take("I") != _VERSION:
        raise ValueError(f"{folder / 'model.bin'} is of another version of CTranslate2's format")
    name(), take("I")
    found = {}
    for _ in range(take("I")):
        own = name()
        dimensions = [take("I") for _ in range(take("B"))]
        kind, size = _TYPES[take("B")], take("I")
        found[own] = np.frombuffer(data, kind, size // np.dtype(kind).itemsize, at).reshape(dimensions)
        at += size
    return found


def _depth(stored: dict[str, NDArray[Any]], side: str) -> int:
    return sum(f"{side}/layer_{number}/ffn/linear_0/bias" in stored for number in range(len(stored)))


def _dense(stored: dict[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    values = stored[f"{name}/weight"].astype(np.float32)
    scales = stored.get(f"{name}/weight_scale")
    return values if scales is None else values / scales[:, None]


def _layer(stored: dict[str, NDArray[Any]], ours: str, theirs: str) -> dict[str, NDArray[Any]]:
    found = _linear(stored, f"{ours}/self_attention/linear_0", theirs, "self_attn", "qkv")
    found |= _linear(stored, f"{ours}/self_attention/linear_1", theirs, "self_attn", "out")
    found |= _norm(stored, f"{ours}/self_attention/layer_norm", f"{theirs}.self_attn_layer_norm")
    if f"{ours}/attention/linear_0/bias" in stored:
        for number, parts in enumerate(("q", "kv", "out")):
            found |= _linear(stored, f"{ours}/attention/linear_{number}", theirs, "encoder_attn", parts)
        found |= _norm(stored, f"{ours}/attention/layer_norm", f"{theirs}.encoder_attn_layer_norm")
    for number, name in enumerate(("fc1", "fc2")):
        found[f"{theirs}.{name}.weight"] = _dense(stored, f"{ours}/ffn/linear_{number}")
        found[f"{theirs}.{name}.bias"] = stored[f"{ours}/ffn/linear_{number}/bias"]
    return found | _norm(stored, f"{ours}/ffn/layer_norm", f"{theirs}.final_layer_norm")


def _linear(
    stored: dict[str, NDArray[Any]], name: str, theirs: str, attention: str, parts: str
) -> dict[str, NDArray[Any]]:
    """The projections of an attention, which conversion puts on top of each other."""
    projections = ["out"] if parts == "out" else list(parts)
    matrices = np.split(_dense(stored, name), len(projections))
    biases = np.split(stored[f"{name}/bias"], len(projections))
    found = {}
    for letter, matrix, bias in zip(projections, matrices, biases, strict=True):
        found[f"{theirs}.{attention}.{letter}_proj.weight"] = matrix
        found[f"{theirs}.{attention}.{letter}_proj.bias"] = bias
    return found


def _norm(stored: dict[str, NDArray[Any]], ours: str, theirs: str) -> dict[str, NDArray[Any]]:
    return {f"{theirs}.weight": stored[f"{ours}/gamma"], f"{theirs}.bias": stored[f"{ours}/beta"]}
