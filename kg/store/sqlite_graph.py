"""Walking the graph in SQLite: a frontier at a time, its hubs through cursors that stop when there is enough."""

import datetime as dt
import heapq
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass
from typing import Any

from kg.graph import RANK, EdgeType, GraphEdge, GraphNode, NodeType, result_label
from kg.model import Relation
from kg.store import sql_graph
from kg.store.sql_schema import LABELS
from kg.store.sqlite_rows import listed, types

Found = tuple[int, int, str]
"""A neighbour: the rank of the edge, what sorts it among equals, its id."""

_USES = tuple(EdgeType(relation) for relation in Relation)


class SqliteGraph(ABC):
    """The part of `SqliteStore` that keeps the promises of `kg.store.subgraph.GraphReads`."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open a transaction that reads."""

    def nodes(self, ids: Sequence[str]) -> list[GraphNode | None]:
        """Return the live nodes of ids."""
        with self._reading() as db:
            return _nodes(db, ids)

    def neighbours(
        self,
        ids: Sequence[str],
        edges: Collection[EdgeType],
        types: Collection[NodeType],
        *,
        known: Collection[str],
        first: int,
    ) -> list[GraphNode]:
        """Return at most `first` neighbours of a frontier, the best joined first."""
        out = set(known)
        chosen: list[str] = []
        with self._reading() as db, ExitStack() as open_cursors:
            step = _Step(db, _frontier(db, ids), frozenset(edges), frozenset(types), open_cursors)
            for _, _, id_ in heapq.merge(*step.streams()):
                if len(chosen) == first:
                    break
                if id_ not in out:
                    out.add(id_)
                    chosen.append(id_)
            return [node for node in _nodes(db, chosen) if node]

    def edges_among(self, ids: Sequence[str], edges: Collection[EdgeType]) -> list[GraphEdge]:
        """Return the live edges whose ends are both among ids."""
        with self._reading() as db:
            values = _frontier(db, ids).values() | {"relations": listed(edges)}
            rows = db.execute(sql_graph.USES_AMONG, values).fetchall()
            if EdgeType.VARIANT_OF in edges:
                rows += db.execute(sql_graph.VARIANTS_AMONG, values)
            if EdgeType.REPORTS_RESULT in edges:
                rows += db.execute(sql_graph.REPORTS_AMONG, values)
            for type_, statement in sql_graph.ENDS_AMONG.items():
                if type_ in edges:
                    rows += db.execute(statement, values)
        return [GraphEdge(source, target, EdgeType(type_), sure) for source, target, type_, sure in rows]

    def reached(self, ids: Sequence[str], edges: Collection[EdgeType]) -> dict[str, int]:
        """Return what a frontier reaches, each node with the least index into the frontier."""
        least: dict[str, int] = {}
        wanted: set[str] = {*edges, *([sql_graph.USES] if not frozenset(edges).isdisjoint(_USES) else [])}
        with self._reading() as db:
            frontier = _frontier(db, ids)
            values = frontier.values() | {"relations": listed(edges)}
            for places, statements in (
                (frontier.papers, sql_graph.REACHED_FROM_PAPERS),
                (frontier.entities, sql_graph.REACHED_FROM_ENTITIES),
                (frontier.results, sql_graph.REACHED_FROM_RESULTS),
            ):
                indexes = list(places)
                for type_, statement in statements.items() if indexes else ():
                    for id_, key in db.execute(statement, values) if type_ in wanted else ():
                        least[id_] = min(indexes[key], least.get(id_, len(ids)))
        return least


@dataclass(frozen=True, slots=True)
class _Frontier:
    """The keys of the rows of some nodes, by their index in the question."""

    papers: dict[int, int]
    entities: dict[int, int]
    results: dict[int, int]

    def values(self) -> dict[str, Any]:
        """Return the keys as the statements take them."""
        return {name: listed(getattr(self, name).values()) for name in ("papers", "entities", "results")}


def _frontier(db: sqlite3.Connection, ids: Sequence[str]) -> _Frontier:
    asked = (listed(ids),)
    return _Frontier(
        dict(db.execute(sql_graph.PAPER_PKS, asked).fetchall()),
        dict(db.execute(sql_graph.ENTITY_PKS, asked).fetchall()),
        dict(db.execute(sql_graph.RESULT_PKS, asked).fetchall()),
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """One step from a frontier: a stream of neighbours for each way out of it, each in the order of the answer."""

    db: sqlite3.Connection
    frontier: _Frontier
    edges: frozenset[EdgeType]
    types: frozenset[NodeType]
    open_cursors: ExitStack

    def streams(self) -> list[Iterator[Found]]:
        """Return the streams; only what is taken from them is read."""
        follows, wants = self.edges.__contains__, self.types.__contains__
        uses = not self.edges.isdisjoint(_USES)
        ways: dict[str, bool] = {
            sql_graph.ENTITIES_OF_PAPERS: uses,
            sql_graph.FAMILY_OF_ENTITIES: follows(EdgeType.VARIANT_OF),
            sql_graph.RESULTS_OF_PAPERS: follows(EdgeType.REPORTS_RESULT) and wants(NodeType.RESULT),
            sql_graph.PAPERS_OF_RESULTS: follows(EdgeType.REPORTS_RESULT) and wants(NodeType.PAPER),
            sql_graph.ENTITIES_OF_RESULTS: not self.edges.isdisjoint(sql_graph.END_COLUMNS),
        }
        labels = {label: type_.value in self.types for type_, label in LABELS.items()}
        values = self.frontier.values() | labels | {"relations": listed(self.edges)}
        streams = [self._rows(statement, values) for statement, is_open in ways.items() if is_open]
        if wants(NodeType.PAPER):
            streams.append(self._papers_of_entities())
        if wants(NodeType.RESULT):
            streams.append(self._results_of_entities())
        return streams

    def _rows(self, statement: str, values: object) -> Iterator[Any]:
        return iter(self.open_cursors.enter_context(closing(self.db.execute(statement, values))))  # type: ignore[arg-type]

    def _papers_of_entities(self) -> Iterator[Found]:
        """Give the papers of all entities, one relation after the other, a cursor for each entity."""
        for type_ in sorted(self.edges & set(_USES), key=RANK.__getitem__):
            cursors = [
                self._rows(sql_graph.PAPERS_OF_ENTITY, (pk, type_.value)) for pk in self.frontier.entities.values()
            ]
            yield from ((RANK[type_], newest, id_) for newest, id_ in heapq.merge(*cursors))

    def _results_of_entities(self) -> Iterator[Found]:
        for type_ in sorted(self.edges & set(sql_graph.END_COLUMNS), key=RANK.__getitem__):
            statement = sql_graph.RESULTS_OF_ENTITY[type_]
            cursors = [self._rows(statement, (pk,)) for pk in self.frontier.entities.values()]
            yield from ((RANK[type_], 0, id_) for (id_,) in heapq.merge(*cursors))


def _nodes(db: sqlite3.Connection, ids: Sequence[str]) -> list[GraphNode | None]:
    asked = (listed(ids),)
    found: dict[int, GraphNode] = {}
    for key, id_, title, date in db.execute(sql_graph.PAPER_NODES, asked):
        day = dt.date.fromisoformat(date) if date else None
        found[key] = GraphNode(id_, title, frozenset({NodeType.PAPER}), date=day)
    for key, id_, name, papers, *labels in db.execute(sql_graph.ENTITY_NODES, asked):
        found[key] = GraphNode(id_, name, frozenset(NodeType(type_.value) for type_ in types(labels)), papers)
    for key, id_, value, unit, is_delta, setting in db.execute(sql_graph.RESULT_NODES, asked):
        label = result_label(value, unit, is_delta=bool(is_delta), setting=setting)
        found[key] = GraphNode(id_, label, frozenset({NodeType.RESULT}))
    return [found.get(key) for key in range(len(ids))]
