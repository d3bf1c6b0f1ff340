"""Finds sentences on which the tiny model fails as larger ones do: `python -m tests.tiny.find_hard` writes `hard.tsv`.

Kept are only failures that greedy search and beam 4 share, in float32 and in int8, so that a test may count on them:

- `loop`: the translation repeats itself (a word trigram four times or more, or it deflates to less than 1/1.9);
- `lost`: it has less than 0.6 characters for one of the Arabic;
- `number`: well formed, but with another figure than the source.

Every `loop` and `lost` is several clauses joined by `؛`, each of which comes out exactly when translated alone.
"""

import re
import tempfile
import zlib
from collections import Counter

import ctranslate2
from transformers import MarianTokenizer

from tests.tiny import HARD, MODEL
from tests.tiny.world import Composer, sentence

SEED = 3
KEPT = 6  # of each kind


class Machines:
    """The model under every setting that has to fail alike."""

    def __init__(self, folder: str) -> None:
        ctranslate2.converters.TransformersConverter(str(MODEL)).convert(folder, force=True)
        self._tokenizer = MarianTokenizer.from_pretrained(MODEL)
        self._translators = [
            ctranslate2.Translator(folder, device="cpu", compute_type=kind, intra_threads=1)
            for kind in ("float32", "int8")
        ]

    def translate(self, texts: list[str]) -> list[list[str]]:
        """For every text its translations by all settings; patience 2 searches as `transformers` does."""
        rows = [self._tokenizer.convert_ids_to_tokens(self._tokenizer(text)["input_ids"]) for text in texts]
        made = []
        for translator in self._translators:
            for beams in (1, 4):
                results = translator.translate_batch(
                    rows, beam_size=beams, patience=2, max_decoding_length=256
                )
                ids = [self._tokenizer.convert_tokens_to_ids(result.hypotheses[0]) for result in results]
                made.append([self._tokenizer.decode(row, skip_special_tokens=True) for row in ids])
        return [list(column) for column in zip(*made, strict=True)]


def loops(english: str) -> bool:
    """Whether the text repeats itself."""
    words = english.lower().split()
    trigrams = Counter(zip(words, words[1:], words[2:], strict=False))
    packed = len(english.encode()) / len(zlib.compress(english.encode()))
    return packed > 1.9 or max(trigrams.values(), default=0) >= 4  # both measured on 14,063 real outputs


def find(machines: Machines) -> list[tuple[str, str, str]]:
    """Rows of kind, Arabic and right English."""
    composer = Composer(SEED)
    found: dict[str, list[tuple[str, str]]] = {"loop": [], "lost": [], "number": []}
    while any(len(rows) < KEPT for rows in found.values()):
        long = [composer.clauses(count) for count in (4, 5, 6, 7)]
        batch = [
            ("؛ ".join(arabic for arabic, _ in parts) + ".", "; ".join(english for _, english in parts))
            for parts in long
        ]
        texts = [arabic for arabic, _ in batch]
        for parts, (arabic, english), made in zip(long, batch, machines.translate(texts), strict=True):
            kind = _kind(arabic, made)
            if kind and len(found[kind]) < KEPT and _right_alone(machines, parts):
                found[kind].append((arabic, sentence(english)))
        pairs = [composer.pair() for _ in range(40)]
        for (arabic, english), made in zip(
            pairs, machines.translate([arabic for arabic, _ in pairs]), strict=True
        ):
            if len(found["number"]) < KEPT and all(_other_figure(one, english) for one in made):
                found["number"].append((arabic, english))
    return [(kind, *row) for kind, rows in found.items() for row in rows]


def _kind(arabic: str, made: list[str]) -> str:
    if all(map(loops, made)):
        return "loop"
    return "lost" if all(len(one) < 0.6 * len(arabic) for one in made) else ""


def _right_alone(machines: Machines, parts: list[tuple[str, str]]) -> bool:
    made = machines.translate([f"{arabic}." for arabic, _ in parts])
    return all(set(many) == {sentence(english)} for many, (_, english) in zip(made, parts, strict=True))


def _other_figure(made: str, wanted: str) -> bool:
    return made != wanted and re.sub(r"\d+", "#", made) == re.sub(r"\d+", "#", wanted)


def main() -> None:
    """Writes `hard.tsv`."""
    with tempfile.TemporaryDirectory() as folder:
        rows = find(Machines(folder))
    HARD.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
