"""What a training starts from: the weights and tokeniser of a model, or fresh ones made for the data."""

import io
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from mujaz.errors import ModelError, UsageError
from mujaz.models import checkpoint, files
from mujaz.models.resolve import ResolvedModel
from mujaz.training.config import ModelConfig, TrainingConfig
from mujaz.training.pairs import Pair

TRAINABLE = ("marian", "bart")  # the shapes whose training and export are tested here, by `model_type`
# Decoding settings that a model keeps: checkpoints of 2020 have them in config.json, where transformers 5 drops them.
_GENERATION = (
    "bad_words_ids", "bos_token_id", "decoder_start_token_id", "early_stopping", "eos_token_id", "forced_bos_token_id",
    "forced_eos_token_id", "length_penalty", "max_length", "no_repeat_ngram_size", "num_beams", "pad_token_id",
    "renormalize_logits",
)  # fmt: skip
_EOS, _UNK, _PAD = "</s>", "<unk>", "<pad>"


@dataclass(frozen=True, slots=True)
class Start:
    """A model ready to be trained."""

    model: Any  # a transformers sequence-to-sequence model on the CPU, its weights free to change
    tokenizer_folder: Path  # holds config.json and the tokeniser's files
    generation: dict[str, Any]  # the keys of generation_config.json


def load(resolved: ResolvedModel, settings: TrainingConfig) -> Start:
    """The weights of an existing model.

    Raises:
        UsageError: The model is of a shape that is not trained here, or is stored for CTranslate2 alone.
        ModelError: Its files are damaged.
    """
    import torch

    if files.is_ctranslate2(resolved.folder):
        raise UsageError(
            f"model {resolved.name} is in CTranslate2's format, which cannot be trained",
            "start from the checkpoint that it was converted from: `--set model.start=FOLDER`",
        )
    kind = files.read_json(resolved.folder / "config.json").get("model_type")
    if kind not in TRAINABLE:
        raise UsageError(
            f"model {resolved.name} is of the shape {kind!r}; trained here: {', '.join(TRAINABLE)}",
            "for example `--set model.start=Helsinki-NLP/opus-mt-ar-en`",
        )
    frozen = checkpoint.load(resolved.folder, torch.float32)
    generation = _generation(resolved.folder)
    for key in _GENERATION:  # kept apart: transformers 5 refuses to save them within a model's configuration
        if key in vars(frozen.config) and not key.endswith("_token_id"):
            delattr(frozen.config, key)
    frozen.config.dropout = settings.dropout
    model = type(frozen)(frozen.config)  # the weights as loaded are for inference alone
    model.load_state_dict(frozen.state_dict())
    return Start(model, resolved.folder, generation)


def scratch(pairs: Sequence[Pair], folder: Path, sizes: ModelConfig, settings: TrainingConfig) -> Start:
    """Fresh weights, and a SentencePiece vocabulary learnt from the pairs, both sides in one, with byte fallback.

    Args:
        pairs: What it will learn from.
        folder: Where the tokeniser's files go; made when absent.
        sizes: The sizes of the model.
        settings: Dropout and the seed of the weights.

    Raises:
        UsageError: The sizes do not fit each other, or the vocabulary is too small for the text.
    """
    import torch
    from transformers import MarianConfig, MarianMTModel

    if sizes.width % sizes.heads or (sizes.width // sizes.heads) % 2:
        raise UsageError(
            f"model.width is {sizes.width}: it must be an even multiple of model.heads, {sizes.heads}",
            f"`--set model.width={2 * sizes.heads * max(8, sizes.width // (2 * sizes.heads))}`",
        )
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = _write_tokenizer(pairs, folder, sizes)
    pad = len(vocabulary) - 1
    config = MarianConfig(
        vocab_size=len(vocabulary),
        d_model=sizes.width,
        encoder_layers=sizes.encoder_layers,
        decoder_layers=sizes.decoder_layers,
        encoder_attention_heads=sizes.heads,
        decoder_attention_heads=sizes.heads,
        encoder_ffn_dim=sizes.feed_forward,
        decoder_ffn_dim=sizes.feed_forward,
        max_position_embeddings=sizes.positions,
        activation_function="swish",
        dropout=settings.dropout,
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        pad_token_id=pad,
        eos_token_id=vocabulary[_EOS],
        bos_token_id=vocabulary[_EOS],
        decoder_start_token_id=pad,
        forced_eos_token_id=None,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(settings.seed)
        model = MarianMTModel(config)
        _initialise(model, pad)
    (folder / "config.json").write_text(config.to_json_string(), encoding="utf-8")
    generation = {
        "bad_words_ids": [[pad]],
        "decoder_start_token_id": pad,
        "eos_token_id": vocabulary[_EOS],
        "forced_eos_token_id": vocabulary[_EOS],
        "max_length": sizes.positions,
        "num_beams": 4,
        "pad_token_id": pad,
    }
    return Start(model, folder, generation)


def copy_tokenizer(source: Path, target: Path) -> None:
    """Copy the tokeniser's files as they are: saved anew, some would change."""
    for path in source.iterdir():
        if any(fnmatch(path.name, pattern) for pattern in files.TOKENIZER_FILES):
            shutil.copyfile(path, target / path.name)


def _generation(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("config.json", "generation_config.json"):
        if (folder / name).is_file():
            values = files.read_json(folder / name)
            found |= {key: values[key] for key in _GENERATION if values.get(key) is not None}
    return found


def _write_tokenizer(pairs: Sequence[Pair], folder: Path, sizes: ModelConfig) -> dict[str, int]:
    """Writes `source.spm` and `target.spm` (the same pieces), `vocab.json` and what MarianTokenizer needs besides."""
    import sentencepiece

    trained = io.BytesIO()  # trained through files, the model would keep their paths
    try:
        sentencepiece.SentencePieceTrainer.Train(
            sentence_iterator=iter([text for pair in pairs for text in (pair.arabic, pair.english)]),
            model_writer=trained,
            vocab_size=sizes.vocabulary,
            hard_vocab_limit=False,  # a small text does not fill a large vocabulary
            byte_fallback=True,
            split_digits=True,
            character_coverage=0.9995,
            normalization_rule_name="identity",  # NFKC would turn 29¾ into 293/4; the text is normalised before
            bos_id=-1,
            num_threads=1,
            minloglevel=2,
        )
    except RuntimeError as error:
        raise UsageError(
            f"no vocabulary of {sizes.vocabulary} pieces can be made from {len(pairs)} pairs: {error}",
            "`--set model.vocabulary=2000`, or give more data",
        ) from error
    model = sentencepiece.SentencePieceProcessor(model_proto=trained.getvalue())
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(trained.getvalue())
    pieces = [model.id_to_piece(number) for number in range(model.get_piece_size())]
    words = [_EOS, _UNK, *(piece for piece in pieces if piece not in (_EOS, _UNK)), _PAD]
    vocabulary = {word: number for number, word in enumerate(words)}
    small = {
        "vocab.json": vocabulary,
        "special_tokens_map.json": {"eos_token": _EOS, "unk_token": _UNK, "pad_token": _PAD},
        "tokenizer_config.json": {
            "source_lang": "ar",
            "target_lang": "en",
            "model_max_length": sizes.positions,
            "separate_vocabs": False,
            "tokenizer_class": "MarianTokenizer",
        },
    }
    for name, value in small.items():
        text = json.dumps(value, ensure_ascii=False, indent=1)
        (folder / name).write_text(text, encoding="utf-8")
    return vocabulary


def _initialise(model: Any, pad: int) -> None:
    """Weights as Marian draws them; transformers' standard deviation of 0.02 is far too small for a narrow model."""
    import torch

    embedding = model.get_input_embeddings().weight
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad and parameter.ndim == 2:  # noqa: PLR2004 - matrices
                torch.nn.init.xavier_uniform_(parameter)
        embedding.normal_(std=embedding.shape[1] ** -0.5)
        embedding[pad] = 0


def starts_from_zero(model: Any) -> int | None:
    """The row of the embeddings that has to stay zero, if there is one.

    Marian's decoder starts from a zero vector; transformers writes it as the embedding of `<pad>`. Training would move
    it through the tied output layer, and CTranslate2, which starts from zero whatever that row holds, would then
    translate otherwise than transformers.

    Raises:
        ModelError: The model's decoder starts with a token that is not `<pad>`.
    """
    if model.config.model_type != "marian":
        return None
    if model.config.decoder_start_token_id != model.config.pad_token_id:
        raise ModelError(
            "this Marian model does not start its decoder from <pad>, as all that were converted from Marian do",
            "start from another model: `--set model.start=Helsinki-NLP/opus-mt-ar-en`",
        )
    return int(model.config.pad_token_id)
