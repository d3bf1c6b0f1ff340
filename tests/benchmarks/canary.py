"""How far sound models stay from the canary's thresholds, and what it costs: `python -m tests.benchmarks.canary`.

The parts of the canary are measured on what seven systems wrote for 997 sentences of FLORES dev: how often one of their sentences counts as broken, and how many of the numbers
in the Arabic are in the English. From these follows how often eight sentences would be refused by chance. The places
and days in the canary's own sentences cannot be measured so; they are the plainest words of the news.
"""

import subprocess
import sys
import tempfile
import time
from math import comb
from pathlib import Path

from mujaz.engines import canary, registry
from mujaz.engines.protocol import EngineSettings, Hypothesis
from mujaz.models import files, verify
from mujaz.models.resolve import resolve
from mujaz.numbers.arabic import find as arabic_numbers
from mujaz.numbers.english import find as english_numbers
from tests.support import data

_COSTS = "--costs-of"


def quality() -> None:
    """A line for each system: broken sentences, numbers carried, and the chance of a refusal."""
    if not data.FLORES.is_file():
        print(f"passed over: there is no {data.FLORES}")
        return
    arabic = data.lines(data.FLORES)
    print(
        "| system | broken sentences | numbers carried | refused by chance: broken | refused by chance: numbers |"
    )
    print("|---|---|---|---|---|")
    for system in ("reference", *data.systems()):
        english = [target for _, target in data.flores(system)]
        broken = sum(
            bool(canary.broken(source, Hypothesis(target, None, finished=True)))
            for source, target in zip(arabic, english, strict=True)
        ) / len(arabic)
        there = kept = 0
        for source, target in zip(arabic, english, strict=True):
            values = {
                value
                for number in english_numbers(target)
                for reading in number.readings
                for value in reading
            }
            for number in arabic_numbers(source):
                if number.certain and number.digits:
                    there += 1
                    kept += number.value in values
        lost = 1 - kept / there
        n, most = len(canary.PROBES), int(canary.MOST_BROKEN * len(canary.PROBES))
        numbers = sum(len(probe.numbers) for probe in canary.PROBES)
        print(
            f"| {system} | {broken:.2%} | {kept / there:.1%} | {_more_than(most, n, broken):.1e} "
            f"| {_more_than(int(numbers * canary.LEAST), numbers, lost):.1e} |"
        )


def costs() -> None:
    """Seconds and memory for models of real shapes, each in a process of its own."""
    from tests.benchmarks import random_models
    from tests.tiny import MODEL

    print("\n| model (int8, CPU) | weights | hashed in full | loaded | known sentences | memory |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        shapes = {"tiny": MODEL, "opus-mt-ar-en": random_models.opus_mt(Path(scratch) / "opus")}
        for name, folder in shapes.items():
            command = [sys.executable, "-m", "tests.benchmarks.canary", _COSTS, str(folder)]
            subprocess.run(command, check=True, capture_output=True)  # converts
            row = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
            print(f"| {name} {row}")


def _cost(folder: str) -> None:
    resolved = resolve(folder, None)
    weights = files.weight_files(resolved.folder)[0]
    begun = time.perf_counter()
    verify.sha256(weights)
    hashed = time.perf_counter() - begun
    begun = time.perf_counter()
    engine = registry.load("ctranslate2", resolved, EngineSettings(precision="int8"))
    loaded = time.perf_counter() - begun
    begun = time.perf_counter()
    engine.translate([probe.arabic for probe in canary.PROBES], canary.OPTIONS)
    known = time.perf_counter() - begun
    status = Path("/proc/self/status").read_text(encoding="ascii")  # getrusage would tell the parent's peak
    memory = int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6
    size = weights.stat().st_size / 1e6
    print(f"| {size:.0f} MB | {hashed:.2f} s | {loaded:.1f} s | {known:.2f} s | {memory:.0f} MB |")


def _more_than(most: int, n: int, probability: float) -> float:
    """The chance that more than `most` of `n` independent events of this probability happen."""
    return sum(comb(n, k) * probability**k * (1 - probability) ** (n - k) for k in range(most + 1, n + 1))


if __name__ == "__main__":
    if sys.argv[1:2] == [_COSTS]:
        _cost(sys.argv[2])
    else:
        quality()
        costs()
