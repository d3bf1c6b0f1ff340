"""Where inputs come from: patterns, addresses, standard input."""

import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from fsspec.registry import known_implementations

from mujaz.article import Article
from mujaz.config import InputConfig
from mujaz.errors import UsageError
from mujaz.readers import Reader, Unread, discover
from mujaz.readers.ids import mark

NEWS = "قال وزير الخارجية في بيان إن المحادثات انتهت من دون اتفاق."


def everything(*places: Path | str) -> list[Article | Unread]:
    with Reader(InputConfig()) as reader:
        return [found for item in discover(places) for found in reader.read(item)]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.md", "[c].txt", "x/a.txt", "x/y/d.txt", "x/.hidden/e.txt", "x/.f.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NEWS, encoding="utf-8")
    (tmp_path / "x/loop").symlink_to(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", {"[c].txt", "a.txt"}),
        ("**/*.txt", {"[c].txt", "a.txt", "x/a.txt", "x/y/d.txt"}),
        ("x/**", {"x/a.txt", "x/y/d.txt", "x/loop"}),  # the link is not followed, and is not lost
        ("*/a.txt", {"x/a.txt"}),
        ("?.[mt]*", {"a.txt", "b.md"}),
        ("[!a]*.txt", {"[c].txt"}),
        ("[c].txt", {"[c].txt"}),  # a file of that very name comes first
        ("[[]c].t*", {"[c].txt"}),
        ("[[:alpha:]].*", {"a.txt", "b.md"}),
    ],
)
def test_patterns(tree: Path, pattern: str, expected: set[str]) -> None:
    found = discover([f"{tree}/{pattern}"])
    assert {item.path.relative_to(tree).as_posix() for item in found} == expected


@pytest.mark.parametrize("pattern", ["a[*", "[]*.text"])
def test_a_bracket_that_is_not_closed_is_a_bracket(tree: Path, pattern: str) -> None:
    with pytest.raises(UsageError, match="nothing fits"):
        discover([f"{tree}/{pattern}"])


def test_a_pattern_leaves_the_results_out(tree: Path) -> None:
    found = discover([f"{tree}/**/*.txt"], leave_out=tree / "x")
    assert {item.path.name for item in found} == {"a.txt", "[c].txt"}


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    filesystem = fsspec.filesystem("memory")
    yield filesystem
    filesystem.store.clear()
    filesystem.pseudo_dirs[:] = [""]


def test_addresses(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/news/a.txt", NEWS.encode())
    memory.pipe("/news/deep/b.jsonl", json.dumps({"id": "x", "text": NEWS}).encode())
    memory.pipe("/news/.hidden.txt", NEWS.encode())
    found = everything("memory://news")
    assert [(one.id, isinstance(one, Article)) for one in found] == [
        ("a", True),
        ("deep-b-" + found[1].id[7:], True),
    ]
    assert found[0].source.path == "memory:///news/a.txt" if isinstance(found[0], Article) else None
    assert [item.id for item in discover(["memory://news/*.txt"])] == ["a"]
    assert [item.id for item in discover(["memory://news/a.txt"])] == ["a"]
    with pytest.raises(UsageError, match="there is no such file or folder"):
        discover(["memory://news/gone.txt"])


@pytest.mark.parametrize(
    "address", ["https://a.org/news/12", "https://a.org/b.php?id=1.txt", "https://a.org/"]
)
def test_a_page_on_the_web_needs_no_suffix(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    page = f"<html><body><article><h1>عنوان</h1>{f'<p>{NEWS}</p>' * 4}</article></body></html>"
    memory.pipe_file("/page", page.encode())
    monkeypatch.setattr("mujaz.readers.opening.filesystem_of", lambda _: (memory, "/page"))
    with Reader(InputConfig()) as reader:
        (found,) = [found for item in discover([address]) for found in reader.read(item)]
    assert isinstance(found, Article), found


def test_an_address_that_vanishes_is_recorded(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/news/a.txt", NEWS.encode())
    items = discover(["memory://news"])
    memory.rm("/news/a.txt")
    with Reader(InputConfig()) as reader:
        (found,) = reader.read(items[0])
    assert isinstance(found, Unread)
    assert "cannot be read: FileNotFoundError" in found.error.message


def test_a_file_address_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (item,) = discover([f"file://{tmp_path}/a.txt"])
    assert item.path == tmp_path / "a.txt"


@pytest.mark.parametrize(
    ("address", "hint"), [("mine://bucket", "pip install minefs"), ("nonsense://x", "copy the files to this")]
)
def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, address: str, hint: str) -> None:
    known = {"class": "minefs.FileSystem", "err": "pip install minefs"}
    monkeypatch.setitem(known_implementations, "mine", known)
    with pytest.raises(UsageError) as caught:
        discover([address])
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (NEWS.encode(), ["stdin"]),
        (
            "".join(json.dumps({"id": name, "text": NEWS}) + "\n" for name in "ab").encode(),
            ["stdin~a", "stdin~b"],
        ),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, ids: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
    found = everything("-")
    assert [one.id for one in found] == ids
    assert all(isinstance(one, Article) and one.text == NEWS for one in found)


def test_a_link_to_a_pipe_does_not_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.txt").symlink_to(tmp_path / "pipe")
    found = everything(tmp_path / "a.txt")
    assert [type(one) for one in found] == [Unread]


def test_what_offices_and_systems_leave_behind_is_passed_over(tmp_path: Path) -> None:
    names = (
        "Thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "~$report.docx",
        "~WRL0001.tmp",
        ".DS_Store",
        "a.txt~",
    )
    folders = ("$RECYCLE.BIN", "__MACOSX", ".git", "deep/.cache")
    for name in (*names, *(f"{folder}/a.txt" for folder in folders), "~.txt", "deep/a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    assert {item.path.name for item in discover([tmp_path])} == {"~.txt", "a.txt"}
    assert [item.path.name for item in discover([tmp_path / "~$report.docx"])] == [
        "~$report.docx"
    ]  # it was named
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name in (*names, *(f"{folder}/a.txt" for folder in folders), "../../b.txt"):
            archive.writestr(name, NEWS)
    assert [one.id for one in everything(packed)] == ["a~b-" + mark("../../b")]
