"""The translation memory as the translator uses it: whatever befalls its file, the run goes on.

What is kept is what one engine with its settings made of one text that fits it, with all attempts, scores and flags: a
hit gives byte for byte what translating would. Doubtful translations are kept too: the same engine would make the same
again, at three times the price of a good one, and they come back with their flags. One in which nothing came out is not:
that is what an engine in trouble gives. Nothing that depends on the article, such as consistent names, is ever in it.

An entry remembers the run that made it, under an id that lasts through resuming, so that `from_memory` does not depend on
where a run was interrupted: what a run finds again of its own was, to the reader, translated by this run. Of two runs
that work at the same moment with one memory, each may find what the other has just made, so that there alone
`from_memory` (and nothing else) depends on chance.
"""

import logging
import os
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from mujaz.article import Attempt
from mujaz.config import MemoryConfig
from mujaz.memory import database, entries
from mujaz.memory.entries import DamagedError, Kept
from mujaz.memory.store import Store

logger = logging.getLogger(__name__)

_MEGABYTE = 1_000_000
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Found:
    """What the memory has of a text."""

    attempts: tuple[Attempt, ...]
    earlier: bool  # made by another run than this one


class Memory:
    """The memory, whose file is opened when it is first needed, and given up when it cannot be used.

    It can be pickled, used by several threads, and used after a fork: each process opens the file for itself.

    Args:
        path: The file.
        max_megabytes: Its size, above which what was not used for longest goes; people's translations always stay.
        run: Id of the run, the same when it is resumed; one of its own by default.
        warn: Told, once each, that the memory was damaged, and that it cannot be used; by default the log is.
    """

    def __init__(
        self, path: Path, max_megabytes: int, run: str = "", warn: Callable[[str], None] | None = None
    ) -> None:
        self.path, self.max_megabytes, self.run = path, max_megabytes, run or uuid.uuid4().hex
        self._warn = logger.error if warn is None else warn  # as an error it is seen without --debug
        self._store: Store | None = None
        self._replaced = False  # the file was damaged once before
        self._off = False  # given up for the rest of the run
        self._hits, self._stale = 0, list[int]()  # not recorded yet
        self._lock = threading.RLock()
        self._process = os.getpid()  # the one whose `_store` and `_lock` they are

    @classmethod
    def of(
        cls, config: MemoryConfig, run: str = "", warn: Callable[[str], None] | None = None
    ) -> "Memory | None":
        """The memory of this machine as a configuration wants it; None where it wants none."""
        return cls(database.default_path(), config.max_megabytes, run, warn) if config.enabled else None

    def __reduce__(self) -> tuple[type["Memory"], tuple[Path, int, str]]:
        return Memory, (self.path, self.max_megabytes, self.run)

    def human(self, sources: Iterable[str]) -> dict[str, str]:
        """People's translations of these normalised sentences, whatever the engine, as far as there are any."""
        wanted = [source for source in sources if entries.storable(source)]
        return self._tried(lambda store: store.human(wanted), {})

    def machine(self, key: str, sources: Iterable[str]) -> dict[str, Found]:
        """What the engine with these settings (`entries.key`) made of these texts, as far as it is kept."""
        wanted = [source for source in sources if entries.storable(source)]
        nothing: tuple[dict[str, Kept], list[int]] = ({}, [])
        with self._alone():
            found, stale = self._tried(lambda store: store.machine(key, wanted), nothing)
            self._hits += len(found)
            self._stale += stale
        own = entries.number(self.run)
        return {source: Found(kept.attempts, kept.run != own) for source, kept in found.items()}

    def keep(self, key: str, made: Mapping[str, Sequence[Attempt]]) -> None:
        """Keep all attempts at these texts, the best one first, and record what was used since the last time."""
        worth = {
            source: attempts
            for source, attempts in made.items()
            if entries.storable(source) and not any(flag.name == "empty" for flag in attempts[0].flags)
        }
        run = entries.number(self.run)
        with self._alone():
            hits, stale = self._hits, self._stale
            self._hits, self._stale = 0, []

        def add(store: Store) -> None:
            store.add(key, run, worth, hits, stale)
            store.make_room(self.max_megabytes * _MEGABYTE)

        if worth or hits:
            self._tried(add, None)

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._alone():
            if self._store is not None:
                self._store.close()
                self._store = None

    def _alone(self) -> "threading.RLock":
        """Holds off other threads, for the file has one connection."""
        if self._process != os.getpid():
            # After a fork: who holds the parent's lock may not be here, and its connection is not ours to close.
            self._parents, self._store = self._store, None
            self._lock, self._process = threading.RLock(), os.getpid()
        return self._lock

    def _tried(self, action: Callable[[Store], _Result], otherwise: _Result) -> _Result:
        """Act on the store; on a new one where it is damaged, not at all where it cannot be used."""
        with self._alone():
            while not self._off:
                try:
                    return action(self._opened())
                except (DamagedError, sqlite3.Error, OSError) as error:
                    self._mend(error)
        return otherwise

    def _opened(self) -> Store:
        if self._store is not None and not self._store.in_place():  # another process has set it aside
            self.close()
        if self._store is None:
            self._store, told = database.opened(self.path)
            if told:
                self._warn(told)
        return self._store

    def _mend(self, error: Exception) -> None:
        """Begin a new file in the place of a damaged one, once; else do without from now on."""
        if database.is_damage(error) and not self._replaced and self._store is not None:
            try:
                self._store, told = database.opened(self.path, self._store, str(error))
            except (DamagedError, sqlite3.Error, OSError) as another:
                error = another
            else:
                self._replaced = True
                if told:
                    self._warn(told)
                return
        self._off = True
        self._warn(
            f"the translation memory {self.path} cannot be used, so this run goes on without it: {error}"
        )
        try:
            self.close()
        except sqlite3.Error as trouble:
            logger.debug("closing the memory: %s", trouble)
