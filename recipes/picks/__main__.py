"""`python -m recipes.picks FILE`: train the ranker, say what it is worth, write its weights."""

import json
from pathlib import Path
from typing import Annotated

import typer

from mujaz.summarization.features import CONTENT, CUE, FORM, NAMES, PLACE
from mujaz.summarization.ranker import WEIGHTS
from recipes.picks import training
from recipes.picks.briefset import load

FOLDS, SEED = 10, 7
_GROUPS = {"place": PLACE, "form": FORM, "content": CONTENT, "cues": CUE}
_HEAD = f"{'':34}{'picks':>8}{'accept.':>8}{'poor':>8}"


def main(
    data: Annotated[Path, typer.Argument(help="A set of briefs, JSON Lines.")],
    out: Annotated[Path, typer.Option(help="Where the weights go.")] = WEIGHTS,
    ablation: Annotated[bool, typer.Option(help="Also without each group and each feature.")] = False,
) -> None:
    """Train the ranker of points on the articles of a set, each article in one fold."""
    measured = training.measure(load(data))
    settings = training.choose(measured, FOLDS, SEED)
    typer.echo(f"{len(measured)} articles, {FOLDS} folds; chosen: {settings}\n{_HEAD}")
    _line("nested cross-validation", training.nested(measured, FOLDS, SEED))
    _line("cross-validation, chosen settings", training.plain(measured, settings, FOLDS, SEED))
    ranker = training.fit(measured, settings.strength)
    _line("on what it was trained on", training.score(ranker, settings.novelty, measured))
    if ablation:
        for group, names in _GROUPS.items():
            _line(f"without {group}", training.plain(measured, settings, FOLDS, SEED, frozenset(names)))
        for group, names in _GROUPS.items():
            rest = frozenset(NAMES) - frozenset(names)
            _line(f"{group} alone", training.plain(measured, settings, FOLDS, SEED, rest))
        for name in NAMES:
            _line(f"without `{name}`", training.plain(measured, settings, FOLDS, SEED, frozenset([name])))
    weights = dict(zip(NAMES, ranker.weights, strict=True))
    made = {"by": "python -m recipes.picks", "articles": len(measured), "strength": settings.strength}
    told = {"made": made, "novelty": settings.novelty, "weights": weights}
    out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _line(name: str, scores: training.Scores) -> None:
    typer.echo(f"{name:34}" + "".join(f"{one:8.3f}" for one in scores))


if __name__ == "__main__":
    typer.run(main)
