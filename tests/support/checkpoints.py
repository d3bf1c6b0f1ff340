"""What checkpoints in the layouts of the hub are made of: tokenisers, settings, random weights."""

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SHAPE = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    "dropout": 0.1,
}


def marian_config(size: int) -> dict[str, Any]:
    return SHAPE | {
        "model_type": "marian",
        "architectures": ["MarianMTModel"],
        "activation_function": "swish",
        "vocab_size": size,
        "pad_token_id": size - 1,
        "decoder_start_token_id": size - 1,
        "eos_token_id": 0,
        "max_position_embeddings": 512,
        "scale_embedding": True,
        "is_encoder_decoder": True,
    }


def t5_config(size: int) -> dict[str, Any]:
    return {
        "model_type": "t5",
        "architectures": ["T5ForConditionalGeneration"],
        "d_model": 32,
        "d_kv": 8,
        "d_ff": 64,
        "num_heads": 4,
        "num_layers": 2,
        "num_decoder_layers": 2,
        "relative_attention_num_buckets": 32,
        "vocab_size": size,
        "decoder_start_token_id": 0,
        "eos_token_id": 1,
        "pad_token_id": 0,
        "is_encoder_decoder": True,
    }


def sentencepiece_model(lines: Sequence[str], size: int, **options: Any) -> bytes:
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=model,
        vocab_size=size,
        hard_vocab_limit=False,
        minloglevel=2,
        **options,
    )
    return model.getvalue()


def pieces_of(model: bytes) -> Iterator[str]:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    return (
        processor.id_to_piece(i)
        for i in range(processor.get_piece_size())
        if not processor.is_control(i) and not processor.is_unknown(i)
    )


def saved_tokenizer(folder: Path) -> int:
    """Write tokenizer.json from SentencePiece, as these models have it on the hub; the vocabulary's size."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return len(tokenizer)


def random_model(folder: Path, *, untied: bool = False, pieces: int | None = None) -> Any:
    """The model of config.json with random weights, large enough that outputs differ between inputs.

    Ids from `pieces` on are not text (language codes, reserved words): their rows are made small, so that they
    seldom come out.
    """
    import torch
    from transformers import AutoConfig, AutoModelForSeq2SeqLM

    torch.manual_seed(7)
    model = AutoModelForSeq2SeqLM.from_config(AutoConfig.from_pretrained(folder))
    t5 = model.config.model_type == "t5"
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() > 1 and "position" not in name and not (t5 and "shared" in name):
                weight.mul_(4 if t5 else 8)
        if pieces:
            model.get_input_embeddings().weight[pieces:] *= 0.05
        if untied:
            model.lm_head.weight = torch.nn.Parameter(torch.randn_like(model.lm_head.weight) / 3)
        if hasattr(model, "final_logits_bias"):
            model.final_logits_bias[0, model.config.eos_token_id] = 2.5  # outputs that end
    return model


def save_bin(model: Any, folder: Path) -> None:
    """As in 2020: everything in the file, tied weights included."""
    import torch

    torch.save(dict(model.state_dict()), folder / "pytorch_model.bin")


def save_safetensors(model: Any, folder: Path) -> None:
    """As save_pretrained does: a weight that is tied to another is written once."""
    from safetensors.torch import save_file

    places: dict[int, str] = {}
    for name, weight in model.state_dict().items():
        places.setdefault(weight.data_ptr(), name)
    state = {
        name: weight.contiguous() for name, weight in model.state_dict().items() if name in places.values()
    }
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})


def write(path: Path, value: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")
