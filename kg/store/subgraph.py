"""The part of the port that walks the graph: nodes of any kind, what lies around them, the edges among them.

Every call takes all nodes at once and gives a bounded answer, so that a hub costs no more than the limit.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.graph import EdgeType, Graph, GraphEdge, GraphNode, NodeType


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a walk goes: so many edges of these kinds, through nodes of these types, to at most so many nodes."""

    depth: int
    limit: int
    types: Collection[NodeType]
    edges: Collection[EdgeType]


class GraphReads(Protocol):
    """Walking the live graph; all edges may be followed both ways."""

    def nodes(self, ids: Sequence[str]) -> list[GraphNode | None]:
        """Return the live nodes of ids: a paper by any of its ids, an entity, a result."""

    def around(self, start: Sequence[GraphNode], reach: Reach) -> Graph:
        """Return the nodes within `reach` of some, at most its limit with these, and all edges among them.

        `start` (live nodes, each once, no more than the limit) come first whatever their types; others are left out,
        and not walked through, unless one of the types. The nearest come first; those of a step by the edge that says
        most (`kg.graph.RANK`), then papers newest first, entities with most papers first, results; then by id. The walk
        ends where the limit leaves any out, which `is_truncated` tells.
        """

    def edges_among(self, ids: Sequence[str], edges: Collection[EdgeType]) -> tuple[GraphEdge, ...]:
        """Return the live edges whose ends are both among `ids` (main ids), by source, target and what the edge says.

        A result's edges are as sure as its evidence; a variant is sure.
        """

    def reached(self, ids: Sequence[str], edges: Collection[EdgeType]) -> Mapping[str, int]:
        """Return each node that one edge joins to one of `ids` (main ids), with the least index into them."""
