"""What a model in training scores on the kit's test pairs."""

import json
from pathlib import Path
from typing import Any

from recipes.starter.model import PAD

_BATCH = 64
_SHOWN = 12  # pairs in a sample file
_LONGEST = 254


class Tests:
    """The test sets of a kit.

    Args:
        kit: A folder that `pack` wrote.
        size: Pairs taken of each set.
    """

    def __init__(self, kit: Path, size: int) -> None:
        from transformers import PreTrainedTokenizerFast

        stored = json.loads((kit / "tests.json").read_text(encoding="utf-8"))
        self._sets = {name: entry["pairs"][:size] for name, entry in stored.items() if entry["pairs"]}
        self._choosing = [name for name, entry in stored.items() if entry["chooses"] and entry["pairs"]]
        self._tokenizer = PreTrainedTokenizerFast.from_pretrained(kit / "tokenizer")

    def score(self, model: Any, device: str, beam: int, out: Path) -> dict[str, dict[str, float]]:
        """BLEU and chrF of each set; the first outputs are written to `sample.NAME.txt`."""
        import sacrebleu

        model.eval()
        scores = {}
        for name, pairs in self._sets.items():
            made = self._translate(model, [arabic for arabic, _ in pairs], device, beam)
            wanted = [english for _, english in pairs]
            scores[name] = {
                "bleu": round(float(sacrebleu.corpus_bleu(made, [wanted]).score), 2),
                "chrf": round(float(sacrebleu.corpus_chrf(made, [wanted]).score), 2),
            }
            shown = [
                f"{pair[0]}\n  > {output}\n  = {pair[1]}\n" for pair, output in zip(pairs, made, strict=True)
            ]
            (out / f"sample.{name}.txt").write_text("\n".join(shown[:_SHOWN]), encoding="utf-8")
        return scores

    def choose(self, scores: dict[str, dict[str, float]]) -> float:
        """The mean chrF of the sets that choose the best weights."""
        return sum(scores[name]["chrf"] for name in self._choosing) / len(self._choosing)

    def _translate(self, model: Any, texts: list[str], device: str, beam: int) -> list[str]:
        import torch

        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        made = [""] * len(texts)
        for begin in range(0, len(order), _BATCH):
            places = order[begin : begin + _BATCH]
            rows = [self._tokenizer(texts[place]).input_ids for place in places]
            rows = [[*row[:-1][:_LONGEST], row[-1]] for row in rows]
            width = max(map(len, rows))
            ids = torch.tensor([row + [PAD] * (width - len(row)) for row in rows], device=device)
            with torch.inference_mode(), torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
                outputs = model.generate(
                    input_ids=ids,
                    attention_mask=(ids != PAD).long(),
                    num_beams=beam,
                    max_new_tokens=min(250, 2 * width + 10),
                )
            for place, output in zip(places, outputs, strict=True):
                made[place] = self._tokenizer.decode(output, skip_special_tokens=True).strip()
        return made
