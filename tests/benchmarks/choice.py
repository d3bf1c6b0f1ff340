"""What choosing among the beam's hypotheses buys, and what each rung of the retry ladder: `python -m tests.benchmarks.choice`.

The bundled model on text that it has not learnt. Every row stands for itself: the first of the beam; the one that the
checks choose; and, for the sentences that are still flagged, one rung alone, or all of them in their order. `cost` is
the characters translated, as a multiple of the first row's, whatever the beam.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace

from mujaz.arabic.normalise import normalise
from mujaz.article import Attempt
from mujaz.checks.glossary import Glossary
from mujaz.checks.sentence import check
from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions
from mujaz.evaluation import facts
from mujaz.models.resolve import resolve
from mujaz.translation.retry import Rung, ladder, retry
from mujaz.translation.translator import Translator
from tests.benchmarks import heldout
from tests.benchmarks.counting import Counting
from tests.support.data import NEWS_GLOSSARY, flores


def row(name: str, made: Sequence[Attempt], pairs: heldout.Pairs, glossary: Glossary, cost: float) -> str:
    from sacrebleu import corpus_bleu, corpus_chrf

    doubtful = sum(any(flag.severity == "high" for flag in one.flags) for one in made)
    numbers, names = [0, 0], [0, 0]
    for one, (arabic, english) in zip(made, pairs, strict=True):
        carried = facts.numbers(arabic, one.english)
        wanted = [e for e in facts.entries(arabic, glossary) if glossary.accepts(e, english)]
        shown = facts.names(wanted, one.english, glossary)
        numbers = [numbers[0] + carried.there, numbers[1] + carried.of]
        names = [names[0] + shown.there, names[1] + shown.of]
    texts, references = [one.english for one in made], [[english for _, english in pairs]]
    bleu, chrf = corpus_bleu(texts, references).score, corpus_chrf(texts, references).score
    return (
        f"{name:28}{doubtful / len(made):>9.1%}{f'{numbers[0]}/{numbers[1]}':>12}{f'{names[0]}/{names[1]}':>12}"
        f"{bleu:>8.2f}{chrf:>8.2f}{cost:>8.2f}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="starter")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--limit", type=int, default=500, help="sentences of each set")
    arguments = parser.parse_args()
    if not heldout.present():
        print("the data is not here: nothing to measure")
        return
    engine = Counting(
        registry.load("auto", resolve(arguments.model, None)), lambda texts: len(" ".join(texts))
    )
    options = DecodingOptions(beam_size=arguments.beam)
    translator = Translator(engine, options, 192, None, retry=True)
    glossary = Glossary.load(NEWS_GLOSSARY)
    print(f"{'':28}{'doubtful':>9}{'numbers':>12}{'names':>12}{'BLEU':>8}{'chrF':>8}{'cost':>8}")
    for title, pairs in (("FLORES dev", flores()), ("news", heldout.news())):
        part = heldout.spread(pairs, arguments.limit)
        sources = [normalise(arabic) for arabic, _ in part]
        print(f"{title}, {len(part)} sentences, beam {arguments.beam}")
        plain = engine.translate(sources, options)
        best = [
            Attempt("first", h.text, h.score, check(source, h.text, finished=h.finished))
            for source, h in zip(sources, plain, strict=True)
        ]
        unit = engine.count
        print(row("  first of the beam", best, part, glossary, 1.0))
        chosen = translator.attempt(Rung("first", engine, options), sources)
        print(row("  chosen by the checks", chosen, part, glossary, 1.0))
        rungs = ladder(options, engine, None)
        for name, some in [*((f"  + {rung.name}", [rung]) for rung in rungs), ("  + all rungs", rungs)]:
            before = engine.count
            attempts = retry(sources, chosen, some, translator.attempt)
            made = [replace(one[0]) for one in attempts]
            print(row(name, made, part, glossary, 1 + (engine.count - before) / unit), flush=True)


if __name__ == "__main__":
    main()
