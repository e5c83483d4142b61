"""What rdflib finds in Turtle and JSON-LD, as `tests.exported` tells what should be there."""

import datetime as dt
import json
from pathlib import Path
from typing import Any, ClassVar

import rdflib

from kg.export.rdf import PREDICATES, PREFIXES
from tests.exported import Read, Values, without


def read_rdf(path: Path) -> Read:
    """Read Turtle or JSON-LD with rdflib."""
    found = rdflib.Graph().parse(path, format="turtle" if path.suffix == ".ttl" else "json-ld")
    return RdfReader(found).read()


class RdfReader:
    """What the triples tell, by the terms of docs/vocabulary.md."""

    _LITERALS: ClassVar = {
        "schema:url": "url",
        "bg:paperCount": "paperCount",
        "bg:added": "added",
        "schema:abstract": "abstract",
        "schema:sourceOrganization": "organization",
        "schema:datePublished": "date",
        "bg:isSummary": "isSummary",
        "schema:value": "value",
        "bg:number": "number",
        "schema:unitText": "unit",
        "bg:isDelta": "isDelta",
        "bg:setting": "setting",
        "bg:higherIsBetter": "higherIsBetter",
    }

    def __init__(self, graph: rdflib.Graph) -> None:
        self.graph = graph
        self.ids = {str(one): str(id_) for one, id_ in graph.subject_objects(self.term("bg:id"))}

    @staticmethod
    def term(name: str) -> rdflib.URIRef:
        prefix, _, local = name.partition(":")
        return rdflib.URIRef(PREFIXES[prefix] + local)

    def values(self, subject: Any, name: str) -> list[Any]:
        return [self.python(value) for value in self.graph.objects(subject, self.term(name))]

    @staticmethod
    def python(value: Any) -> Any:
        if not isinstance(value, rdflib.Literal):
            return value
        if value.datatype == RdfReader.term("xsd:dateTime"):
            return value.toPython().isoformat()
        is_text = value.datatype in (None, *(RdfReader.term(f"xsd:{name}") for name in ("date", "anyURI")))
        return str(value) if is_text else value.toPython()

    def read(self) -> Read:
        graph = Read()
        for subject in map(rdflib.URIRef, self.ids):
            graph.node(self.ids[str(subject)], self.node(subject))
        relations = {str(self.term(name)): type_.upper() for type_, name in PREDICATES.items()}
        uses = {}
        for use in self.graph.subjects(self.term("rdf:type"), self.term("bg:Use")):
            (paper,), (entity,) = self.values(use, "bg:paper"), self.values(use, "bg:entity")
            (relation,), (sure,), (added,) = (self.values(use, f"bg:{n}") for n in ("relation", "confidence", "added"))
            key = self.ids[str(paper)], relations[str(relation)], self.ids[str(entity)]
            uses[key] = {"confidence": sure, "evidence": self.evidence(use), "added": added}
        for predicate, type_ in relations.items():
            for source, target in self.graph.subject_objects(rdflib.URIRef(predicate)):
                key = self.ids[str(source)], type_, self.ids[str(target)]
                graph.edge(*key, uses.pop(key, {}))
        assert not uses
        return graph

    def node(self, subject: Any) -> Values:
        values: Values = {}
        for name, key in self._LITERALS.items():
            values[key] = next(iter(self.values(subject, name)), None)
        names = [str(value).removeprefix(PREFIXES["bg"]) for value in self.values(subject, "rdf:type")]
        labels = {name for name in names if not name.startswith("http")}
        if labels == {"Paper"}:
            values["title"] = self.values(subject, "dcterms:title")[0]
            values["ids"] = frozenset(self.values(subject, "dcterms:identifier"))
            authors = self.graph.objects(subject, self.term("schema:author"))
            placed = [(self.values(a, "schema:position")[0], self.values(a, "schema:name")[0]) for a in authors]
            values["authors"] = tuple(name for _, name in sorted(placed))
        elif labels != {"Result"}:
            values["name"] = self.values(subject, "schema:name")[0]
            values["aliases"] = frozenset({values["name"], *self.values(subject, "skos:altLabel")})
            labels |= {"Entity"}
        else:
            values["evidence"] = self.evidence(subject)
        values["labels"] = frozenset(labels)
        return values

    def evidence(self, subject: Any) -> frozenset[tuple[Any, ...]]:
        names = ("field", "start", "end", "text", "sentence", "sentenceStart", "extractor", "confidence")
        found = self.graph.objects(subject, self.term("bg:evidence"))
        return frozenset(tuple(self.values(item, f"bg:{name}")[0] for name in names) for item in found)


def as_rdf_tells(graph: Read) -> Read:
    """Return an expected graph as triples can tell it: lists are sets, and only uses carry values."""

    def moment(text: str) -> str:
        return dt.datetime.fromisoformat(text).isoformat()

    def evidence(text: str) -> frozenset[tuple[Any, ...]]:
        return frozenset(tuple(item.values()) for item in json.loads(text))

    told = Read()
    for id_, values in graph.nodes.items():
        node = without(values, "label", "type") | {"added": moment(values["added"])}
        node |= {name: frozenset(node[name]) for name in ("ids", "aliases") if name in node}
        node |= {"evidence": evidence(node["evidence"])} if "evidence" in node else {}
        told.node(id_, node)
    for key, values in graph.edges.items():
        if "evidence" in values:
            found = {"evidence": evidence(values["evidence"]), "added": moment(values["added"])}
            told.edge(*key, {**values, **found})
        else:
            told.edge(*key, {})
    return told
