"""Pieces of the graph, which have many nodes and edges of few fields each."""

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from api.graphql.compiled.plan import Column, Fields, Step, each
from api.graphql.compiled.run import Run
from api.graphql.graph import laid_out, lead, lie_around
from kg.graph import Graph, GraphNode

_NOWHERE = 0.0, 0.0


class Placed(NamedTuple):
    """A node and where it is drawn."""

    node: GraphNode
    place: tuple[float, float]


def _graph(run: Run, _roots: Sequence[None], step: Step) -> list[Graph]:
    given = step.args(run)
    asked = {name: given[name] for name in ("depth", "limit", "types", "relations")}
    return [lie_around(run.parts, given["around"], **asked)]


def _path(run: Run, _roots: Sequence[None], step: Step) -> list[Graph | None]:
    given = step.args(run)
    return [lead(run.parts, given["from"], given["to"], max_length=given["maxLength"])]


def _nodes(_run: Run, graphs: Sequence[Graph], step: Step) -> list[list[Placed]]:
    """Return the nodes, laid out only where places are asked for."""
    drawn = bool(step.asks & {"x", "y"})
    return [_placed(graph, laid_out(graph) if drawn else {}) for graph in graphs]


def _placed(graph: Graph, places: dict[str, tuple[float, float]]) -> list[Placed]:
    return [Placed(node, places.get(node.id, _NOWHERE)) for node in graph.nodes]


GRAPH_ROOTS: dict[str, Column] = {"graph": _graph, "path": _path}
GRAPH_FIELDS: Fields = {
    "Graph": {
        "nodes": _nodes,
        "edges": each(attrgetter("edges")),
        "truncated": each(attrgetter("is_truncated")),
    },
    "GraphNode": {
        "id": each(attrgetter("node.id")),
        "label": each(attrgetter("node.label")),
        "type": each(attrgetter("node.type.name")),
        "x": each(lambda placed: placed.place[0]),
        "y": each(lambda placed: placed.place[1]),
        "size": each(attrgetter("node.paper_count")),
    },
    "GraphEdge": {
        "source": each(attrgetter("source")),
        "target": each(attrgetter("target")),
        "relation": each(lambda edge: edge.type.upper()),
        "confidence": each(attrgetter("confidence")),
    },
}
