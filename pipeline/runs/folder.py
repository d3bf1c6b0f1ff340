"""A run's folder: what is finished, and how files get there."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pipeline.article import Brief, Failure
from pipeline.errors import UsageError
from pipeline.runs import atomic
from pipeline.writers import json_brief, markdown
from pipeline.writers.json_brief import Counts

VIEWS = {"markdown": (".md", markdown.render)}  # format → suffix and writer; JSON itself is always written


class RunFolder:
    """`outputs/<run>/` and everything in it.

    Args:
        path: The folder; it is made when something is written.
        formats: The views that each brief gets beside its JSON.
    """

    def __init__(self, path: Path, formats: Sequence[str]) -> None:
        self.path = path
        self.briefs = path / "briefs"
        self._views = [VIEWS[name] for name in formats if name in VIEWS]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out of the folder.

        Raises:
            UsageError: Another run is at work there, or the folder cannot be written.
        """
        try:
            self.briefs.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.path / ".lock")
            lock.acquire(blocking=False)
        except Timeout:
            owner = self.path / ".owner"
            who = owner.read_text(encoding="utf-8") if owner.exists() else "another process"
            raise UsageError(
                f"{self.path}: {who} is at work here", "wait for it, or give another -o DIR"
            ) from None
        except OSError as error:
            raise UsageError(
                f"{self.path}: cannot be written: {error.strerror}", "give another -o DIR"
            ) from None
        try:
            atomic.write(self.path / ".owner", f"process {os.getpid()}")
            atomic.sweep(self.path)
            atomic.sweep(self.briefs)
            yield
        finally:
            (self.path / ".owner").unlink(missing_ok=True)
            lock.release()

    def finished(self, article_id: str, fingerprint: str) -> Counts | None:
        """The counts of this article's brief, if it is there, made from the same text with the same settings.

        A view that is missing, because another format is asked for now, is made from the JSON.
        """
        path = self._json(article_id)
        try:
            data = json.loads(path.read_bytes())
            if data["fingerprint"] != fingerprint:
                return None
            counts = Counts(**data["counts"])
        except (OSError, ValueError, KeyError, TypeError):
            return None  # not there, or not what this version writes: it is made anew
        for suffix, render in self._views:
            if not path.with_suffix(suffix).exists():
                atomic.write(path.with_suffix(suffix), render(self.load(article_id)))
        return counts

    def load(self, article_id: str) -> Brief:
        """A finished brief, from its JSON.

        Raises:
            OSError, ValueError, KeyError: It is not there, or not what this version writes.
        """
        return json_brief.from_json(json.loads(self._json(article_id).read_bytes()))

    def _json(self, article_id: str) -> Path:
        return self.briefs / f"{article_id}.json"

    def save(self, brief: Brief) -> None:
        """Write a brief: the views first, the JSON last, because the JSON says that the article is finished.

        Raises:
            OutputError: It cannot be written.
        """
        path = self._json(brief.id)
        for suffix, render in self._views:
            atomic.write(path.with_suffix(suffix), render(brief))
        atomic.write(path, json_brief.render(brief))

    def collect(self, article_ids: Sequence[str]) -> None:
        """Write `briefs.jsonl`: the finished briefs among these articles, one a line, in this order."""
        atomic.write(self.path / "briefs.jsonl", self._lines(article_ids))

    def _lines(self, article_ids: Sequence[str]) -> Iterator[str]:
        for article_id in article_ids:
            if self._json(article_id).exists():
                data = json.loads(self._json(article_id).read_bytes())
                yield json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"

    def report(self, failures: Sequence[Failure]) -> None:
        """Write `failures.jsonl`; an empty file says that nothing failed."""
        rows = ({"id": f.id, "path": f.path, "reason": f.reason, "kind": f.kind} for f in failures)
        atomic.write(
            self.path / "failures.jsonl", (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        )

    def manifest(self, data: dict[str, Any]) -> None:
        """Write `run.json`."""
        atomic.write(self.path / "run.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")
