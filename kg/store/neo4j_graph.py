"""Walking the graph on Neo4j: one statement a step, which brings no more than the limit over the wire."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence

from kg.graph import RANK, EdgeType, GraphEdge, GraphNode, NodeType, result_label
from kg.model import Relation
from kg.store import cypher_graph
from kg.store.codec import evidence_from_json
from kg.store.cypher_graph import CYPHER_TYPE
from kg.store.neo4j_rows import Row

_USES = frozenset(EdgeType(relation) for relation in Relation)
_ENDS = frozenset({EdgeType.ON, EdgeType.OF, EdgeType.MEASURED_BY})
_LABELS = frozenset(NodeType)


class Neo4jGraph(ABC):
    """The part of `Neo4jStore` that keeps the promises of `kg.store.subgraph.GraphReads`."""

    @abstractmethod
    def _read(self, statement: str, **parameters: object) -> list[Row]:
        """Run one statement in a transaction of its own."""

    def nodes(self, ids: Sequence[str]) -> list[GraphNode | None]:
        """Return the live nodes of ids."""
        found = {row["id"]: _node(row) for row in self._read(cypher_graph.NODES, ids=list(ids))}
        return [found.get(id_) for id_ in ids]

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
        parts = _parts(frozenset(edges), frozenset(types))
        if not parts or first < 1:
            return []
        rows = self._read(
            " UNION ALL ".join(parts),
            ids=list(ids),
            types=[CYPHER_TYPE[type_] for type_ in edges],
            ranks={CYPHER_TYPE[type_]: RANK[type_] for type_ in edges},
            labels=list(types),
            known=list(known),
            first=first,
        )
        ranked = sorted(((row["rank"], _node(row)) for row in rows), key=lambda pair: _order(*pair))
        return list({node.id: node for _, node in ranked}.values())[:first]

    def edges_among(self, ids: Sequence[str], edges: Collection[EdgeType]) -> list[GraphEdge]:
        """Return the live edges whose ends are both among ids."""
        rows = self._read(cypher_graph.EDGES_AMONG, ids=list(ids), types=[CYPHER_TYPE[type_] for type_ in edges])
        return [
            GraphEdge(
                source=row["source"],
                target=row["target"],
                type=EdgeType(row["type"].lower()),
                confidence=(
                    evidence_from_json(row["evidence"])[0].confidence if row["evidence"] else row["confidence"]
                ),
            )
            for row in rows
        ]

    def reached(self, ids: Sequence[str], edges: Collection[EdgeType]) -> dict[str, int]:
        """Return what a frontier reaches, each node with the least index into the frontier."""
        least: dict[str, int] = {}
        for row in self._read(cypher_graph.REACHED, ids=list(ids), types=[CYPHER_TYPE[type_] for type_ in edges]):
            least[row["id"]] = min(row["place"], least.get(row["id"], len(ids)))
        return least


def _parts(edges: frozenset[EdgeType], types: frozenset[NodeType]) -> list[str]:
    """Return the parts of a step that the edges and types leave open."""
    entities = bool(types - {NodeType.PAPER, NodeType.RESULT})
    uses, ends = bool(edges & _USES), bool(edges & _ENDS)
    reports = EdgeType.REPORTS_RESULT in edges
    ways = {
        cypher_graph.ENTITIES_OF_PAPERS: uses and entities,
        cypher_graph.PAPERS_OF_ENTITIES: uses and NodeType.PAPER in types,
        cypher_graph.FAMILY_OF_ENTITIES: EdgeType.VARIANT_OF in edges and entities,
        cypher_graph.RESULTS_OF_PAPERS: reports and NodeType.RESULT in types,
        cypher_graph.PAPERS_OF_RESULTS: reports and NodeType.PAPER in types,
        cypher_graph.RESULTS_OF_ENTITIES: ends and NodeType.RESULT in types,
        cypher_graph.ENTITIES_OF_RESULTS: ends and entities,
    }
    return [statement for statement, is_open in ways.items() if is_open]


def _order(rank: int, node: GraphNode) -> tuple[int, int, str]:
    """Order neighbours as every store does: papers newest first, entities most used first, then results."""
    if node.type is NodeType.PAPER:
        return rank, -node.date.toordinal() if node.date else 0, node.id
    return rank, 0 if node.type is NodeType.RESULT else -node.paper_count, node.id


def _node(row: Row) -> GraphNode:
    if paper := row["paper"]:
        day = dt.date.fromisoformat(paper["date"]) if paper["date"] else None
        return GraphNode(paper["id"], paper["title"], frozenset({NodeType.PAPER}), date=day)
    if entity := row["entity"]:
        labels = frozenset(NodeType(label) for label in _LABELS & set(entity["types"]))
        return GraphNode(entity["id"], entity["name"], labels, entity["paperCount"])
    result = row["result"]
    label = result_label(result["value"], result["unit"], is_delta=result["isDelta"], setting=result["setting"])
    return GraphNode(result["id"], label, frozenset({NodeType.RESULT}))
