"""What is exported: a snapshot, or a part of it. The writers do not know which."""

from collections.abc import Iterator
from functools import cached_property

from kg.decisions import Decision
from kg.export.choosing import chosen_nodes
from kg.export.selection import ALL, Selection
from kg.graph import EdgeType
from kg.store.stream import Snapshot, StoredEntity, StoredExtraction, StoredPaper, StoredResult, StoredUse


class View:
    """The rows of a snapshot that a selection lets through.

    Of a part, the ids of the nodes that stay are found beforehand and kept in memory.
    """

    def __init__(self, snapshot: Snapshot, selection: Selection = ALL) -> None:
        """Choose from `snapshot`."""
        self._snapshot = snapshot
        self.selection = selection

    @cached_property
    def _chosen(self) -> frozenset[str] | None:
        return None if self._is_whole else chosen_nodes(self._snapshot, self.selection)

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return frozenset(stored.entity.id for stored in self._snapshot.entities() if not stored.is_live)

    @cached_property
    def size(self) -> int:
        """Return the number of nodes."""
        if self._chosen is not None:
            return len(self._chosen)
        rows = (self._snapshot.papers(), self._snapshot.results(), self.entities())
        return sum(1 for kind in rows for _ in kind)

    def entities(self) -> Iterator[StoredEntity]:
        """Yield the entities."""
        return (stored for stored in self._snapshot.entities() if stored.is_live and self._has(stored.entity.id))

    def named(self) -> Iterator[StoredEntity]:
        """Yield the entities, and as not live every other one that a result or what lies beneath decisions may name.

        Those of a part are told as they are shown: decisions go with the whole graph alone.
        """
        for stored in self._snapshot.entities():
            if self._is_whole:
                yield stored
            else:
                yield StoredEntity(stored.entity, stored.added, stored.is_live and self._has(stored.entity.id))

    def papers(self) -> Iterator[StoredPaper]:
        """Yield the papers."""
        return (stored for stored in self._snapshot.papers() if self._has(stored.paper.id))

    def uses(self) -> Iterator[StoredUse]:
        """Yield the edges from papers to entities."""
        for stored in self._snapshot.uses():
            use = stored.use
            if self.shows(EdgeType(use.relation.value), use.paper_id, use.entity_id):
                yield stored

    def results(self) -> Iterator[StoredResult]:
        """Yield the results."""
        return (stored for stored in self._snapshot.results() if self._has(stored.result.id))

    def decisions(self) -> Iterator[Decision]:
        """Yield the decisions, if this is the whole graph."""
        return self._snapshot.decisions() if self._is_whole else iter(())

    def extractions(self) -> Iterator[StoredExtraction]:
        """Yield what was extracted of papers where decisions show something else, if this is the whole graph."""
        return self._snapshot.extractions() if self._is_whole else iter(())

    @property
    def _is_whole(self) -> bool:
        return self.selection == ALL

    def shows(self, type_: EdgeType, source: str, target: str) -> bool:
        """Tell whether an edge of the snapshot is to be told."""
        if self._chosen is None:
            return target not in self._hidden
        return self.selection.allows(type_) and source in self._chosen and target in self._chosen

    def _has(self, id_: str) -> bool:
        return self._chosen is None or id_ in self._chosen
