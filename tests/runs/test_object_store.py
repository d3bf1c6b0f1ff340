"""A run folder in an object store. The store is moto's, a mock that speaks S3 over real HTTP."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import tiny

pytestmark = pytest.mark.slow

pytest.importorskip("moto")
pytest.importorskip("s3fs")

_RUN = "s3://briefs-of-tests/run"
_PROBE = """
import time, fsspec
for _ in range(100):
    try:
        fsspec.filesystem("s3").mkdir("briefs-of-tests")
    except Exception:
        time.sleep(0.2)
    else:
        break
"""
_LIST = """
import json, fsspec
store = fsspec.filesystem("s3", use_listings_cache=False)
found = {path.removeprefix("briefs-of-tests/"): store.cat(path).decode() for path in store.find("briefs-of-tests")}
print(json.dumps(found))
"""
_OWN = """
import sys, fsspec
fsspec.filesystem("s3").pipe("briefs-of-tests/run/.owner", sys.argv[1].encode())
"""


@pytest.fixture(scope="module")
def store(own_caches: Path) -> Iterator[dict[str, str]]:  # noqa: ARG001 - sets the environment that is copied here
    """The environment in which `s3://` leads to an empty store of our own."""
    port = 20000 + os.getpid() % 20000  # sockets are blocked here, so no free one can be asked for
    environment = os.environ | {
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        subprocess.run([sys.executable, "-c", _PROBE], env=environment, check=True)
        yield environment
    finally:
        server.kill()
        server.wait()


def _mujaz(store: dict[str, str], inputs: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    settings = [f"translation.model={tiny.MODEL}", "summary.method=extractive"]
    chosen = [word for setting in settings for word in ("--set", setting)]
    command = [sys.executable, "-m", "mujaz", "run", str(inputs), "-o", _RUN, *chosen, *more]
    return subprocess.run(command, env=store, capture_output=True, text=True, check=False)


def _files(store: dict[str, str]) -> dict[str, str]:
    listed = subprocess.run(
        [sys.executable, "-c", _LIST], env=store, capture_output=True, text=True, check=True
    )
    return dict(json.loads(listed.stdout))


def test_a_run_is_written_to_an_object_store_resumed_there_and_guarded(
    store: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(tiny.heldout()[0][0], encoding="utf-8")
    first = _mujaz(store, tmp_path)
    assert first.returncode == 0, first.stderr
    files = _files(store)
    assert {
        "run/run.json",
        "run/briefs.jsonl",
        "run/index.html",
        "run/briefs/a.json",
        "run/briefs/a.html",
    } <= set(files)
    assert not [name for name in files if name.endswith((".owner", ".lock", ".part"))]

    (tmp_path / "b.txt").write_text(tiny.heldout()[1][0], encoding="utf-8")
    second = _mujaz(store, tmp_path)
    assert second.returncode == 0, second.stderr
    assert "1 already done" in second.stderr
    assert _files(store)["run/briefs/a.json"] == files["run/briefs/a.json"]
    assert len(_files(store)["run/briefs.jsonl"].splitlines()) == 2

    subprocess.run(
        [sys.executable, "-c", _OWN, "process 1 on elsewhere (`mujaz run`)"], env=store, check=True
    )
    refused = _mujaz(store, tmp_path)
    assert refused.returncode == 2
    assert "process 1 on elsewhere" in refused.stderr
    assert ".owner" in refused.stderr
