"""What a model in training scores on the kit's test pairs, greedily."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from recipes.starter.model import EOS, PAD

if TYPE_CHECKING:
    from recipes.starter.network import Network

_BATCH = 40
_SHOWN = 25  # pairs in a sample file


def score(network: "Network", kit: Path, out: Path, most: int, device: str) -> dict[str, dict[str, float]]:
    """BLEU and chrF of each test set; the first outputs are written to `sample.NAME.txt`.

    Args:
        network: Left in training mode.
        kit: A folder that `pack` wrote.
        out: Where the samples go.
        most: Pairs taken of each set.
        device: Where the network is.
    """
    import sacrebleu
    import torch
    from transformers import PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast.from_pretrained(kit / "tokenizer")
    stored: dict[str, list[list[str]]] = json.loads((kit / "tests.json").read_text(encoding="utf-8"))
    network.eval()
    scores = {}
    for name, pairs in ((name, pairs[:most]) for name, pairs in stored.items() if pairs):
        made = [""] * len(pairs)
        order = sorted(range(len(pairs)), key=lambda place: len(pairs[place][0]))
        for begin in range(0, len(order), _BATCH):
            places = order[begin : begin + _BATCH]
            rows = [[*tokenizer(pairs[place][0]).input_ids[:-1][: network.room - 1], EOS] for place in places]
            width = max(map(len, rows))
            ids = torch.tensor([row + [PAD] * (width - len(row)) for row in rows], device=device)
            for place, best in zip(places, network.greedy(ids, min(160, 8 + 8 * width // 5)), strict=True):
                made[place] = tokenizer.decode(best, skip_special_tokens=True).strip()
        wanted = [english for _, english in pairs]
        scores[name] = {
            "bleu": round(float(sacrebleu.corpus_bleu(made, [wanted]).score), 2),
            "chrf": round(float(sacrebleu.corpus_chrf(made, [wanted]).score), 2),
        }
        shown = [f"{pair[0]}\n  > {line}\n  = {pair[1]}\n" for pair, line in zip(pairs, made, strict=True)]
        (out / f"sample.{name}.txt").write_text("\n".join(shown[:_SHOWN]), encoding="utf-8")
    network.train()
    return scores
