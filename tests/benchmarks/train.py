"""What `mujaz train` does with 2,000 pairs and the tiny start model: `python -m tests.benchmarks.train`.

The pairs are fresh ones of the tiny world in another desk's wording. Kills the training once with SIGKILL, lets the same
command go on, and compares the export in both engines. A minute on two free cores.
"""

import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mujaz.engines import registry
from mujaz.engines.protocol import DecodingOptions, EngineSettings
from mujaz.models.resolve import resolve
from tests.tiny import MODEL, heldout
from tests.tiny.world import Composer

PAIRS, STEPS, EVERY = 2000, 240, 60
SEED = 77
# A desk's own wording, which the tiny model does not know.
STYLE = ((" in ", " inside "), ("The ", "That "), (" were ", " had been "))


def main() -> None:
    """Trains, kills, goes on, compares; prints what happened."""
    composer = Composer(SEED)
    rows = [composer.pair() for _ in range(PAIRS)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "desk.tsv"
        lines = [f"{arabic}\t{styled(english)}" for arabic, english in rows]
        data.write_text("\n".join(lines) + "\n", encoding="utf-8")
        settings = {
            "model.start": MODEL,
            "training.learning_rate": 5e-4,
            "training.max_steps": STEPS,
            "training.evaluate_every": EVERY,
            "training.dropout": 0.0,
            "training.label_smoothing": 0.0,
            "export.name": "Show",
        }
        command = [sys.executable, "-m", "mujaz", "train", str(data), "-o", str(folder / "out")]
        command += [part for key, value in settings.items() for part in ("--set", f"{key}={value}")]
        begun = time.monotonic()
        kill_after_first_checkpoint(command, folder / "out" / "checkpoints")
        print(f"killed with SIGKILL after {time.monotonic() - begun:.0f} s; the same command again:")
        subprocess.run(command, check=True)
        print(f"{time.monotonic() - begun:.0f} s in all")
        print((folder / "out" / "model" / "README.md").read_text(encoding="utf-8"))
        compare(folder / "out", [arabic for arabic, _ in heldout()])


def styled(english: str) -> str:
    """The English in the desk's wording."""
    for usual, own in STYLE:
        english = english.replace(usual, own)
    return f"Report: {english}"


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
        engine = registry.load(
            "transformers" if kind == "transformers" else "ctranslate2",
            resolve(str(out / "model"), None),
            EngineSettings(precision="float32"),
        )
        made.append([one.text for one in engine.translate(texts, DecodingOptions(beam_size=4))])
    same = sum(one == other for one, other in zip(*made, strict=True))
    print(f"the same output in both engines (float32, beam 4): {same} of {len(texts)}")


if __name__ == "__main__":
    main()
