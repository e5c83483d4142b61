"""The names of the graph, held in memory; after a write, what it changed is read and nothing else."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from kg.errors import UnknownNameError
from kg.lookup import types_of
from kg.model import EntityType
from kg.search import NameIndex
from kg.store.base import GraphStore
from kg.store.deadline import remaining, timed_out

Read = tuple[NameIndex, int]
"""An index, and the revision of the graph whose names it has."""


class Names:
    """The index of a store's names; of several threads that ask, one reads what has changed and the rest wait."""

    def __init__(self, store: GraphStore) -> None:
        """Read nothing yet."""
        self._store = store
        self._lock = threading.Lock()
        self._read: Future[Read] | None = None

    def begin(self) -> Future[Read]:
        """Begin to read all names in the background, unless that has begun; no request's end stops it."""
        with self._turn():
            return self._begun()

    def index(self) -> NameIndex:
        """Return an index of all names that the graph has now.

        Raises `StoreTimeoutError` where that takes longer than the caller has time; the names are read on for the next.
        """
        with self._turn():
            read = self._begun()
        try:
            read.result(remaining())
        except TimeoutError as error:
            raise timed_out() from error
        with self._turn():
            return self._changed()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        seconds = remaining()
        if not self._lock.acquire(timeout=-1 if seconds is None else seconds):
            raise timed_out()
        try:
            yield
        finally:
            self._lock.release()

    def _begun(self) -> Future[Read]:
        """Return the reading, begun anew where it has failed."""
        if self._read is None or (self._read.done() and self._read.exception()):
            pool = ThreadPoolExecutor(1, "names")
            self._read = pool.submit(_read, self._store)
            pool.shutdown(wait=False)
        return self._read

    def _changed(self) -> NameIndex:
        """Return the index with what has changed since it was read."""
        index, known = self._begun().result(remaining())
        if self._store.revision() != known:
            changes = self._store.changed_forms(known)
            index = index.with_changes(changes.entity_ids, changes.forms)
            self._read = Future()
            self._read.set_result((index, changes.revision))
        return index

    def unknown(self, kind: str, name: str, type_: EntityType | None = None) -> UnknownNameError:
        """Return the error that says so of a name which no `kind` has, and names the nearest of its type."""
        return UnknownNameError(kind, name, self.index().nearest(name, types_of(type_)))


def _read(store: GraphStore) -> Read:
    """Read all names, and lay out what each search looks into."""
    revision = store.revision()
    index = NameIndex(store.forms())
    index.search("a", first=1)
    return index, revision
