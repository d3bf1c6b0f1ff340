"""What the retry ladder buys, and what it costs, on a model that is made to fail.

`python -m tests.benchmarks.retry` translates three sets with the tiny test model, whose world is small and whose
sentences are short: its held-out sentences (which it knows how to translate), long sentences of its own world that make
it loop or lose text, and the Aleppo article, of which it knows hardly a word. Each set once without and once with
the ladder.
"""

import time
from collections.abc import Sequence

from mujaz.arabic.splitter import split
from mujaz.article import Sentence, Translation
from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions, Engine, EngineSettings
from mujaz.flags import FLAGS
from mujaz.models.resolve import resolve
from mujaz.translation.translator import Translator
from tests.benchmarks.counting import Counting
from tests.support.data import ALEPPO
from tests.tiny import MODEL, hard, heldout, pairs


def flagged(translation: Translation) -> bool:
    return any(FLAGS[flag.name].retry for flag in translation.flags)


def sets() -> dict[str, list[tuple[str, str | None]]]:
    """Arabic and, where it is known, the right English."""
    short = [
        (arabic.rstrip("."), english.rstrip("."))
        for arabic, english in pairs()
        if "؛" not in arabic and "،" not in arabic
    ]
    joined: list[tuple[str, str | None]] = [
        (" ؛ ".join(arabic for arabic, _ in short[i : i + 5]).replace(" ؛", "؛") + ".", None)
        for i in range(0, 500, 5)
    ]
    return {
        "held-out, 200": [(arabic, english) for arabic, english in heldout()],
        f"known failures, {len(hard())}": [(case.arabic, case.english) for case in hard()],
        "five clauses joined, 100": joined,
        "the Aleppo article, 15": [(s.arabic, None) for s in split(ALEPPO.read_text(encoding="utf-8"))],
    }


def translated(engine: Engine, texts: Sequence[str], *, retry: bool) -> tuple[list[Translation], int, float]:
    counting = Counting(engine, lambda texts: sum(engine.count_tokens(texts)))
    translator = Translator(counting, DecodingOptions(beam_size=4), 192, None, retry)
    begun = time.perf_counter()
    (made,) = translator.translate([[Sentence(n, 1, 0, len(text), text) for n, text in enumerate(texts, 1)]])
    return made, counting.count, time.perf_counter() - begun


def main() -> None:
    """Print the table."""
    engine = registry.load(
        "ctranslate2", resolve(str(MODEL), None), EngineSettings(device="cpu", precision="float32")
    )
    print(
        f"{'set':28}{'flagged':>16}{'doubtful':>16}{'exact':>14}{'retried':>9}{'tokens':>8}{'time':>7}{'worse':>7}"
    )
    for name, rows in sets().items():
        texts = [arabic for arabic, _ in rows]
        before, cheap, quick = translated(engine, texts, retry=False)
        after, dear, slow = translated(engine, texts, retry=True)
        known = [english for _, english in rows]
        exact = [
            sum(t.english == e for t, e in zip(made, known, strict=True) if e) for made in (before, after)
        ]
        lost = sum(e == b.english != a.english for b, a, e in zip(before, after, known, strict=True) if e)
        worse = lost + sum(flagged(a) and not flagged(b) for b, a in zip(before, after, strict=True))
        shares = [
            [f"{sum(map(test, made)) / len(rows):.1%}" for made in (before, after)]
            for test in (flagged, doubtful)
        ]
        retried = sum(bool(t.attempts) for t in after) / len(rows)
        print(
            f"{name:28}{' → '.join(shares[0]):>16}{' → '.join(shares[1]):>16}"
            f"{f'{exact[0]} → {exact[1]}' if any(known) else '':>14}{retried:>9.0%}{dear / cheap:>8.2f}{slow / quick:>7.2f}{worse:>7}"
        )


def doubtful(translation: Translation) -> bool:
    return translation.doubtful


if __name__ == "__main__":
    main()
