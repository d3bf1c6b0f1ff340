"""Small checkpoints with random weights in the file layouts of real hub models.

Every builder trains its own SentencePiece (or byte BPE) model on the sentences below and writes exactly the files,
and the keys in `config.json`, that the named model has on the hub, so that loading them meets the same traps.
"""

import json
from collections.abc import Callable
from pathlib import Path

from tests.support.checkpoints import (
    SHAPE,
    marian_config,
    pieces_of,
    random_model,
    save_bin,
    save_safetensors,
    saved_tokenizer,
    sentencepiece_model,
    t5_config,
    write,
)

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
    config = marian_config(size) | {
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
    write(folder / "config.json", config)
    save_bin(random_model(folder), folder)
    return folder


def marian(folder: Path) -> Path:
    """As OPUS-MT models re-uploaded later: safetensors, and decoding settings in generation_config.json."""
    size = _marian_tokenizer(folder)
    write(folder / "config.json", marian_config(size))
    settings = {"bad_words_ids": [[size - 1]], "forced_eos_token_id": 0, "max_length": 512, "num_beams": 6}
    starts = {"decoder_start_token_id": size - 1, "eos_token_id": 0, "pad_token_id": size - 1}
    write(folder / "generation_config.json", settings | starts | {"renormalize_logits": True})
    save_safetensors(random_model(folder), folder)
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
    write(
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
    write(
        folder / "config.json",
        SHAPE
        | family
        | starts
        | {"vocab_size": size, "max_position_embeddings": 1024, "max_length": 200}
        | {"activation_function": "relu", "scale_embedding": True, "is_encoder_decoder": True},
    )
    write(folder / "generation_config.json", starts | {"max_length": 200})
    save_bin(random_model(folder, pieces=pieces), folder)
    return folder


def m2m100(folder: Path) -> Path:
    """As `facebook/m2m100_418M`: vocab.json beside SentencePiece, eight made-up words at the end."""
    model = sentencepiece_model((*ARABIC, *ENGLISH), 300)
    (folder / "sentencepiece.bpe.model").write_bytes(model)
    pieces = ["<s>", "<pad>", "</s>", "<unk>", *pieces_of(model)]
    write(folder / "vocab.json", {piece: number for number, piece in enumerate(pieces)})
    write(folder / "tokenizer_config.json", {"tokenizer_class": "M2M100Tokenizer", "model_max_length": 1024})
    size = len(pieces) + _M2M100_CODES + 8
    starts = {"decoder_start_token_id": 2, "eos_token_id": 2, "pad_token_id": 1, "bos_token_id": 0}
    write(
        folder / "config.json",
        SHAPE
        | starts
        | {"model_type": "m2m_100", "architectures": ["M2M100ForConditionalGeneration"]}
        | {"vocab_size": size, "max_position_embeddings": 1024, "max_length": 200, "num_beams": 5}
        | {"activation_function": "relu", "scale_embedding": True, "early_stopping": True},
    )
    save_bin(random_model(folder, pieces=len(pieces)), folder)
    return folder


def mbart50(folder: Path) -> Path:
    """As `facebook/mbart-large-50-many-to-many-mmt`."""
    (folder / "sentencepiece.bpe.model").write_bytes(sentencepiece_model((*ARABIC, *ENGLISH), 300))
    write(folder / "tokenizer_config.json", {"tokenizer_class": "MBart50Tokenizer"})
    family = {
        "model_type": "mbart",
        "architectures": ["MBartForConditionalGeneration"],
        "tokenizer_class": "MBart50Tokenizer",
    }
    write(folder / "config.json", family)
    from transformers import AutoTokenizer

    size = len(AutoTokenizer.from_pretrained(folder).get_vocab())
    starts = {
        "decoder_start_token_id": 2,
        "eos_token_id": 2,
        "forced_eos_token_id": 2,
        "pad_token_id": 1,
        "bos_token_id": 0,
    }
    write(
        folder / "config.json",
        SHAPE
        | family
        | starts
        | {"vocab_size": size, "max_position_embeddings": 1024, "max_length": 200, "num_beams": 5}
        | {"activation_function": "relu", "scale_embedding": True, "normalize_before": True}
        | {"normalize_embedding": True, "add_final_layer_norm": True, "static_position_embeddings": False},
    )
    save_bin(random_model(folder), folder)
    return folder


def t5(folder: Path) -> Path:
    """As `t5-small`: tied weights, no position table, its limits only in `n_positions`."""
    (folder / "spiece.model").write_bytes(
        sentencepiece_model((*ARABIC, *ENGLISH, "translate Arabic to English: "), 300, **_T5_IDS)
    )
    write(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "T5Tokenizer", "extra_ids": 100, "model_max_length": 512},
    )
    write(folder / "config.json", {"model_type": "t5"})
    size = saved_tokenizer(folder)
    write(folder / "config.json", t5_config(size) | {"feed_forward_proj": "relu", "n_positions": 512})
    write(
        folder / "generation_config.json", {"decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0}
    )
    save_safetensors(random_model(folder, pieces=size - 100), folder)
    return folder


def madlad(folder: Path) -> Path:
    """As `google/madlad400-3b-mt`: T5 1.1 with untied output and one `<2xx>` token a target language."""
    codes = ["<2ar>", "<2de>", "<2en>", "<2fr>"]
    model = sentencepiece_model((*ARABIC, *ENGLISH), 300, user_defined_symbols=codes, **_T5_IDS)
    (folder / "spiece.model").write_bytes(model)
    write(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "T5Tokenizer", "extra_ids": 0, "additional_special_tokens": []},
    )
    write(folder / "config.json", {"model_type": "t5"})
    size = saved_tokenizer(folder)
    write(
        folder / "config.json",
        t5_config(size) | {"feed_forward_proj": "gated-gelu", "tie_word_embeddings": False},
    )
    write(
        folder / "generation_config.json", {"decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0}
    )
    save_safetensors(random_model(folder, untied=True), folder)
    return folder


def bart(folder: Path) -> Path:
    """As `sshleifer/distilbart-cnn-12-6`: byte BPE, a summariser's settings in config.json."""
    from tokenizers import ByteLevelBPETokenizer

    trainer = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer.train_from_iterator(ENGLISH, vocab_size=400, special_tokens=specials, show_progress=False)
    trainer.save_model(str(folder))
    write(folder / "tokenizer_config.json", {"model_max_length": 1024})
    config = SHAPE | {
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
    write(folder / "config.json", config)
    save_bin(random_model(folder), folder)
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
    write(folder / "vocab.json", {piece: number for number, piece in enumerate(pieces)})
    write(folder / "tokenizer_config.json", {"target_lang": "eng", "source_lang": "ara"})
    return len(pieces)
