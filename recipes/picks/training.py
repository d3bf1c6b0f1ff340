"""Pairwise logistic regression: a sentence that the analyst values more is to score higher than one of the same article."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from mujaz.summarization.extractive import Extractive
from mujaz.summarization.features import NAMES, features
from mujaz.summarization.ranker import Ranker
from mujaz.summarization.tfidf import Vectors
from mujaz.summarization.worth import Worth, worth
from recipes.picks.briefset import Example

if TYPE_CHECKING:
    from mujaz.summarization.features import Matrix

# Set, not learnt: sets of briefs are composed so that the lead is often not the brief, and would teach that news does
# not begin with its point. In a sixth of its own measure's spread: enough to decide between near equals.
LEAD = 0.1
STRENGTHS = (0.003, 0.01, 0.03)  # of the data against the regulariser (C)
NOVELTIES = (0.5, 1.0, 2.0)  # of the deduction for likeness to what is taken already
POINTS = 4
_LEARNT = [at for at, name in enumerate(NAMES) if name != "lead"]


@dataclass(frozen=True, slots=True)
class Measured:
    """An example with its features."""

    example: Example
    matrix: "Matrix"
    vectors: Vectors
    classes: tuple[Worth, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What cross-validation chooses."""

    strength: float
    novelty: float


Scores = tuple[float, float, float]  # of picks found, acceptable, poor


def measure(examples: Sequence[Example]) -> list[Measured]:
    """The examples with their features."""
    return [
        Measured(one, *features(one.sentences), tuple(worth(each) for each in one.sentences))
        for one in examples
    ]


def fit(data: Sequence[Measured], strength: float, off: frozenset[str] = frozenset()) -> Ranker:
    """A ranker out of examples.

    Every pair of sentences of one article that the analyst values differently counts by the difference; an article
    counts by the number of its sentences. Features are scaled to a spread of one before the regulariser sees them.

    Args:
        data: The examples.
        strength: Of the data against the regulariser.
        off: Names of features to leave out.
    """
    from sklearn.linear_model import LogisticRegression  # of the recipes alone

    spread = np.concatenate([one.matrix for one in data]).std(axis=0)
    spread[spread == 0] = 1.0
    kept = [at for at in _LEARNT if NAMES[at] not in off]
    rows, sizes = [], []
    for one in data:
        scaled = (one.matrix / spread)[:, kept]
        grades = one.example.grades
        for better, worse in product(range(len(grades)), repeat=2):
            gain = grades[better] - grades[worse]
            if gain > 0:
                rows.append(scaled[better] - scaled[worse])
                sizes.append(gain / len(grades))
    differences = np.array(rows)
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=1000)
    model.fit(
        np.concatenate([differences, -differences]),
        np.repeat([1, 0], len(rows)),
        sample_weight=np.array([*sizes, *sizes]),
    )
    weights = np.zeros(len(NAMES))
    weights[kept] = model.coef_[0]
    weights[NAMES.index("lead")] = 0.0 if "lead" in off else LEAD
    return Ranker(tuple(float(weight) for weight in np.round(weights / spread, 4)))


def score(ranker: Ranker, novelty: float, data: Sequence[Measured]) -> Scores:
    """What the picks of a ranker are worth, the mean over articles."""
    method = Extractive(ranker, novelty)
    weights = np.array(ranker.weights)
    found = [
        one.example.found(
            at + 1 for at in method.pick(one.matrix @ weights, one.vectors, one.classes, POINTS)
        )
        for one in data
    ]
    picks, acceptable, poor = (sum(column) / len(found) for column in zip(*found, strict=True))
    return picks, acceptable, poor


def folds(data: Sequence[Measured], count: int, seed: int) -> list[tuple[list[Measured], list[Measured]]]:
    """The articles dealt out in `count` parts, each with the rest to learn from."""
    order = np.random.default_rng(seed).permutation(len(data))
    parts = [[data[at] for at in order[first::count]] for first in range(count)]
    return [
        ([one for other, part in enumerate(parts) if other != at for one in part], parts[at])
        for at in range(count)
    ]


def choose(data: Sequence[Measured], count: int, seed: int) -> Settings:
    """The settings for unseen articles, by cross-validation: picks found and acceptable ones, less poor ones.

    Of the settings within one standard error of the best it is the one that learns least, and then the one that repeats
    least (the rule of Breiman, Friedman, Olshen & Stone 1984): sets of briefs are small, and other articles differ.
    """
    gains: dict[Settings, list[float]] = {
        Settings(strength, novelty): [] for strength in STRENGTHS for novelty in NOVELTIES
    }
    for training, held in folds(data, count, seed):
        for strength in STRENGTHS:
            ranker = fit(training, strength)
            for setting, found in gains.items():
                if setting.strength == strength:
                    for one in held:
                        picks, acceptable, poor = score(ranker, setting.novelty, [one])
                        found.append(picks + acceptable - poor)
    means = {setting: float(np.mean(found)) for setting, found in gains.items()}
    best = max(means, key=lambda setting: means[setting])
    bar = means[best] - float(np.std(gains[best])) / math.sqrt(len(data))
    fit_enough = [setting for setting, mean in means.items() if mean >= bar]
    return min(fit_enough, key=lambda setting: (setting.strength, -setting.novelty))


def nested(data: Sequence[Measured], count: int, seed: int) -> Scores:
    """Cross-validation with the settings chosen inside each fold, by another one: what an unseen article can expect."""
    totals = np.zeros(3)
    for training, held in folds(data, count, seed):
        settings = choose(training, count, seed + 1)
        totals += np.array(score(fit(training, settings.strength), settings.novelty, held)) * len(held)
    picks, acceptable, poor = (float(total) for total in totals / len(data))
    return picks, acceptable, poor


def plain(
    data: Sequence[Measured], settings: Settings, count: int, seed: int, off: frozenset[str] = frozenset()
) -> Scores:
    """Cross-validation with fixed settings, for comparing sets of features."""
    totals = np.zeros(3)
    for training, held in folds(data, count, seed):
        totals += np.array(score(fit(training, settings.strength, off), settings.novelty, held)) * len(held)
    picks, acceptable, poor = (float(total) for total in totals / len(data))
    return picks, acceptable, poor
