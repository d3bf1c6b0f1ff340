"""COMET (Rei et al. 2022), a learned metric, through its own command.

`unbabel-comet` wants transformers below 5 and numpy below 2, so it cannot live in one environment with Mujaz; its
command `comet-score` is called instead, from wherever it is installed. It is never let onto the network: a checkpoint on
disk must be named, and the tokeniser that it asks for must be in the hub's cache.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from mujaz.errors import ModelError

COMMAND = "comet-score"
GET = (
    "COMET was not measured: `pipx install unbabel-comet`, fetch Unbabel/wmt22-comet-da, then add "
    "`--comet FOLDER/checkpoints/model.ckpt`"
)
_HINT = "`pipx install unbabel-comet` puts it into an environment of its own, as it does not go with transformers 5"
_LAST = 400  # characters of its last words that are shown


def check(checkpoint: Path) -> None:
    """Make sure that COMET can be run, before an hour is spent on translating.

    Raises:
        ModelError: The command or the checkpoint is not there.
    """
    if shutil.which(COMMAND) is None:
        raise ModelError(f"the command {COMMAND} is not installed", _HINT)
    if not checkpoint.is_file() or checkpoint.suffix != ".ckpt":
        raise ModelError(
            f"{checkpoint}: there is no such COMET checkpoint", "give FOLDER/checkpoints/model.ckpt"
        )


def scores(
    checkpoint: Path, source: Sequence[str], outputs: Sequence[Sequence[str]], reference: Sequence[str] | None
) -> list[float]:
    """The mean over all sentences of each output.

    Args:
        checkpoint: `model.ckpt`; one that needs no reference (CometKiwi) is taken too.
        source: Arabic sentences.
        outputs: The English of each system.
        reference: A person's English.

    Raises:
        ModelError: The command or checkpoint is missing, or scoring failed; its last words are shown.
    """
    check(checkpoint)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        arguments = ["-s", _written(folder / "source", source)]
        if reference:
            arguments += ["-r", _written(folder / "reference", reference)]
        made = [_written(folder / f"output{n}", lines) for n, lines in enumerate(outputs)]
        arguments += ["-t", *made, "--model", str(checkpoint), "--to_json", str(folder / "scores.json")]
        arguments += ["--only_system", "--quiet", "--gpus", "0"]
        offline = {**os.environ, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell
            [str(shutil.which(COMMAND)), *arguments], env=offline, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise ModelError(
                f"{COMMAND} failed: …{done.stderr.strip()[-_LAST:]}", "run it by hand to see more"
            )
        found = json.loads((folder / "scores.json").read_text(encoding="utf-8"))
        return [sum(row["COMET"] for row in found[file]) / len(found[file]) for file in made]


def _written(path: Path, lines: Sequence[str]) -> str:
    """A file as `comet-score` reads it: a carriage return within a line would end it."""
    path.write_text("".join(" ".join(line.split()) + "\n" for line in lines), encoding="utf-8")
    return str(path)
