"""From trained weights to what the package carries: a checkpoint, its int8 conversion, and a card with what was measured."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import Any

from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions
from mujaz.evaluation import calibrating
from mujaz.models.calibration import FEWEST
from mujaz.models.resolve import resolve
from mujaz.storage import atomic
from mujaz.training import export as exporting
from mujaz.training.pairs import Pair
from mujaz.version import __version__
from recipes.starter import model, text
from recipes.starter.e5 import SPECIAL
from recipes.starter.settings import Settings

MOST_BYTES = 60 * 10**6  # of the converted model: what a package may carry
LICENCE = Path(__file__).with_name(
    "LICENSE-encoder"
)  # of intfloat/multilingual-e5-small, which asks to be kept
_CARD = Path(__file__).with_name("card.md")
_BEAMS = (1, 4)
# What the model asks for. Beams of 4, 6 and 8 on 499 sentences of FLORES dev and 500 of news not learnt: BLEU 19.5, 19.5,
# 19.7 and 26.0, 26.3, 26.7; chrF 48.3, 48.3, 48.5 and 51.4, 51.7, 51.7; 8 takes half as long again as 4. A length penalty
# of 0.6 or 1.3, a repetition penalty of 1.05 or 1.1 and no repeated trigrams gain less than 0.3 on one and lose on the
# other.
_BEAM = 8
# The first finished hypotheses end the search, as many as the beam is wide. To wait for twice as many takes 9 % more and gains
# nothing: beam 4 and 8 on FLORES dev BLEU 20.3 and 20.7 against 20.3 and 20.6, on 300 sentences of news not learnt 35.5 and
# 36.0 against 35.6 and 36.0.
_EARLY = True
_LONGEST = 250  # pieces of an output


@dataclass(frozen=True, slots=True)
class Scores:
    """What the int8 model scores on one set."""

    name: str
    pairs: int
    by_beam: dict[int, exporting.Scores]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    checkpoint: Path  # transformers' layout, for training on
    starter: Path  # CTranslate2, int8: what the package carries
    bytes: int  # of the latter
    scores: tuple[Scores, ...]


def export(
    weights: Path, target: Path, data: Path, settings: Settings, held_out: Path | None, trained: str | None
) -> Exported:
    """Write the starter.

    Args:
        weights: A folder with `weights.pt`, `shape.json` and `tokenizer/`, such as a training leaves.
        target: Where `checkpoint/` and `starter/` are written; the package takes `starter/`.
        data: A folder with `corpora/` (what the model may write is told from its English) and `eval/flores-dev.*`.
        settings: Which sources of the corpora were learnt.
        held_out: Pairs that were not learnt (TSV: Arabic, English), to be scored beside FLORES dev.
        trained: How long and on what the model was trained, a sentence for the card; by default out of its log.

    Raises:
        FileNotFoundError: Something of the above is missing.
        ValueError: The converted model is larger than the package may carry.
        ModelError: The model does not convert.
    """
    from tokenizers import processors
    from transformers import PreTrainedTokenizerFast

    built = model.from_weights(weights)
    tokenizer = PreTrainedTokenizerFast.from_pretrained(weights / "tokenizer")
    end = SPECIAL[model.EOS]
    # Without the end mark after the source the model goes on where the sentence ended, with words of its own.
    tokenizer.backend_tokenizer.post_processor = processors.TemplateProcessing(
        single=f"$A {end}", special_tokens=[(end, model.EOS)]
    )
    model.silence(built, text.written(tokenizer, text.english(data / "corpora", settings)))
    generation = {
        "decoder_start_token_id": model.EOS,
        "eos_token_id": model.EOS,
        "pad_token_id": model.PAD,
        "max_length": _LONGEST,
        "num_beams": _BEAM,
        "early_stopping": _EARLY,
    }
    checkpoint, starter = target / "checkpoint", target / "starter"
    with TemporaryDirectory() as folder:
        tokenizer.save_pretrained(folder)
        exporting.write_checkpoint(built.eval(), Path(folder), generation, checkpoint)
    exporting.write_ctranslate2(checkpoint, starter, "int8")
    size = taken(starter)
    if size > MOST_BYTES:
        raise ValueError(f"{starter} takes {size / 1e6:.0f} MB; the package may carry {MOST_BYTES / 1e6:.0f}")
    sets = list(_sets(data, held_out))
    scores = tuple(_scored(starter, name, pairs) for name, pairs in sets)
    if sets and len(sets[-1][1]) >= FEWEST:
        engine = registry.load("ctranslate2", resolve(str(starter.absolute()), None))
        texts = [pair.arabic for pair in sets[-1][1]]
        calibrating.write(calibrating.calibrate(engine, texts, DecodingOptions()), starter)
    card = _card(weights, data, settings, scores, size, trained)
    for made in (checkpoint, starter):
        (made / "README.md").write_text(card, encoding="utf-8")
        shutil.copy(LICENCE, made)
    return Exported(checkpoint, starter, size, scores)


def install(starter: Path, package: Path) -> None:
    """Put the exported starter where the package looks for it.

    Args:
        starter: As `export` wrote it.
        package: `mujaz/models/starter`; a model that is there is replaced.

    Raises:
        ValueError: `starter` holds no exported model, or `package` is a folder of something else.
    """
    for folder in (starter, package):
        if not (folder / "model.bin").is_file() and (folder == starter or folder.exists()):
            raise ValueError(f"{folder} holds no converted model: nothing was replaced")
    atomic.sweep_folder(package)
    with atomic.folder(package) as part:
        shutil.copytree(starter, part, dirs_exist_ok=True)


def flores(data: Path) -> list[Path]:
    """The two sides of FLORES dev, whether they are there or not."""
    return [data / "eval" / f"flores-dev.{side}" for side in ("ar", "en")]


def taken(folder: Path) -> int:
    """Bytes of a folder's files."""
    return sum(path.stat().st_size for path in folder.iterdir())


def _sets(data: Path, held_out: Path | None) -> Iterator[tuple[str, list[Pair]]]:
    sides = flores(data)
    if all(path.is_file() for path in sides):
        lines = [path.read_text(encoding="utf-8").splitlines() for path in sides]
        yield "FLORES-200 dev, none of it learnt", [Pair(*pair) for pair in zip(*lines, strict=True)]
    if held_out is not None:
        rows = [line.split("\t") for line in held_out.read_text(encoding="utf-8").splitlines()]
        yield "news composed for this project, not learnt", [Pair(*row[-2:]) for row in rows]


def _scored(starter: Path, name: str, pairs: list[Pair]) -> Scores:
    resolved = resolve(str(starter.absolute()), None)
    return Scores(name, len(pairs), {beam: exporting.score(resolved, pairs, beam) for beam in _BEAMS})


def _card(
    weights: Path, data: Path, settings: Settings, scores: tuple[Scores, ...], size: int, trained: str | None
) -> str:
    counts: Counter[tuple[str, str]] = Counter()
    for source, pair in text.corpora(data / "corpora"):
        if settings.group_of(source):
            counts[source, pair.licence or "?"] += 1
    shape = json.loads((weights / "shape.json").read_text(encoding="utf-8"))
    groups = [*((name, group.share) for name, group in settings.groups.items())]
    groups.append(("masked English to be restored", settings.english_share))
    rows = [
        f"| {one.name} ({one.pairs:,}) | {one.by_beam[1]} | {one.by_beam[4]} |" for one in scores if one.pairs
    ]
    return Template(_CARD.read_text(encoding="utf-8")).substitute(
        scores="\n".join(rows),
        signature=scores[0].by_beam[4].signature if scores else "",
        pairs=f"{counts.total():,}",
        sources="\n".join(
            f"| {name} | {kind} | {count:,} |" for (name, kind), count in sorted(counts.items())
        ),
        shares=", ".join(f"{name} {share:.0%}" for name, share in groups),
        trained=trained or _account(weights),
        layers=shape["layers"],
        pieces=f"{shape['vocab']:,}",
        megabytes=f"{size / 1e6:.0f}",
        version=__version__,
    )


def _account(weights: Path) -> str:
    """How long a training of this recipe took, out of its log."""
    lines = (weights / "log.jsonl").read_text(encoding="utf-8").splitlines()
    log: list[dict[str, Any]] = [json.loads(line) for line in lines]
    settings = json.loads((weights / "settings.json").read_text(encoding="utf-8"))["training"]
    return f"{log[-1]['step']:,} steps of {settings['budget']:,} padded tokens a process, averaged weights."
