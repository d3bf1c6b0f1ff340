"""A run's folder: what is finished, and how files get there."""

import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mujaz.article import Brief, Failure, Source
from mujaz.errors import OutputError, UsageError
from mujaz.runs import collected, lock, overviews
from mujaz.runs.records import RunRecords
from mujaz.storage import atomic
from mujaz.writers import json_brief, views
from mujaz.writers.json_brief import Counts

if TYPE_CHECKING:  # imported when a run ends: it is not to wait for them when it begins
    from mujaz.runs.told import Told

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
        self._told: Told | None = None
        self._views = views.load(formats)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out of the folder, and clear away what killed ones left half-written.

        Raises:
            UsageError: Another run is at work there, or the folder cannot be written.
        """
        with lock.held(self.path):
            try:
                self.briefs.mkdir(exist_ok=True)
            except OSError as error:
                raise lock.unwritable(self.path, error) from None
            atomic.sweep(self.path)
            atomic.sweep(self.briefs)
            if (self.path / overviews.STORY_PAGES).is_dir():
                atomic.sweep(self.path / overviews.STORY_PAGES)
            yield

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

        Raises:
            OutputError: A view cannot be written.
        """
        path = self._json(article_id)
        try:
            data = json.loads(path.read_bytes())
            if data["fingerprint"] != fingerprint:
                return None
            json_brief.from_json(data)  # the lists are made of it later
            counts = Counts(**data["counts"])
            missing = [view for view in self._views if _empty(path.with_suffix(view.suffix))]
            made = [(view.suffix, view.render(self.load(article_id))) for view in missing]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None  # not there, or not what this version writes: it is made anew
        for suffix, content in made:
            atomic.write(path.with_suffix(suffix), content, durable=False)
        return counts

    def source(self, article_id: str) -> Source | None:
        """Of the article that has this brief, of whatever text and settings; None where it has no whole one."""
        try:
            return self.load(article_id).source
        except (OSError, ValueError):
            return None

    def load(self, article_id: str) -> Brief:
        """A finished brief, from its JSON.

        Raises:
            OSError, ValueError: It is not there, or not what this version writes.
        """
        path = self._json(article_id)
        try:
            return json_brief.parse(path.read_bytes())
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None

    def render(self, article_id: str) -> None:
        """Make this brief's views from its JSON.

        Raises:
            OSError, ValueError: The JSON is not there, or not what this version writes.
            OutputError: A view cannot be written.
        """
        brief = self.load(article_id)
        for view in self._views:
            atomic.write(self._json(article_id).with_suffix(view.suffix), view.render(brief), durable=False)

    def _json(self, article_id: str) -> Path:
        return self.briefs / f"{article_id}.json"

    def save(self, brief: Brief) -> None:
        """Write a brief: the views first, the JSON last, because the JSON says that the article is finished.

        After a power failure one of them may be there and empty; `finished` does not take that for a brief.

        Raises:
            OutputError: It cannot be written.
        """
        path, text = self._json(brief.id), json_brief.render(brief)
        for suffix in views.SUFFIXES:  # views of an earlier brief, in formats that are not asked for now
            atomic.remove(path.with_suffix(suffix))
        written = json_brief.parse(text)  # what is rounded in the JSON is rounded in the views
        for view in self._views:
            atomic.write(path.with_suffix(view.suffix), view.render(written), durable=False)
        atomic.write(path, text, durable=False)

    def collect(self, article_ids: Sequence[str]) -> None:
        """Write the finished briefs among these articles, in this order: `briefs.jsonl` and the overviews.

        Nothing is done where that would give what is there already.

        Raises:
            OutputError: A file cannot be written, or a brief was damaged since it was found whole.
        """
        finished = [article_id for article_id in article_ids if self._json(article_id).exists()]
        made_of = collected.made_of(
            self.path, map(self._json, [*finished, *self._others(finished)]), self._formats
        )
        if collected.up_to_date(self.path, made_of):
            return
        collected.forget(self.path)
        try:
            atomic.write(self.path / "briefs.jsonl", map(self._line, finished))
            self._overviews_anew(finished)
        except ValueError as error:
            self._discard_damaged(finished)
            raise OutputError(str(error), "type the same command: it is made anew") from error
        collected.remember(self.path, made_of)

    def _discard_damaged(self, article_ids: Sequence[str]) -> None:
        """Take away briefs that cannot be read, which `finished`, for speed, may have taken for whole."""
        for article_id in article_ids:
            try:
                self.load(article_id)
            except ValueError:
                atomic.remove(self._json(article_id))
            except OSError:
                continue

    def _overviews_anew(self, article_ids: Sequence[str]) -> None:
        """Write the overviews; none that is older, and so of other briefs, stays."""
        old = {overviews.DIGEST, overviews.POINTS}
        try:
            self.overviews(article_ids, keep=False)
            old -= {
                name
                for name, form in ((overviews.DIGEST, "html"), (overviews.POINTS, "csv"))
                if form in self._formats
            }
        finally:
            for name in old:
                atomic.remove(self.path / name)

    def _line(self, article_id: str) -> str:
        try:
            return json_brief.line(json.loads(self._json(article_id).read_bytes()))
        except ValueError as error:
            raise ValueError(f"{self._json(article_id)}: damaged: {error}") from None

    def overviews(self, article_ids: Sequence[str], *, keep: bool = True) -> int:
        """Write what is made of all these briefs together: stories, and `index.html` and `points.csv` where asked for.

        `run.json` and `failures.jsonl` must be written before: the digest tells of them.

        Args:
            article_ids: Of the briefs, in the order in which they are to be listed.
            keep: Leave views of stories in formats that are not asked for now.

        Returns:
            How many stories several articles tell.

        Raises:
            UsageError: One of those two is damaged.
            OSError, ValueError: A brief is not there, or not what this version writes.
            OutputError: The file cannot be written.
        """
        from mujaz.runs import told

        settings, found = overviews.stories(self.path), []
        if settings.enabled:
            if self._told is None:
                self._told = told.Told(self.briefs, self.load)
            found = self._told.stories(article_ids, self._others(article_ids), settings)
            told.write(self.path, found, self._formats, keep=keep)
        else:
            told.remove(self.path)
        several = [story for story in found if len(story.sources) > 1]
        if "html" in self._formats:
            page = overviews.page(self.path, map(self.load, article_ids), several, self.load)
            atomic.write(self.path / overviews.DIGEST, page)
        if "csv" in self._formats:
            atomic.write(self.path / overviews.POINTS, overviews.table(map(self.load, article_ids)))
        return len(several)

    def _others(self, article_ids: Sequence[str]) -> list[str]:
        """Articles of earlier runs that have a brief here."""
        known = set(article_ids)
        return [article_id for article_id in self.stored() if article_id not in known]

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

    def report(self, records: RunRecords, still_failed: Sequence[Failure] = ()) -> None:
        """Write `failures.jsonl`, `skipped.jsonl` and `duplicates.jsonl`; an empty file says that there are none.

        Args:
            records: What this run recorded.
            still_failed: Failures of an earlier run, which stay.
        """
        for name, mine, others in (
            (overviews.FAILURES, records.failures, still_failed),
            (overviews.SKIPPED, records.skipped, ()),
            (overviews.DUPLICATES, records.copies, ()),
        ):
            rows = chain(
                (asdict(mine[article_id]) for article_id in records.in_order(mine)), map(asdict, others)
            )
            atomic.write(self.path / name, (json.dumps(row, ensure_ascii=False) + "\n" for row in rows))

    def failures(self) -> list[Failure]:
        """What is in `failures.jsonl`; nothing where it is not there, or damaged."""
        with suppress(UsageError):
            return overviews.failures(self.path)
        return []

    def failed(self) -> frozenset[str]:
        """The ids in `failures.jsonl`.

        Raises:
            UsageError: It is not there, or damaged.
        """
        if not (self.path / overviews.FAILURES).exists():
            raise UsageError(f"{self.path}: no run has recorded failures here", "leave out --retry-failed")
        return frozenset(failure.id for failure in overviews.failures(self.path))

    def sources(self) -> list[str]:
        """What the run here was given as inputs, as they were named; none where that is not known."""
        try:
            named = json.loads((self.path / "run.json").read_bytes())["sources"]
        except (OSError, ValueError, KeyError, TypeError):
            return []
        return [str(place) for place in named]

    def manifest(self, data: dict[str, Any]) -> None:
        """Write `run.json`."""
        atomic.write(self.path / "run.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _empty(path: Path) -> bool:
    """Whether a file is not there, or has no content."""
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return True
