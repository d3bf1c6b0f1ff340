"""How fast Mujaz is on a CPU, beside what else runs the same model; one table from one run.

`python -m tests.benchmarks.speed [--keep DIR] [--quick]` builds models with random weights of exactly the real models'
shapes (`random_models.py`) and forces outputs to one length, since random weights never stop. Every system works in a
process of its own (`speed_systems.py`). Repetitions are interleaved and the median counts, so that a busy moment of the
machine does not fall on one system alone; slow systems get fewer sentences of the same mix of lengths. Memory is the
largest sum of what a system's processes held at one time, looked at ten times a second.

`mujaz run` is timed as a whole command, with start, canary off (random weights are not sane), extractive summaries, checks,
three output formats, and no retries (every forced output counts as unfinished). Its rate is that of all sentences less
that of one article of ten, so that the start, given beside it, is counted once.

`--keep DIR` keeps the models there and finds them again; `--quick` takes a third of the time.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mujaz.arabic.splitter import split
from tests.benchmarks import random_models
from tests.benchmarks.speed_systems import BITS, SYSTEMS

ONE_BY_ONE, SORTED, AT_ONCE, ENGINE = SYSTEMS
RUN = "Mujaz, end to end (`mujaz run`)"
ARTICLE = 10  # sentences
_LOOK = 0.1  # seconds between two looks at the memory


class Memory(threading.Thread):
    """Watches how much memory a process and those below it hold together, in MB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak = 0.0
        self.start()

    def run(self) -> None:
        while (held := sum(map(_resident, _family(self._pid)))) or Path(f"/proc/{self._pid}").exists():
            self.peak = max(self.peak, held)
            time.sleep(_LOOK)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = path.read_text(encoding="ascii").split()
        except OSError:  # it has ended meanwhile
            continue
        for child in below:
            yield from _family(int(child))


def _resident(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    lines = [line.split() for line in status.splitlines() if line.startswith("VmRSS")]
    return int(lines[0][1]) / 1024 if lines else 0.0


@dataclass
class Measured:
    """One system at one beam: what each repetition took, a text."""

    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: float = 0.0  # MB
    start: float | None = None  # seconds until the first text

    @property
    def rate(self) -> float:
        """Texts a second."""
        return 1 / statistics.median(self.seconds)


class Worker:
    """A system in its process."""

    def __init__(self, stack: ExitStack, name: str, *arguments: str) -> None:
        command = [sys.executable, "-m", "tests.benchmarks.speed_systems", name, *arguments]
        self._process = stack.enter_context(
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
        )
        self.memory = Memory(self._process.pid)
        self._answer()  # loaded

    def __call__(self, texts: Sequence[str]) -> dict[str, float]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(texts) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, float]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("a system ended before its time; run its command of speed_systems.py by hand")
        answer: dict[str, float] = json.loads(line)
        return answer


def sample(texts: Sequence[str], count: int) -> list[str]:
    """So many texts of the same mix of lengths, in mixed order."""
    ordered = sorted(texts, key=len)
    chosen = {ordered[int((at + 0.5) * len(ordered) / count)] for at in range(min(count, len(ordered)))}
    return [text for text in texts if text in chosen]


def compare(
    checkpoint: Path,
    converted: Path,
    beam: int,
    tokens: int,
    texts: Mapping[str, Sequence[str]],
    repeats: int,
) -> dict[str, Measured]:
    """Time each system on its texts, in turns."""
    found = {name: Measured() for name in texts}
    with ExitStack() as stack:
        workers = {
            name: Worker(stack, name, str(checkpoint), str(converted), str(beam), str(tokens))
            for name in texts
        }
        for worker in workers.values():
            worker(sample(texts[AT_ONCE], 2))  # the first call allocates and compiles
        for _ in range(repeats):
            for name, worker in workers.items():
                taken = worker(texts[name])
                found[name].seconds.append(taken["seconds"] / len(texts[name]))
                found[name].cpu.append(taken["cpu"] / len(texts[name]))
        for name, worker in workers.items():
            found[name].memory = worker.memory.peak
    return found


def run(folder: Path, checkpoint: Path, sentences: Sequence[str], beam: int, repeats: int) -> Measured:
    """Time `mujaz run` on articles made of the sentences."""
    result = Measured()
    articles = [list(sentences[low : low + ARTICLE]) for low in range(0, len(sentences), ARTICLE)]
    starts = []
    for repeat in range(repeats):
        start, _, start_cpu = _command(
            folder / f"first-{beam}-{repeat}", checkpoint, articles[:1], beam, result
        )
        whole, count, cpu = _command(folder / f"all-{beam}-{repeat}", checkpoint, articles, beam, result)
        starts.append(start)
        result.seconds.append((whole - start) / (count - len(articles[0])))
        result.cpu.append((cpu - start_cpu) / (count - len(articles[0])))
    result.start = statistics.median(starts)
    return result


def _command(
    folder: Path, checkpoint: Path, articles: Sequence[Sequence[str]], beam: int, result: Measured
) -> tuple[float, int, float]:
    """Seconds, sentences and CPU seconds of one run."""
    (folder / "in").mkdir(parents=True)
    for number, article in enumerate(articles):
        (folder / f"in/{number:04}.txt").write_text("\n".join(article), encoding="utf-8")
    settings = {
        "translation.model": checkpoint,
        "translation.engine": "ctranslate2",
        "translation.device": "cpu",
        "translation.beam_size": beam,
        "translation.retry": "false",
        "translation.canary": "false",
        "summary.method": "extractive",
        "memory.enabled": "false",
    }
    command = [sys.executable, "-m", "mujaz", "run", str(folder / "in"), "-o", str(folder / "out"), "-q"]
    for key, value in settings.items():
        command += ["--set", f"{key}={value}"]
    before = os.times()
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        memory = Memory(process.pid)
        _, errors = process.communicate()
    seconds = time.perf_counter() - begun
    after = os.times()
    if process.returncode:
        raise RuntimeError(f"mujaz run ended with {process.returncode}: {errors[-1000:]}")
    result.memory = max(result.memory, memory.peak)
    counts = json.loads((folder / "out/run.json").read_text(encoding="utf-8"))["counts"]
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, counts["sentences"], cpu


def converted(checkpoint: Path) -> Path:
    """The checkpoint in CTranslate2's format; made in another process, which gives its memory back."""
    program = (
        "import sys; from mujaz.models import convert; from mujaz.models.resolve import resolve; "
        "print(convert.converted(resolve(sys.argv[1], None), 'int8'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(checkpoint)], stdout=subprocess.PIPE, text=True, check=True
    )
    return Path(done.stdout.strip())


def show(title: str, what: str, tokens: int, found: Mapping[str, Measured]) -> None:
    """Print one block of the table."""
    print(f"\n{title}")
    print(
        f"{'':36}{what + '/s':>12}{'tokens/s':>10}{'CPU s':>8}{'peak MB':>9}   times: {'1by1':>6}{'b16':>6}{'CT2':>6}"
    )
    for name, one in found.items():
        ratios = "".join(
            f"{one.rate / found[base].rate:>6.2f}" if base in found else f"{'':>6}"
            for base in (ONE_BY_ONE, SORTED, AT_ONCE)
        )
        cpu = statistics.median(one.cpu)
        start = "" if one.start is None else f"   and {one.start:.1f} s for the start with one article"
        print(
            f"{name:36}{one.rate:>12.2f}{one.rate * tokens:>10.0f}{cpu:>8.3f}{one.memory:>9.0f}          {ratios}{start}"
        )


@contextmanager
def place(keep: Path | None) -> Iterator[Path]:
    """Where the models are kept: the folder asked for, or one that goes with the benchmark."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="mujaz-speed-") as name:
        yield Path(name)


def models(folder: Path) -> dict[str, tuple[Path, Path]]:
    """Each model's checkpoint and conversion, built where they are missing."""
    os.environ["MUJAZ_CACHE"] = str(folder / "cache")
    found: dict[str, tuple[Path, Path]] = {}
    for name, build in (
        ("opus-mt-ar-en", random_models.opus_mt),
        ("distilbart-cnn-12-6", random_models.distilbart),
    ):
        checkpoint = folder / name
        if not (checkpoint / "model.safetensors").is_file():
            build(checkpoint)
        found[name] = checkpoint, converted(checkpoint)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Mujaz's speed beside CTranslate2's and transformers'.")
    parser.add_argument("--keep", type=Path, help="keep the models in this folder and find them again")
    parser.add_argument("--quick", action="store_true", help="a third of the sentences")
    chosen = parser.parse_args()
    begun = time.perf_counter()
    share = 3 if chosen.quick else 1
    sentences = [s.arabic for line in random_models.arabic_sentences() for s in split(line)]
    sentences = list(dict.fromkeys(sentences))
    articles = random_models.english_articles(words=350)
    with place(chosen.keep) as folder, tempfile.TemporaryDirectory(prefix="mujaz-speed-run-") as outputs:
        built = models(folder)
        print(f"models built in {time.perf_counter() - begun:.0f} s; {_machine()}", flush=True)
        checkpoint, conversion = built["opus-mt-ar-en"]
        for beam, fast, slow, single in ((4, 480, 48, 9), (1, 900, 96, 18)):
            many = sample(sentences, fast // share)
            texts = {
                ONE_BY_ONE: sample(many, single // share),
                SORTED: sample(many, slow // share),
                AT_ONCE: many,
                ENGINE: many,
            }
            tokens = random_models.TARGET_TOKENS
            found = compare(checkpoint, conversion, beam, tokens, texts, 3)
            found[RUN] = run(Path(outputs), checkpoint, many, beam, 1 if chosen.quick else 2)
            how = "greedy" if beam == 1 else f"beam {beam}"
            show(
                f"opus-mt-ar-en's shape, int8, {how}, {len(many)} sentences, {tokens} tokens each",
                "sentences",
                tokens,
                found,
            )
        with ExitStack() as stack:
            some = sample(sentences, 500 // share)
            different = Worker(stack, BITS, str(checkpoint), str(conversion), "4", "8")(some)["different"]
        print(
            f"\nother company, other bits: {different:.0f} of {len(some)} sentences (beam 4, 8 tokens each)",
            flush=True,
        )
        checkpoint, conversion = built["distilbart-cnn-12-6"]
        several = articles[: 16 // share]
        texts = {ONE_BY_ONE: several[:2], SORTED: several[:8], AT_ONCE: several, ENGINE: several}
        tokens = random_models.SUMMARY_TOKENS
        found = compare(checkpoint, conversion, 4, tokens, texts, 1)
        show(
            f"distilbart-cnn-12-6's shape, int8, beam 4, {len(several)} articles of 350 words, {tokens} tokens each",
            "articles",
            tokens,
            found,
        )
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
