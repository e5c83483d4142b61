"""The formats by name: what a file of each is called, its media type, and who writes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.export import (
    cx2,
    cytoscape,
    gexf,
    graphml,
    graphology,
    json_ld,
    lossless,
    neo4j_csv,
    node_link,
    obsidian,
    turtle,
)
from kg.export.archive import zipped
from kg.export.view import View

Files = Iterator[tuple[str, Iterator[str]]]


class Format(StrEnum):
    """What the graph can be exported to."""

    JSONL = "jsonl"
    GEXF = "gexf"
    GRAPHML = "graphml"
    NODE_LINK = "node-link"
    CYTOSCAPE = "cytoscape"
    CX2 = "cx2"
    GRAPHOLOGY = "graphology"
    NEO4J_CSV = "neo4j-csv"
    TURTLE = "turtle"
    JSON_LD = "json-ld"
    OBSIDIAN = "obsidian"


@dataclass(frozen=True, slots=True)
class Form:
    """How a format stands in a file; one that is many files is a zip, or a folder with what `files` yields."""

    suffix: str
    media_type: str
    write: Callable[[View], Iterator[str]] | None = None
    files: Callable[[View], Files] | None = None


FORMS = {
    Format.JSONL: Form(".jsonl", "application/x-ndjson", lossless.write),
    Format.GEXF: Form(".gexf", "application/gexf+xml", gexf.write),
    Format.GRAPHML: Form(".graphml", "application/graphml+xml", graphml.write),
    Format.NODE_LINK: Form(".json", "application/json", node_link.write),
    Format.CYTOSCAPE: Form(".cyjs", "application/vnd.cytoscape.js+json", cytoscape.write),
    Format.CX2: Form(".cx2", "application/vnd.cx2+json", cx2.write),
    Format.GRAPHOLOGY: Form(".graphology.json", "application/vnd.graphology+json", graphology.write),
    Format.NEO4J_CSV: Form(".csv.zip", "application/zip", files=neo4j_csv.files),
    Format.TURTLE: Form(".ttl", "text/turtle", turtle.write),
    Format.JSON_LD: Form(".jsonld", "application/ld+json", json_ld.write),
    Format.OBSIDIAN: Form(".vault.zip", "application/zip", files=obsidian.files),
}


def format_of(name: str) -> Format | None:
    """Return the format that a file's name ends in, gzipped or not; None when it tells none.

    >>> format_of("graph.gexf.gz"), format_of("g.graphology.json"), format_of("graph")
    (<Format.GEXF: 'gexf'>, <Format.GRAPHOLOGY: 'graphology'>, None)
    """
    plain = name.lower().removesuffix(".gz")
    fitting = [format_ for format_, form in FORMS.items() if plain.endswith(form.suffix)]
    return max(fitting, key=lambda format_: len(FORMS[format_].suffix), default=None)


def pieces(format_: Format, view: View) -> Iterator[bytes]:
    """Yield the document, or the zip, in pieces of any size."""
    form = FORMS[format_]
    if form.files is not None:
        return zipped(form.files(view))
    assert form.write is not None  # noqa: S101  (each form has one of both)
    return (text.encode() for text in form.write(view))
