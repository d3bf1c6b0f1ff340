"""What is looked up in the translation memory and what is added to it, in short transactions.

Machine translations and those of people stand in two tables; only the former ever make room. Their ids are the order of
their last use, to a day: what goes lies together, so that whole pages of the file become free.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from mujaz.article import Attempt
from mujaz.memory import entries
from mujaz.memory.entries import Kept

_AT_ONCE = 1000  # values in one `IN (…)`, and rows in one transaction
_GONE_AT_ONCE = 200
_DAY = 86_400  # seconds: how coarsely the last use of an entry is recorded, so that reading seldom writes
_ROOM = 0.9  # share of the allowed size that is left after making room, so that it is not made every time


@dataclass(frozen=True, slots=True)
class EngineCount:
    """What the memory has of one engine with its settings."""

    key: str
    entries: int
    hits: int  # texts that were taken from the memory instead of being translated


@dataclass(frozen=True, slots=True)
class Machine:
    """A kept machine translation."""

    key: str
    source: str
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class Human:
    """A person's translation."""

    source: str
    english: str


class Store:
    """The open file. For one thread at a time. Every method raises what `memory_file.opened` raises.

    Args:
        path: The file, which exists.
        database: A connection to it.
    """

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path, self._database = path, database
        self._place = path.stat()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def in_place(self) -> bool:
        """Whether the open file is still the one at the path: another process may have set it aside."""
        try:
            now = self.path.stat()
        except FileNotFoundError:
            return False
        return (now.st_dev, now.st_ino) == (self._place.st_dev, self._place.st_ino)

    def human(self, sources: Iterable[str]) -> dict[str, str]:
        """People's translations of these texts, as far as there are any."""
        found = {}
        query = "SELECT hash, source, english, checksum FROM human WHERE hash IN (%s)"
        for _, source, english, checksum in self._rows(query, sources):
            _verify(checksum, source, english)
            found[source] = english
        return found

    def machine(self, key: str, sources: Iterable[str]) -> tuple[dict[str, Kept], list[int]]:
        """What the engine with these settings made of these texts, as far as it is kept.

        Returns:
            The finds, and the ids of those whose use was last recorded over a day ago: for `add`.
        """
        found, stale = {}, []
        before = _now() - _DAY
        query = "SELECT hash, source, attempts, checksum, run, used, id FROM machine WHERE hash IN (%s)"
        for _, source, attempts, checksum, run, used, row in self._rows(query, sources, key):
            _verify(checksum, key, source, attempts)
            found[source] = Kept(_decoded(attempts), run)
            if used < before:
                stale.append(row)
        return found, stale

    def _rows(self, query: str, sources: Iterable[str], *key: str) -> Iterator[Any]:
        remaining = iter(sources)
        while some := {entries.number(*key, text): text for text in islice(remaining, _AT_ONCE)}:
            for row in self._database.execute(query % ",".join("?" * len(some)), tuple(some)).fetchall():
                if row[1] == some.get(row[0]):  # else two texts with one number
                    yield row

    def add(
        self,
        key: str,
        run: int,
        made: Mapping[str, Sequence[Attempt]],
        hits: int = 0,
        stale: Sequence[int] = (),
    ) -> int:
        """Keep what an engine made of texts that are `storable`; what is there already stays.

        Args:
            key: The engine with its settings.
            run: `entries.number` of the run's id.
            made: Text → attempts.
            hits: How many texts were taken from the memory since this was called last.
            stale: Ids of entries that were used, and of which that was not recorded today.

        Returns:
            How many are new.
        """
        added = 0
        remaining = iter(made.items())
        some = list(islice(remaining, _AT_ONCE))
        while some or hits or stale:
            rows = [
                (entries.number(key, source), source, entries.encode(attempts)) for source, attempts in some
            ]
            now = _now()
            with self._transaction() as database:
                engine = self._engine(key)
                added += database.executemany(
                    "INSERT OR IGNORE INTO machine VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)",
                    [
                        (row, engine, source, text, entries.checksum(key, source, text), run, now)
                        for row, source, text in rows
                    ],
                ).rowcount
                database.execute("UPDATE engines SET hits = hits + ? WHERE id = ?", (hits, engine))
                database.executemany(
                    "UPDATE machine SET used = ?, id = (SELECT max(id) + 1 FROM machine) WHERE id = ?",
                    [(now, row) for row in stale],
                )
            hits, stale = 0, ()
            some = list(islice(remaining, _AT_ONCE))
        return added

    def _engine(self, key: str) -> int:
        self._database.execute("INSERT OR IGNORE INTO engines (key) VALUES (?)", (key,))
        row: tuple[int] = self._database.execute("SELECT id FROM engines WHERE key = ?", (key,)).fetchone()
        return row[0]

    def add_human(self, pairs: Mapping[str, str]) -> int:
        """Keep people's translations of `storable` texts; the latest of a text wins. Gives how many are new or changed."""
        changed = 0
        remaining = iter(pairs.items())
        while some := dict(islice(remaining, _AT_ONCE)):
            with self._transaction() as database:
                known = self.human(some)
                news = {source: english for source, english in some.items() if known.get(source) != english}
                database.executemany(
                    "INSERT OR REPLACE INTO human VALUES (?, ?, ?, ?)",
                    [
                        (entries.number(s), s, english, entries.checksum(s, english))
                        for s, english in news.items()
                    ],
                )
            changed += len(news)
        return changed

    def make_room(self, most: int) -> None:
        """Remove the machine translations that were not used for longest, where the file is larger than `most` bytes."""
        if self.size() <= most:
            return
        while self.size() > most * _ROOM:
            with self._transaction() as database:
                gone = database.execute(
                    "DELETE FROM machine WHERE id IN (SELECT id FROM machine ORDER BY id LIMIT ?)",
                    (_GONE_AT_ONCE,),
                ).rowcount
            if not gone:
                break
        self._shrink(most)

    def size(self) -> int:
        """The bytes in use, free pages inside the file not counted."""
        return (self._pragma("page_count") - self._pragma("freelist_count")) * self._pragma("page_size")

    def _shrink(self, most: int) -> None:
        """Give free pages back to the disk until the file is within `most` bytes; a little at a time, for others wait."""
        most_pages = most // self._pragma("page_size")
        free = self._pragma("freelist_count")
        while free and self._pragma("page_count") > most_pages:
            self._database.execute(f"PRAGMA incremental_vacuum({_AT_ONCE})").fetchall()
            before, free = free, self._pragma("freelist_count")
            if free >= before:
                break  # another process needs them faster
        self._database.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def _pragma(self, name: str) -> int:
        row: tuple[int] = self._database.execute(f"PRAGMA {name}").fetchone()
        return row[0]

    def engines(self) -> list[EngineCount]:
        """What is kept of each engine, the fullest first."""
        rows = self._database.execute(
            "SELECT key, count(machine.id) AS kept, hits FROM engines LEFT JOIN machine ON engine = engines.id "
            "GROUP BY engines.id ORDER BY kept DESC, key"
        )
        return [EngineCount(*row) for row in rows]

    def humans(self) -> int:
        """How many translations of people are kept."""
        row: tuple[int] = self._database.execute("SELECT count(*) FROM human").fetchone()
        return row[0]

    def all_human(self) -> Iterator[Human]:
        """Every translation of a person, by the Arabic."""
        for source, english, checksum in self._database.execute(
            "SELECT source, english, checksum FROM human ORDER BY source"
        ):
            _verify(checksum, source, english)
            yield Human(source, english)

    def all_machine(self, signature: str = "") -> Iterator[Machine]:
        """Every kept machine translation of the engines whose key contains `signature`, by engine and id."""
        for number, key in self._keys(signature):
            rows = self._database.execute(
                "SELECT source, attempts, checksum FROM machine WHERE engine = ? ORDER BY id", (number,)
            )
            for source, attempts, checksum in rows:
                _verify(checksum, key, source, attempts)
                yield Machine(key, source, _decoded(attempts))

    def _keys(self, signature: str) -> list[tuple[int, str]]:
        rows = self._database.execute("SELECT id, key FROM engines ORDER BY key").fetchall()
        return [(number, key) for number, key in rows if signature in key]

    def clear(self, signature: str = "") -> int:
        """Remove the machine translations of the engines whose key contains `signature`; gives how many they were."""
        removed = 0
        for number, _ in self._keys(signature):
            while True:
                with self._transaction() as database:
                    gone = database.execute(
                        "DELETE FROM machine WHERE id IN (SELECT id FROM machine WHERE engine = ? LIMIT ?)",
                        (number, _AT_ONCE),
                    ).rowcount
                    if not gone:
                        database.execute("DELETE FROM engines WHERE id = ?", (number,))
                        break
                removed += gone
        self._shrink(0)
        return removed

    def clear_human(self) -> int:
        """Remove all translations of people; gives how many they were."""
        with self._transaction() as database:
            removed = database.execute("DELETE FROM human").rowcount
        self._shrink(0)
        return removed

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; it begins as a writer, since two readers who both want to write would block each other."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield self._database
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise


def _now() -> int:
    return int(time.time())


def _verify(checksum: int, *texts: str) -> None:
    if not all(isinstance(text, str) for text in texts) or entries.checksum(*texts) != checksum:
        raise entries.DamagedError("an entry is not what was written")


def _decoded(attempts: str) -> tuple[Attempt, ...]:
    try:
        return entries.decode(attempts)
    except ValueError as error:
        raise entries.DamagedError(f"an entry is {error}") from None
