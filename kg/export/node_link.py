"""Node-link JSON as networkx reads it: `networkx.node_link_graph(json.load(file))` gives a MultiDiGraph."""

from collections.abc import Iterator

from kg.export import elements
from kg.export.elements import Edge, Node
from kg.export.json_text import rows
from kg.export.view import View


def write(view: View) -> Iterator[str]:
    """Yield the document."""
    yield '{"directed":true,"multigraph":true,"graph":{"name":"Benchgraph"},\n"nodes":[\n'
    yield from rows(map(_node, elements.nodes(view)))
    yield '\n],\n"edges":[\n'
    yield from rows(map(_edge, elements.edges(view)))
    yield "\n]}\n"


def _node(node: Node) -> dict[str, object]:
    return {"id": node.id, "label": node.label, **node.values}


def _edge(edge: Edge) -> dict[str, object]:
    return {"source": edge.source, "target": edge.target, "key": edge.label, **edge.values}
