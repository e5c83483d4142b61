"""GEXF 1.3, for Gephi and its kin: typed attributes, an edge's type as its kind and label, confidence as its weight."""

from collections.abc import Iterator, Mapping

from kg.export import elements
from kg.export.elements import EDGE_KINDS, NODE_KINDS, Edge, Kind, Node, Value
from kg.export.looks import colour, size
from kg.export.view import View
from kg.export.xml import attribute, plain

_TYPES = {
    Kind.STRING: "string",
    Kind.INTEGER: "integer",
    Kind.DOUBLE: "double",
    Kind.BOOLEAN: "boolean",
    Kind.STRINGS: "liststring",
}


def write(view: View) -> Iterator[str]:
    """Yield the document."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield "<meta><creator>Benchgraph</creator></meta>\n"
    yield '<graph defaultedgetype="directed" idtype="string" mode="static">\n'
    yield _declared("node", NODE_KINDS)
    yield _declared("edge", EDGE_KINDS)
    yield "<nodes>\n"
    for node in elements.nodes(view):
        yield _node(node)
    yield "</nodes>\n<edges>\n"
    for edge in elements.edges(view):
        yield _edge(edge)
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(of: str, kinds: Mapping[str, Kind]) -> str:
    rows = "".join(f'<attribute id="{name}" title="{name}" type="{_TYPES[kind]}"/>\n' for name, kind in kinds.items())
    return f'<attributes class="{of}" mode="static">\n{rows}</attributes>\n'


def _node(node: Node) -> str:
    values = _values(node.values)
    look = f'<color hex="{colour(node.type)}"/><size value="{size(node.weight)}"/>'
    return f"<node id={attribute(node.id)} label={attribute(node.label)}>{values}{look}</node>\n"


def _edge(edge: Edge) -> str:
    ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
    weight = edge.properties["confidence"]
    names = f'kind="{edge.label}" label="{edge.label}" weight="{weight}"'
    return f"<edge id={attribute(edge.id)} {ends} {names}>{_values(edge.values)}</edge>\n"


def _values(values: Mapping[str, Value]) -> str:
    rows = "".join(f'<attvalue for="{name}" value={attribute(plain(value))}/>' for name, value in values.items())
    return f"<attvalues>{rows}</attvalues>"
