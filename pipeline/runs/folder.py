"""A run's folder: what is finished, and how files get there."""

import json
import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pipeline.article import Brief, Failure
from pipeline.errors import UsageError
from pipeline.runs import atomic, overviews
from pipeline.writers import json_brief, views
from pipeline.writers.json_brief import Counts

_RUN_ID = ".run-id"


class RunFolder:
    """`outputs/<run>/` and everything in it.

    Args:
        path: The folder; it is made when something is written.
        formats: The views that each brief gets beside its JSON, which is always written.

    Raises:
        UsageError: A format needs a package that is not installed.
    """

    def __init__(self, path: Path, formats: Sequence[str]) -> None:
        self.path = path
        self.briefs = path / "briefs"
        self._formats = frozenset(formats)
        self._views = views.load(formats)

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

    def run_id(self) -> str:
        """What this folder's run is known by, to the translation memory; it lasts through any number of resumptions.

        Raises:
            OutputError: It cannot be written.
        """
        path = self.path / _RUN_ID
        with suppress(OSError, UnicodeDecodeError):
            if known := path.read_text(encoding="ascii").strip():
                return known
        made = uuid.uuid4().hex
        atomic.write(path, f"{made}\n")
        return made

    def renew_run_id(self) -> None:
        """Let the run be known as another one from here on, because all is made anew.

        Raises:
            OutputError: The folder cannot be written.
        """
        atomic.remove(self.path / _RUN_ID)

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
            missing = [view for view in self._views if not path.with_suffix(view.suffix).exists()]
            made = [(view.suffix, view.render(self.load(article_id))) for view in missing]
        except (OSError, ValueError, KeyError, TypeError):
            return None  # not there, or not what this version writes: it is made anew
        for suffix, content in made:
            atomic.write(path.with_suffix(suffix), content)
        return counts

    def whole(self, article_id: str) -> bool:
        """Whether there is a brief that can be read, of whatever text and settings."""
        try:
            self.load(article_id)
        except (OSError, ValueError):
            return False
        return True

    def load(self, article_id: str) -> Brief:
        """A finished brief, from its JSON.

        Raises:
            OSError, ValueError: It is not there, or not what this version writes.
        """
        return json_brief.parse(self._json(article_id).read_bytes())

    def render(self, article_id: str) -> None:
        """Make this brief's views from its JSON.

        Raises:
            OSError, ValueError: The JSON is not there, or not what this version writes.
            OutputError: A view cannot be written.
        """
        brief = self.load(article_id)
        for view in self._views:
            atomic.write(self._json(article_id).with_suffix(view.suffix), view.render(brief))

    def _json(self, article_id: str) -> Path:
        return self.briefs / f"{article_id}.json"

    def save(self, brief: Brief) -> None:
        """Write a brief: the views first, the JSON last, because the JSON says that the article is finished.

        Raises:
            OutputError: It cannot be written.
        """
        path, text = self._json(brief.id), json_brief.render(brief)
        for suffix in views.SUFFIXES:  # views of an earlier brief, in formats that are not asked for now
            atomic.remove(path.with_suffix(suffix))
        written = json_brief.parse(text)  # what is rounded in the JSON is rounded in the views
        for view in self._views:
            atomic.write(path.with_suffix(view.suffix), view.render(written))
        atomic.write(path, text)

    def collect(self, article_ids: Sequence[str]) -> None:
        """Write the finished briefs among these articles, in this order: `briefs.jsonl` and the overviews."""
        finished = [article_id for article_id in article_ids if self._json(article_id).exists()]
        atomic.write(self.path / "briefs.jsonl", map(self._line, finished))
        for name in (overviews.DIGEST, overviews.POINTS):
            atomic.remove(self.path / name)  # an older one would be of other briefs
        self.overviews(finished)

    def _line(self, article_id: str) -> str:
        return json_brief.line(json.loads(self._json(article_id).read_bytes()))

    def overviews(self, article_ids: Sequence[str]) -> None:
        """Write what is made of all these briefs together: `index.html` and `points.csv`, where asked for.

        `run.json` and `failures.jsonl` must be written before: the digest tells of them.

        Raises:
            UsageError: One of those two is damaged.
            OSError, ValueError: A brief is not there, or not what this version writes.
            OutputError: The file cannot be written.
        """
        if "html" in self._formats:
            atomic.write(self.path / overviews.DIGEST, overviews.page(self.path, map(self.load, article_ids)))
        if "csv" in self._formats:
            atomic.write(self.path / overviews.POINTS, overviews.table(map(self.load, article_ids)))

    def stored(self) -> list[str]:
        """The ids of all articles that have a brief here, of whichever run."""
        return sorted(path.stem for path in self.briefs.glob("*.json") if not path.name.startswith("."))

    def collected(self) -> list[str]:
        """The ids in `briefs.jsonl`, in its order; all that are stored, if it is not there or damaged."""
        try:
            with (self.path / "briefs.jsonl").open(encoding="utf-8") as lines:
                return [json.loads(line)["id"] for line in lines]
        except (OSError, ValueError, KeyError, TypeError):
            return self.stored()

    def report(self, failures: Sequence[Failure]) -> None:
        """Write `failures.jsonl`; an empty file says that nothing failed."""
        rows = ({"id": f.id, "path": f.path, "reason": f.reason, "kind": f.kind} for f in failures)
        atomic.write(
            self.path / "failures.jsonl", (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        )

    def manifest(self, data: dict[str, Any]) -> None:
        """Write `run.json`."""
        atomic.write(self.path / "run.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")
