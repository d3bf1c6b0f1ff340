"""What the documents say is there."""

import re
from pathlib import Path

import pytest

from mujaz.cli.app import app
from mujaz.flags import FLAGS

REPOSITORY = Path(__file__).parents[1]
PAGES = [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *sorted(REPOSITORY.glob("docs/*.md"))]
ROOTS = {path.name for path in REPOSITORY.iterdir()} - {"outputs"}
PACKAGE = REPOSITORY / "pipeline" / "mujaz"


def test_the_readme_can_be_read_in_one_go() -> None:
    assert len((REPOSITORY / "README.md").read_text(encoding="utf-8").splitlines()) <= 200


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_files_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    named = [name.rstrip("/") for name in re.findall(r"(?<![\w./-])[\w.-]+(?:/[\w.-]+)+/?", text)]
    files = [name for name in named if name.split("/")[0] in ROOTS and "." in Path(name).name]
    assert not [name for name in links if not (page.parent / name).exists()]
    assert not [name for name in files if not (REPOSITORY / name.rstrip(".")).exists()]


def test_every_benchmark_that_is_named_can_be_run() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    modules = set(re.findall(r"python -m (tests(?:\.\w+)+)", text))
    assert "tests.benchmarks.checks" in modules
    assert not [name for name in modules if not (REPOSITORY / (name.replace(".", "/") + ".py")).exists()]


def test_every_command_is_in_the_readme_and_every_one_there_exists() -> None:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    typed = set(re.findall(r"(?:^\$ |; )mujaz (\w+)", text, re.MULTILINE))
    single = {command.name for command in app.registered_commands}
    groups = {group.name for group in app.registered_groups}
    known = {str(name) for name in single | groups}
    assert typed <= known
    assert not [name for name in known if f"mujaz {name}" not in text]


def test_every_flag_and_every_room_is_explained() -> None:
    formats = (REPOSITORY / "docs" / "formats.md").read_text(encoding="utf-8")
    architecture = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert not [name for name in FLAGS if f"`{name}`" not in formats]
    rooms = [path.parent.name for path in PACKAGE.glob("*/__init__.py")]
    assert not [name for name in rooms if f"`{name}`" not in architecture]
