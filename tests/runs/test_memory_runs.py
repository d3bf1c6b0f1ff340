"""The memory in whole runs, with the tiny model."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mujaz import Pipeline, load_config, make_plan
from mujaz.article import Article, Brief, Sentence, Source, Translation
from mujaz.checks.glossary import Glossary
from mujaz.checks.names import consistent
from mujaz.memory import database
from mujaz.plan import Plan
from mujaz.writers import json_brief
from tests.conftest import Ended
from tests.memory.test_memory_tmx import tmx_file, unit
from tests.support.data import NEWS_GLOSSARY
from tests.tiny import MODEL, articles

Command = Callable[..., Ended]
TINY = [f"translation.model={MODEL}", "summary.method=extractive"]
SETTINGS = [part for setting in TINY for part in ("--set", setting)]
NAMES = ("attack", "election", "markets")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_plan(load_config(None, TINY))


@pytest.fixture
def texts() -> list[Article]:
    """Two copies of each article, so that sentences come again within a run."""
    made = []
    for copy in "ab":
        for name in NAMES:
            text = " ".join(arabic for arabic, _ in articles(name))
            made.append(Article(f"{name}-{copy}", text, Source(f"{name}.txt", "00", "utf-8")))
    return made


def timeless(outcomes: list[Any]) -> list[str]:
    assert all(isinstance(outcome, Brief) for outcome in outcomes)
    return [json_brief.render(replace(outcome, timings={})) for outcome in outcomes]


def anew(own_caches: Path) -> None:
    for file in (own_caches / "mujaz").glob("memory.sqlite3*"):
        file.unlink()


@pytest.mark.parametrize("cut", [1, 3, 5])
def test_where_a_run_was_interrupted_cannot_be_seen(
    plan: Plan, texts: list[Article], own_caches: Path, cut: int
) -> None:
    def earlier_run() -> None:
        anew(own_caches)
        list(Pipeline(plan, "earlier").process(texts[1:2]))

    earlier_run()
    whole = timeless(list(Pipeline(plan, "this").process(texts)))
    earlier_run()
    list(Pipeline(plan, "this").process(texts[: cut + 1]))  # one more was translated than was written
    first = timeless(list(Pipeline(plan, "this").process(texts[:cut])))
    assert first + timeless(list(Pipeline(plan, "this").process(texts[cut:]))) == whole
    said = [json.loads(brief)["counts"]["from_memory"] for brief in whole]
    assert said[0] == said[2] == 0 < said[1] == said[4]


def test_with_and_without_a_memory_the_same_comes_out(texts: list[Article]) -> None:
    without = make_plan(load_config(None, [*TINY, "memory.enabled=false"]))
    bare = timeless(list(Pipeline(without).process(texts)))
    assert not database.default_path().exists()
    plan = make_plan(load_config(None, TINY))
    assert timeless(list(Pipeline(plan, "a").process(texts))) == bare
    again = timeless(list(Pipeline(plan, "b").process(texts)))
    assert [
        brief.replace('"from_memory": true', '"from_memory": false') for brief in again
    ] != bare  # the counts
    stripped = [json.loads(brief) for brief in again]
    for brief in stripped:
        assert brief["counts"].pop("from_memory") == len(brief["sentences"])
        assert all(sentence.pop("from_memory") for sentence in brief["sentences"])
    expected = [json.loads(brief) for brief in bare]
    for brief in expected:
        assert brief["counts"].pop("from_memory") == 0
        assert not any(sentence.pop("from_memory") for sentence in brief["sentences"])
    assert stripped == expected


def test_a_run_takes_a_persons_translation_and_shows_it(mujaz: Command, tmp_path: Path) -> None:
    (arabic, _), *_ = articles("attack")
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "attack.txt").write_text(" ".join(arabic for arabic, _ in articles("attack")), encoding="utf-8")
    assert mujaz("run", folder, "-o", output, *SETTINGS).code == 0
    file = tmp_path / "in.tmx"
    english = "A blast in the middle of Baghdad killed 12 and wounded 27 on Tuesday, agencies report."
    file.write_text(tmx_file(unit(arabic, english)), encoding="utf-8")
    assert mujaz("memory", "import", file).code == 0
    assert mujaz("run", folder, "-o", output, *SETTINGS).code == 0
    assert not any(s["human"] for s in _sentences(output)), "a finished brief stays as it is"
    assert mujaz("run", folder, "-o", output, "--fresh", *SETTINGS).code == 0
    first, *others = _sentences(output)
    assert (first["english"], first["human"], first["from_memory"]) == (english, True, True)
    assert all(s["from_memory"] and not s["human"] for s in others)
    page = (output / "briefs" / "attack.html").read_text(encoding="utf-8")
    assert "A person translated this sentence" in page


def _sentences(output: Path) -> list[dict[str, Any]]:
    data = json.loads((output / "briefs" / "attack.json").read_bytes())
    assert isinstance(data["sentences"], list)
    return data["sentences"]


def test_mujaz_translate_uses_the_memory_too(mujaz: Command, tmp_path: Path) -> None:
    arabic, _ = articles("attack")[1]
    lines = tmp_path / "lines.txt"
    lines.write_text(f"{arabic}\n", encoding="utf-8")
    first = json.loads(mujaz("translate", lines, "--format", "jsonl", *SETTINGS).out)
    again = json.loads(mujaz("translate", lines, "--format", "jsonl", *SETTINGS).out)
    assert (first["from_memory"], again["from_memory"]) == (False, True)
    assert again["english"] == first["english"]


def test_a_damaged_memory_is_said_once_and_the_run_ends_well(
    mujaz: Command, own_caches: Path, tmp_path: Path
) -> None:
    path = own_caches / "mujaz" / "memory.sqlite3"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"garbage" * 1000)
    ended = mujaz("run", MODEL.parent / "articles" / "attack.txt", "-o", tmp_path / "out", *SETTINGS)
    assert ended.code == 0
    assert ended.err.count("the translation memory was damaged") == 1
    assert "warning:" in ended.err


def test_the_words_of_a_person_are_not_edited() -> None:
    glossary = Glossary.load(NEWS_GLOSSARY)
    pairs = [
        ("عاد كريم منصور إلى حلب.", "Karim Mansour returned to Alepo."),
        ("قال منصور ذلك.", "Mansur said so."),
    ]
    lines = [Translation(Sentence(n, 1, 0, len(ar), ar), en, None) for n, (ar, en) in enumerate(pairs, 1)]
    edited, _ = consistent(
        [lines[0], lines[1], replace(lines[0], sentence=replace(lines[0].sentence, n=3))], glossary
    )
    assert "Aleppo" in edited[0].english
    same = [("وصل كريم شلهوب.", "Karim Shalhoub arrived."), ("عاد كريم شلهوب.", "Karim Shalhoub returned.")]
    named = [*same, ("تحدث كريم شلهوب.", "Karim Shalhub spoke.")]
    several = [Translation(Sentence(n, 1, 0, len(ar), ar), en, None) for n, (ar, en) in enumerate(named, 1)]
    assert consistent(several, None)[0][2].english == "Karim Shalhoub spoke."
    by_person = consistent([*several[:2], replace(several[2], human=True)], None)[0][2]
    assert (by_person.english, [flag.name for flag in by_person.flags]) == (
        "Karim Shalhub spoke.",
        ["name_inconsistent"],
    )
    kept, _ = consistent([replace(line, human=True) for line in lines], glossary)
    assert [line.english for line in kept] == [english for _, english in pairs]
    assert "glossary_missed" in {flag.name for flag in kept[0].flags}
