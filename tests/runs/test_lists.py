"""What a run lists: skips, copies, failures; a later run forgets nothing of them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ended
from tests.support.runs import (
    TINY,
    records,
)

pytestmark = pytest.mark.slow

Mujaz = Callable[..., Ended]


def test_lists_are_kept_where_nothing_changed_and_made_anew_where_something_did(
    mujaz: Mujaz, articles: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"

    def run() -> tuple[int, int]:
        assert mujaz("run", articles / "00000.txt", articles / "00001.txt", "-o", output, *TINY).code == 0
        return (output / "briefs.jsonl").stat().st_mtime_ns, (output / "index.html").stat().st_mtime_ns

    first = run()
    assert run() == first
    text = (output / "briefs/00000.json").read_text(encoding="utf-8")
    (output / "briefs/00000.json").write_text(
        text.replace('"headline": "', '"headline": "X '), encoding="utf-8"
    )
    assert run() != first
    assert records(output, "briefs.jsonl")[0]["headline"].startswith("X ")
    assert ">X " in (output / "index.html").read_text(encoding="utf-8")
    (output / "index.html").write_text("scribbled over", encoding="utf-8")
    run()
    assert ">X " in (output / "index.html").read_text(encoding="utf-8")


def test_other_languages_and_copies_are_listed_and_no_failures(
    mujaz: Mujaz, articles: Path, tmp_path: Path
) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    shutil.copy(articles / "00000.txt", folder / "a.txt")
    shutil.copy(articles / "00000.txt", folder / "b.txt")
    (folder / "english.txt").write_text(
        "The minister said that talks had ended without result.\n", encoding="utf-8"
    )
    ended = mujaz("run", folder, "-o", output, *TINY)
    assert ended.code == 0, ended.err
    assert "1 brief written, 1 copy of another, 1 not in Arabic" in ended.err
    assert [row["id"] for row in records(output, "skipped.jsonl")] == ["english"]
    (copy,) = records(output, "duplicates.jsonl")
    assert (copy["id"], copy["original"]) == ("b", "a")
    counts = json.loads((output / "run.json").read_text(encoding="utf-8"))["counts"]
    assert (counts["articles"], counts["skipped"], counts["duplicates"], counts["failed"]) == (3, 1, 1, 0)
    page = (output / "index.html").read_text(encoding="utf-8")
    assert "Says the same: " in page
    assert "b.txt" in page
    assert "english.txt" in page
    assert "1 not in Arabic" in page


def test_an_article_never_takes_the_place_of_another_one_of_its_name(
    mujaz: Mujaz, articles: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    for folder, name in (("one", "00000.txt"), ("two", "00001.txt")):
        (tmp_path / folder).mkdir()
        shutil.copy(articles / name, tmp_path / folder / "story.txt")
    assert mujaz("run", tmp_path / "one", "-o", output, *TINY).code == 0
    before = (output / "briefs/story.json").read_bytes()
    ended = mujaz("run", tmp_path / "two", "-o", output, *TINY)
    assert ended.code == 2
    assert "one/story.txt" in ended.err
    assert "two/story.txt would take its place" in ended.err
    assert (output / "briefs/story.json").read_bytes() == before
    shutil.rmtree(tmp_path / "one")  # moved, not another one
    assert mujaz("run", tmp_path / "two", "-o", output, *TINY).code == 0
    assert (output / "briefs/story.json").read_bytes() != before


def test_part_of_a_run_forgets_nothing_of_the_rest(mujaz: Mujaz, articles: Path, tmp_path: Path) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("00000.txt", "00001.txt"):
        shutil.copy(articles / name, folder / name)
    (folder / "99999.txt").write_text("", encoding="utf-8")
    assert mujaz("run", folder, "-o", output, *TINY).code == 1
    for more in (["--limit", 1, folder], ["--retry-failed"]):
        mujaz("run", *more, "-o", output, *TINY)
        assert sorted(row["id"] for row in records(output, "briefs.jsonl")) == ["00000", "00001"]
        assert [row["id"] for row in records(output, "failures.jsonl")] == ["99999"]
    shutil.copy(articles / "00002.txt", folder / "99999.txt")
    assert mujaz("run", "--retry-failed", "-o", output, *TINY).code == 0  # where the run found it
    assert len(records(output, "briefs.jsonl")) == 3
    assert records(output, "failures.jsonl") == []
