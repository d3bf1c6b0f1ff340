"""How good the points are against an analyst's picks: `python -m tests.benchmarks.briefs FILE [--model FOLDER]`.

FILE is a set of briefs (see `recipes.picks.briefset`). Of four points: the share of the analyst's picks found, of sentences
that he calls acceptable, of poor ones; ROUGE-1/2/L and the recall of numbers and names against the brief in his own
words. On the set's own translations and, with --model, on those of a translation model. The weights that are shipped were
learnt on such a set: what they are worth elsewhere is told by the cross-validation of `python -m recipes.picks`.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from mujaz.article import Point, Translation
from mujaz.config import load as configured
from mujaz.plan import make_plan
from mujaz.stages import Pipeline
from mujaz.summarization.extractive import Extractive, verbatim
from recipes.picks.briefset import Example, load
from tests.benchmarks.lexrank import LexRank
from tests.benchmarks.summaries import Item, Reference, score

_POINTS = 4
System = Callable[[Sequence[Translation]], list[Point]]


def _systems() -> dict[str, System]:
    return {
        "lead-4": lambda sentences: [verbatim(one) for one in sentences[:_POINTS]],
        "LexRank alone": lambda sentences: LexRank(lead=0, novelty=0).summarize(sentences, _POINTS),
        "LexRank and lead": lambda sentences: LexRank().summarize(sentences, _POINTS),
        "ours": lambda sentences: Extractive().summarize(sentences, _POINTS),
    }


def _translated(examples: Sequence[Example], model: str) -> list[Example]:
    """The examples in the English of a model, with its flags."""
    settings = {"translation.model": model, "summary.method": "extractive", "memory.enabled": "false"}
    pipeline = Pipeline(make_plan(configured(None, [f"{key}={value}" for key, value in settings.items()])))
    texts = [[translation.sentence for translation in one.sentences] for one in examples]
    return [
        replace(example, sentences=tuple(sentences))
        for example, sentences in zip(examples, pipeline.translator.translate(texts), strict=True)
    ]


def _table(examples: Sequence[Example]) -> None:
    columns = ("picks", "accept", "poor", "R-1", "R-2", "R-L", "num", "name", "words")
    print(f"{'':20}" + "".join(f"{column:>8}" for column in columns))
    for name, system in _systems().items():
        rows = []
        for one in examples:
            points = system(one.sentences)
            references = tuple(Reference((), text) for text in one.brief)
            told = score(points, Item(one.id, one.sentences, references))
            rows.append([*one.found(n for point in points for n in point.cites), *told[:5], told[-1]])
        means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
        print(f"{name:20}" + "".join(f"{mean:8.3f}" for mean in means[:-1]) + f"{means[-1]:8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", help="of translation: a folder, `starter`, or a hub id")
    chosen = parser.parse_args()
    examples = load(chosen.file)
    print(f"== {len(examples)} articles, the set's own translations")
    _table(examples)
    if chosen.model:
        print(f"== {len(examples)} articles, translated by {chosen.model}")
        _table(_translated(examples, chosen.model))


if __name__ == "__main__":
    main()
