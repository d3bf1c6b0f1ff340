"""How fast Mujaz is on a CPU, beside what else runs the same model, with intervals; tables for docs/measurements.md.

`python -m tests.benchmarks.speed [--keep DIR] [--quick] [--rounds N] [--only PART …]`. Parts: `beam` and `greedy` (a model with random
weights of exactly opus-mt-ar-en's shape, outputs forced to one length, since random weights never stop), `starter` (the
bundled model with its own outputs), `summaries` (distilbart-cnn-12-6's shape), `latency` (one article alone); and, only
where they are named, `ray` (two workers on this machine), `firefox` (beside `fast`), `bits` (whether company matters).

The sentences are distinct ones of FLORES dev and newswire, in articles of twelve. CTranslate2 alone has the format of its
own converter and the same search, and gets all of them in the way that is quickest on this machine (`tries` in
`speed_systems.py`: threads, sizes and kinds of batches). `mujaz run` is timed as a whole command less its start, with
checks, names, translation memory, three output formats and extractive points; only for random weights it is without the
canary and second tries. How turns and intervals are made: `speed_rounds.py`.

`--keep DIR` keeps the models there and finds them again; `--quick` takes an eighth of the texts and two rounds.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import speed_alone, speed_firefox, speed_parts
from tests.benchmarks.speed_models import place
from tests.benchmarks.speed_parts import Place

PARTS: dict[str, Callable[[Place], None]] = {
    "beam": lambda where: speed_parts.opus(where, 4),
    "greedy": lambda where: speed_parts.opus(where, 1),
    "starter": speed_parts.starters,
    "summaries": speed_parts.summaries,
    "latency": speed_alone.latency,
    "ray": speed_alone.ray,
    "firefox": speed_firefox.firefox,
    "bits": speed_parts.bits,
}
_USUAL = ("beam", "greedy", "starter", "summaries", "latency")


def main() -> None:
    parser = argparse.ArgumentParser(description="Mujaz's speed beside CTranslate2's and transformers'.")
    parser.add_argument("--keep", type=Path, help="keep the models in this folder and find them again")
    parser.add_argument("--quick", action="store_true", help="an eighth of the texts, two rounds")
    parser.add_argument(
        "--rounds", type=int, help="turns of every system (7; quick: 2); from 5 on with intervals"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=_USUAL, help="these parts")
    chosen = parser.parse_args()
    begun = time.perf_counter()
    rounds = chosen.rounds or (2 if chosen.quick else 7)
    print(_machine(), flush=True)
    with place(chosen.keep) as folder, tempfile.TemporaryDirectory(prefix="mujaz-speed-run-") as work:
        os.environ["MUJAZ_CACHE"] = str(folder / "cache")
        for part in chosen.only:
            PARTS[part](Place(folder, Path(work), chosen.quick, rounds))
    print(f"\ntook {time.perf_counter() - begun:.0f} s")


def _machine() -> str:
    names = [
        line.split(":")[1].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if line.startswith("model name")
    ]
    return f"{len(os.sched_getaffinity(0))} cores, {names[0] if names else 'unknown processor'}"


if __name__ == "__main__":
    main()
