"""Whether bad translations are marked: `python -m tests.benchmarks.confidence [--limit N]`.

The bundled model on text that it has not learnt. A sentence is bad when its chrF with a person's translation is under 40.
`AUC`: of a bad and a good one, how often the bad one has the lower value. `found`: the share of the bad ones among the
tenth of all with the lowest values, and the most that it can be; `right`: the share of bad ones in that tenth. Then, how
many are under the confidence at which a reader is told. Last, repetitions: in the model's output and in people's English.
"""

import argparse
from collections.abc import Sequence

from mujaz.arabic.normalise import normalise
from mujaz.checks.repeats import repeat
from mujaz.checks.sentence import UNSURE
from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions, Hypothesis
from mujaz.models.calibration import Calibration, weighed
from mujaz.models.resolve import resolve
from tests.benchmarks import heldout
from tests.support import data

BAD = 40.0  # chrF
SHARE = 0.1


def auc(values: Sequence[float], bad: Sequence[bool]) -> float:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [rank for rank, at in enumerate(order) if bad[at]]
    count, others = len(ranks), len(values) - len(ranks)
    return 1 - (sum(ranks) - count * (count - 1) / 2) / (count * others)


def line(name: str, values: Sequence[float], bad: Sequence[bool]) -> str:
    tenth = sorted(range(len(values)), key=values.__getitem__)[: int(SHARE * len(values))]
    hits, total = sum(bad[at] for at in tenth), sum(bad)
    most = min(1.0, len(tenth) / total)
    return f"  {name:34}{auc(values, bad):>6.2f}{hits / total:>8.0%} of {most:>4.0%}{hits / len(tenth):>8.0%}"


def judged(pairs: heldout.Pairs, made: Sequence[Hypothesis]) -> list[bool]:
    from sacrebleu import sentence_chrf

    return [sentence_chrf(h.text, [english]).score < BAD for h, (_, english) in zip(made, pairs, strict=True)]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="starter")
    parser.add_argument("--limit", type=int, default=500, help="sentences of each set")
    arguments = parser.parse_args()
    if not heldout.present():
        print("the data is not here: nothing to measure")
        return
    resolved = resolve(arguments.model, None)
    engine, calibration = registry.load("auto", resolved), Calibration.read(resolved.folder)
    sets = {"FLORES dev": data.flores(), "news": heldout.news(), "articles": heldout.articles()}
    for title, all_pairs in sets.items():
        pairs = heldout.spread(all_pairs, arguments.limit)
        sources = [normalise(arabic) for arabic, _ in pairs]
        made = engine.translate(sources, DecodingOptions())
        bad = judged(pairs, made)
        scores = [h.score if h.score is not None else 0.0 for h in made]
        both = [weighed(score, source) for score, source in zip(scores, sources, strict=True)]
        print(f"{title}: {len(pairs)} sentences, {sum(bad)} bad{'AUC':>20}{'found':>16}{'right':>8}")
        print(line("score", scores, bad))
        print(line("score and length", both, bad))
        if calibration is not None:
            sure = [
                calibration.confidence(score, source) for score, source in zip(scores, sources, strict=True)
            ]
            for limit in (UNSURE, SHARE):
                marked = [value < limit for value in sure]
                hits = sum(one and wrong for one, wrong in zip(marked, bad, strict=True))
                print(
                    f"  under {limit}: {sum(marked) / len(marked):.1%} of all, {hits / sum(bad):.0%} of the bad"
                )
        found = [one for h in made if (one := repeat(h.text))]
        print(
            f"  repetitions: {sum(one.grave for one in found)} grave, {sum(not one.grave for one in found)} light",
            flush=True,
        )
    people = [english for pairs in (*sets.values(), [row[1:] for row in data.news()]) for _, english in pairs]
    found = [one for english in people if (one := repeat(english))]
    print(
        f"repetitions of people, {len(people)} sentences: {sum(one.grave for one in found)} grave, {len(found)} in all"
    )


if __name__ == "__main__":
    main()
