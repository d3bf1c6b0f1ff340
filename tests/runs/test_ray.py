"""A real Ray cluster on this machine, with two workers, one of which is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mujaz import config, plan
from mujaz.article import Article, Source
from mujaz.errors import ModelError
from mujaz.runs import ray_worker
from tests import tiny

pytestmark = pytest.mark.slow

_SETTINGS = [f"translation.model={tiny.MODEL}", "summary.method=extractive", "output.formats=[json]"]
_RAY = [*_SETTINGS, "ray.cpus_per_worker=0.5", "ray.workers=2", "ray.batch_articles=4"]
_ARTICLES = 40


def _command(inputs: Path, output: Path, settings: list[str], *more: str) -> list[str]:
    chosen = [word for setting in settings for word in ("--set", setting)]
    return [sys.executable, "-m", "mujaz", "run", str(inputs), "-o", str(output), *chosen, *more]


def _inputs(folder: Path) -> Path:
    folder.mkdir()
    sentences = [arabic for arabic, _ in tiny.heldout()]
    for n in range(_ARTICLES):
        (folder / f"a{n:02}.txt").write_text("\n".join(sentences[n * 4 : n * 4 + 4]), encoding="utf-8")
    return folder


def _briefs(run: Path) -> dict[str, dict[str, Any]]:
    found = {path.name: json.loads(path.read_bytes()) for path in (run / "briefs").glob("*.json")}
    for brief in found.values():
        del brief["timings"]
    return found


def _actors(marker: str) -> list[int]:
    """The model actors of the cluster that was started with this in its environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            name, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if name.startswith(b"ray::MapWorker") and marker.encode() in environment:
            found.append(int(process.name))
    return sorted(found)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_killed_worker_costs_nothing_and_the_briefs_are_those_of_the_local_executor(tmp_path: Path) -> None:
    inputs = _inputs(tmp_path / "in")
    local = os.environ | {"MUJAZ_CACHE": str(tmp_path / "cache-local")}
    subprocess.run(_command(inputs, tmp_path / "local", _SETTINGS), env=local, check=True)

    clustered = os.environ | {"MUJAZ_CACHE": str(tmp_path / "cache-ray")}
    command = _command(inputs, tmp_path / "ray", _RAY, "--executor", "ray")
    with subprocess.Popen(command, env=clustered, stderr=subprocess.PIPE, text=True) as run:
        killed = None
        while run.poll() is None and killed is None:
            time.sleep(0.05)
            if 0 < len(list((tmp_path / "ray" / "briefs").glob("*.json"))) < _ARTICLES:
                actors = _actors(str(tmp_path / "cache-ray"))
                if len(actors) == 2:
                    killed = actors[0]
                    os.kill(killed, signal.SIGKILL)
        _, said = run.communicate()
    assert killed is not None, "the run was over before a worker could be killed"
    assert run.returncode == 0, said
    assert _briefs(tmp_path / "ray") == _briefs(tmp_path / "local")
    assert len(_briefs(tmp_path / "ray")) == _ARTICLES
    assert (tmp_path / "ray/stories.jsonl").read_bytes() == (tmp_path / "local/stories.jsonl").read_bytes()
    assert not (tmp_path / "ray" / ".ray").exists()
    manifest = json.loads((tmp_path / "ray" / "run.json").read_bytes())
    assert manifest["counts"]["written"] == _ARTICLES
    assert manifest["signature"] == json.loads((tmp_path / "local" / "run.json").read_bytes())["signature"]


def test_a_worker_that_would_use_another_model_refuses() -> None:
    made = plan.make_plan(config.load(None, _SETTINGS))
    task = ray_worker.Task(made.config, "another key", Path("unused"), threads=1)
    with pytest.raises(ModelError, match="other models or another version"):
        ray_worker.worker_plan(task)
    assert ray_worker.worker_plan(replace(task, key=made.key)).config.translation.threads == 1


def test_articles_come_out_of_a_shard_as_they_went_in(tmp_path: Path) -> None:
    source = Source("a\u2028.txt", "0" * 64, "utf-8", title="عنوان", published="2026-11-22")
    articles = [
        Article("a", "سطر\u2028وآخر\n", source, ("left out: 1",)),
        Article("b", "", Source("b", "1", "x")),
    ]
    (tmp_path / "shard").write_text(ray_worker.shard(articles), encoding="utf-8")
    assert list(ray_worker.articles(tmp_path / "shard")) == articles


def test_a_cluster_without_room_for_a_worker_says_so(tmp_path: Path) -> None:
    settings = [*_SETTINGS, "ray.cpus_per_worker=1000"]
    command = _command(_inputs(tmp_path / "in"), tmp_path / "out", settings, "--executor", "ray")
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "too few for one worker" in run.stderr
    assert "ray.cpus_per_worker" in run.stderr
