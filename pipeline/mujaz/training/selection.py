"""From pairs as they come to pairs fit to learn from, some of them held out to be tested on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mujaz.arabic.letters import count_latin_letters, count_letters
from mujaz.arabic.normalise import normalise
from mujaz.errors import UsageError
from mujaz.training.config import DataConfig
from mujaz.training.overlap import Overlap, order
from mujaz.training.pairs import Pair

FEWEST = 200  # pairs to learn from; with fewer, a model forgets more than it learns
_FEWEST_HELD_OUT = 20  # below this chrF is noise
_SHORT = 12  # characters; names and headings of this length are of any ratio


@dataclass(frozen=True, slots=True)
class Selection:
    """The pairs of a training."""

    training: tuple[Pair, ...]
    held_out: tuple[Pair, ...]
    dropped: tuple[tuple[str, int], ...]  # why, and how many, the most frequent first


def clean(pair: Pair) -> Pair:
    """The pair as the model sees it: the Arabic as a run normalises it, the English with single spaces."""
    return Pair(normalise(pair.arabic), " ".join(pair.english.split()), pair.licence)


def fault(pair: Pair, settings: DataConfig) -> str | None:
    """Why a cleaned pair is not fit to learn from, in words; None when it is fit."""
    arabic, english = pair.arabic, pair.english
    if not arabic or not english:
        return "one side is empty"
    if arabic.casefold() == english.casefold():
        return "both sides are the same"
    if (
        count_letters(arabic) <= count_latin_letters(arabic)
        or count_letters(english)
        or not count_latin_letters(english)
    ):
        return "a side is in the wrong script"
    ratio = len(english) / len(arabic)
    if max(len(arabic), len(english)) > _SHORT and not settings.min_ratio <= ratio <= settings.max_ratio:
        return "the lengths do not match"
    return None


def select(pairs: Iterable[Pair], settings: DataConfig) -> Selection:
    """Clean, filter and split pairs. The same pairs give the same split, whatever their order or number.

    A pair is held out by a hash of its Arabic words, so it stays held out when data is added. What repeats a held-out
    pair, on either side, word for word or nearly, is left out of the training.

    Args:
        pairs: As read.
        settings: The thresholds.

    Raises:
        UsageError: Too few pairs are left to train on.
    """
    dropped: Counter[str] = Counter()
    fit: dict[tuple[str, str], Pair] = {}
    for pair in map(clean, pairs):
        reason = fault(pair, settings)
        key = (pair.arabic, pair.english)
        if reason is None and key in fit:
            reason = "seen before"
        if reason is None:
            fit[key] = pair
        else:
            dropped[reason] += 1
    drawn = [pair for pair in fit.values() if order(pair.arabic) < settings.held_out]
    held_out = sorted(drawn, key=lambda pair: (order(pair.arabic), pair.arabic, pair.english))
    held_out = held_out[: settings.max_held_out]
    kept = set(map(id, held_out))
    guards = Overlap(pair.arabic for pair in held_out), Overlap(pair.english for pair in held_out)
    training = []
    for pair in fit.values():
        if id(pair) in kept:
            continue
        if max(guards[0].share(pair.arabic), guards[1].share(pair.english)) >= settings.near_duplicate:
            dropped["nearly the same as a held-out pair"] += 1
        else:
            training.append(pair)
    _check(training, held_out, dropped)
    return Selection(tuple(training), tuple(held_out), tuple(dropped.most_common()))


def _check(training: Sequence[Pair], held_out: Sequence[Pair], dropped: Counter[str]) -> None:
    if len(training) >= FEWEST and len(held_out) >= _FEWEST_HELD_OUT:
        return
    reasons = ", ".join(f"{count} {reason}" for reason, count in dropped.most_common(4))
    raise UsageError(
        f"too few pairs: {len(training)} to learn from ({FEWEST} are needed) and {len(held_out)} held out "
        f"({_FEWEST_HELD_OUT} are needed); left out: {reasons or 'none'}",
        "give more data, or hold more out: `--set data.held_out=0.2`",
    )
