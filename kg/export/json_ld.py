"""JSON-LD, a resource a line, its context in front; the terms are those of `kg.export.rdf`."""

from collections.abc import Iterator, Sequence

from kg.export.json_text import rows, text
from kg.export.rdf import PREFIXES, Blank, Iri, Term, Typed, resources
from kg.export.view import View


def write(view: View) -> Iterator[str]:
    """Yield the document."""
    yield f'{{"@context":{text(PREFIXES)},\n"@graph":[\n'
    yield from rows({"@id": resource.iri, **_object(resource.properties)} for resource in resources(view))
    yield "\n]}\n"


def _object(properties: Sequence[tuple[str, Term]]) -> dict[str, list[object]]:
    told: dict[str, list[object]] = {}
    for name, value in properties:
        if name == "rdf:type" and isinstance(value, Iri):
            told.setdefault("@type", []).append(value.name)
        else:
            told.setdefault(name, []).append(_term(value))
    return told


def _term(value: Term) -> object:
    match value:
        case Iri(name):
            return {"@id": name}
        case Typed(text_, type_):
            return {"@value": text_, "@type": type_}
        case Blank(properties):
            return _object(properties)
        case float():
            return {"@value": repr(value), "@type": "xsd:double"}  # as a number, 1.0 would be read as an integer
        case _:
            return value
