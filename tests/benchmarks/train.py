"""What `mujaz train` does with 2,000 pairs of news and the tiny start model: `python -m tests.benchmarks.train`.

Trains on the first of `../shared/corpora/news-composed.tsv`, kills the training once with SIGKILL, lets the same command go on,
and compares the export in both engines. Ten minutes on a free core; exits 0 with a message where the corpus is absent.
"""

import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.models.resolve import resolve
from pipeline.translation import engines
from pipeline.translation.engine import DecodingOptions
from tests.tiny import MODEL

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpora" / "news-composed.tsv"
PAIRS, STEPS, EVERY = 2000, 600, 150


def main() -> None:
    """Trains, kills, goes on, compares; prints what happened."""
    if not CORPUS.is_file():
        print(f"{CORPUS} is not there: nothing to train on")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "news.tsv"
        lines = CORPUS.read_text(encoding="utf-8").splitlines()[:PAIRS]
        data.write_text("\n".join(lines) + "\n", encoding="utf-8")
        settings = {
            "model.start": MODEL,
            "training.learning_rate": 1e-3,
            "training.max_steps": STEPS,
            "training.evaluate_every": EVERY,
            "training.dropout": 0.1,
            "export.name": "Show",
        }
        command = [sys.executable, "-m", "pipeline", "train", str(data), "-o", str(folder / "out")]
        command += [part for key, value in settings.items() for part in ("--set", f"{key}={value}")]
        begun = time.monotonic()
        kill_after_first_checkpoint(command, folder / "out" / "checkpoints")
        print(f"killed with SIGKILL after {time.monotonic() - begun:.0f} s; the same command again:")
        subprocess.run(command, check=True)
        print(f"{time.monotonic() - begun:.0f} s in all")
        print((folder / "out" / "model" / "README.md").read_text(encoding="utf-8"))
        compare(folder / "out", [line.split("\t")[1] for line in lines[:200]])


def kill_after_first_checkpoint(command: list[str], checkpoints: Path) -> None:
    """Runs a training until a checkpoint is whole, and kills it 3 seconds later."""
    with subprocess.Popen(command) as process:
        while process.poll() is None and not list(checkpoints.glob("*/complete.json")):
            time.sleep(0.2)
        time.sleep(3)
        process.send_signal(signal.SIGKILL)


def compare(out: Path, texts: list[str]) -> None:
    """Prints how many outputs of the export are the same in transformers and CTranslate2, both in float32."""
    made = []
    for kind in ("transformers", "ctranslate2"):
        engine = engines.load(
            "transformers" if kind == "transformers" else "ctranslate2",
            resolve(str(out / "model"), None),
            precision="float32",
        )
        made.append([one.text for one in engine.translate(texts, DecodingOptions(beam_size=4))])
    same = sum(one == other for one, other in zip(*made, strict=True))
    print(f"the same output in both engines (float32, beam 4): {same} of {len(texts)}")


if __name__ == "__main__":
    main()
