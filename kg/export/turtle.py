"""Turtle, a resource after the other; the terms are those of `kg.export.rdf`."""

from collections.abc import Iterator

from kg.export.rdf import PREFIXES, Blank, Iri, Resource, Term, Typed, resources
from kg.export.view import View

_ESCAPES = {ord(char): escape for char, escape in {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}.items()}
_ESCAPES |= {code: f"\\u{code:04X}" for code in range(32) if code not in _ESCAPES}


def write(view: View) -> Iterator[str]:
    """Yield the document."""
    for prefix, namespace in PREFIXES.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"
    for resource in resources(view):
        yield _block(resource)


def _block(resource: Resource) -> str:
    return f"\n<{resource.iri}>\n" + " ;\n".join(f"  {_pair(*pair)}" for pair in resource.properties) + " .\n"


def _pair(name: str, value: Term) -> str:
    return f"{'a' if name == 'rdf:type' else name} {_term(value)}"


def _term(value: Term) -> str:
    match value:
        case Iri(name):
            return f"<{name}>" if name.startswith("urn:") else name
        case Typed(text, type_):
            return f"{_quoted(text)}^^{type_}"
        case Blank(properties):
            return "[ " + " ; ".join(_pair(*pair) for pair in properties) + " ]"
        case bool():
            return "true" if value else "false"
        case float():
            return f'"{value!r}"^^xsd:double'
        case int():
            return str(value)
        case str():
            return _quoted(value)


def _quoted(text: str) -> str:
    return '"' + text.translate(_ESCAPES) + '"'
