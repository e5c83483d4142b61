"""The names of the graph, held in memory; after a write, what it changed is read and nothing else."""

import threading

from kg.errors import UnknownNameError
from kg.lookup import types_of
from kg.model import EntityType
from kg.search import NameIndex
from kg.store.base import GraphStore


class Names:
    """The index of a store's names; of several threads that ask, one reads what has changed and the rest wait."""

    def __init__(self, store: GraphStore) -> None:
        """Read nothing yet."""
        self._store = store
        self._lock = threading.Lock()
        self._revision = 0
        self._index: NameIndex | None = None

    def index(self) -> NameIndex:
        """Return an index of all names that the graph has now."""
        with self._lock:
            revision = self._store.revision()
            if self._index is None:
                self._index, self._revision = NameIndex(self._store.forms()), revision
            elif revision != self._revision:
                changes = self._store.changed_forms(self._revision)
                self._index = self._index.with_changes(changes.entity_ids, changes.forms)
                self._revision = changes.revision
            return self._index

    def unknown(self, kind: str, name: str, type_: EntityType | None = None) -> UnknownNameError:
        """Return the error that says so of a name which no `kind` has, and names the nearest of its type."""
        return UnknownNameError(kind, name, self.index().nearest(name, types_of(type_)))
