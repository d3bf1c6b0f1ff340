"""From trained weights to what the package carries: a checkpoint, its int8 conversion, and a card with what was measured."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from mujaz.models.resolve import resolve
from mujaz.training import export as exporting
from mujaz.training.pairs import Pair
from mujaz.version import __version__
from recipes.starter import model

MOST_BYTES = 60 * 10**6  # of the converted model, see the design
_CARD = Path(__file__).with_name("card.md")
_BEAM = 4
# Where the numbers of the test sets come from, for the card.
_ABOUT = {
    "flores-dev": "FLORES-200 dev (every fifth sentence, none of it learnt)",
    "news": "held-out news composed for this project",
    "prose": "held-out prose of the training sources",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    checkpoint: Path  # transformers' layout, for training on
    starter: Path  # CTranslate2, int8: what the package carries
    bytes: int  # of the latter
    scores: dict[str, exporting.Scores]


def export(kit: Path, out: Path, target: Path, *, tested: int) -> Exported:
    """Write the starter.

    Args:
        kit: The folder that `pack` wrote.
        out: The folder with `best.pt`, `settings.json` and `log.jsonl` of the training.
        target: Where `checkpoint/` and `starter/` are written; the package takes `starter/`.
        tested: Pairs of each test set that are scored for the card.

    Raises:
        ValueError: The converted model is larger than the package may carry.
        ModelError: The model does not convert.
    """
    import torch

    settings = json.loads((out / "settings.json").read_text(encoding="utf-8"))
    built = model.build(kit, settings["plan"]["decoder_layers"], settings["plan"]["dropout"])
    model.restore(built, torch.load(out / "best.pt", weights_only=True))
    generation = {
        "decoder_start_token_id": model.EOS,
        "eos_token_id": model.EOS,
        "pad_token_id": model.PAD,
        "max_length": 250,
        "num_beams": _BEAM,
    }
    checkpoint, starter = target / "checkpoint", target / "starter"
    exporting.write_checkpoint(built.eval(), kit / "tokenizer", generation, checkpoint)
    exporting.write_ctranslate2(checkpoint, starter, "int8")
    size = sum(path.stat().st_size for path in starter.iterdir())
    if size > MOST_BYTES:
        raise ValueError(f"{starter} takes {size / 1e6:.0f} MB; the package may carry {MOST_BYTES / 1e6:.0f}")
    scores = _score(kit, starter, tested)
    card = _card(kit, out, settings, scores, size)
    for folder in (checkpoint, starter):
        (folder / "README.md").write_text(card, encoding="utf-8")
    return Exported(checkpoint, starter, size, scores)


def install(starter: Path, package: Path) -> None:
    """Put the exported starter where the package looks for it.

    Args:
        starter: As `export` wrote it.
        package: `pipeline/mujaz/models/starter`; a model that is there is replaced.

    Raises:
        ValueError: `starter` holds no exported model, or `package` is a folder of something else.
    """
    for folder in (starter, package):
        if not (folder / "model.bin").is_file() and (folder == starter or folder.exists()):
            raise ValueError(f"{folder} holds no converted model: nothing was replaced")
    part = package.with_name(f".{package.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(starter, part)
    shutil.rmtree(package, ignore_errors=True)
    part.rename(package)


def _score(kit: Path, starter: Path, tested: int) -> dict[str, exporting.Scores]:
    resolved = resolve(str(starter.absolute()), None)
    stored = json.loads((kit / "tests.json").read_text(encoding="utf-8"))
    return {
        name: exporting.score(resolved, [Pair(*pair) for pair in entry["pairs"][:tested]], _BEAM)
        for name, entry in stored.items()
        if entry["pairs"]
    }


def _card(
    kit: Path, out: Path, settings: dict[str, Any], scores: dict[str, exporting.Scores], size: int
) -> str:
    record = json.loads((kit / "record.json").read_text(encoding="utf-8"))
    log = [json.loads(line) for line in (out / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    last = log[-1] if log else {"step": 0, "minutes": 0}
    sources = [
        f"| {name} | {facts['class']} | {facts['kept']:,} |"
        for name, facts in sorted(record["sources"].items())
    ]
    shares = ", ".join(f"{name} {share:.0%}" for name, share in record["shares"]["main"].items())
    return Template(_CARD.read_text(encoding="utf-8")).substitute(
        scores="\n".join(
            f"| {_ABOUT.get(name, name)} | {value.bleu:.1f} | {value.chrf:.1f} |"
            for name, value in scores.items()
        ),
        signature=next(iter(scores.values())).signature,
        pairs=f"{sum(record['pairs'].values()):,}",
        sources="\n".join(sources),
        shares=shares,
        dropped="; ".join(f"{count:,} {reason}" for reason, count in record["dropped"].items()),
        encoder=record["encoder"],
        vocabulary=f"{record['vocabulary']:,}",
        layers=settings["plan"]["decoder_layers"],
        steps=f"{last['step']:,}",
        minutes=last["minutes"],
        megabytes=f"{size / 1e6:.0f}",
        version=__version__,
    )
