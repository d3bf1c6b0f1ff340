"""`mujaz show` and `mujaz render`: what a person sees of a finished brief, and views made anew from its JSON."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from rich.cells import cell_len

from mujaz.article import Failure
from mujaz.config import OutputConfig
from mujaz.runs.folder import RunFolder
from mujaz.runs.records import RunRecords
from mujaz.writers import json_brief, views
from tests.conftest import Ended
from tests.support.briefs import ATTACKS, brief, hostile

Mujaz = Callable[..., Ended]
ALL = [word for name in views.FORMATS for word in ("--format", name)]


@pytest.fixture(autouse=True)
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of three articles, as it lies when it is finished."""
    folder = RunFolder(tmp_path / "run", ("json",))
    names = ["b.x", "a", "c"]
    with folder.locked():
        for name in names:
            folder.save(replace(brief(), id=name))
        folder.collect(names)
    return folder.path


def views_in(run: Path) -> dict[str, bytes]:
    files = (path for path in run.rglob("*") if path.suffix in views.SUFFIXES)
    return {path.relative_to(run).as_posix(): path.read_bytes() for path in files}


def show(mujaz: Mujaz, path: Path, text: str, *options: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    ended = mujaz("show", path, *options)
    assert (ended.code, ended.err) == (0, "")
    return ended.out.splitlines()


def test_show_prints_a_brief(mujaz: Mujaz, tmp_path: Path) -> None:
    lines = show(mujaz, tmp_path / "a.json", json_brief.render(brief()))
    assert lines[:8] == [
        "Minister *says* yes",
        "Aleppo (Agencies) · 2026-11-20 · https://example.org/?a=1&b=2 · inputs/a.txt",
        "عنوان الخبر",
        "! Warning: 1 of 2 sentences is doubtful: 2",
        "",
        "• 2016. The minister [said] <script>. [1] [2]",
        "  ! rests on a doubtful one",
        "",
    ]
    at = lines.index("[2] Civilians died.")
    assert lines[at + 1 : at + 4] == [
        "    ! Number differs. A number stands on one side only; check it in the Arabic",
        "      before you use it. (25 is missing from the English)",
        "    قُتل 25 مدنياً.",
    ]
    assert lines[-1] == "Made by ctranslate2|m@1|int8"


def test_show_can_leave_the_arabic_out(mujaz: Mujaz, tmp_path: Path) -> None:
    text = "\n".join(show(mujaz, tmp_path / "a.json", json_brief.render(brief()), "--no-arabic"))
    assert not any("\u0600" <= c <= "\u06ff" for c in text)
    assert "Civilians died." in text


def test_show_wraps_arabic_at_words_in_its_own_order(mujaz: Mujaz, tmp_path: Path) -> None:
    words = [f"كلمة{n}" for n in range(60)]
    first = brief().sentences[0]
    long = replace(first, sentence=replace(first.sentence, arabic=" ".join(words)))
    lines = show(mujaz, tmp_path / "a.json", json_brief.render(replace(brief(), sentences=(long,))))
    arabic = [line for line in lines if "كلمة" in line]
    assert len(arabic) > 5
    assert " ".join(arabic).split() == words
    assert all(cell_len(line) <= 80 for line in lines)


@pytest.mark.parametrize("attack", sorted(set(ATTACKS) - {"word"}))
def test_show_obeys_nothing(mujaz: Mujaz, tmp_path: Path, attack: str) -> None:
    lines = show(mujaz, tmp_path / "a.json", json_brief.render(hostile(ATTACKS[attack])))
    for line in lines:
        assert all(c.isprintable() for c in line), ascii(line)
        assert line == line.rstrip()
        assert cell_len(line) <= 80
    if attack == "template":
        assert ATTACKS["template"] in lines


def test_show_takes_an_endless_word(mujaz: Mujaz, tmp_path: Path) -> None:
    made = replace(brief(), headline=ATTACKS["word"])
    lines = show(mujaz, tmp_path / "a.json", json_brief.render(made))
    assert lines[0] == "م" * 80


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"id": 1}', b"[" * 100_000])
def test_show_says_what_is_not_a_brief(mujaz: Mujaz, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    ended = mujaz("show", path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"error: {path}: ")
    assert "hint: give a brief's JSON" in ended.err
    assert mujaz("show", tmp_path).code == mujaz("show", tmp_path / "none.json").code == 2


def test_render_makes_every_view_the_same_twice(mujaz: Mujaz, run: Path) -> None:
    assert views_in(run) == {}
    ended = mujaz("render", run, *ALL)
    assert ended.code == 0, ended.err
    assert ended.out == ""
    assert "3 briefs rendered as markdown, html, docx, csv" in ended.err
    first = views_in(run)
    assert {f"briefs/{name}{suffix}" for name in ("a", "b.x", "c") for suffix in views.SUFFIXES} <= set(first)
    assert mujaz("render", run, *ALL).code == 0
    assert views_in(run) == first
    assert not list(run.rglob("*.part"))


def test_render_gives_what_the_run_gave(mujaz: Mujaz, run: Path, tmp_path: Path) -> None:
    whole = RunFolder(tmp_path / "whole/run", views.FORMATS)
    with whole.locked():
        for name in ("b.x", "a", "c"):
            whole.save(replace(brief(), id=name))
        whole.collect(["b.x", "a", "c"])
    mujaz("render", run, *ALL)
    assert views_in(run) == views_in(whole.path)
    rows = (run / "points.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows] == ["id", "b.x", "a", "c"]  # the order of briefs.jsonl


def test_the_digest_tells_of_the_run(mujaz: Mujaz, run: Path) -> None:
    hostile_reason = Failure("z", "inputs/z.txt", "<script>alert(1)</script>", "ArticleError")
    folder = RunFolder(run, ())
    records = RunRecords(failures={"z": hostile_reason})
    records.inputs["z"] = (hostile_reason.path, None)
    folder.report(records)
    models = {"translation": {"identity": "some/model@abc"}, "second": None, "summary": None}
    folder.manifest({"models": models, "glossary": "0123456789", "warnings": ["the model could not be had"]})
    assert mujaz("render", run, "--format", "html").code == 0
    page = (run / "index.html").read_text(encoding="utf-8")
    for said in (
        "some/model@abc",
        "01234567",
        "the model could not be had",
        "inputs/z.txt",
        "briefs/b.x.html",
    ):
        assert said in page
    assert "<script>alert(1)" not in page
    (run / "failures.jsonl").write_text("{", encoding="utf-8")
    ended = mujaz("render", run, "--format", "html")
    assert ended.code == 2
    assert "failures.jsonl: cannot be read" in ended.err


def test_render_names_and_counts_what_is_broken(mujaz: Mujaz, run: Path) -> None:
    (run / "briefs/a.json").write_text('{"id": ', encoding="utf-8")
    (run / "briefs/c.json").write_text("{}", encoding="utf-8")
    ended = mujaz("render", run, "--format", "markdown", "--format", "csv")
    assert ended.code == 1
    assert f"failed: {run}/briefs/a.json: Expecting value" in ended.err
    assert f"failed: {run}/briefs/c.json: not a brief: 'id' is missing" in ended.err
    assert "1 brief rendered as markdown, csv, 2 failed" in ended.err
    assert set(views_in(run)) == {"briefs/b.x.md", "briefs/b.x.csv", "points.csv"}


def test_render_refuses_what_is_not_a_run(mujaz: Mujaz, run: Path, tmp_path: Path) -> None:
    for place in (tmp_path / "none", run / "briefs", run / "run.json"):
        ended = mujaz("render", place, "--format", "markdown")
        assert ended.code == 2
        assert "there are no briefs here" in ended.err
    assert not (tmp_path / "none").exists()
    assert mujaz("render", run).code == 2
    for wrong in ("pdf", "json"):
        assert mujaz("render", run, "--format", wrong).code == 2


def test_neither_command_loads_a_model(run: Path) -> None:
    code = (
        "import sys\n"
        "from mujaz.cli.app import main\n"
        f"for words in (['show', {str(run / 'briefs/a.json')!r}], ['render', {str(run)!r}, *{ALL!r}]):\n"
        "    sys.argv = ['mujaz', *words]\n"
        "    try: main()\n"
        "    except SystemExit as end: assert not end.code, end.code\n"
        "print('\\n' + ' '.join(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"docx", "rich"} <= loaded
    assert loaded.isdisjoint({"torch", "transformers", "ctranslate2", "numpy", "huggingface_hub"})


def test_views_of_an_older_brief_do_not_stay(tmp_path: Path) -> None:
    both = RunFolder(tmp_path, ("markdown", "csv"))
    with both.locked():
        both.save(brief())
        both.collect(["a"])
    one = RunFolder(tmp_path, ("markdown",))
    with one.locked():
        one.save(replace(brief(), headline="Another"))
        one.collect(["a"])
    assert set(views_in(tmp_path)) == {"briefs/a.md"}


def test_views_are_made_of_the_json_not_of_what_was_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = views.View(".md", lambda made: str([t.score for t in made.sentences]))
    monkeypatch.setattr(views, "load", lambda _: [scores])  # no view of today shows scores; one may tomorrow
    folder = RunFolder(tmp_path, ("markdown",))
    with folder.locked():
        folder.save(brief())
    assert json.loads((tmp_path / "briefs/a.json").read_bytes())["sentences"][1]["score"] == -0.5124
    assert (tmp_path / "briefs/a.md").read_text(encoding="utf-8") == "[-0.1, -0.5124]"


def test_the_configuration_allows_exactly_the_formats_that_exist() -> None:
    (allowed, *_) = get_args(OutputConfig.model_fields["formats"].annotation)
    assert get_args(allowed) == ("json", *views.FORMATS)
