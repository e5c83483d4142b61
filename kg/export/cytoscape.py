"""Cytoscape.js JSON, which Cytoscape opens too (`.cyjs`): labels and types are classes, for style sheets to select."""

from collections.abc import Iterator

from kg.export import elements
from kg.export.elements import Edge, Node
from kg.export.json_text import rows
from kg.export.view import View


def write(view: View) -> Iterator[str]:
    """Yield the document."""
    yield '{"data":{"name":"Benchgraph"},"elements":{"nodes":[\n'
    yield from rows(map(_node, elements.nodes(view)))
    yield '\n],\n"edges":[\n'
    yield from rows(map(_edge, elements.edges(view)))
    yield "\n]}}\n"


def _node(node: Node) -> dict[str, object]:
    data = {"id": node.id, "label": node.label, **node.values}
    return {"data": data, "classes": " ".join(node.labels)}


def _edge(edge: Edge) -> dict[str, object]:
    data = {"id": edge.id, "source": edge.source, "target": edge.target, "label": edge.label, **edge.values}
    return {"data": data, "classes": edge.label}
