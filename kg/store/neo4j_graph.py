"""What Neo4j answers about the graph: its nodes, the edges among them, and what a frontier reaches."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence

from kg.graph import EdgeType, Graph, GraphEdge, GraphNode, NodeType, result_label
from kg.store import cypher_graph
from kg.store.cypher_graph import CYPHER_TYPE
from kg.store.neo4j_rows import Row
from kg.store.neo4j_walk import Neo4jSteps, edges_among, node_types
from kg.store.subgraph import Reach
from kg.store.walk import edges_of, walk


class Neo4jGraph(ABC):
    """The part of `Neo4jStore` that keeps the promises of `kg.store.subgraph.GraphReads`."""

    @abstractmethod
    def _read(self, statement: str, **parameters: object) -> list[Row]:
        """Run one statement in a transaction of its own."""

    def nodes(self, ids: Sequence[str]) -> list[GraphNode | None]:
        """Return the live nodes of ids."""
        found = {row["id"]: _node(row) for row in self._read(cypher_graph.NODES, ids=list(ids))}
        return [found.get(id_) for id_ in ids]

    def around(self, start: Sequence[GraphNode], reach: Reach) -> Graph:
        """Return the nodes within reach of some, and all edges among them."""
        nodes = {node.id: node for node in start}
        return walk(Neo4jSteps(self._read, reach, start), nodes, depth=reach.depth, limit=reach.limit)

    def edges_among(self, ids: Sequence[str], edges: Collection[EdgeType]) -> tuple[GraphEdge, ...]:
        """Return the live edges whose ends are both among ids."""
        return edges_of(edges_among(self._read, ids, frozenset(edges)))

    def reached(self, ids: Sequence[str], edges: Collection[EdgeType]) -> dict[str, int]:
        """Return what a frontier reaches, each node with the least index into the frontier."""
        least: dict[str, int] = {}
        for row in self._read(cypher_graph.REACHED, ids=list(ids), types=[CYPHER_TYPE[type_] for type_ in edges]):
            least[row["id"]] = min(row["place"], least.get(row["id"], len(ids)))
        return least


def _node(row: Row) -> GraphNode:
    if paper := row["paper"]:
        day = dt.date.fromisoformat(paper["date"]) if paper["date"] else None
        return GraphNode(paper["id"], paper["title"], frozenset({NodeType.PAPER}), date=day)
    if entity := row["entity"]:
        return GraphNode(entity["id"], entity["name"], node_types(entity["types"]), entity["paperCount"])
    result = row["result"]
    label = result_label(result["value"], result["unit"], is_delta=result["isDelta"], setting=result["setting"])
    return GraphNode(result["id"], label, frozenset({NodeType.RESULT}))
