"""A piece of the graph to draw: nodes with their places, the edges among them."""

import asyncio
from collections.abc import Iterable, Sequence

import strawberry
from graphql import GraphQLError
from strawberry.types.nodes import FragmentSpread, InlineFragment, SelectedField, Selection

from api.bootstrap import Parts
from api.graphql.context import Info
from api.graphql.enums import NodeType, Relation
from kg import graph as model
from kg.layout import positions
from kg.neighbourhood import find_nodes, neighbourhood
from kg.paths import LONGEST, shortest_path

DEFAULT_LIMIT = 200
LARGEST_LIMIT = 500
DEEPEST = 3
MOST_AROUND = 100

Around = tuple[tuple[str, ...], int | None, int | None, tuple[NodeType, ...], tuple[Relation, ...]]
"""The nodes, the depth, the limit, the types and the relations that a client gives."""


@strawberry.type(description="A node as a picture shows it; ask `node` with its id for the rest.")
class GraphNode:
    """A node as a picture shows it."""

    id: strawberry.ID
    label: str = strawberry.field(description="Title, name, or the number of a result.")
    type: NodeType
    x: float = strawberry.field(description="Between -1 and 1; the same graph always lies the same.")
    y: float
    size: int = strawberry.field(description="Papers that use an entity; 1 for papers and results.")


@strawberry.type(description="An edge between two nodes, in the direction in which its relation reads.")
class GraphEdge:
    """An edge between two nodes."""

    source: strawberry.ID
    target: strawberry.ID
    relation: Relation
    confidence: float


@strawberry.type(description="Nodes and the edges among them.")
class Graph:
    """Nodes and the edges among them."""

    nodes: list[GraphNode]
    edges: list[GraphEdge]
    truncated: bool = strawberry.field(description="The limit left neighbours out.")

    @classmethod
    async def from_model(cls, info: Info, found: model.Graph) -> "Graph":
        """Return what a client sees of a graph; it is laid out only where places are asked for."""
        places = await asyncio.to_thread(laid_out, found) if _asks_for_places(info.selected_fields) else {}
        nodes = []
        for node in found.nodes:
            x, y = places.get(node.id, (0.0, 0.0))
            id_ = strawberry.ID(node.id)
            nodes.append(GraphNode(id=id_, label=node.label, type=node.type, x=x, y=y, size=node.paper_count))
        edges = [
            GraphEdge(
                source=strawberry.ID(edge.source),
                target=strawberry.ID(edge.target),
                relation=edge.type,
                confidence=edge.confidence,
            )
            for edge in found.edges
        ]
        return cls(nodes=nodes, edges=edges, truncated=found.is_truncated)


async def draw(
    info: Info,
    around: Sequence[str],
    *,
    depth: int | None,
    limit: int | None,
    types: Sequence[NodeType] | None,
    relations: Sequence[Relation] | None,
) -> Graph:
    """Return the neighbourhood of some nodes; unknown ones are passed over."""
    asked = tuple(around), depth, limit, tuple(types or ()), tuple(relations or ())
    found = await info.load.alone(_lie_around, asked)
    return await Graph.from_model(info, found)


def lie_around(
    parts: Parts,
    around: Sequence[str],
    *,
    depth: int | None,
    limit: int | None,
    types: Sequence[NodeType] | None,
    relations: Sequence[Relation] | None,
) -> model.Graph:
    """Return what `draw` shows, under the arguments of a client."""
    depth, limit = around_within(around, depth, limit)
    return neighbourhood(
        parts.store,
        [node for node in find_nodes(parts.store, around, parts.lexicon) if node],
        depth=depth,
        limit=limit,
        types=types or tuple(NodeType),
        edges=relations or model.ALL_BUT_MENTIONS,
    )


async def way(info: Info, source: str, target: str, *, max_length: int | None) -> Graph | None:
    """Return the shortest path between two nodes; None when there is none so short, or one of the two is unknown."""
    found = await info.load.alone(_lead, (source, target, max_length))
    return await Graph.from_model(info, found) if found else None


def lead(parts: Parts, source: str, target: str, *, max_length: int | None) -> model.Graph | None:
    """Return what `way` shows, under the arguments of a client."""
    length = length_within(max_length)
    one, other = find_nodes(parts.store, [source, target], parts.lexicon)
    return shortest_path(parts.store, one.id, other.id, max_length=length) if one and other else None


def _lie_around(parts: Parts, asked: Around) -> model.Graph:
    around, depth, limit, types, relations = asked
    return lie_around(parts, around, depth=depth, limit=limit, types=types, relations=relations)


def _lead(parts: Parts, asked: tuple[str, str, int | None]) -> model.Graph | None:
    source, target, max_length = asked
    return lead(parts, source, target, max_length=max_length)


def around_within(around: Sequence[str], depth: int | None, limit: int | None) -> tuple[int, int]:
    """Return depth and limit; raises what a client is told of those, or of so many nodes."""
    _within("around", len(around), 0, MOST_AROUND)
    return (
        _within("depth", 1 if depth is None else depth, 0, DEEPEST),
        _within("limit", DEFAULT_LIMIT if limit is None else limit, 1, LARGEST_LIMIT),
    )


def length_within(max_length: int | None) -> int:
    """Return the length of the longest path to look for; raises what a client is told of it."""
    return _within("maxLength", LONGEST if max_length is None else max_length, 0, LONGEST)


def _within(name: str, value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise GraphQLError(f"`{name}` takes {least} to {most}, not {value}.", extensions={"code": "BAD_USER_INPUT"})
    return value


def laid_out(found: model.Graph) -> dict[str, tuple[float, float]]:
    """Return the place of each node."""
    pairs = [(edge.source, edge.target) for edge in found.edges]
    return dict(positions([node.id for node in found.nodes], pairs))


def _asks_for_places(selections: Iterable[Selection]) -> bool:
    for selection in selections:
        if isinstance(selection, SelectedField) and selection.name in ("x", "y"):
            return True
        if isinstance(selection, SelectedField | FragmentSpread | InlineFragment) and _asks_for_places(
            selection.selections
        ):
            return True
    return False
