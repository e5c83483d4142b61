"""Two CSV files for Neo4j's bulk import, with its typed headers: `nodes.csv` and `relationships.csv`.

    neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=relationships.csv \\
        --array-delimiter=U+001F --multiline-fields=true

Every string is quoted, so that an empty one is told from none.
"""

from collections.abc import Iterator, Mapping

from kg.export import elements
from kg.export.elements import EDGE_KINDS, NODE_KINDS, Edge, Kind, Node, Value
from kg.export.view import View

SEPARATOR = "\x1f"
"""What stands between the items of a list; no name holds it."""

_TYPES = {
    Kind.STRING: "string",
    Kind.INTEGER: "long",
    Kind.DOUBLE: "double",
    Kind.BOOLEAN: "boolean",
    Kind.STRINGS: "string[]",
}
_NODE_COLUMNS = {name: kind for name, kind in NODE_KINDS.items() if name not in ("type", "labels")}
_EDGE_COLUMNS = {name: kind for name, kind in EDGE_KINDS.items() if name != "type"}


def files(view: View) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield each file's name with its text; one is to be read before the next is asked for."""
    yield "nodes.csv", _nodes(view)
    yield "relationships.csv", _edges(view)


def _nodes(view: View) -> Iterator[str]:
    yield ",".join(("id:ID", ":LABEL", *_header(_NODE_COLUMNS))) + "\n"
    for node in elements.nodes(view):
        yield ",".join((_cell(node.id), _cell(node.labels), *_cells(node, _NODE_COLUMNS))) + "\n"


def _edges(view: View) -> Iterator[str]:
    yield ",".join((":START_ID", ":END_ID", ":TYPE", *_header(_EDGE_COLUMNS))) + "\n"
    for edge in elements.edges(view):
        ends = _cell(edge.source), _cell(edge.target), _cell(edge.label)
        yield ",".join((*ends, *_cells(edge, _EDGE_COLUMNS))) + "\n"


def _header(columns: Mapping[str, Kind]) -> Iterator[str]:
    return (f"{name}:{_TYPES[kind]}" for name, kind in columns.items())


def _cells(of: Node | Edge, columns: Mapping[str, Kind]) -> Iterator[str]:
    return (_cell(of.properties.get(name)) for name in columns)


def _cell(value: Value | None) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        value = SEPARATOR.join(item.replace(SEPARATOR, " ") for item in value)
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else str(value)
