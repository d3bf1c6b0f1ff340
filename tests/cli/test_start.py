"""What happens before any work is done must be light and must keep to this machine."""

import subprocess
import sys

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
    loaded = modules_after("import mujaz.plan, mujaz.runs.local, mujaz.runs.manifest")
    assert "mujaz.runs.local" in loaded
    assert loaded.isdisjoint({"torch", "transformers", "ctranslate2", "huggingface_hub"})
