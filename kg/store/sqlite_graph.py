"""What the SQLite store answers about the graph: its nodes, the edges among them, and what a frontier reaches."""

import datetime as dt
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager

from kg.graph import EdgeType, Graph, GraphEdge, GraphNode, NodeType, result_label
from kg.store import sql_graph
from kg.store.sqlite_rows import listed, types
from kg.store.sqlite_walk import USES, Among, SqliteSteps, edge_rows
from kg.store.subgraph import Reach
from kg.store.walk import edges_of, walk


class SqliteGraph(ABC):
    """The part of `SqliteStore` that keeps the promises of `kg.store.subgraph.GraphReads`."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open a transaction that reads."""

    def nodes(self, ids: Sequence[str]) -> list[GraphNode | None]:
        """Return the live nodes of ids."""
        asked = (listed(ids),)
        found: dict[int, GraphNode] = {}
        with self._reading() as db:
            for key, id_, title, date in db.execute(sql_graph.PAPER_NODES, asked):
                day = dt.date.fromisoformat(date) if date else None
                found[key] = GraphNode(id_, title, frozenset({NodeType.PAPER}), date=day)
            for key, id_, name, papers, *labels in db.execute(sql_graph.ENTITY_NODES, asked):
                found[key] = GraphNode(id_, name, frozenset(NodeType(type_.value) for type_ in types(labels)), papers)
            for key, id_, value, unit, is_delta, setting in db.execute(sql_graph.RESULT_NODES, asked):
                label = result_label(value, unit, is_delta=bool(is_delta), setting=setting)
                found[key] = GraphNode(id_, label, frozenset({NodeType.RESULT}))
        return [found.get(key) for key in range(len(ids))]

    def around(self, start: Sequence[GraphNode], reach: Reach) -> Graph:
        """Return the nodes within reach of some, and all edges among them."""
        nodes = {node.id: node for node in start}
        with self._reading() as db:
            steps = SqliteSteps(db, reach, _among(db, list(nodes)))
            return walk(steps, nodes, depth=reach.depth, limit=reach.limit)

    def edges_among(self, ids: Sequence[str], edges: Collection[EdgeType]) -> tuple[GraphEdge, ...]:
        """Return the live edges whose ends are both among ids."""
        with self._reading() as db:
            return edges_of(edge_rows(db, _among(db, ids), frozenset(edges)))

    def reached(self, ids: Sequence[str], edges: Collection[EdgeType]) -> dict[str, int]:
        """Return what a frontier reaches, each node with the least index into the frontier."""
        least: dict[str, int] = {}
        places = {id_: place for place, id_ in enumerate(ids)}
        wanted: set[str] = {*edges, *([sql_graph.USES] if not frozenset(edges).isdisjoint(USES) else [])}
        with self._reading() as db:
            frontier = _among(db, ids)
            values = frontier.values() | {"relations": listed(edges)}
            for pks, statements in (
                (frontier.papers, sql_graph.REACHED_FROM_PAPERS),
                (frontier.entities, sql_graph.REACHED_FROM_ENTITIES),
                (frontier.results, sql_graph.REACHED_FROM_RESULTS),
            ):
                indexes = [places[id_] for id_ in pks.values()] if pks else []
                for type_, statement in statements.items() if indexes else ():
                    for id_, key in db.execute(statement, values) if type_ in wanted else ():
                        least[id_] = min(indexes[key], least.get(id_, len(ids)))
        return least


def _among(db: sqlite3.Connection, ids: Sequence[str]) -> Among:
    asked = (listed(ids),)
    entities = db.execute(sql_graph.ENTITY_PKS, asked).fetchall()
    return Among(
        {pk: ids[key] for key, pk in db.execute(sql_graph.PAPER_PKS, asked)},
        {pk: ids[key] for key, pk, _ in entities},
        {pk: ids[key] for key, pk in db.execute(sql_graph.RESULT_PKS, asked)},
        {pk: parent for _, pk, parent in entities if parent},
    )
