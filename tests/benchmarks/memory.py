"""What the translation memory costs and what it saves.

`python -m tests.benchmarks.memory` fills a memory with 100,000 entries in windows of 512, as a run does, looks all of them
up, and as many that are not there; then it translates 2,000 sentences of the tiny model's world with and without a
memory, of which 30 % repeat earlier ones. `--entries 1000000` for a larger one. All times are processor time, so that a
busy machine does not change them.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from mujaz.article import Attempt, Sentence
from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions, Engine, EngineSettings
from mujaz.flags import Flag
from mujaz.memory.memory import Memory
from mujaz.models.resolve import resolve
from mujaz.translation.translator import Translator
from tests.benchmarks.counting import Counting
from tests.tiny import MODEL, pairs

WINDOW = 512
DISTINCT = 1400  # sentences of the tiny model's world
SHARE = 0.3  # of all sentences repeat one of these
_FLAG = Flag("number_mismatch", "high", "25 is missing from the English")


def windows(texts: Sequence[str]) -> Iterator[list[str]]:
    remaining = iter(texts)
    while window := list(islice(remaining, WINDOW)):
        yield window


def entry(text: str, number: int) -> list[Attempt]:
    """One in twenty has climbed the ladder, as in a run on news."""
    first = Attempt("first", "The minister said on Tuesday that the talks would go on. " * 3, -0.31, ())
    if number % 20:
        return [first]
    return [first, *(Attempt(f"beam {n} {text}", first.english, -0.5, (_FLAG,)) for n in range(3))]


def storing(folder: Path, count: int) -> None:
    words = [word for arabic, _ in pairs() for word in arabic.split()]
    dice = random.Random(1)  # noqa: S311 - a benchmark
    texts = [f"{n} " + " ".join(dice.choices(words, k=25)) for n in range(count)]
    memory = Memory(folder / "memory.sqlite3", 100_000, "a")
    begun = time.process_time()
    for number, window in enumerate(windows(texts)):
        memory.keep("engine", {text: entry(text, number * WINDOW + n) for n, text in enumerate(window)})
    report("insert", count, time.process_time() - begun)
    memory.close()
    other = Memory(folder / "memory.sqlite3", 100_000, "b")
    for name, asked in (("look up, there", texts), ("look up, absent", [f"{text} x" for text in texts])):
        shuffled = dice.sample(asked, len(asked))
        begun = time.process_time()
        found = sum(len(other.machine("engine", window)) for window in windows(shuffled))
        report(f"{name} ({found:,} found)", count, time.process_time() - begun)
    other.close()
    size = sum(file.stat().st_size for file in folder.iterdir())
    characters = sum(map(len, texts)) / count
    print(
        f"size: {size / 1e6:.1f} MB, {size / count:.0f} bytes an entry of {characters:.0f} Arabic characters"
    )


def report(what: str, count: int, seconds: float) -> None:
    print(f"{what:40}{count / seconds:>12,.0f} /s{seconds / count * 1e6:>10.1f} µs each")


def repeating(folder: Path) -> None:
    engine = Counting(
        registry.load(
            "ctranslate2", resolve(str(MODEL), None), EngineSettings(device="cpu", precision="int8")
        ),
        len,
    )
    dice = random.Random(2)  # noqa: S311 - a benchmark
    new = dice.sample(list(dict.fromkeys(arabic for arabic, _ in pairs())), DISTINCT)
    # Agency copy comes hours later: what repeats does so in later windows, where only a memory finds it.
    texts = [*new, *dice.choices(new, k=round(DISTINCT * SHARE / (1 - SHARE)))]
    translated(engine, texts[:WINDOW], None)  # warm
    cases = {
        "without a memory": None,
        "with an empty memory": Memory(folder / "memory.sqlite3", 100, "a"),
        "once more, in another run": Memory(folder / "memory.sqlite3", 100, "b"),
    }
    print(
        f"\n{len(texts):,} sentences, {SHARE:.0%} of them repeated, windows of {WINDOW}, tiny model, int8, beam 4"
    )
    base = 0.0
    for name, memory in cases.items():
        engine.count = 0
        begun = time.process_time()
        translated(engine, texts, memory)
        seconds = time.process_time() - begun
        base = base or seconds
        print(
            f"{name:30}{engine.count:>8,} texts decoded{seconds:>8.2f} s{len(texts) / seconds:>10,.0f} sentences/s"
            f"{seconds / base:>8.0%}"
        )


def translated(engine: Engine, texts: Sequence[str], memory: Memory | None) -> None:
    translator = Translator(engine, DecodingOptions(beam_size=4), 192, None, retry=True, memory=memory)
    for window in windows(texts):
        translator.translate([[Sentence(n, 1, 0, len(text), text) for n, text in enumerate(window, 1)]])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    count = parser.parse_args().entries
    with tempfile.TemporaryDirectory() as folder:
        storing(Path(folder), count)
    with tempfile.TemporaryDirectory() as folder:
        repeating(Path(folder))


if __name__ == "__main__":
    main()
