"""CX2, for NDEx and Cytoscape: attributes declared with their types, nodes and edges by number.

Nodes are numbered as they come, which takes a number for each id while the edges are written.
"""

from collections.abc import Iterator, Mapping

from kg.export import elements
from kg.export.elements import EDGE_KINDS, NODE_KINDS, Edge, Kind, Node
from kg.export.json_text import rows, text
from kg.export.view import View

_TYPES = {
    Kind.STRING: "string",
    Kind.INTEGER: "integer",
    Kind.DOUBLE: "double",
    Kind.BOOLEAN: "boolean",
    Kind.STRINGS: "list_of_string",
}
_DECLARED = {
    "networkAttributes": {"name": {"d": "string"}},
    "nodes": {"id": {"d": "string"}, "label": {"d": "string"}}
    | {name: {"d": _TYPES[kind]} for name, kind in NODE_KINDS.items()},
    "edges": {"id": {"d": "string"}, "interaction": {"d": "string"}}
    | {name: {"d": _TYPES[kind]} for name, kind in EDGE_KINDS.items()},
}


def write(view: View) -> Iterator[str]:
    """Yield the document; the counts of its aspects stand behind them, since only then they are known."""
    numbers: dict[str, int] = {}
    written = 0
    yield '[{"CXVersion":"2.0","hasFragments":false},\n'
    yield text({"metaData": [{"name": name} for name in ("attributeDeclarations", "networkAttributes")]})[:-2]
    yield ',{"name":"nodes"},{"name":"edges"}]},\n'
    yield text({"attributeDeclarations": [_DECLARED]})
    yield ',\n{"networkAttributes":[{"name":"Benchgraph"}]},\n{"nodes":[\n'
    yield from rows(_node(node, numbers) for node in elements.nodes(view))
    yield '\n]},\n{"edges":[\n'
    for row in rows(_edges(view, numbers)):
        yield row
        written += 1
    counts = {"attributeDeclarations": 1, "networkAttributes": 1, "nodes": len(numbers), "edges": written}
    yield "\n]},\n" + text({"metaData": [{"name": name, "elementCount": count} for name, count in counts.items()]})
    yield ',\n{"status":[{"success":true,"error":""}]}]\n'


def _node(node: Node, numbers: dict[str, int]) -> dict[str, object]:
    number = numbers.setdefault(node.id, len(numbers))
    return {"id": number, "v": {"id": node.id, "label": node.label, **({"name": node.label} | node.values)}}


def _edges(view: View, numbers: Mapping[str, int]) -> Iterator[dict[str, object]]:
    for number, edge in enumerate(elements.edges(view)):
        yield _edge(edge, number, numbers)


def _edge(edge: Edge, number: int, numbers: Mapping[str, int]) -> dict[str, object]:
    values = {"id": edge.id, "interaction": edge.label, **edge.values}
    return {"id": number, "s": numbers[edge.source], "t": numbers[edge.target], "v": values}
