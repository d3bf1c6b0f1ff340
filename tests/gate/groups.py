"""What the quality gate measures: each group on files of its own, most of them in this repository."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mujaz.arabic.splitter import split
from mujaz.checks.glossary import Glossary
from mujaz.checks.sentence import check
from mujaz.config import load
from mujaz.evaluation.measures import Wanted
from mujaz.evaluation.outputs import from_config
from mujaz.evaluation.scoring import score
from mujaz.models.resolve import STARTER
from tests import tiny
from tests.benchmarks import checks, grounding, places, splitter, summaries
from tests.support import data

_TINY_TEXTS = (
    tiny.CORPUS,
    *(tiny.ARTICLES / f"{name}.{end}" for name in ("attack", "election", "markets") for end in ("txt", "en")),
    data.ALEPPO,
    data.ALEPPO_ENGLISH,
)
_POINTS = (Path(summaries.__file__).with_suffix(".txt"), grounding.HELD_OUT)
_FLORES = (data.FLORES, data.FLORES_ENGLISH)
_FLORES_LIMIT = 200  # sentences that a real model translates: a minute on two cores
_NEWS_STEP = 4  # of the articles of composed news one in so many: all of them take two minutes
_NUMBER_ERRORS = ("a digit changed", "a number dropped", "a number word changed")
_SLOW_LIMIT = 60  # sentences for the reference engine, which is slow on a CPU
# A figure from a handful of sentences says little; gates with fewer are left out.
_FEWEST = 20
# Translations may differ a little from one kind of processor to another (int8 and float32 kernels): one point of chrF.
_SLACK = 0.01
_GLOSSARY_SLACK = 0.002  # a new entry of the glossary changes which places are put in for which


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that are measured together."""

    name: str
    files: tuple[Path, ...]  # the text it is measured on; its digest is pinned
    measure: Callable[[], dict[str, float]]  # figure → value, more is better
    figures: tuple[str, ...] = ()  # their names, where they may have to be told before they can be measured
    needs: tuple[Path, ...] = ()  # what must be there too
    slack: float = 0.0  # how far below today's value the floor is set


def own_pairs() -> list[data.Pair]:
    """This repository's sentence pairs: the tiny world's, its three articles, the Aleppo article."""
    found = tiny.pairs()
    for name in ("attack", "election", "markets"):
        found += tiny.articles(name)
    return found + article_pairs()


def article_pairs() -> list[data.Pair]:
    """The Aleppo article with our English."""
    arabic = [sentence.arabic for sentence in split(data.ALEPPO.read_text(encoding="utf-8"))]
    return list(zip(arabic, data.ALEPPO_ENGLISH.read_text(encoding="utf-8").splitlines(), strict=True))


def number_check(pairs: Sequence[data.Pair]) -> dict[str, float]:
    """The share of injected errors that the flag catches, and of human pairs that it leaves alone."""
    found = {}
    for kind in (*_NUMBER_ERRORS, "a two dropped", "a percent sign dropped", "a percent sign added"):
        one = checks.caught(kind, pairs)
        if one.tried >= _FEWEST:
            found[kind] = one.meant / one.tried
    flagged = sum(any(flag.name == "number_mismatch" for flag in check(a, e)) for a, e in pairs)
    return found | {"human pairs left alone": 1 - flagged / len(pairs)}


def other_checks(pairs: Sequence[data.Pair]) -> dict[str, float]:
    """The same for the flags beside numbers."""
    found = {}
    for kind in ("a loop appended", "a clause dropped", "a negation dropped"):
        one = checks.caught(kind, pairs)
        found[kind] = one.any / one.tried
    doubtful = sum(any(flag.severity == "high" for flag in check(a, e)) for a, e in pairs)
    return found | {"human pairs not doubtful": 1 - doubtful / len(pairs)}


def place_check(pairs: Sequence[data.Pair]) -> dict[str, float]:
    """The share of places exchanged for others that the flag catches, and of human pairs that it leaves alone."""
    glossary = Glossary.load(data.NEWS_GLOSSARY)
    found = {
        f"a {kind} exchanged": seen / tried
        for kind, (seen, tried) in places.exchanged(pairs, glossary).items()
        if tried >= _FEWEST
    }
    return found | {"human pairs left alone": 1 - len(places.flagged(pairs, glossary)) / len(pairs)}


def grounded(pieces: Sequence[grounding.Piece]) -> dict[str, float]:
    """The share of spoilt points that are refused, and of faithful ones that are not."""
    found = grounding.tally(pieces, pieces)
    values = {name: found.share(name) for name in grounding.FAULTS if found.tried[name] >= _FEWEST}
    faithful = sum(found.tried[name] for name in grounding.PARAPHRASES)
    return values | {
        "faithful points accepted": 1 - sum(found.refused[name] for name in grounding.PARAPHRASES) / faithful
    }


def _own_grounding() -> dict[str, float]:
    items = [item for path in _POINTS for item in summaries.load(path)]
    pieces = [grounding.Piece("own", tuple(one.english for one in item.sentences)) for item in items]
    verdicts = [verdict for path in _POINTS for _, _, verdict in grounding.written(path)]
    accepted = sum(not verdict.faults for verdict in verdicts)
    return grounded(pieces) | {"hand-written points accepted": accepted / len(verdicts)}


def translated(model: str, pairs: Sequence[data.Pair], *settings: str) -> dict[str, float]:
    """A model's chrF2++ (over 100) and number accuracy, through the whole of `mujaz translate`."""
    config = load(
        None,
        [
            f"translation.model={model}",
            "translation.device=cpu",
            "summary.method=extractive",
            "memory.enabled=false",
            *settings,
        ],
    )
    arabic, english = [a for a, _ in pairs], [e for _, e in pairs]
    output = from_config(model, "gate", config, arabic, print, strict=True)
    row = score(output, arabic, english, Wanted.of(arabic, None, None))
    found = {name: row.measure(name) for name in ("chrF2++", "numbers")}
    return {name: (one.score or 0.0) / 100 for name, one in found.items() if one is not None}


def _tiny(engine: str, precision: str, beam: int, limit: int | None = None) -> Callable[[], dict[str, float]]:
    return lambda: translated(
        str(tiny.MODEL),
        tiny.heldout()[:limit],
        f"translation.engine={engine}",
        f"translation.beam_size={beam}",
        f"translation.precision={precision}",
    )


def _fair(lines: list[splitter.Line]) -> dict[str, float]:
    stopped = [line for line in lines if re.search(splitter.ENDED, line.text)]
    return {"F1, fair": splitter.score(stopped, splitter.mujaz, fair=True).f1}


_MODEL_FIGURES = ("chrF2++", "numbers")
GROUPS = (
    Group(
        "splitter, own cases",
        (splitter.CASES,),
        lambda: {"F1": splitter.score_cases((text for _, text in splitter.cases()), splitter.mujaz).f1},
    ),
    Group("splitter, FLORES dev", _FLORES, lambda: _fair(splitter.flores()), ("F1, fair",)),
    Group("splitter, composed news", (data.NEWS,), lambda: _fair(splitter.news()), ("F1, fair",)),
    Group("number check, own pairs", _TINY_TEXTS, lambda: number_check(own_pairs())),
    Group("number check, FLORES dev", _FLORES, lambda: number_check(data.flores())),
    Group("number check, composed news", (data.NEWS,), lambda: number_check(checks.corpus("news-numbers"))),
    Group("other checks, own pairs", _TINY_TEXTS, lambda: other_checks(own_pairs())),
    Group("other checks, FLORES dev", _FLORES, lambda: other_checks(data.flores())),
    Group("place check, FLORES dev", _FLORES, lambda: place_check(data.flores()), slack=_GLOSSARY_SLACK),
    Group(
        "place check, composed news",
        (data.NEWS,),
        lambda: place_check([(arabic, english) for _, arabic, english in data.news()]),
        slack=_GLOSSARY_SLACK,
    ),
    Group("grounding, own articles", _POINTS, _own_grounding),
    Group("grounding, composed news", (data.NEWS,), lambda: grounded(grounding.load()[::_NEWS_STEP])),
    Group("tiny model, ctranslate2 int8", (tiny.HELDOUT,), _tiny("ctranslate2", "int8", 4), slack=_SLACK),
    Group(
        f"tiny model, transformers, first {_SLOW_LIMIT}",
        (tiny.HELDOUT,),
        _tiny("transformers", "float32", 1, _SLOW_LIMIT),
        slack=_SLACK,
    ),
    Group(
        "starter, the Aleppo article",
        (data.ALEPPO, data.ALEPPO_ENGLISH),
        lambda: translated("starter", article_pairs()),
        _MODEL_FIGURES,
        (STARTER / "config.json",),
        _SLACK,
    ),
    Group(
        f"starter, first {_FLORES_LIMIT} of FLORES dev",
        _FLORES,
        lambda: translated("starter", data.flores()[:_FLORES_LIMIT]),
        _MODEL_FIGURES,
        (STARTER / "config.json",),
        _SLACK,
    ),
)
