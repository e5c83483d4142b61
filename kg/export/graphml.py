"""GraphML, for yEd, networkx, igraph and the rest: typed keys, lists as JSON, the node's and edge's name as `label`."""

from collections.abc import Iterator, Mapping

from kg.export import elements
from kg.export.elements import EDGE_KINDS, NODE_KINDS, Kind, Value
from kg.export.view import View
from kg.export.xml import attribute, escaped, plain

_TYPES = {
    Kind.STRING: "string",
    Kind.INTEGER: "long",
    Kind.DOUBLE: "double",
    Kind.BOOLEAN: "boolean",
    Kind.STRINGS: "string",
}
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def write(view: View) -> Iterator[str]:
    """Yield the document."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{_NAMESPACE}">\n'
    yield _declared("node", {"label": Kind.STRING, **NODE_KINDS})
    yield _declared("edge", {"label": Kind.STRING, **EDGE_KINDS})
    yield '<graph id="benchgraph" edgedefault="directed">\n'
    for node in elements.nodes(view):
        yield f"<node id={attribute(node.id)}>{_data('node', {'label': node.label, **node.values})}</node>\n"
    for edge in elements.edges(view):
        ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
        yield f"<edge id={attribute(edge.id)} {ends}>{_data('edge', {'label': edge.label, **edge.values})}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _declared(of: str, kinds: Mapping[str, Kind]) -> str:
    return "".join(
        f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{_TYPES[kind]}"/>\n'
        for name, kind in kinds.items()
    )


def _data(of: str, values: Mapping[str, Value]) -> str:
    return "".join(f'<data key="{of}-{name}">{escaped(plain(value))}</data>' for name, value in values.items())
