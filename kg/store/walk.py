"""A walk from node to node, nearest first: what is the same on every store."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Protocol, TypeVar

from kg.graph import RANK, Graph, GraphEdge, GraphNode

C = TypeVar("C", bound=Sequence[Any])

EdgeRow = tuple[str, str, int, float]
"""An edge while it is only sorted: source, target, rank, confidence."""

_TYPES = sorted(RANK, key=RANK.__getitem__)


class Steps(Protocol):
    """What a store does for a walk; it remembers what the last step found, from where the next goes on."""

    def step(self, known: Mapping[str, GraphNode], *, first: int, is_last: bool) -> list[GraphNode]:
        """Return at most `first` nodes that an edge joins to those of the last step, none of them known.

        They come in the order of `kg.store.subgraph.GraphReads.around`.
        """

    def edges(self, nodes: Mapping[str, GraphNode]) -> Iterable[EdgeRow]:
        """Return the edges among all nodes of the walk."""


def walk(steps: Steps, start: Mapping[str, GraphNode], *, depth: int, limit: int) -> Graph:
    """Return the graph of a walk from some nodes, which are within the limit."""
    nodes, is_truncated = dict(start), False
    found = list(nodes.values())
    for left in reversed(range(depth)):
        if not found or is_truncated:
            break
        room = limit - len(nodes)
        found = steps.step(nodes, first=room + 1, is_last=not left)
        is_truncated = len(found) > room
        nodes |= {node.id: node for node in found[:room]}
    return Graph(tuple(nodes.values()), edges_of(steps.edges(nodes)), is_truncated)


def best(found: Iterable[C], known: Collection[str], first: int) -> list[C]:
    """Return the first nodes that a step found, each once; rank, key and id, which they begin with, order them."""
    chosen: dict[str, C] = {}
    for one in found:
        if one[2] not in known:
            chosen.setdefault(one[2], one)
    return list(islice(chosen.values(), first))


def edges_of(rows: Iterable[EdgeRow]) -> tuple[GraphEdge, ...]:
    """Return edges by source, target and what the edge says."""
    return tuple([GraphEdge(source, target, _TYPES[rank], sure) for source, target, rank, sure in sorted(rows)])
