"""A share of the hostile files (see `tests.hostile`) through a whole run, as a person would type it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mujaz.config import InputConfig
from mujaz.readers import Reader, Unread, discover
from tests.support import hostile
from tests.support.data import REPOSITORY
from tests.tiny import MODEL

pytestmark = pytest.mark.slow

_RUN = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
_SLOW = (  # seconds each: `python -m tests.hostile` makes them too
    *(
        "brackets.md",
        "emphasis.md",
        "links.md",
        "links.html",
        "chapter.epub",
        "open.csv",
        "wide.json",
        "many.zip",
    ),
    *("inflate.pdf", "inflate-twice.pdf", "loop-form.pdf", "save.pdf", "text.pdf"),
    *("brackets.txt", "dots.txt", "long-word.txt", "numbers.txt"),
)
_FUZZ = 24


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_hostile_file_is_accounted_for(tmp_path: Path) -> None:
    inputs, output, work = tmp_path / "in", tmp_path / "out", tmp_path / "work"
    work.mkdir()
    hostile.write(inputs, 0)
    hostile.damaged(inputs, _FUZZ)
    for name in _SLOW:
        (inputs / name).unlink()
    before = sorted(map(str, tmp_path.rglob("*")))
    command = [sys.executable, "-m", "mujaz", "run", str(inputs), "-o", str(output), "-q"]
    command += ["--set", f"translation.model={MODEL}", "--set", "summary.method=extractive"]
    command += ["--set", "input.parser_seconds=10", "--set", "output.formats=[json]"]
    home = tmp_path / "home"
    environment = {
        **os.environ,
        "HOME": str(home),
        "TMPDIR": str(work),
        "PYTHONPATH": str(REPOSITORY / "pipeline"),
    }
    ended = subprocess.run(
        [sys.executable, "-c", _RUN, *command],
        cwd=work,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1, ended.stderr[-3000:]
    assert int(ended.stdout.rpartition("peak ")[2]) < 1_000_000  # kB
    after = sorted(str(path) for path in tmp_path.rglob("*") if not path.is_relative_to(output))
    after = [path for path in after if "torchinductor" not in path]  # torch makes its folder whatever is read
    assert after == before, "something was written outside the run folder"
    manifest = json.loads((output / "run.json").read_text(encoding="utf-8"))
    briefs = [path.stem for path in output.glob("briefs/*.json")]
    others = [
        row["id"] for name in ("failures", "skipped", "duplicates") for row in rows(output / f"{name}.jsonl")
    ]
    assert sorted(manifest["inputs"]) == sorted(briefs + others)
    known = {article_id.split("~")[0] for article_id in manifest["inputs"]}
    assert {item.id for item in discover([inputs])} == known
    assert all(row["reason"] for row in rows(output / "failures.jsonl"))


def inside(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Let the parsers' process do something else for Markdown, which stands for a parser that goes wrong."""
    start = (
        "import time, os\n"
        "from mujaz.readers import markdown, sandboxed\n"
        "true = markdown.parse\n"
        f"def parse(data, settings):\n    if data.startswith(b'bad'):\n        {body}\n    return true(data, settings)\n"
        "markdown.parse = parse\nsandboxed.main()\n"
    )
    monkeypatch.setattr("mujaz.readers.sandbox._START", start)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("time.sleep(100)", "took more than 2 seconds"),
        ("os.abort()", r"crashed \(signal 6\)"),
        ("os._exit(3)", r"crashed \(exit code 3\)"),
        ("[0] * 10**9", "more than 512 MB of memory"),
        ("1 / 0", "ZeroDivisionError"),
        ("open('/tmp/mujaz-hostile', 'wb', 0).write(b'x')", r"signal 25|OSError"),  # it may not write
    ],
)
def test_a_parser_that_goes_wrong_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, message: str
) -> None:
    inside(monkeypatch, body)
    good = "قال وزير الخارجية في بيان إن المحادثات انتهت من دون اتفاق."
    for name, text in (("a.md", good), ("b.md", "bad"), ("c.md", good)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Reader(InputConfig(parser_seconds=2)) as reader:
        found = [one for item in discover([tmp_path]) for one in reader.read(item)]
    assert [isinstance(one, Unread) for one in found] == [False, True, False]
    assert isinstance(found[1], Unread)
    with pytest.raises(Exception, match=message):
        raise found[1].error


def test_the_time_for_parsing_is_that_of_a_record_not_of_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = (
        "import time\n"
        "from mujaz.readers import json_file, sandboxed\n"
        "true, sandboxed._SPARE = json_file.records, -2\n"  # two seconds of the processor's time are left
        "def records(stream, settings):\n"
        "    for one in true(stream, settings):\n"
        "        end = time.process_time() + 0.5\n"
        "        while time.process_time() < end: pass\n"
        "        yield one\n"
        "json_file.records = records\nsandboxed.main()\n"
    )
    monkeypatch.setattr("mujaz.readers.sandbox._START", start)
    news = [{"text": "قال وزير الخارجية في بيان إن المحادثات انتهت من دون اتفاق."}] * 6
    (tmp_path / "a.json").write_text(json.dumps(news), encoding="utf-8")
    with Reader(InputConfig(parser_seconds=4)) as reader:
        found = [one for item in discover([tmp_path]) for one in reader.read(item)]
    assert [isinstance(one, Unread) for one in found] == [False] * 6


def test_a_file_that_finds_no_memory_left_gets_a_second_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside(
        monkeypatch,
        "sandboxed.served = getattr(sandboxed, 'served', 0) + 1; [0] * (10**9 * (sandboxed.served > 1))",
    )
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("bad قال وزير الخارجية في بيان إن المحادثات انتهت.", encoding="utf-8")
    with Reader(InputConfig()) as reader:
        found = [one for item in discover([tmp_path]) for one in reader.read(item)]
    assert not any(isinstance(one, Unread) for one in found)
