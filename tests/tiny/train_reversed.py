"""Trains `reversed/`, a still smaller model of the other direction, English → Arabic: `python -m tests.tiny.train_reversed`.

It exists to be mistaken for a model of the right direction. Its tokeniser is the tiny model's with the two sides
exchanged, so only weights and configuration are kept; `build` makes a whole folder of them. Three minutes on a free core.
"""

import json
import shutil
import time
from pathlib import Path

import torch
from transformers import MarianConfig, MarianMTModel, MarianTokenizer

from tests.tiny import HERE, MODEL, pairs

REVERSED = HERE / "reversed"
SEED = 20201123
STEPS, BATCH, RATE = 1500, 48, 3e-3
_SIDES = {
    f"{side}_{key}": value
    for side in ("encoder", "decoder")
    for key, value in (("layers", 2), ("ffn_dim", 128))
}


def build(folder: Path) -> Path:
    """Writes the whole model into `folder`, which must not exist, and returns it."""
    shutil.copytree(REVERSED, folder)
    for name in ("vocab.json", "special_tokens_map.json"):
        shutil.copy(MODEL / name, folder)
    shutil.copy(MODEL / "target.spm", folder / "source.spm")
    shutil.copy(MODEL / "source.spm", folder / "target.spm")
    settings = json.loads((MODEL / "tokenizer_config.json").read_text(encoding="utf-8"))
    settings |= {"source_lang": "en", "target_lang": "ar"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def main() -> None:
    """Trains, and writes weights in float16 and the configuration."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    REVERSED.mkdir(exist_ok=True)
    config = json.loads((MODEL / "config.json").read_text(encoding="utf-8")) | {"d_model": 64, **_SIDES}
    (REVERSED / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    scratch = Path(shutil.copytree(REVERSED, HERE / "reversed.part"))
    try:
        shutil.rmtree(scratch)
        build(scratch)
        tokenizer = MarianTokenizer.from_pretrained(scratch)
    finally:
        shutil.rmtree(scratch)
    model = MarianMTModel(MarianConfig(**{**config, "dropout": 0.0})).train()
    embedding = model.get_input_embeddings().weight
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim == 2 and parameter.requires_grad:
                torch.nn.init.xavier_uniform_(parameter)
        embedding.normal_(std=64**-0.5)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.0)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=STEPS, pct_start=0.1)
    rows = sorted(pairs(), key=lambda pair: len(pair[1]))
    cuts = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
    pad, started = tokenizer.pad_token_id, time.monotonic()
    for step in range(STEPS):
        chosen = cuts[int(torch.randint(len(cuts), ()))]
        source = tokenizer([english for _, english in chosen], return_tensors="pt", padding=True)
        target = tokenizer(text_target=[arabic for arabic, _ in chosen], return_tensors="pt", padding=True)
        labels = target["input_ids"]
        before = torch.cat([torch.full((len(labels), 1), pad), labels[:, :-1]], dim=1)
        hidden = model.model(
            input_ids=source["input_ids"], attention_mask=source["attention_mask"], decoder_input_ids=before
        ).last_hidden_state
        real = labels != pad
        loss = torch.nn.functional.cross_entropy(hidden[real] @ embedding[:pad].T, labels[real])
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        rate.step()
        if step % 100 == 0:
            print(f"step {step:5d}  loss {loss.item():.3f}  {time.monotonic() - started:4.0f} s", flush=True)
    left_out = (
        "lm_head.weight",
        "model.encoder.embed_positions.weight",
        "model.decoder.embed_positions.weight",
    )
    weights = {name: value.half() for name, value in model.state_dict().items() if name not in left_out}
    torch.save(weights, REVERSED / "pytorch_model.bin")


if __name__ == "__main__":
    main()
