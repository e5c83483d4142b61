"""Which nodes of a graph a selection lets through, found in one pass over its rows."""

import datetime as dt
from collections.abc import Iterable

from kg.export.selection import Selection
from kg.graph import EdgeType, NodeType
from kg.store.stream import Snapshot


def chosen_nodes(snapshot: Snapshot, selection: Selection) -> frozenset[str]:
    """Return the ids of the nodes that stay."""
    choice = _Choice(snapshot, selection)
    choice.join_uses(snapshot)
    choice.join_results(snapshot)
    choice.join_variants()
    return choice.kept()


class _Choice:
    """The nodes that may stay, and those among them that an edge joins."""

    def __init__(self, snapshot: Snapshot, selection: Selection) -> None:
        self._selection = selection
        self._entities: set[str] = set()
        self._results: set[str] = set()
        self._parents: dict[str, str] = {}
        self._joined: set[str] = set()
        for stored in snapshot.entities():
            entity = stored.entity
            if stored.is_live and self._may(entity.id, (NodeType(type_.value) for type_ in entity.types)):
                self._entities.add(entity.id)
                if entity.variant_of is not None:
                    self._parents[entity.id] = entity.variant_of
        self._dated = {stored.paper.id for stored in snapshot.papers() if self._is_in_time(stored.paper.date)}
        self._papers = {id_ for id_ in self._dated if self._may(id_, (NodeType.PAPER,))}

    def join_uses(self, snapshot: Snapshot) -> None:
        for stored in snapshot.uses():
            use = stored.use
            self._join(EdgeType(use.relation.value), use.paper_id, use.entity_id)

    def join_results(self, snapshot: Snapshot) -> None:
        for stored in snapshot.results():
            result = stored.result
            if result.paper_id in self._dated and self._may(result.id, (NodeType.RESULT,)):
                self._results.add(result.id)
                self._join(EdgeType.REPORTS_RESULT, result.paper_id, result.id)
                self._join(EdgeType.ON, result.id, result.benchmark_id)
                self._join(EdgeType.OF, result.id, result.method_id)
                self._join(EdgeType.MEASURED_BY, result.id, result.metric_id)

    def join_variants(self) -> None:
        """Join variants to what they are of: with dates, from those that something else joins, and upwards."""
        for child in sorted(self._joined & self._parents.keys() if self._selection.is_dated else self._parents):
            while child in self._parents:
                self._join(EdgeType.VARIANT_OF, child, self._parents[child])
                child = self._parents[child]

    def kept(self) -> frozenset[str]:
        needs_edge = self._selection.relations is not None and self._selection.ids is None
        entities = self._entities & self._joined if needs_edge or self._selection.is_dated else self._entities
        others = self._papers | self._results
        return frozenset(entities | (others & self._joined if needs_edge else others))

    def _join(self, type_: EdgeType, source: str, target: str | None) -> None:
        if target is not None and self._selection.allows(type_) and self._is_there(source) and self._is_there(target):
            self._joined |= {source, target}

    def _is_there(self, id_: str) -> bool:
        return id_ in self._papers or id_ in self._entities or id_ in self._results

    def _may(self, id_: str, types: Iterable[NodeType]) -> bool:
        wanted, ids = self._selection.types, self._selection.ids
        return (ids is None or id_ in ids) and (wanted is None or not set(wanted).isdisjoint(types))

    def _is_in_time(self, date: dt.date | None) -> bool:
        if not self._selection.is_dated:
            return True
        since, until = self._selection.since or dt.date.min, self._selection.until or dt.date.max
        return date is not None and since <= date <= until
