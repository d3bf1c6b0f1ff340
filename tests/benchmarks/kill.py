"""A run that is killed again and again, and the same command each time: nothing may be lost, doubled or different.

python -m tests.benchmarks.kill --times 50 --articles 300
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.runs import TINY, briefs, children, leftovers, many, timeless


def main() -> None:
    """Print what happened; exit code 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--sentences", type=int, default=8, help="in an article")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - moments to kill at
    with tempfile.TemporaryDirectory() as name:
        home, begun = Path(name), time.monotonic()
        many(home / "in", options.articles, options.sentences)

        def start(output: str) -> "subprocess.Popen[bytes]":
            words = (sys.executable, "-m", "mujaz", "run", home / "in", "-o", home / output, *TINY)
            command = [*map(str, words), "--set", "memory.enabled=true"]
            environment = os.environ | {"MUJAZ_CACHE": str(home / f"cache-{output}")}
            return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)

        assert start("whole").wait() == 0
        seconds = time.monotonic() - begun
        moments = list[int]()
        for _ in range(options.times):
            process = start("killed")
            finished = len(briefs(home / "killed"))
            # Half of them while the run starts, and half while it writes; none may come so late that all is done.
            if chance.random() < 0.5:
                time.sleep(chance.uniform(0, seconds / 2))
            else:
                until = finished + chance.randint(1, max(1, (options.articles - finished) // 4))
                while len(briefs(home / "killed")) < until and process.poll() is None:
                    time.sleep(0.005)
                time.sleep(chance.uniform(0, 0.1))
            # Now and then the engine alone, which the run survives, before both.
            for engine in children(process.pid) if chance.random() < 0.1 else ():
                os.kill(engine, 9)
                time.sleep(chance.uniform(0, 0.5))
            process.kill()
            process.wait()
            moments.append(len(briefs(home / "killed")))
            if moments[-1] == options.articles:
                remove(home / "killed", chance.randint(1, options.articles))
        code = start("killed").wait()
        expected, found = timeless(home / "whole"), timeless(home / "killed")
        lines = (home / "killed/briefs.jsonl").read_text(encoding="utf-8").splitlines()
        ids = [json.loads(line)["id"] for line in lines]
        left = leftovers(home / "killed")
        different = sorted(name for name in expected if found.get(name) != expected[name])
        print(f"killed {options.times} times (seed {options.seed}), with so many briefs there: {moments}")
        print(f"last run: exit code {code}, {len(ids)} briefs listed, {len(set(ids))} of them distinct")
        print(
            f"lost {len(expected.keys() - found.keys())}, different {len(different)} {different[:3]}, left over {len(left)}"
        )
        print(f"{time.monotonic() - begun:.0f} s")
    good = code == 0 and found == expected and not left and len(ids) == len(set(ids)) == options.articles
    sys.exit(0 if good else 1)


def remove(output: Path, count: int) -> None:
    """Take finished briefs away, so that there is something left to be killed in."""
    for path in briefs(output)[-count:]:
        path.unlink()


if __name__ == "__main__":
    main()
