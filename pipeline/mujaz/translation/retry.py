"""The retry ladder: a sentence whose translation is flagged is tried again, in other ways, and the best try wins.

Only flagged sentences climb it, so clean ones never pay: a global repetition penalty harms good translations (it was
merged and reverted in argos-translate within a day), while "detect, then retry this segment" is what works in Whisper.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mujaz.arabic.clauses import segments
from mujaz.article import Attempt
from mujaz.engines.protocol import DecodingOptions, Engine, FixedDecoding
from mujaz.flags import FLAGS

SECOND = "second model"
_OWN = 8  # the widest beam that a model of the catalogue asks for; a rung must be wider than the first try


@dataclass(frozen=True, slots=True)
class Rung:
    """One way of trying again."""

    name: str  # as recorded in the brief's JSON
    engine: Engine
    options: DecodingOptions
    cut: Callable[[str], list[str]] | None = None  # cuts the source into the pieces that are translated


def ladder(options: DecodingOptions, engine: Engine, second: Engine | None) -> list[Rung]:
    """The rungs in the order in which they are tried, cheapest first."""
    wide = max(
        8, 2 * (options.beam_size or _OWN)
    )  # up to 8 hypotheses: beyond that translations get shorter and worse
    # (Koehn & Knowles 2017, fig. 10), unless the run itself was set wider
    rungs = [
        Rung(f"beam {wide}", engine, replace(options, beam_size=wide)),
        Rung("clauses", engine, options, cut=segments),
        Rung("no repeated 4-gram", engine, replace(options, no_repeat_ngram=4)),
    ]
    if isinstance(engine, FixedDecoding):
        rungs = [rung for rung in rungs if rung.cut]  # the others would come to the same output again
    if second is not None:
        rungs.append(Rung(SECOND, second, options))
    return rungs


def retry(
    sources: Sequence[str],
    first: Sequence[Attempt],
    rungs: Sequence[Rung],
    run: Callable[[Rung, Sequence[str]], list[Attempt]],
) -> list[list[Attempt]]:
    """Climb the ladder with all flagged sentences of a window at once.

    The cost is bounded: a flagged sentence is translated at most once a rung, and leaves the ladder as soon as an
    attempt has none of the flags that retrying can mend.

    Args:
        sources: Normalised Arabic sentences.
        first: The first attempt for each.
        rungs: What to try, in order.
        run: Translates and checks texts on a rung.

    Returns:
        For each source all its attempts, the best one first, then the others in the order in which they were made.
    """
    attempts = [[attempt] for attempt in first]
    for rung in rungs:
        open_ones = [i for i, made in enumerate(attempts) if all(_mendable(a) for a in made)]
        if rung.cut is not None:
            open_ones = [i for i in open_ones if len(rung.cut(sources[i])) > 1]
        if not open_ones:
            continue
        for i, attempt in zip(open_ones, run(rung, [sources[i] for i in open_ones]), strict=True):
            attempts[i].append(attempt)
    return [_best_first(made) for made in attempts]


def _mendable(attempt: Attempt) -> bool:
    return any(FLAGS[flag.name].retry for flag in attempt.flags)


def _best_first(attempts: list[Attempt]) -> list[Attempt]:
    best = min(attempts, key=_badness)  # the earliest of equals
    return [best, *(attempt for attempt in attempts if attempt is not best)]


def _badness(attempt: Attempt) -> tuple[int, int, int, float]:
    names = {flag.name for flag in attempt.flags}
    severe = sum(flag.severity == "high" for flag in attempt.flags)
    return (
        int("empty" in names),
        severe,
        len(attempt.flags) - severe,
        -(attempt.score if attempt.score is not None else float("-inf")),
    )
