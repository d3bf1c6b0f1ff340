"""A run of many short articles with the tiny model: memory, speed, and how quickly it resumes when it is finished.

python -m tests.benchmarks.scale --articles 10000
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.support.runs import TINY, briefs, children, many

_MEGABYTE = 1 << 20


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--early", type=int, default=1_000, help="when memory is measured first")
    parser.add_argument("--sentences", type=int, default=3, help="in an article")
    parser.add_argument("--repeated", type=float, default=1.0, help="share that stands in other articles too")
    parser.add_argument("--memory", action="store_true", help="with the translation memory, empty at first")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        many(home / "in", options.articles, options.sentences, options.repeated)
        many(home / "early", options.early, options.sentences, options.repeated)
        arguments = (*TINY, "--set", "input.duplicates=keep")
        arguments += ("--set", "memory.enabled=true") if options.memory else ()
        environment = os.environ | {"MUJAZ_CACHE": str(home / "cache")}

        def run(folder: str) -> tuple[float, float, list[tuple[int, int, int]]]:
            """Seconds, of them on a processor, and (briefs, bytes of the run, bytes of the engine) as they went."""
            words = (sys.executable, "-m", "mujaz", "run", home / folder, "-o", home / f"out-{folder}")
            command = list(map(str, (*words, *arguments)))
            worked = sum(os.times()[2:4])
            begun, seen = time.monotonic(), list[tuple[int, int, int]]()
            process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
            ended = threading.Event()

            def look() -> None:
                while not ended.wait(1.0):
                    mine, engine = resident(process.pid), sum(map(resident, children(process.pid)))
                    seen.append((len(briefs(home / f"out-{folder}")), mine, engine))

            looking = threading.Thread(target=look)
            looking.start()
            code = process.wait()
            ended.set()
            looking.join()
            assert code == 0, code
            return time.monotonic() - begun, sum(os.times()[2:4]) - worked, seen

        seconds, worked, seen = run("in")
        again, again_worked, _ = run("in")
        run("early")
        early_again, early_worked, _ = run("early")
        size = sum(path.stat().st_size for path in briefs(home / "out-in"))

    print(
        f"{options.articles:,} articles of {options.sentences} sentences, {size / options.articles / 1000:.1f} kB of JSON each"
    )
    print(
        f"whole run                       {seconds:8.1f} s  {options.articles / seconds:6.0f} articles/s, {worked:.1f} s on processors"
    )
    print(
        f"resumed, finished, {options.articles:>7,}      {again:8.1f} s, {again_worked:.1f} s on processors"
    )
    print(
        f"resumed, finished, {options.early:>7,}      {early_again:8.1f} s, {early_worked:.1f} s on processors"
    )
    show(options.early, seen)


def show(early: int, seen: list[tuple[int, int, int]]) -> None:
    """Print the table of memory."""
    print(f"\n{'memory, MB (both processes)':32}{'run':>8}{'engine':>8}{'both':>8}")
    first = next((row for row in seen if row[0] >= early), seen[0])
    busy = [row for row in seen if row[2]]
    for label, row in ((f"after {first[0]:,}", first), (f"after {busy[-1][0]:,}", busy[-1])):
        print(
            f"{label:32}{row[1] / _MEGABYTE:8.0f}{row[2] / _MEGABYTE:8.0f}{(row[1] + row[2]) / _MEGABYTE:8.0f}"
        )
    most = max(seen, key=lambda row: row[1] + row[2])
    print(f"{'peak, while writing the digest':32}" if not most[2] else f"{'peak':32}", end="")
    print(f"{most[1] / _MEGABYTE:8.0f}{most[2] / _MEGABYTE:8.0f}{(most[1] + most[2]) / _MEGABYTE:8.0f}")
    last = busy[-1]
    print(
        f"end / after {first[0]:,}: {(last[1] + last[2]) / (first[1] + first[2]):.2f}, peak: {(most[1] + most[2]) / (first[1] + first[2]):.2f}"
    )


def resident(pid: int) -> int:
    """Bytes of memory that a process holds; 0 where there is none."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


if __name__ == "__main__":
    main()
