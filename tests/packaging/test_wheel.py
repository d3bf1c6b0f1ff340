"""The wheel is whole: installed where there is no repository, it has all that it needs to make a brief."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.data import CONFIGS, REPOSITORY

PACKAGE = REPOSITORY / "pipeline" / "mujaz"
TINY = REPOSITORY / "tests" / "tiny"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", folder, REPOSITORY)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel alone; what it depends on is seen in the environment of the tests."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    dependencies = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    # Named by a .pth file, a folder is searched, but .pth files in it (such as that of an editable mujaz) are not read.
    (packages / "dependencies.pth").write_text("\n".join(dependencies) + "\n", encoding="utf-8")
    pip("--python", environment / "bin" / "python", "install", "--no-deps", wheel)
    return environment / "bin"


def pip(*arguments: object) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        *arguments,
    ]
    subprocess.run([str(part) for part in command], check=True, env=os.environ | {"PIP_NO_INDEX": "1"})


def run(command: Path, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"HF_HUB_OFFLINE": "1", "MUJAZ_CACHE": str(cwd / "cache")}
    line = [str(command), *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=cwd, env=environment)


def test_every_file_of_the_package_and_every_configuration_travels(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    sources = {
        f"mujaz/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    configs = CONFIGS
    shipped = {
        f"mujaz/configs/{p.relative_to(configs).as_posix()}" for p in configs.rglob("*") if p.is_file()
    }
    assert "mujaz/writers/brief.schema.json" in sources
    assert "mujaz/configs/glossary/news.tsv" in shipped
    assert sources | shipped <= packed


def test_the_installed_package_is_the_wheels_own(bin_folder: Path, tmp_path: Path) -> None:
    done = run(bin_folder / "python", "-c", "import mujaz; print(mujaz.__file__)", cwd=tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(bin_folder.parent)


def test_an_installed_mujaz_knows_the_configurations_by_name(bin_folder: Path, tmp_path: Path) -> None:
    done = run(bin_folder / "mujaz", "config", "show", "-c", "fast", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Helsinki-NLP/opus-mt-ar-en" in done.stdout
    assert f"glossary: {bin_folder.parent}" in done.stdout


def test_an_installed_mujaz_makes_a_brief_with_the_glossary_by_name(bin_folder: Path, tmp_path: Path) -> None:
    settings = [f"translation.model={TINY / 'model'}", "summary.method=extractive", "glossary=news"]
    options = [word for setting in settings for word in ("--set", setting)]
    done = run(bin_folder / "mujaz", "run", TINY / "articles" / "attack.txt", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    run_folder = tmp_path / "outputs" / "default"
    brief = json.loads((run_folder / "briefs" / "attack.json").read_text(encoding="utf-8"))
    assert "12 people were killed" in brief["headline"]
    assert "glossary:none" not in brief["signature"]
    assert (run_folder / "briefs" / "attack.html").read_text(encoding="utf-8").startswith("<!doctype html>")
