"""A run's stories: what lands in the folder, made again from the briefs alone, and the same however the run went."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mujaz.article import Brief
from mujaz.config import StoriesConfig
from mujaz.runs.folder import RunFolder
from mujaz.runs.told import Told
from mujaz.writers import story_json
from tests.conftest import Ended
from tests.support.story_briefs import briefs
from tests.support.story_sets import HERE, composed
from tests.tiny import MODEL

Mujaz = Callable[..., Ended]
TINY = (
    *("--set", f"translation.model={MODEL}", "--set", "summary.method=extractive"),
    *("--set", "memory.enabled=false", "--set", "input.columns.date=date"),
)


def told(output: Path) -> dict[str, bytes]:
    """The list of stories and all their pages."""
    pages = {path.name: path.read_bytes() for path in sorted((output / "stories").glob("*"))}
    return {"": (output / "stories.jsonl").read_bytes(), **pages}


def rows(output: Path) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in (output / "stories.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in found:
        for error in Draft202012Validator(story_json.schema()).iter_errors(row):
            raise AssertionError(f"{error.json_path}: {error.message}")
    return found


def folder(
    path: Path, made: list[Brief], formats: tuple[str, ...] = ("json", "html", "markdown")
) -> RunFolder:
    found = RunFolder(path, formats)
    with found.locked():
        for one in made:
            found.save(one)
        found.collect([one.id for one in made])
    return found


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A file of eleven articles in four stories."""
    lines = (HERE / "composed.jsonl").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(lines[:11]), encoding="utf-8")
    return path


def test_a_run_tells_its_stories_and_the_same_whichever_way_it_went(
    mujaz: Mujaz, inputs: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    assert mujaz("run", inputs, "-o", output, *TINY).code == 0
    found = rows(output)
    assert [len(row["articles"]) for row in found] == [3, 3, 2, 2, 1]
    first = next(row for row in found if row["articles"][0].endswith("b01"))
    assert first["sources"][0]["time"] == "2026-02-03T09:00:00+06:00"
    assert {fact["verdict"] for fact in first["facts"]} >= {"conflict", "update"}
    digest = (output / "index.html").read_text(encoding="utf-8")
    for row in found:
        page = output / "stories" / f"{row['story']}.html"
        assert page.exists() == (len(row["articles"]) > 1)
        assert (f'href="stories/{row["story"]}.html"' in digest) == page.exists()

    expected, index = told(output), (output / "index.html").read_bytes()
    (output / "stories.jsonl").unlink()
    shutil.rmtree(output / "stories")
    assert mujaz("stories", output).code == 0
    assert (told(output), (output / "index.html").read_bytes()) == (expected, index)
    (output / "stories.jsonl").unlink()
    assert mujaz("run", inputs, "-o", output, *TINY).code == 0  # resumed
    assert told(output) == expected

    part = tmp_path / "part" / "out"
    assert mujaz("run", inputs, "-o", part, *TINY, "--limit", "4").code == 0
    assert mujaz("run", inputs, "-o", part, *TINY).code == 0
    assert told(part) == expected

    assert mujaz("run", inputs, "-o", output, *TINY, "--set", "stories.enabled=false").code == 0
    assert not (output / "stories.jsonl").exists()
    assert not (output / "stories").exists()
    assert "stories/" not in (output / "index.html").read_text(encoding="utf-8")
    refused = mujaz("stories", output)
    assert refused.code == 2
    assert "stories.enabled" in refused.err

    assert mujaz("run", inputs, "-o", output, *TINY).code == 0
    one, other, *_ = sorted((output / "briefs").glob("*.json"))
    one.unlink()  # a brief that is gone is no matter
    assert mujaz("stories", output).code == 0
    assert one.stem not in (output / "stories.jsonl").read_text(encoding="utf-8")
    older = json.loads(other.read_text(encoding="utf-8"))
    del older["claims"]  # as an older version wrote it
    other.write_text(json.dumps(older), encoding="utf-8")
    refused = mujaz("stories", output)
    assert refused.code == 2
    assert f"{other}: not a brief: 'claims' is missing" in refused.err
    assert "run again" in refused.err
    assert mujaz("run", inputs, "-o", output, *TINY).code == 0
    assert told(output) == expected


def test_articles_that_arrive_one_after_the_other_give_the_stories_of_all(tmp_path: Path) -> None:
    made = briefs()
    whole = folder(tmp_path / "whole" / "run", made)
    grown = RunFolder(tmp_path / "grown" / "run", ("json", "html", "markdown"))
    with grown.locked():
        for size in (1, 2, 5, len(made)):
            for one in made[:size]:
                grown.save(one)
            grown.collect([one.id for one in made[:size]])
    assert told(grown.path) == told(whole.path)


def test_a_brief_is_read_again_only_when_it_has_changed(tmp_path: Path) -> None:
    made = briefs()[:6]
    found = folder(tmp_path / "run", made, ("json",))
    read: list[str] = []

    def load(article: str) -> Brief:
        read.append(article)
        return found.load(article)

    known, ids = Told(found.briefs, load), [one.id for one in made]
    first = known.stories(ids, [], StoriesConfig())
    found.save(replace(made[2], headline="Another"))
    read.clear()
    second = known.stories(ids, [], StoriesConfig())
    assert read == [made[2].id]
    assert first != second
    assert second == Told(found.briefs, load).stories(ids, [], StoriesConfig())


def test_articles_of_earlier_runs_stand_in_the_stories_of_later_ones(tmp_path: Path) -> None:
    made = briefs()
    found = folder(tmp_path / "run", made[:2])
    with found.locked():
        found.save(made[2])
        found.collect([made[2].id])
    assert [row["articles"] for row in rows(found.path)] == [["b01", "b02", "b03"]]
    digest = (found.path / "index.html").read_text(encoding="utf-8")
    assert all(f'href="briefs/{article}.html"' in digest for article in ("b01", "b02", "b03"))

    newer = replace(made[0], id="b01-new")  # of the same file: an older brief of it is none of the story's
    with found.locked():
        found.save(newer)
        found.collect([newer.id, made[2].id])
    assert [row["articles"] for row in rows(found.path)] == [["b01-new", "b02", "b03"]]


def test_pages_of_stories_that_are_no_more_go(tmp_path: Path) -> None:
    made = briefs()
    found = folder(tmp_path / "run", made[:5])
    assert {path.stem for path in (found.path / "stories").iterdir()} == {"b01", "b04"}
    with found.locked():
        for path in found.briefs.glob("b01.*"):
            path.unlink()
        found.collect([one.id for one in made[1:4]])
    assert {path.stem for path in (found.path / "stories").iterdir()} == {"b02", "b04"}


def test_a_run_of_one_article_has_one_story_and_no_page(tmp_path: Path) -> None:
    found = folder(tmp_path / "run", briefs()[:1])
    assert [row["articles"] for row in rows(found.path)] == [["b01"]]
    assert not (found.path / "stories").exists()


def test_every_story_of_the_set_is_told(tmp_path: Path) -> None:
    found = folder(tmp_path / "run", briefs())
    several = [row["articles"] for row in rows(found.path) if len(row["articles"]) > 1]
    assert len(several) == len(composed().stories())
    markdown = (found.path / "stories" / "b01.md").read_text(encoding="utf-8")
    assert "What the sources disagree on" in markdown
    assert "../briefs/b02.md#s1" in markdown
