"""The order of the house: imports point downward, no two modules import each other, heavy libraries load when used."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import mujaz

PACKAGE = Path(mujaz.__file__).parent
# From the ground up. Rooms of one line are neighbours: none imports the other.
STREET = (
    ("errors", "flags", "version"),
    ("article", "processes", "shipped"),
    ("config", "storage", "arabic", "english"),
    ("numbers",),
    ("readers", "models", "checks"),
    ("engines",),
    ("plan", "memory"),
    ("translation",),
    ("summarization",),
    ("stories",),
    ("writers",),
    ("stages",),
    ("runs",),
    ("evaluation", "training"),
    ("cli",),
)
LEVEL = {room: level for level, rooms in enumerate(STREET) for room in rooms}
GROUND = frozenset((*STREET[0], *STREET[1]))  # values, errors and files that any room may use
# Each takes longer to load than `mujaz --help` may take in all.
HEAVY = frozenset(
    [
        "comet",
        "ctranslate2",
        "fxtranslate",
        "huggingface_hub",
        "pyarrow",
        "ray",
        "sacrebleu",
        "sentencepiece",
        "torch",
        "trafilatura",
        "transformers",
    ]
)


def modules() -> dict[str, ast.Module]:
    """Name → syntax tree of every module of the package; the package's face itself hands names on and is none."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        if name not in ("mujaz", "mujaz.__main__"):
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


MODULES = modules()


def imported(tree: ast.AST) -> Iterator[str]:
    """All that a tree imports, also within functions and for types alone: `package.module` or `package.module.name`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name the whole path"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports() -> dict[str, set[str]]:
    """Module → the modules of the package that it imports."""
    return {
        name: {
            one if one in MODULES else one.rpartition(".")[0]
            for one in imported(tree)
            if one.startswith("mujaz.")
        }
        for name, tree in MODULES.items()
    }


def room(module: str) -> str:
    return module.split(".")[1] if module.count(".") else module


def at_import(tree: ast.Module) -> Iterator[ast.stmt]:
    """What is executed when a module is imported: not the bodies of functions, nor what stands there for types alone."""
    rest: list[ast.stmt] = list(tree.body)
    while rest:
        node = rest.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        ):
            continue
        yield node
        rest += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]


def test_every_room_has_its_place_on_the_street() -> None:
    assert {room(name) for name in MODULES} <= LEVEL.keys()


def test_imports_point_downward() -> None:
    upward = [
        f"{name} imports {one}"
        for name, others in imports().items()
        for one in sorted(others)
        if room(name) != room(one) and LEVEL[room(one)] >= LEVEL[room(name)]
    ]
    assert not upward


def test_no_modules_import_each_other_in_a_circle() -> None:
    try:
        list(TopologicalSorter(imports()).static_order())
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_the_command_line_is_imported_by_no_other_room() -> None:
    assert not [
        name for name, others in imports().items() if room(name) != "cli" and "cli" in map(room, others)
    ]


@pytest.mark.parametrize("name", sorted({room(name) for name in MODULES if name.count(".") > 1}))
def test_a_room_imports_what_its_docstring_allows(name: str) -> None:
    said = ast.get_docstring(MODULES[f"mujaz.{name}"]) or ""
    sentence = re.search(r"May import ([^.]*)\.", said)
    assert sentence, f"{name}/__init__.py does not say what the room may import"
    named = set(re.findall(r"`(\w+)`", sentence[1]))
    below = {one for one in LEVEL if LEVEL[one] < LEVEL[name]}
    assert named <= below
    allowed = below - named if sentence[1].startswith("everything") else named  # "everything below but …"
    used = {room(one) for module, others in imports().items() if room(module) == name for one in others}
    assert used - {name} - GROUND <= allowed


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    early = {
        name: heavy
        for name, tree in MODULES.items()
        for node in at_import(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and (heavy := {one.split(".")[0] for one in imported(node)} & HEAVY)
    }
    assert not early
