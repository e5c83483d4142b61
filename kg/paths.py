"""The shortest way from one node to another: a search from both ends over the port, the same on every store."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kg.graph import ALL_BUT_MENTIONS, EdgeType, Graph
from kg.store.subgraph import GraphReads

LONGEST = 6


def shortest_path(
    store: GraphReads,
    source: str,
    target: str,
    *,
    max_length: int = LONGEST,
    edges: Collection[EdgeType] = ALL_BUT_MENTIONS,
) -> Graph | None:
    """Return the nodes from `source` to `target` (main ids) in order, and the edges between them; None if too far.

    Of several ways of the least length it is that whose ids, read from the source on, come first. Every step is one
    call of the store, taken at the end with fewer nodes to go on from.
    """
    there, back = _Search([source], {source: None}), _Search([target], {target: None})
    met = source if source == target else None
    for _ in range(max_length):
        if met is not None or not (there.front and back.front):
            break
        side = there if len(there.front) <= len(back.front) else back
        side.step(store.reached(side.front, edges), by_way=side is there)
        met = next((id_ for id_ in there.front if id_ in back.came_from), None)
    if met is None:
        return None
    ids = [*reversed(there.way(met)), *back.way(met)[1:]]
    steps = set(map(frozenset, pairwise(ids)))
    nodes = [node for node in store.nodes(ids) if node]
    between = (edge for edge in store.edges_among(ids, edges) if frozenset((edge.source, edge.target)) in steps)
    return Graph(tuple(nodes), tuple(between))


@dataclass(slots=True)
class _Search:
    """The search from one end: the farthest nodes so far, and for every node the one before it on its best way."""

    front: list[str]
    came_from: dict[str, str | None] = field(default_factory=dict)

    def step(self, reached: Mapping[str, int], *, by_way: bool) -> None:
        """Go on to what the front reaches.

        The front from the source is in the order of the ways that lead to its nodes, that from the target in the order
        of its own ids: so the least place in it is always the best node to have come from.
        """
        new = [(place, id_) for id_, place in reached.items() if id_ not in self.came_from]
        new.sort(key=None if by_way else lambda found: found[1])
        self.came_from |= {id_: self.front[place] for place, id_ in new}
        self.front = [id_ for _, id_ in new]

    def way(self, id_: str) -> list[str]:
        """Return the nodes from one that was reached to the end at which the search began."""
        way = [id_]
        while (before := self.came_from[way[-1]]) is not None:
            way.append(before)
        return way
