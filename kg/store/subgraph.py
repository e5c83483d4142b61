"""The part of the port that walks the graph: nodes of any kind, their neighbours, the edges among them.

Every call takes a whole frontier and gives a bounded answer, so that a walk is as many calls as it has steps and a hub
costs no more than the limit.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from kg.graph import EdgeType, GraphEdge, GraphNode, NodeType


class GraphReads(Protocol):
    """Walking the live graph; all edges may be followed both ways."""

    def nodes(self, ids: Sequence[str]) -> list[GraphNode | None]:
        """Return the live nodes of ids: a paper by any of its ids, an entity, a result."""

    def neighbours(
        self,
        ids: Sequence[str],
        edges: Collection[EdgeType],
        types: Collection[NodeType],
        *,
        known: Collection[str],
        first: int,
    ) -> list[GraphNode]:
        """Return at most `first` nodes of `types` that one edge joins to one of `ids`, those `known` left out.

        Ids are main ids. In order: by the edge that says most (`kg.graph.RANK`), then papers newest first, entities
        with most papers first, results; then by id.
        """

    def edges_among(self, ids: Sequence[str], edges: Collection[EdgeType]) -> list[GraphEdge]:
        """Return the live edges whose ends are both among `ids` (main ids), in no particular order.

        A result's edges are as sure as its evidence; a variant is sure.
        """

    def reached(self, ids: Sequence[str], edges: Collection[EdgeType]) -> Mapping[str, int]:
        """Return each node that one edge joins to one of `ids` (main ids), with the least index into them."""
