"""Trains the tiny Marian model and writes it in the hub layout of 2020: `python -m tests.tiny.train`.

Deterministic to the byte: one thread, fixed seeds. Seven minutes on a free core. The vocabulary comes from `corpus.tsv`; the
training pairs are those of `corpus.tsv` and fresh ones of the same world, never one of `heldout.tsv`.
"""

import io
import json
import math
import time
from collections.abc import Iterator
from pathlib import Path

import sacrebleu
import sentencepiece
import torch
from torch import Tensor
from transformers import MarianConfig, MarianMTModel, MarianTokenizer

from tests.tiny import ARTICLES, MODEL, articles, heldout, pairs
from tests.tiny.world import Composer

SEED = 20201122
STEPS, WARMUP, PEAK_RATE = 2600, 200, 2e-3
BATCH, POOL = 64, 32  # sentences in a batch; batches in a pool that is sorted by length
MAX_POSITIONS = 256
EOS, UNK = 0, 1
ARABIC_LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي٪،؛؟"
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%?"


def train_pieces(folder: Path, name: str, lines: list[str], size: int, letters: str) -> None:
    """Writes `<name>.spm` with at most `size` pieces; figures are always single pieces."""
    model = io.BytesIO()  # trained through files, the model would keep their paths
    sentencepiece.SentencePieceTrainer.Train(
        sentence_iterator=iter(lines),
        model_writer=model,
        vocab_size=size,
        model_type="bpe",  # unigram seeds only what stands in two words, too little in so small a text
        character_coverage=1.0,
        required_chars=letters,
        split_digits=True,
        user_defined_symbols=list("٠١٢٣٤٥٦٧٨٩") if letters is ARABIC_LETTERS else [],
        bos_id=-1,
        num_threads=1,
        minloglevel=2,
    )
    (folder / f"{name}.spm").write_bytes(model.getvalue())


def write_tokenizer(folder: Path) -> MarianTokenizer:
    """Writes the pieces, the joint vocabulary and the tokenizer's two small files."""
    train_pieces(folder, "source", [arabic for arabic, _ in pairs()], 640, ARABIC_LETTERS)
    train_pieces(folder, "target", [english for _, english in pairs()], 560, LATIN_LETTERS)
    pieces: set[str] = set()
    for name in ("source", "target"):
        model = sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{name}.spm"))
        pieces |= {model.id_to_piece(number) for number in range(model.get_piece_size())}
    words = ["</s>", "<unk>", *sorted(pieces - {"</s>", "<unk>"}), "<pad>"]
    _write_json(folder / "vocab.json", {word: number for number, word in enumerate(words)})
    _write_json(
        folder / "special_tokens_map.json", {"eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
    )
    _write_json(
        folder / "tokenizer_config.json",
        {
            "source_lang": "ar",
            "target_lang": "en",
            "model_max_length": MAX_POSITIONS,
            "tokenizer_class": "MarianTokenizer",
        },
    )
    return MarianTokenizer.from_pretrained(folder)


def config_of(vocab_size: int) -> dict[str, object]:
    """The keys of an OPUS-MT `config.json` of 2020, generation settings included, with small sizes."""
    pad = vocab_size - 1
    sides = {
        f"{side}_{key}": value
        for side in ("encoder", "decoder")
        for key, value in (("attention_heads", 4), ("ffn_dim", 256), ("layerdrop", 0.0), ("layers", 2))
    }
    return {
        "_num_labels": 3,
        "activation_dropout": 0.0,
        "activation_function": "swish",
        "add_bias_logits": False,
        "add_final_layer_norm": False,
        "architectures": ["MarianMTModel"],
        "attention_dropout": 0.0,
        "bad_words_ids": [[pad]],
        "bos_token_id": 0,
        "classif_dropout": 0.0,
        "d_model": 96,
        **sides,
        "decoder_start_token_id": pad,
        "dropout": 0.1,
        "eos_token_id": EOS,
        "extra_pos_embeddings": vocab_size,
        "forced_eos_token_id": EOS,
        "id2label": {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"},
        "init_std": 0.02,
        "is_encoder_decoder": True,
        "label2id": {"LABEL_0": 0, "LABEL_1": 1, "LABEL_2": 2},
        "max_length": MAX_POSITIONS,
        "max_position_embeddings": MAX_POSITIONS,
        "model_type": "marian",
        "normalize_before": False,
        "normalize_embedding": False,
        "num_beams": 4,
        "num_hidden_layers": 2,
        "pad_token_id": pad,
        "scale_embedding": True,
        "static_position_embeddings": True,
        "vocab_size": vocab_size,
    }


def batches(tokenizer: MarianTokenizer) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Source ids, target ids and decoder input ids, padded, without end; every pool holds all article sentences."""
    unseen = {arabic for arabic, _ in heldout()}
    known = [pair for path in sorted(ARTICLES.glob("*.txt")) for pair in articles(path.stem)]
    order = torch.Generator().manual_seed(SEED)
    composer, corpus = Composer(SEED), pairs()
    pad = tokenizer.pad_token_id
    while True:
        pool = known + corpus  # the committed pairs come first, afterwards only fresh ones
        corpus = []
        while len(pool) < BATCH * POOL:
            pair = composer.pair()
            if pair[0] not in unseen:
                pool.append(pair)
        sources = tokenizer([arabic for arabic, _ in pool])["input_ids"]
        targets = tokenizer(text_target=[english for _, english in pool])["input_ids"]
        rows = sorted(zip(sources, targets, strict=True), key=lambda row: (len(row[1]), len(row[0])))
        cuts = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
        for number in torch.randperm(len(cuts), generator=order).tolist():
            source, target = (_padded([row[side] for row in cuts[number]], pad) for side in (0, 1))
            start = torch.full((len(target), 1), pad)
            yield source, target, torch.cat([start, target[:, :-1]], dim=1)


def train(tokenizer: MarianTokenizer, config: MarianConfig) -> MarianMTModel:
    """The trained model. Pad's embedding stays zero, as in Marian, whose decoder starts from a zero vector."""
    torch.manual_seed(SEED)
    config.dropout = 0.0  # the pairs never repeat, there is nothing to regularise
    model = MarianMTModel(config).train()
    pad = config.pad_token_id
    embedding = model.get_input_embeddings().weight
    bias = torch.nn.Parameter(torch.zeros(config.vocab_size))
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    with torch.no_grad():
        for parameter in parameters:  # the usual std of 0.02 is far too small for so narrow a model
            if parameter.ndim == 2:
                torch.nn.init.xavier_uniform_(parameter)
        embedding.normal_(std=config.d_model**-0.5)
        embedding[pad] = 0
    optimizer = torch.optim.AdamW([*parameters, bias], lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.0)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, _rate)
    started, total = time.monotonic(), 0.0
    for step, (source, target, before) in enumerate(batches(tokenizer), start=1):
        hidden = model.model(
            input_ids=source, attention_mask=source != pad, decoder_input_ids=before
        ).last_hidden_state
        real = target != pad
        logits = hidden[real] @ embedding[:pad].T + bias[:pad]  # pad is never a candidate
        loss = torch.nn.functional.cross_entropy(logits, target[real], label_smoothing=0.02)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_([*parameters, bias], 1.0)
        optimizer.step()
        rate.step()
        with torch.no_grad():
            embedding[pad] = 0
        total += loss.item()
        if step % 100 == 0:
            print(f"step {step:5d}  loss {total / 100:.4f}  {time.monotonic() - started:4.0f} s", flush=True)
            total = 0.0
        if step == STEPS:
            break
    with torch.no_grad():
        model.final_logits_bias[0] = bias
    return model.eval()


def evaluate(
    model: MarianMTModel, tokenizer: MarianTokenizer, test: list[tuple[str, str]]
) -> tuple[float, float]:
    """BLEU (0–100) and the share of exact translations, greedy."""
    made: list[str] = []
    for start in range(0, len(test), 50):
        rows = tokenizer(
            [arabic for arabic, _ in test[start : start + 50]], return_tensors="pt", padding=True
        )
        with torch.inference_mode():
            ids = model.generate(**rows, num_beams=1, max_length=MAX_POSITIONS)
        made += tokenizer.batch_decode(ids, skip_special_tokens=True)
    wanted = [english for _, english in test]
    exact = sum(one == other for one, other in zip(made, wanted, strict=True)) / len(test)
    return float(sacrebleu.corpus_bleu(made, [wanted]).score), exact


def main() -> None:
    """Trains, writes the model folder, reads it back and prints what it scores."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    MODEL.mkdir(exist_ok=True)
    tokenizer = write_tokenizer(MODEL)
    config = config_of(len(tokenizer.get_vocab()))
    model = train(tokenizer, MarianConfig(**config))
    _write_json(MODEL / "config.json", config)
    # Exactly a checkpoint of 2020: pickled, with the sinusoidal positions and the three names of the one embedding,
    # and without `lm_head`, which came later and is tied to it.
    weights = {name: value for name, value in model.state_dict().items() if name != "lm_head.weight"}
    torch.save(weights, MODEL / "pytorch_model.bin")
    model = MarianMTModel.from_pretrained(MODEL)
    print(f"parameters {sum(parameter.numel() for parameter in model.parameters()):,}")
    for name, test in (
        ("heldout", heldout()),
        ("articles", [pair for path in sorted(ARTICLES.glob("*.txt")) for pair in articles(path.stem)]),
    ):
        bleu, exact = evaluate(model, tokenizer, test)
        print(f"{name}: {len(test)} sentences, BLEU {bleu:.1f}, exact {exact:.1%}")


def _rate(step: int) -> float:
    """Linear warm-up, then half a cosine down to zero."""
    if step < WARMUP:
        return (step + 1) / WARMUP
    return 0.5 * (1 + math.cos(math.pi * (step - WARMUP) / (STEPS - WARMUP)))


def _padded(rows: list[list[int]], pad: int) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence(
        [torch.tensor(row) for row in rows], batch_first=True, padding_value=pad
    )


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
