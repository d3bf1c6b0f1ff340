"""Checkpoints with random weights in exactly the shape of the real models: their speed without their download.

A model's speed does not depend on what its weights say, only on how many there are, provided that its outputs have a
given length. So outputs are forced to a length here, by the model's own settings: random weights never stop.
"""

import json
from pathlib import Path
from typing import Any

from tests import tiny
from tests.support import data
from tests.support.checkpoints import pieces_of, save_safetensors, sentencepiece_model

TARGET_TOKENS = 35  # about what English news takes
SUMMARY_TOKENS = 64
VOCABULARY = 62834  # of opus-mt-ar-en: two SentencePiece models of 32,000 each, less what they share
BART_VOCABULARY = 50_264
_PIECES = 32_000
_LINES = 60_000  # sentences to train SentencePiece on: enough for 32,000 pieces, and done in half a minute


def opus_mt(folder: Path) -> Path:
    """As `Helsinki-NLP/opus-mt-ar-en`, every key of its config.json that shapes it; outputs of TARGET_TOKENS.

    Its SentencePiece models are trained on the corpora where these are present, else on the tiny model's text; the
    vocabulary is filled up to the real one's size with words that no text has.
    """
    arabic, english = text()
    source, target = (sentencepiece_model(lines, _PIECES, num_threads=2) for lines in (arabic, english))
    folder.mkdir(parents=True)
    (folder / "source.spm").write_bytes(source)
    (folder / "target.spm").write_bytes(target)
    pieces = list(dict.fromkeys(["</s>", "<unk>", *pieces_of(source), *pieces_of(target)]))[: VOCABULARY - 1]
    pieces += [f"▁unused{number}" for number in range(VOCABULARY - 1 - len(pieces))]
    _write(folder / "vocab.json", {piece: number for number, piece in enumerate([*pieces, "<pad>"])})
    _write(folder / "tokenizer_config.json", {"target_lang": "eng", "source_lang": "ara"})
    config = {
        "model_type": "marian",
        "architectures": ["MarianMTModel"],
        "d_model": 512,
        "encoder_layers": 6,
        "decoder_layers": 6,
        "encoder_attention_heads": 8,
        "decoder_attention_heads": 8,
        "encoder_ffn_dim": 2048,
        "decoder_ffn_dim": 2048,
        "activation_function": "swish",
        "vocab_size": VOCABULARY,
        "pad_token_id": VOCABULARY - 1,
        "decoder_start_token_id": VOCABULARY - 1,
        "eos_token_id": 0,
        "forced_eos_token_id": 0,
        "bad_words_ids": [[VOCABULARY - 1]],
        "max_position_embeddings": 512,
        "num_beams": 4,
        "scale_embedding": True,
        "static_position_embeddings": True,
        "normalize_before": False,
        "is_encoder_decoder": True,
        **_forced(TARGET_TOKENS, outer=1),
    }
    return _random(folder, config)


def distilbart(folder: Path) -> Path:
    """As `sshleifer/distilbart-cnn-12-6`, with a byte BPE trained here; outputs of SUMMARY_TOKENS."""
    from tokenizers import ByteLevelBPETokenizer

    folder.mkdir(parents=True)
    trainer = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer.train_from_iterator(text()[1], vocab_size=20_000, special_tokens=specials, show_progress=False)
    trainer.save_model(str(folder))
    _fill(folder / "vocab.json", BART_VOCABULARY)
    _write(folder / "tokenizer_config.json", {"model_max_length": 1024})
    config = {
        "model_type": "bart",
        "architectures": ["BartForConditionalGeneration"],
        "d_model": 1024,
        "encoder_layers": 12,
        "decoder_layers": 6,
        "encoder_attention_heads": 16,
        "decoder_attention_heads": 16,
        "encoder_ffn_dim": 4096,
        "decoder_ffn_dim": 4096,
        "activation_function": "gelu",
        "vocab_size": BART_VOCABULARY,
        "max_position_embeddings": 1024,
        "bos_token_id": 0,
        "pad_token_id": 1,
        "eos_token_id": 2,
        "decoder_start_token_id": 2,
        "forced_bos_token_id": 0,
        "num_beams": 4,
        "length_penalty": 2.0,
        "no_repeat_ngram_size": 3,
        "early_stopping": True,
        "normalize_before": False,
        "normalize_embedding": True,
        "add_final_layer_norm": False,
        "scale_embedding": False,
        "static_position_embeddings": False,
        "is_encoder_decoder": True,
        **_forced(SUMMARY_TOKENS, outer=2),
    }
    return _random(folder, config)


def arabic_sentences() -> list[str]:
    """What is translated: FLORES-200 dev where it is present, else the tiny model's held-out sentences."""
    if data.FLORES.is_file():
        return data.lines(data.FLORES)
    return [arabic for arabic, _ in tiny.heldout()]


def english_articles(words: int) -> list[str]:
    """What is summarised: English sentences put together to texts of about so many words."""
    sentences = [english for _, english in (data.flores() if data.FLORES.is_file() else tiny.heldout())]
    articles, held = [], ""
    for sentence in sentences:
        held = f"{held} {sentence}".strip()
        if len(held.split()) >= words:
            articles.append(held)
            held = ""
    return articles


def _forced(tokens: int, outer: int) -> dict[str, int]:
    """Settings for outputs of exactly so many tokens; the files count the start token and a forced first one."""
    return {"min_length": tokens + outer, "max_length": tokens + outer}


def text() -> tuple[list[str], list[str]]:
    """Arabic and English lines to train tokenisers on."""
    if not data.OPEN_CORPUS.is_file():
        return [arabic for arabic, _ in tiny.pairs()], [english for _, english in tiny.pairs()]
    rows = [line.split("\t") for line in data.lines(data.OPEN_CORPUS)]
    rows = rows[:: len(rows) // _LINES]
    return [row[2] for row in rows], [row[3] for row in rows]


def _random(folder: Path, config: dict[str, Any]) -> Path:
    """Write the config and random weights, large enough that outputs differ between inputs."""
    import torch
    from transformers import AutoConfig, AutoModelForSeq2SeqLM

    _write(folder / "config.json", config)
    torch.manual_seed(7)
    model = AutoModelForSeq2SeqLM.from_config(AutoConfig.from_pretrained(folder))
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() > 1 and "position" not in name:
                weight.mul_(3)
    save_safetensors(model, folder)
    return folder


def _fill(path: Path, size: int) -> None:
    """Give a vocabulary its real size, with words that no text has."""
    words: dict[str, int] = json.loads(path.read_bytes())
    _write(path, words | {f"unused{number}": number for number in range(len(words), size)})


def _write(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
