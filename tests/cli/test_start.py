"""What happens before any work is done must be light and must keep to this machine."""

import subprocess
import sys
from pathlib import Path

HEAVY = ("torch", "transformers", "ctranslate2", "numpy", "huggingface_hub", "sentencepiece", "pydantic")


def modules_after(code: str) -> set[str]:
    code = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint('\\n' + ' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_help_imports_nothing_heavy() -> None:
    loaded = modules_after("sys.argv = ['mujaz', '--help']; from mujaz.cli.app import main; main()")
    assert "typer" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_planning_a_run_needs_no_torch() -> None:
    loaded = modules_after("import mujaz.plan, mujaz.runs.local, mujaz.runs.manifest, mujaz.runs.run")
    assert "mujaz.runs.local" in loaded
    assert loaded.isdisjoint({"torch", "transformers", "ctranslate2", "huggingface_hub"})
    # What is needed only when briefs are there is imported then: the first sentence is not to wait for it.
    assert loaded.isdisjoint(
        {"mujaz.stages", "mujaz.stories.story", "mujaz.writers.digest", "jinja2", "numpy"}
    )


def test_the_engine_process_is_begun_without_the_configuration() -> None:
    loaded = modules_after("import mujaz.runs.engine_process")
    assert "mujaz.runs.worker" in loaded
    assert loaded.isdisjoint({"pydantic", "mujaz.config", "mujaz.plan", "mujaz.stages"})


def test_the_starter_translates_without_torch_transformers_and_numpy(tmp_path: Path) -> None:
    """They take most of the time until the first sentence, and summaries alone need numpy."""
    (tmp_path / "line.txt").write_text("وصل 250 لاجئا إلى دمشق أمس.", encoding="utf-8")
    line = ["mujaz", "translate", "-c", "offline", str(tmp_path / "line.txt")]
    loaded = modules_after(f"sys.argv = {line!r}; from mujaz.cli.app import main; main()")
    assert {"ctranslate2", "tokenizers", "mujaz.stages"} <= loaded
    assert loaded.isdisjoint({"torch", "transformers", "huggingface_hub", "numpy", "trafilatura", "lxml"})
