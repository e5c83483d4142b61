"""What lies around some nodes: a bounded walk over the port, the same on every store."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.graph import ALL_BUT_MENTIONS, EdgeType, Graph, GraphNode, NodeType, entity_node
from kg.ids import arxiv_id, paper_id
from kg.lexicon import Lexicon
from kg.lookup import ALL_TYPES, find_entities
from kg.store.base import GraphStore
from kg.store.subgraph import GraphReads, Reach


def find_nodes(store: GraphStore, names: Sequence[str], lexicon: Lexicon) -> list[GraphNode | None]:
    """Return the live node that each id or name means: an id of any node, a bare arXiv id, an entity in any spelling.

    Of several entities of one name, the one with the most papers. At most three calls of the store, however many names.
    """
    ids = [paper_id("", name) if arxiv_id(name) else name for name in names]
    found: list[GraphNode | None] = [None] * len(ids)
    if any(":" in id_ for id_ in ids):
        found = store.nodes(ids)
    unknown = [place for place, node in enumerate(found) if node is None]
    if unknown:
        meant = find_entities(store, [(names[place], ALL_TYPES) for place in unknown], lexicon)
        for place, entities in zip(unknown, meant, strict=True):
            found[place] = entity_node(entities[0]) if entities else None
    return found


def neighbourhood(
    store: GraphReads,
    around: Sequence[GraphNode],
    *,
    depth: int = 1,
    limit: int = 200,
    types: Collection[NodeType] = tuple(NodeType),
    edges: Collection[EdgeType] = ALL_BUT_MENTIONS,
) -> Graph:
    """Return the nodes within `depth` edges of some, at most `limit` with these, and all edges among them.

    `around` come first whatever their types; others are left out, and not walked through, unless one of `types`. Where
    the limit cuts, the nearest stay, then those that the edge says most of, then the newest papers and the entities
    with most papers, then by id; `is_truncated` tells that it did. One call of the store.
    """
    start = {node.id: node for node in around}
    found = store.around(
        list(start.values())[:limit], Reach(depth=depth, limit=limit, types=frozenset(types), edges=frozenset(edges))
    )
    return replace(found, is_truncated=True) if len(start) > limit else found
