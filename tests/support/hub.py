"""Small checkpoints with random weights in the file layouts of real hub models.

Every builder trains its own SentencePiece (or byte BPE) model on the sentences below and writes exactly the files,
and the keys in `config.json`, that the named model has on the hub, so that loading them meets the same traps.
"""

import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ARABIC = (
    "ذهب الوزير إلى المدينة صباح اليوم.",
    "قالت الحكومة إن القرار سيصدر غدا.",
    "وصل الفريق إلى حلب بعد رحلة طويلة.",
    "أعلنت الشركة عن أرباح بلغت 25 مليون دولار.",
    "لم يحضر الرئيس الاجتماع.",
    "يعيش في القرية نحو 300 شخص.",
    "بدأ الطلاب عامهم الدراسي الجديد في مدارس مؤقتة.",
    "أغلقت السلطات الجسر بسبب الفيضانات.",
)
ENGLISH = (
    "The minister went to the city this morning.",
    "The government said the decision will be issued tomorrow.",
    "The team reached Aleppo after a long journey.",
    "The company announced profits of 25 million dollars.",
    "The president did not attend the meeting.",
    "About 300 people live in the village.",
    "The students began their new school year in temporary schools.",
    "The authorities closed the bridge because of the floods.",
)
_SHAPE = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    "dropout": 0.1,
}


class Shelf:
    """Checkpoints below one folder, each built when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> Path:
        folder = self._folder / name
        if not folder.is_dir():
            folder.mkdir(parents=True)
            BUILDERS[name](folder)
        return folder


def marian_2020(folder: Path) -> Path:
    """As `Helsinki-NLP/opus-mt-ar-en` on main: `.bin` only, decoding settings in config.json."""
    size = _marian_tokenizer(folder)
    config = _marian_config(size) | {
        "bad_words_ids": [[size - 1]],
        "forced_eos_token_id": 0,
        "max_length": 512,
        "num_beams": 4,
        "num_hidden_layers": 2,
        "add_bias_logits": False,
        "add_final_layer_norm": False,
        "normalize_before": False,
        "normalize_embedding": False,
        "static_position_embeddings": True,
        "bos_token_id": 0,
        "init_std": 0.02,
        "id2label": {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"},
    }
    _write(folder / "config.json", config)
    _save_bin(_random(folder), folder)
    return folder


def marian(folder: Path) -> Path:
    """As OPUS-MT models re-uploaded later: safetensors, and decoding settings in generation_config.json."""
    size = _marian_tokenizer(folder)
    _write(folder / "config.json", _marian_config(size))
    settings = {"bad_words_ids": [[size - 1]], "forced_eos_token_id": 0, "max_length": 512, "num_beams": 6}
    starts = {"decoder_start_token_id": size - 1, "eos_token_id": 0, "pad_token_id": size - 1}
    _write(folder / "generation_config.json", settings | starts | {"renormalize_logits": True})
    _save_safetensors(_random(folder), folder)
    return folder


def nllb(folder: Path) -> Path:
    """As `facebook/nllb-200-distilled-600M`."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import NllbTokenizer

    bpe = Tokenizer(models.BPE(unk_token="<unk>"))  # noqa: S106 - a token of the vocabulary
    bpe.pre_tokenizer = pre_tokenizers.Metaspace()
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = trainers.BpeTrainer(vocab_size=300, special_tokens=specials, show_progress=False)
    bpe.train_from_iterator((*ARABIC, *ENGLISH), trainer)
    trained = json.loads(bpe.to_str())["model"]
    merges = [tuple(pair) for pair in trained["merges"]]
    tokenizer = NllbTokenizer(vocab=trained["vocab"], merges=merges)
    tokenizer.save_pretrained(folder)
    codes = [token for token in tokenizer.all_special_tokens if "_" in token]
    _write(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "NllbTokenizer", "model_max_length": 1024, "additional_special_tokens": codes},
    )
    size, pieces = len(tokenizer), len(trained["vocab"])
    starts = {"decoder_start_token_id": 2, "eos_token_id": 2, "pad_token_id": 1, "bos_token_id": 0}
    family = {
        "model_type": "m2m_100",
        "architectures": ["M2M100ForConditionalGeneration"],
        "tokenizer_class": "NllbTokenizer",
    }
    _write(
        folder / "config.json",
        _SHAPE
        | family
        | starts
        | {"vocab_size": size, "max_position_embeddings": 1024, "max_length": 200}
        | {"activation_function": "relu", "scale_embedding": True, "is_encoder_decoder": True},
    )
    _write(folder / "generation_config.json", starts | {"max_length": 200})
    _save_bin(_random(folder, pieces=pieces), folder)
    return folder


def m2m100(folder: Path) -> Path:
    """As `facebook/m2m100_418M`: vocab.json beside SentencePiece, eight made-up words at the end."""
    model = sentencepiece_model((*ARABIC, *ENGLISH), 300)
    (folder / "sentencepiece.bpe.model").write_bytes(model)
    pieces = ["<s>", "<pad>", "</s>", "<unk>", *pieces_of(model)]
    _write(folder / "vocab.json", {piece: number for number, piece in enumerate(pieces)})
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "M2M100Tokenizer", "model_max_length": 1024})
    size = len(pieces) + _M2M100_CODES + 8
    starts = {"decoder_start_token_id": 2, "eos_token_id": 2, "pad_token_id": 1, "bos_token_id": 0}
    _write(
        folder / "config.json",
        _SHAPE
        | starts
        | {"model_type": "m2m_100", "architectures": ["M2M100ForConditionalGeneration"]}
        | {"vocab_size": size, "max_position_embeddings": 1024, "max_length": 200, "num_beams": 5}
        | {"activation_function": "relu", "scale_embedding": True, "early_stopping": True},
    )
    _save_bin(_random(folder, pieces=len(pieces)), folder)
    return folder


def mbart50(folder: Path) -> Path:
    """As `facebook/mbart-large-50-many-to-many-mmt`."""
    (folder / "sentencepiece.bpe.model").write_bytes(sentencepiece_model((*ARABIC, *ENGLISH), 300))
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "MBart50Tokenizer"})
    family = {
        "model_type": "mbart",
        "architectures": ["MBartForConditionalGeneration"],
        "tokenizer_class": "MBart50Tokenizer",
    }
    _write(folder / "config.json", family)
    from transformers import AutoTokenizer

    size = len(AutoTokenizer.from_pretrained(folder).get_vocab())
    starts = {
        "decoder_start_token_id": 2,
        "eos_token_id": 2,
        "forced_eos_token_id": 2,
        "pad_token_id": 1,
        "bos_token_id": 0,
    }
    _write(
        folder / "config.json",
        _SHAPE
        | family
        | starts
        | {"vocab_size": size, "max_position_embeddings": 1024, "max_length": 200, "num_beams": 5}
        | {"activation_function": "relu", "scale_embedding": True, "normalize_before": True}
        | {"normalize_embedding": True, "add_final_layer_norm": True, "static_position_embeddings": False},
    )
    _save_bin(_random(folder), folder)
    return folder


def t5(folder: Path) -> Path:
    """As `t5-small`: tied weights, no position table, its limits only in `n_positions`."""
    (folder / "spiece.model").write_bytes(
        sentencepiece_model((*ARABIC, *ENGLISH, "translate Arabic to English: "), 300, **_T5_IDS)
    )
    _write(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "T5Tokenizer", "extra_ids": 100, "model_max_length": 512},
    )
    _write(folder / "config.json", {"model_type": "t5"})
    size = _saved_tokenizer(folder)
    _write(folder / "config.json", _t5_config(size) | {"feed_forward_proj": "relu", "n_positions": 512})
    _write(
        folder / "generation_config.json", {"decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0}
    )
    _save_safetensors(_random(folder, pieces=size - 100), folder)
    return folder


def madlad(folder: Path) -> Path:
    """As `google/madlad400-3b-mt`: T5 1.1 with untied output and one `<2xx>` token a target language."""
    codes = ["<2ar>", "<2de>", "<2en>", "<2fr>"]
    model = sentencepiece_model((*ARABIC, *ENGLISH), 300, user_defined_symbols=codes, **_T5_IDS)
    (folder / "spiece.model").write_bytes(model)
    _write(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "T5Tokenizer", "extra_ids": 0, "additional_special_tokens": []},
    )
    _write(folder / "config.json", {"model_type": "t5"})
    size = _saved_tokenizer(folder)
    _write(
        folder / "config.json",
        _t5_config(size) | {"feed_forward_proj": "gated-gelu", "tie_word_embeddings": False},
    )
    _write(
        folder / "generation_config.json", {"decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0}
    )
    _save_safetensors(_random(folder, untied=True), folder)
    return folder


def bart(folder: Path) -> Path:
    """As `sshleifer/distilbart-cnn-12-6`: byte BPE, a summariser's settings in config.json."""
    from tokenizers import ByteLevelBPETokenizer

    trainer = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer.train_from_iterator(ENGLISH, vocab_size=400, special_tokens=specials, show_progress=False)
    trainer.save_model(str(folder))
    _write(folder / "tokenizer_config.json", {"model_max_length": 1024})
    config = _SHAPE | {
        "model_type": "bart",
        "architectures": ["BartForConditionalGeneration"],
        "vocab_size": trainer.get_vocab_size(),
        "max_position_embeddings": 1024,
        "activation_function": "gelu",
        "bos_token_id": 0,
        "pad_token_id": 1,
        "eos_token_id": 2,
        "decoder_start_token_id": 2,
        "forced_bos_token_id": 0,
        "forced_eos_token_id": 2,
        "num_beams": 4,
        "min_length": 56,
        "max_length": 142,
        "length_penalty": 2.0,
        "no_repeat_ngram_size": 3,
        "early_stopping": True,
        "normalize_before": False,
        "normalize_embedding": True,
        "add_final_layer_norm": False,
        "scale_embedding": False,
        "static_position_embeddings": False,
    }
    _write(folder / "config.json", config)
    _save_bin(_random(folder), folder)
    return folder


BUILDERS: dict[str, Callable[[Path], Path]] = {
    "marian_2020": marian_2020,
    "marian": marian,
    "nllb": nllb,
    "m2m100": m2m100,
    "mbart50": mbart50,
    "t5": t5,
    "madlad": madlad,
    "bart": bart,
}
_M2M100_CODES = 100  # languages for which its tokeniser reserves ids after the pieces
_T5_IDS = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}


def _marian_tokenizer(folder: Path) -> int:
    """Write an OPUS-MT tokeniser: two SentencePiece models over one vocabulary with `<pad>` last; its size."""
    source, target = sentencepiece_model(ARABIC, 150), sentencepiece_model(ENGLISH, 150)
    (folder / "source.spm").write_bytes(source)
    (folder / "target.spm").write_bytes(target)
    pieces = dict.fromkeys(["</s>", "<unk>", *pieces_of(source), *pieces_of(target), "<pad>"])
    _write(folder / "vocab.json", {piece: number for number, piece in enumerate(pieces)})
    _write(folder / "tokenizer_config.json", {"target_lang": "eng", "source_lang": "ara"})
    return len(pieces)


def _marian_config(size: int) -> dict[str, Any]:
    return _SHAPE | {
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


def _t5_config(size: int) -> dict[str, Any]:
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


def _saved_tokenizer(folder: Path) -> int:
    """Write tokenizer.json from SentencePiece, as these models have it on the hub; the vocabulary's size."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return len(tokenizer)


def _random(folder: Path, *, untied: bool = False, pieces: int | None = None) -> Any:
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


def _save_bin(model: Any, folder: Path) -> None:
    """As in 2020: everything in the file, tied weights included."""
    import torch

    torch.save(dict(model.state_dict()), folder / "pytorch_model.bin")


def _save_safetensors(model: Any, folder: Path) -> None:
    """As save_pretrained does: a weight that is tied to another is written once."""
    from safetensors.torch import save_file

    places: dict[int, str] = {}
    for name, weight in model.state_dict().items():
        places.setdefault(weight.data_ptr(), name)
    state = {
        name: weight.contiguous() for name, weight in model.state_dict().items() if name in places.values()
    }
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})


def _write(path: Path, value: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")
