"""The stories of a run folder: `stories.jsonl`, and `stories/` with a page for each that several articles tell."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from mujaz.article import Brief
from mujaz.config import StoriesConfig
from mujaz.runs.overviews import STORIES, STORY_PAGES
from mujaz.storage import atomic, remote
from mujaz.stories.account import Account
from mujaz.stories.story import Story, stories
from mujaz.writers import story_html, story_json, story_markdown

_VIEWS: dict[str, tuple[str, Callable[[Story], str]]] = {
    "json": (".json", story_json.render),
    "markdown": (".md", story_markdown.render),
    "html": (".html", story_html.render),
}
_Stamp = tuple[int, int, int]


class Told:
    """What the briefs of a folder tell, read once as long as a brief does not change: `mujaz watch` asks again and again.

    Args:
        briefs: The folder of the briefs.
        load: Reads one brief by its article's id.
    """

    def __init__(self, briefs: Path, load: Callable[[str], Brief]) -> None:
        self._briefs, self._load = briefs, load
        self._known: dict[str, tuple[_Stamp | None, Account]] = {}

    def stories(
        self, article_ids: Sequence[str], others: Iterable[str], settings: StoriesConfig
    ) -> list[Story]:
        """The stories in which one of these articles stands.

        Args:
            article_ids: The articles of the run.
            others: Articles of earlier runs in the same folder; one whose file has a newer brief is passed over.
            settings: Of the run.

        Raises:
            OSError, ValueError: A brief of the run is not there, or not what this version writes.
        """
        accounts = {article_id: self._account(article_id) for article_id in article_ids}
        here = {account.path for account in accounts.values()}
        for article_id in others:
            with suppress(OSError, ValueError):  # an old one that cannot be read is no matter of this run
                account = self._account(article_id)
                if account.path not in here:
                    accounts[article_id] = account
        self._known = {key: value for key, value in self._known.items() if key in accounts}
        mine = set(article_ids)
        found = stories(accounts.values(), settings.window_days)
        return [story for story in found if mine.intersection(story.articles)]

    def _account(self, article_id: str) -> Account:
        stamp = _stamp(self._briefs / f"{article_id}.json")
        known = self._known.get(article_id)
        if known is None or stamp is None or known[0] != stamp:
            known = self._known[article_id] = (stamp, Account.of(self._load(article_id)))
        return known[1]


def _stamp(path: Path) -> _Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return None if remote.remote(path) else (status.st_size, status.st_mtime_ns, status.st_ino)


def write(run: Path, found: Sequence[Story], formats: Iterable[str], *, keep: bool) -> None:
    """Write the list and the pages, and take away those of stories that are no more.

    Args:
        run: The run folder.
        found: All its stories.
        formats: Which views a story gets beside its JSON.
        keep: Leave views of other formats, of stories that are still there.

    Raises:
        OutputError: A file cannot be written.
    """
    several = [story for story in found if len(story.sources) > 1]
    folder = run / STORY_PAGES
    wanted: set[str] = set()
    if several:
        folder.mkdir(exist_ok=True)
    for name in dict.fromkeys(["json", *formats]):
        if name in _VIEWS:
            suffix, render = _VIEWS[name]
            for story in several:
                atomic.write(folder / f"{story.id}{suffix}", render(story), durable=False)
                wanted.add(f"{story.id}{suffix}")
    ids = {story.id for story in several} if keep else set()
    _clear(folder, wanted, ids)
    atomic.write(run / STORIES, map(story_json.line, found))


def remove(run: Path) -> None:
    """Take away all stories: they are switched off."""
    _clear(run / STORY_PAGES, set(), set())
    atomic.remove(run / STORIES)


def _clear(folder: Path, wanted: set[str], ids: set[str]) -> None:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name not in wanted and path.stem not in ids:
            atomic.remove(path)
    if not any(folder.iterdir()):
        with suppress(OSError, NotImplementedError):
            folder.rmdir()
