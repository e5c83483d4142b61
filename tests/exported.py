"""What an export should hold, told by the store's other answers, and what readers of others find in each format.

Both are a `Read`: nodes and edges with their values, lists as tuples, empty lists and what is not known left out.
"""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import networkx as nx
import rdflib
import yaml
from ndex2.cx2 import RawCX2NetworkFactory

from kg.export.formats import Format
from kg.export.rdf import PREDICATES, PREFIXES
from kg.model import EntityType, Relation
from kg.store.base import GraphStore, PaperFilter, PaperOrder, StoreStats
from kg.store.codec import evidence_to_json

PAGE = 1000
RESULT_ENDS = {"ON": "benchmark_id", "OF": "method_id", "MEASURED_BY": "metric_id"}
Values = dict[str, Any]
EdgeKey = tuple[str, str, str]


@dataclass
class Read:
    """A graph as a reader found it: nodes by id, edges by source, type and target."""

    nodes: dict[str, Values] = field(default_factory=dict)
    edges: dict[EdgeKey, Values] = field(default_factory=dict)

    def node(self, id_: str, values: Mapping[str, Any]) -> None:
        assert id_ not in self.nodes
        self.nodes[id_] = known(values)

    def edge(self, source: str, type_: str, target: str, values: Mapping[str, Any]) -> None:
        assert (source, type_, target) not in self.edges
        self.edges[source, type_, target] = known(values)


def known(values: Mapping[str, Any]) -> Values:
    """Return values with lists as tuples, without those that say nothing."""
    told = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return {name: value for name, value in told.items() if value is not None and value != ()}


def expected(store: GraphStore) -> Read:
    """Return the whole graph of a store from its answers page by page; only when things came in is read in a row."""
    graph = Read()
    with store.snapshot() as rows:
        added = {stored.paper.id: stored.added for stored in rows.papers()}
        added |= {stored.entity.id: stored.added for stored in rows.entities()}
        added |= {stored.result.id: stored.added for stored in rows.results()}
        since = {(s.use.paper_id, s.use.relation.upper(), s.use.entity_id): s.added for s in rows.uses()}
    for entity in store.entities(sorted({form.entity_id for form in store.forms()})):
        assert entity is not None
        values = {"name": entity.name, "aliases": entity.aliases, "url": entity.url, "paperCount": entity.paper_count}
        labels = frozenset({"Entity", *entity.types})
        graph.node(entity.id, {"label": entity.name, "type": entity.type.value, "labels": labels, **values})
        if entity.variant_of:
            graph.edge(entity.id, "VARIANT_OF", entity.variant_of, {"confidence": 1.0})
    papers = store.list_papers(PaperFilter(), PaperOrder.NEWEST, first=10**6).items
    for paper in papers:
        values = {
            "title": paper.title,
            "abstract": paper.abstract,
            "authors": paper.authors,
            "organization": paper.organization,
            "date": paper.date.isoformat() if paper.date else None,
            "url": paper.url,
            "isSummary": paper.is_summary,
            "ids": paper.ids,
        }
        graph.node(paper.id, {"label": paper.title, "type": "Paper", "labels": frozenset({"Paper"}), **values})
    for start in range(0, len(papers), PAGE):
        _add_facts(graph, store, [paper.id for paper in papers[start : start + PAGE]])
    for id_, values in graph.nodes.items():
        values["added"] = added[id_]
    for key, values in graph.edges.items():
        if key[1] in ("REPORTS_RESULT", *RESULT_ENDS):
            values["added"] = added[key[2] if key[1] == "REPORTS_RESULT" else key[0]]
        elif key[1] != "VARIANT_OF":
            values["added"] = since[key]
    return graph


def _add_facts(graph: Read, store: GraphStore, papers: list[str]) -> None:
    for uses in store.uses_of(papers):
        for use, _ in uses:
            values = {"confidence": use.confidence, "evidence": evidence_to_json(use.evidence)}
            graph.edge(use.paper_id, use.relation.upper(), use.entity_id, values)
    for results in store.results_of(papers):
        for result in results:
            values = {
                "value": result.value,
                "number": result.number,
                "unit": result.unit,
                "isDelta": result.is_delta,
                "setting": result.setting,
                "higherIsBetter": result.higher_is_better,
                "evidence": evidence_to_json((result.evidence,)),
            }
            graph.node(result.id, {"type": "Result", "labels": frozenset({"Result"}), **values})
            sure = {"confidence": result.evidence.confidence}
            graph.edge(result.paper_id, "REPORTS_RESULT", result.id, sure)
            for type_, end in RESULT_ENDS.items():
                if getattr(result, end) in graph.nodes:
                    graph.edge(result.id, type_, getattr(result, end), sure)


def counted(graph: Read) -> tuple[int, dict[str, int], dict[str, int], int, int]:
    """Return what `kg stats` counts: papers, entities by label, edges by relation, variants, results."""
    labels = [label for values in graph.nodes.values() for label in values["labels"]]
    types = [type_ for _, type_, _ in graph.edges]
    return (
        labels.count("Paper"),
        {type_.value: labels.count(type_.value) for type_ in EntityType},
        {relation.value: types.count(relation.upper()) for relation in Relation},
        types.count("VARIANT_OF"),
        labels.count("Result"),
    )


def counts_of(stats: StoreStats) -> tuple[int, dict[str, int], dict[str, int], int, int]:
    """Return the same of a store's own counts."""
    entities = {type_.value: count for type_, count in stats.entities.items()}
    relations = {relation.value: count for relation, count in stats.relations.items()}
    return stats.papers, entities, relations, stats.variants, stats.results


def same_labels(graph: Read) -> Read:
    """Return a graph that was read, its labels without an order, and the label of a result left out."""
    for values in graph.nodes.values():
        values["labels"] = frozenset(values["labels"])
        if values["type"] == "Result":
            assert values.pop("label")
    return graph


def _listed(values: Mapping[str, Any], lists: tuple[str, ...] = ("labels", "authors", "ids", "aliases")) -> Values:
    return {name: json.loads(value) if name in lists else value for name, value in values.items()}


def read_gexf(path: Path) -> Read:
    graph = Read()
    found = nx.read_gexf(path, version="1.3")
    for id_, values in found.nodes(data=True):
        graph.node(id_, {name: value for name, value in _listed(values).items() if name != "viz"})
    for source, target, *_, values in found.edges(data=True):
        assert values["weight"] == values["confidence"]
        graph.edge(source, values["type"], target, _told(values, "type", "weight", "label", "id", "kind"))
    return graph


def read_graphml(path: Path) -> Read:
    graph = Read()
    found = nx.read_graphml(path, force_multigraph=True)
    for id_, values in found.nodes(data=True):
        graph.node(id_, _listed(values))
    for source, target, _, values in found.edges(data=True, keys=True):
        graph.edge(source, values["type"], target, _told(values, "type", "label"))
    return graph


def read_node_link(path: Path) -> Read:
    graph = Read()
    found = nx.node_link_graph(json.loads(path.read_bytes()))
    for id_, values in found.nodes(data=True):
        graph.node(id_, values)
    for source, target, key, values in found.edges(data=True, keys=True):
        assert key == values["type"]
        graph.edge(source, key, target, _told(values, "type"))
    return graph


def read_cx2(path: Path) -> Read:
    graph = Read()
    found = RawCX2NetworkFactory().get_cx2network(str(path))
    ids = {number: node["v"]["id"] for number, node in found.get_nodes().items()}
    for node in found.get_nodes().values():
        values = _told(node["v"], "id")
        if values["type"] in ("Paper", "Result"):
            values.pop("name")  # Cytoscape shows the name
        graph.node(node["v"]["id"], values)
    for edge in found.get_edges().values():
        values = _told(edge["v"], "id", "type", "interaction")
        graph.edge(ids[edge["s"]], edge["v"]["type"], ids[edge["t"]], values)
    return graph


def read_graphology(dump: Mapping[str, Any]) -> Read:
    """Read what graphology in Node exported again after it had imported the file."""
    graph = Read()
    for node in dump["nodes"]:
        values = dict(node["attributes"])
        assert all(isinstance(values.pop(name), int | float) for name in ("x", "y", "size"))
        assert re.fullmatch("#[0-9a-f]{6}", values.pop("color"))
        graph.node(node["key"], {**_told(values, "kind"), "type": values["kind"]})
    for edge in dump["edges"]:
        values = edge["attributes"]
        graph.edge(edge["source"], values["relation"], edge["target"], _told(values, "relation", "label"))
    return graph


def read_cytoscape(dump: Mapping[str, Any]) -> Read:
    """Read what Cytoscape.js in Node exported again after it had loaded the file."""
    graph = Read()
    for node in dump["elements"]["nodes"]:
        assert node["classes"].split() == list(node["data"]["labels"])
        graph.node(node["data"]["id"], _told(node["data"], "id"))
    for edge in dump["elements"]["edges"]:
        values = edge["data"]
        graph.edge(
            values["source"], values["type"], values["target"], _told(values, "id", "source", "target", "type", "label")
        )
    return graph


def _told(values: Mapping[str, Any], *others: str) -> Values:
    return {name: value for name, value in values.items() if name not in others}


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
        node = _told(values, "label", "type") | {"added": moment(values["added"])}
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


def read_obsidian(path: Path) -> Read:
    """Read the front matter as YAML and follow the wikilinks."""
    graph = Read()
    with zipfile.ZipFile(path) as vault:
        notes = {name: vault.read(name).decode() for name in vault.namelist()}
    assert len({name.casefold() for name in notes}) == len(notes)
    fronts = {name: yaml.safe_load(text.split("---\n")[1]) for name, text in notes.items()}
    for name, text in notes.items():
        front = fronts[name]
        graph.node(front["id"], front)
        for words, note in re.findall(r"^- ([a-z ]+) \[\[([^|\]]+)\|", text, flags=re.MULTILINE):
            if words != "reported by":
                graph.edge(front["id"], words.replace(" ", "_").upper(), fronts[f"{note}.md"]["id"], {})
    return graph


def rows_of(path: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of one of the CSV files."""
    with zipfile.ZipFile(path) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))


READERS: dict[Format, Callable[[Path], Read]] = {
    Format.GEXF: read_gexf,
    Format.GRAPHML: read_graphml,
    Format.NODE_LINK: read_node_link,
    Format.CX2: read_cx2,
}
"""Formats that a Python reader gives back whole."""
