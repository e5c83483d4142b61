"""The names of the graph, held in memory and renewed when the graph has changed."""

import threading

from kg.search import NameIndex
from kg.store.base import GraphStore


class Names:
    """The index of a store's names; of several threads that ask, one reads the names anew and the rest wait."""

    def __init__(self, store: GraphStore) -> None:
        """Read nothing yet."""
        self._store = store
        self._lock = threading.Lock()
        self._revision: int | None = None
        self._index: NameIndex | None = None

    def index(self) -> NameIndex:
        """Return an index of all names that the graph has now."""
        with self._lock:
            revision = self._store.revision()
            if self._index is None or revision != self._revision:
                self._index = NameIndex(self._store.forms())
                self._revision = revision
            return self._index
