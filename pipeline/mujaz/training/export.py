"""From a trained model to folders that `translation.model` takes, and what they score."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions
from mujaz.models import checkpoint, convert, files, verify
from mujaz.models.resolve import ResolvedModel, resolve
from mujaz.storage import atomic
from mujaz.training.pairs import Pair
from mujaz.training.start import copy_tokenizer


@dataclass(frozen=True, slots=True)
class Scores:
    """What a model scores on held-out pairs, through the engine that a run would use."""

    bleu: float
    chrf: float
    signature: str  # of the engine and of sacreBLEU

    def __str__(self) -> str:
        return f"BLEU {self.bleu:.1f}, chrF {self.chrf:.1f}"


@dataclass(frozen=True, slots=True)
class Result:
    """What a training made."""

    checkpoint: str  # folder in transformers' layout
    ctranslate2: str  # folder in CTranslate2's format
    before: Scores | None  # of the model it started from; None from scratch
    after: Scores  # of the CTranslate2 copy
    steps: int
    best_step: int
    trained_on: int  # pairs
    held_out: int


def write_checkpoint(model: Any, tokenizer: Path, generation: dict[str, Any], folder: Path) -> None:
    """Write a model in transformers' layout: weights in safetensors, configuration, decoding settings, tokeniser.

    Args:
        model: A transformers model, on the CPU.
        tokenizer: A folder with the tokeniser's files, copied as they are.
        generation: The keys of generation_config.json.
        folder: Replaced when it exists.
    """
    from transformers import GenerationConfig

    model.generation_config = GenerationConfig()
    atomic.sweep_folder(folder)
    with atomic.folder(folder) as part:
        with checkpoint.quiet():
            model.save_pretrained(part)
        # Not by transformers, which refuses settings that it finds unusual and would leave some of these out.
        (part / "generation_config.json").write_text(
            json.dumps(generation, indent=1) + "\n", encoding="utf-8"
        )
        copy_tokenizer(tokenizer, part)
    verify.forget(folder)


def write_ctranslate2(source: Path, folder: Path, precision: str) -> None:
    """Convert a checkpoint into a folder that works without it: tokeniser and decoding settings lie beside the weights.

    Args:
        source: A folder as `write_checkpoint` makes it.
        folder: Replaced when it exists.
        precision: As CTranslate2 calls it, e.g. `int8`.

    Raises:
        ModelError: The model cannot be converted.
    """
    atomic.sweep_folder(folder)
    with atomic.folder(folder) as part:
        shutil.copytree(convert.converted(resolve(str(source), None), precision), part, dirs_exist_ok=True)
        copy_tokenizer(source, part)
        shutil.copyfile(source / "generation_config.json", part / "generation_config.json")
        made = files.read_json(part / verify.NOTE)  # of where it was made nothing travels
        note = {"name": folder.name, "sha256": made["sha256"]}
        (part / verify.NOTE).write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    verify.forget(folder)


def score(model: ResolvedModel, pairs: Sequence[Pair], beam_size: int) -> Scores:
    """BLEU and chrF of a model on pairs, run by CTranslate2 as a run on this machine would.

    Raises:
        ModelError: The model cannot be loaded.
    """
    import sacrebleu

    engine = registry.load("ctranslate2", model)
    # The loader's filter keeps pairs far below any model's limit, so nothing is cut.
    made = engine.translate([pair.arabic for pair in pairs], DecodingOptions(beam_size=beam_size))
    outputs, wanted = [one.text for one in made], [[pair.english for pair in pairs]]
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    return Scores(
        float(bleu.corpus_score(outputs, wanted).score),
        float(chrf.corpus_score(outputs, wanted).score),
        f"{engine.signature}|beam:{beam_size}|{bleu.get_signature()}",
    )
