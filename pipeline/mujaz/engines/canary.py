"""A few known sentences through every model that is loaded: what comes out must be sane, or the load fails.

Checkpoints of this field have turned to garbage without an error more than once: weights that a new release of a library
left untied (transformers #24657, #45005), a tokeniser of another model, a model of the other direction. Their output is
nothing like a translation, so the questions asked here are coarse ones that fit any sound model, good or weak: are
these finished English sentences of a likely length, different ones for different inputs, and are the numbers, places
and days in them?

A model is refused when fewer than half of the expected numbers or words came out, when more than a quarter of the
sentences are no English sentence at all, or when different sentences became one. Measured on what seven systems wrote
for FLORES dev (`python -m tests.benchmarks.canary`): at most 0.5 % of their sentences count as broken and at least 97 % of
the numbers are carried, so that a system like the weakest, Argos, would be refused by chance 3 times in 100,000 loads.
A load pays for it with eight short translations; `passed.py` remembers with what a model passed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.arabic.letters import SCRIPT
from mujaz.checks.sentence import check, loop
from mujaz.engines.protocol import DecodingOptions, Engine, Hypothesis
from mujaz.errors import ModelError
from mujaz.numbers.english import find


@dataclass(frozen=True, slots=True)
class Probe:
    """A sentence, and what any translation of it holds."""

    arabic: str
    numbers: tuple[int, ...]
    words: tuple[str, ...]  # patterns, without regard to case; alternatives stand between |


PROBES = (
    Probe(
        "قتل 14 شخصا وأصيب 36 آخرون في انفجار وسط بغداد يوم الأحد.",
        (14, 36),
        ("kill|dead|die|death|slain", "wound|injur|hurt", "explo|blast|bomb", "Bag?h?dad", "Sunday"),
    ),
    Probe("وصل 250 لاجئا إلى دمشق أمس.", (250,), ("refugee", "Damascus", "yesterday")),
    Probe("لم تعلن أي جهة مسؤوليتها عن الهجوم في الموصل.", (), ("attack|assault|raid", "Mos[uo]+l")),
    Probe(
        "التقى الرئيس الفرنسي نظيره المصري في باريس يوم الثلاثاء.",
        (),
        ("president", "French|France", "Egypt", "Paris", "Tuesday"),
    ),
    Probe("قتل ثلاثة جنود في هجوم قرب طرابلس.", (3,), ("soldier|troop|militar", "Tripoli|Tarabulus")),
    Probe(
        "قال وزير الدفاع إن 19 جنديا أصيبوا في انفجار قرب حلب.",
        (19,),
        ("minister", "defen[cs]e", "soldier|troop|militar", "Aleppo|Halab"),
    ),
    Probe("أصيب 45 طفلا في غارة جوية على غزة يوم الاثنين.", (45,), ("child|kid", "air", "Gaza", "Monday")),
    Probe(
        "قتل 62 شخصا في غارة جوية قرب صنعاء يوم السبت.",
        (62,),
        ("kill|dead|die|death|slain", "air", "Sana", "Saturday"),
    ),
)
# Four probes for a summariser make one short article; a summary of it keeps to its words.
ARTICLE = (
    "The government of Egypt said on Sunday that it would build 18 new schools in Cairo. "
    "The education minister said that the work would cost 75 million dollars and take two years. "
    "Teachers in the capital have complained for years about crowded classrooms. "
    "The first four schools are to open in September, the minister said."
)
LEAST = 0.5  # of the numbers and of the words: sound models carry nearly all, broken ones hardly any
MOST_BROKEN = 0.25  # of the sentences may be no English sentence
LEAST_KEPT = 0.4  # of a summary's longer words stand in the article; an abstractive one rewords the rest
OPTIONS = DecodingOptions(beam_size=1)  # the cheapest search
_BROKEN = frozenset(("empty", "copied", "arabic_left", "loop", "too_short", "too_long", "unfinished"))
_WORD = re.compile(r"[A-Za-z]{4,}")
_LATIN = re.compile(r"[A-Za-z]")
_ARABIC = re.compile(f"[{SCRIPT}]")
_SHOWN = 3  # outputs in the message
_SUMMARY_TOKENS = 48


def check_translation(engine: Engine, name: str) -> None:
    """Translate the known sentences with a model that was just loaded.

    Args:
        engine: The loaded model.
        name: The model as the user calls it, for the message.

    Raises:
        ModelError: What came out cannot be the work of a sound Arabic → English model; the message says what was seen
            and what usually causes it.
    """
    hypotheses = engine.translate([probe.arabic for probe in PROBES], OPTIONS)
    fault = judge(hypotheses)
    if fault is not None:
        texts = [hypothesis.text for hypothesis in hypotheses]
        raise _failed(name, "known Arabic sentences", *fault, texts, served=_is_served(engine))


def check_summary(engine: Engine, name: str) -> None:
    """Summarise a short known article with a model that was just loaded; as `check_translation`.

    Raises:
        ModelError: What came out cannot be the work of a sound English summariser.
    """
    options = DecodingOptions(beam_size=1, min_length=8, max_length=_SUMMARY_TOKENS)
    text = engine.translate([ARTICLE], options)[0].text
    fault = _judge_summary(text)
    if fault is not None:
        raise _failed(name, "a known English article", fault, _CAUSES, [text], served=_is_served(engine))


def judge(hypotheses: Sequence[Hypothesis]) -> tuple[str, str] | None:
    """What is wrong with the translations of `PROBES`, and what usually causes it; None when they are sane."""
    texts = [hypothesis.text.strip() for hypothesis in hypotheses]
    if sum(bool(_ARABIC.search(text)) for text in texts) > MOST_BROKEN * len(PROBES):
        mixed = sum(bool(_LATIN.search(text) or loop(text)) for text in texts) > MOST_BROKEN * len(PROBES)
        return "the output is still Arabic, at least in part", _CAUSES if mixed else _REVERSED
    faults = [
        names
        for probe, hypothesis in zip(PROBES, hypotheses, strict=True)
        if (names := broken(probe.arabic, hypothesis))
    ]
    if len(faults) > MOST_BROKEN * len(PROBES):
        kinds = ", ".join(dict.fromkeys(name.replace("_", " ") for names in faults for name in names))
        return f"{len(faults)} of {len(PROBES)} are no sentences ({kinds})", _CAUSES
    if len(set(texts)) < (1 - MOST_BROKEN) * len(texts):
        return f"{len(texts)} different sentences came out as {len(set(texts))}", _CAUSES
    numbers, words = carried(texts)
    if numbers < LEAST or words < LEAST:
        return (
            f"only {numbers:.0%} of the numbers and {words:.0%} of the plainest words (places, days) came out",
            _CAUSES,
        )
    return None


def carried(texts: Sequence[str]) -> tuple[float, float]:
    """The shares, 0 to 1, of the expected numbers and of the expected words that are in the translations."""
    numbers = words = 0
    for probe, text in zip(PROBES, texts, strict=True):
        values = {value for number in find(text) for reading in number.readings for value in reading}
        numbers += sum(number in values for number in probe.numbers)
        words += sum(bool(re.search(pattern, text, re.IGNORECASE)) for pattern in probe.words)
    return (
        numbers / sum(len(probe.numbers) for probe in PROBES),
        words / sum(len(probe.words) for probe in PROBES),
    )


_CAUSES = (
    "usually the tokeniser's files belong to another model, the weights are damaged, or this release of transformers "
    "does not tie their embeddings (transformers #24657, #45005)"
)
_SERVED = (
    "usually the model on the server is too small for the task, or was not trained to follow instructions"
)
_REVERSED = (
    "usually this is an English → Arabic model in the place of an Arabic → English one, or its source and target files "
    "were swapped"
)


def broken(arabic: str, hypothesis: Hypothesis) -> list[str]:
    """Why a translation is no English sentence at all, in the names of flags; empty where it is one."""
    flags = check(arabic, hypothesis.text, finished=hypothesis.finished)
    return [flag.name for flag in flags if flag.name in _BROKEN]


def _judge_summary(text: str) -> str | None:
    words = [word.lower() for word in _WORD.findall(text)]
    if not words:
        return "nothing came out"
    if _ARABIC.search(text):
        return "the summary of an English text has Arabic letters"
    repeated = loop(text)
    if repeated:
        return f"the summary repeats itself: {repeated}"
    known = {word.lower() for word in _WORD.findall(ARTICLE)}
    kept = sum(word in known for word in words) / len(words)
    if kept < LEAST_KEPT:
        return f"only {kept:.0%} of the summary's words stand in the text"
    return None


def _is_served(engine: Engine) -> bool:
    """Whether a chat server does the work: it has no files here that could be wrong."""
    return engine.signature.startswith("chat|")


def _failed(
    name: str, what: str, seen: str, causes: str, texts: Sequence[str], *, served: bool
) -> ModelError:
    causes = _SERVED if served else causes
    look = (
        "take another model of the server"
        if served
        else f"`mujaz models verify {name}` compares its files with what is known of them"
    )
    shown = "; ".join(f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”" for text in texts[:_SHOWN])  # noqa: PLR2004 - characters that fit a line
    return ModelError(
        f"model {name} does not work: of {what}, {seen}. It wrote {shown}. {causes[0].upper()}{causes[1:]}",
        f"{look}; `--set translation.canary=false` uses the model as it is",
    )
