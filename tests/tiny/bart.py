"""A random BART summariser, small, in the hub layout of sshleifer/distilbart-cnn-12-6: its files, keys and quirks.

Its summaries are noise; what it tests is loading, generation settings kept in `config.json`, limits and conversion.
"""

import json
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import BartConfig, BartForConditionalGeneration

from tests.tiny import pairs

SEED = 12
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
GENERATION = {
    "early_stopping": True,
    "length_penalty": 2.0,
    "max_length": 142,
    "min_length": 56,
    "no_repeat_ngram_size": 3,
    "num_beams": 4,
}


def build(folder: Path, max_positions: int = 1024) -> Path:
    """Writes the model into `folder` (made when absent) and returns it; the same arguments give the same weights.

    Args:
        folder: where `config.json`, `vocab.json`, `merges.txt`, `tokenizer_config.json`, `pytorch_model.bin` go.
        max_positions: the longest input, in tokens; distilbart's own is 1024.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vocab_size = _write_tokenizer(folder, max_positions)
    config = config_of(vocab_size, max_positions)
    _write_json(folder / "config.json", config)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        model = BartForConditionalGeneration(BartConfig(**config))
    weights = {name: value for name, value in model.state_dict().items() if name != "lm_head.weight"}
    torch.save(weights, folder / "pytorch_model.bin")
    return folder


def config_of(vocab_size: int, max_positions: int) -> dict[str, object]:
    """The keys of distilbart's `config.json`, generation settings included, with small sizes."""
    return {
        "_num_labels": 3,
        "activation_dropout": 0.0,
        "activation_function": "gelu",
        "add_bias_logits": False,
        "add_final_layer_norm": False,
        "architectures": ["BartForConditionalGeneration"],
        "attention_dropout": 0.0,
        "bos_token_id": 0,
        "classif_dropout": 0.0,
        "classifier_dropout": 0.0,
        "d_model": 32,
        "decoder_attention_heads": 4,
        "decoder_ffn_dim": 64,
        "decoder_layerdrop": 0.0,
        "decoder_layers": 1,
        "decoder_start_token_id": 2,
        "dropout": 0.1,
        "encoder_attention_heads": 4,
        "encoder_ffn_dim": 64,
        "encoder_layerdrop": 0.0,
        "encoder_layers": 2,
        "eos_token_id": 2,
        "extra_pos_embeddings": 2,
        "force_bos_token_to_be_generated": True,
        "forced_bos_token_id": 0,
        "forced_eos_token_id": 2,
        "gradient_checkpointing": False,
        "id2label": {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"},
        "init_std": 0.02,
        "is_encoder_decoder": True,
        "label2id": {"LABEL_0": 0, "LABEL_1": 1, "LABEL_2": 2},
        "max_position_embeddings": max_positions,
        "model_type": "bart",
        "normalize_before": False,
        "normalize_embedding": True,
        "num_hidden_layers": 2,
        "output_past": True,
        "pad_token_id": 1,
        "prefix": " ",
        "scale_embedding": False,
        "static_position_embeddings": False,
        "task_specific_params": {"summarization": GENERATION},
        "vocab_size": vocab_size,
        **GENERATION,
    }


def _write_tokenizer(folder: Path, max_positions: int) -> int:
    """Writes byte-level BPE files; returns the embedding's rows, which leave `<mask>` out, as the hub's do."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=500,
        special_tokens=SPECIAL,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator([english for _, english in pairs()[:300]], trainer)
    tokenizer.model.save(str(folder))
    vocab = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    _write_json(folder / "vocab.json", {**vocab, "<mask>": len(vocab)})
    _write_json(folder / "tokenizer_config.json", {"model_max_length": max_positions})
    return len(vocab)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
