"""Which part of the graph the options of an export mean, wherever they come from."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from api.bootstrap import Parts
from kg.export.selection import Selection
from kg.graph import ALL_BUT_MENTIONS, EdgeType, NodeType
from kg.neighbourhood import find_nodes, neighbourhood

MOST_NODES = 50_000
"""How many nodes a neighbourhood may have; whoever wants more wants the whole graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for; `relations` None means all, around a node all but mentions."""

    around: str | None = None
    depth: int = 1
    types: Collection[NodeType] | None = None
    relations: Collection[EdgeType] | None = None
    since: dt.date | None = None
    until: dt.date | None = None


def selection_of(parts: Parts, wanted: Wanted, *, limit: int = MOST_NODES) -> tuple[Selection, bool]:
    """Return the selection, and whether the limit left out a part of the neighbourhood. Raises `UnknownNameError`."""
    if wanted.around is None:
        return (
            Selection(types=wanted.types, relations=wanted.relations, since=wanted.since, until=wanted.until),
            False,
        )
    (start,) = find_nodes(parts.store, [wanted.around], parts.lexicon)
    if start is None:
        raise parts.names.unknown("entity or paper", wanted.around)
    relations = wanted.relations if wanted.relations is not None else ALL_BUT_MENTIONS
    found = neighbourhood(
        parts.store,
        [start],
        depth=wanted.depth,
        limit=limit,
        types=wanted.types if wanted.types is not None else tuple(NodeType),
        edges=relations,
    )
    ids = frozenset(node.id for node in found.nodes)
    return Selection(relations=relations, since=wanted.since, until=wanted.until, ids=ids), found.is_truncated
