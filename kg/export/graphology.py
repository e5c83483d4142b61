"""graphology's JSON, which sigma draws at once: each node has x, y, size, color and label.

sigma takes `type` for the name of a program that draws, so the type of a node is its `kind` and that of an edge its
`relation`.
"""

from collections.abc import Iterator, Mapping

from kg.export import elements
from kg.export.elements import Edge, Node
from kg.export.json_text import rows
from kg.export.looks import Places, colour, size
from kg.export.view import View


def write(view: View) -> Iterator[str]:
    """Yield the document."""
    yield '{"attributes":{"name":"Benchgraph"},"options":{"type":"directed","multi":true,"allowSelfLoops":true},\n'
    yield '"nodes":[\n'
    yield from rows(_nodes(view))
    yield '\n],\n"edges":[\n'
    yield from rows(map(_edge, elements.edges(view)))
    yield "\n]}\n"


def _nodes(view: View) -> Iterator[Mapping[str, object]]:
    places = Places(view)
    for number, node in enumerate(elements.nodes(view)):
        yield _node(node, *places.of(node.id, number))


def _node(node: Node, x: float, y: float) -> dict[str, object]:
    look = {"label": node.label, "x": x, "y": y, "size": size(node.weight), "color": colour(node.type)}
    return {"key": node.id, "attributes": {**look, "kind": node.type, "labels": node.labels, **node.properties}}


def _edge(edge: Edge) -> dict[str, object]:
    attributes = {"label": edge.label, "relation": edge.label, **edge.properties}
    return {"key": edge.id, "source": edge.source, "target": edge.target, "attributes": attributes}
