"""The terms in which the graph is told as RDF; docs/vocabulary.md explains each of them.

What schema.org, FaBiO, Dublin Core or the ORKG have a term for is told in it too; the rest is our own vocabulary. A
fact is told twice: as a plain triple (`paper bg:evaluatesOn benchmark`), and as a `bg:Use` that carries its confidence
and its evidence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from kg.export.elements import result_edges
from kg.export.view import View
from kg.graph import EdgeType, NodeType
from kg.model import EntityType, Evidence, Relation
from kg.store.stream import StoredEntity, StoredPaper, StoredResult, StoredUse

PREFIXES = {
    "bg": "urn:benchgraph:vocabulary:",
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "orkgc": "http://orkg.org/orkg/class/",
    "orkgp": "http://orkg.org/orkg/predicate/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

CLASSES = {
    NodeType.PAPER: ("bg:Paper", "schema:ScholarlyArticle", "fabio:ResearchPaper"),
    NodeType.METHOD: ("bg:Method", "orkgc:Model"),
    NodeType.DATASET: ("bg:Dataset", "schema:Dataset", "orkgc:Dataset"),
    NodeType.BENCHMARK: ("bg:Benchmark", "orkgc:Benchmark"),
    NodeType.TASK: ("bg:Task", "orkgc:Problem"),
    NodeType.METRIC: ("bg:Metric", "orkgc:Metric"),
    NodeType.RESULT: ("bg:Result", "schema:Observation", "orkgc:Evaluation"),
}

PREDICATES = {
    EdgeType.PROPOSES: "bg:proposes",
    EdgeType.INTRODUCES: "bg:introduces",
    EdgeType.EVALUATES_ON: "bg:evaluatesOn",
    EdgeType.COMPARES_TO: "bg:comparesTo",
    EdgeType.USES: "bg:uses",
    EdgeType.ADDRESSES: "bg:addresses",
    EdgeType.REPORTS: "bg:reports",
    EdgeType.MENTIONS: "bg:mentions",
    EdgeType.VARIANT_OF: "bg:variantOf",
    EdgeType.REPORTS_RESULT: "bg:reportsResult",
    EdgeType.ON: "bg:on",
    EdgeType.OF: "bg:of",
    EdgeType.MEASURED_BY: "bg:measuredBy",
}
_ALSO = {Relation.EVALUATES_ON: ("orkgp:HAS_BENCHMARK",), Relation.ADDRESSES: ("orkgp:P32",)}
"""What the ORKG calls the same relation."""


@dataclass(frozen=True, slots=True)
class Iri:
    """A name of a resource: in full, or with one of `PREFIXES` in front."""

    name: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A literal with a type of XML Schema."""

    text: str
    type: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A resource without a name, told where it is named."""

    properties: tuple[tuple[str, "Term"], ...]


Term = Iri | Typed | Blank | str | int | float | bool


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource and all that is told of it."""

    iri: str
    properties: tuple[tuple[str, Term], ...]


def iri(id_: str) -> str:
    """Return the name of a node in RDF.

    >>> iri("paper:arxiv:2410.12345"), iri("paper:a b")
    ('urn:benchgraph:paper:arxiv:2410.12345', 'urn:benchgraph:paper:a%20b')
    """
    return "urn:benchgraph:" + quote(id_, safe=":.-_~/")


def resources(view: View) -> Iterator[Resource]:
    """Yield all that is told: entities, papers, then each use and each result."""
    for entity in view.entities():
        yield _entity(entity, view)
    for paper in view.papers():
        yield _paper(paper)
    for use in view.uses():
        yield from _use(use)
    for result in view.results():
        yield from _result(result, view)


def _told(*properties: tuple[str, Term | None]) -> tuple[tuple[str, Term], ...]:
    return tuple((name, value) for name, value in properties if value is not None)


def _classes(*types: NodeType) -> Iterator[tuple[str, Term]]:
    return (("rdf:type", Iri(name)) for type_ in types for name in CLASSES[type_])


def _entity(stored: StoredEntity, view: View) -> Resource:
    entity = stored.entity
    parent = entity.variant_of
    is_variant = parent is not None and view.shows(EdgeType.VARIANT_OF, entity.id, parent)
    types = [NodeType(type_.value) for type_ in EntityType if type_ in entity.types]
    properties = _told(
        *_classes(*types),
        ("rdfs:label", entity.name),
        ("schema:name", entity.name),
        *(("skos:altLabel", alias) for alias in entity.aliases if alias != entity.name),
        ("schema:url", Typed(entity.url, "xsd:anyURI") if entity.url else None),
        ("bg:variantOf", Iri(iri(parent)) if parent and is_variant else None),
        ("bg:paperCount", entity.paper_count),
        ("bg:id", entity.id),
        ("bg:added", Typed(stored.added, "xsd:dateTime")),
    )
    return Resource(iri(entity.id), properties)


def _paper(stored: StoredPaper) -> Resource:
    paper = stored.paper
    properties = _told(
        *_classes(NodeType.PAPER),
        ("rdfs:label", paper.title),
        ("schema:name", paper.title),
        ("dcterms:title", paper.title),
        ("schema:abstract", paper.abstract),
        *(("schema:author", _author(name, place)) for place, name in enumerate(paper.authors, start=1)),
        ("schema:sourceOrganization", paper.organization),
        ("schema:datePublished", Typed(paper.date.isoformat(), "xsd:date") if paper.date else None),
        ("schema:url", Typed(paper.url, "xsd:anyURI") if paper.url else None),
        ("bg:isSummary", paper.is_summary),
        ("bg:id", paper.id),
        *(("dcterms:identifier", id_) for id_ in paper.ids),
        ("bg:added", Typed(stored.added, "xsd:dateTime")),
    )
    return Resource(iri(paper.id), properties)


def _use(stored: StoredUse) -> Iterator[Resource]:
    use = stored.use
    paper, entity = Iri(iri(use.paper_id)), Iri(iri(use.entity_id))
    predicate = PREDICATES[EdgeType(use.relation.value)]
    yield Resource(paper.name, tuple((name, entity) for name in (predicate, *_ALSO.get(use.relation, ()))))
    properties = _told(
        ("rdf:type", Iri("bg:Use")),
        ("bg:paper", paper),
        ("bg:relation", Iri(predicate)),
        ("bg:entity", entity),
        ("bg:confidence", use.confidence),
        *(("bg:evidence", _evidence(evidence)) for evidence in use.evidence),
        ("bg:added", Typed(stored.added, "xsd:dateTime")),
    )
    yield Resource(iri(f"use:{use.paper_id}|{use.relation}|{use.entity_id}"), properties)


def _result(stored: StoredResult, view: View) -> Iterator[Resource]:
    result = stored.result
    about = iri(result.id)
    edges = [edge for edge in result_edges(stored) if view.shows(edge.type, edge.source, edge.target)]
    for edge in edges:
        if edge.type is EdgeType.REPORTS_RESULT:
            yield Resource(iri(edge.source), (("bg:reportsResult", Iri(about)), ("orkgp:HAS_EVALUATION", Iri(about))))
    properties = _told(
        *_classes(NodeType.RESULT),
        ("rdfs:label", f"{result.value} {result.unit}".strip()),
        ("schema:value", result.value),
        ("bg:number", result.number),
        ("schema:unitText", result.unit),
        ("bg:isDelta", result.is_delta),
        ("bg:setting", result.setting),
        ("bg:higherIsBetter", result.higher_is_better),
        ("bg:evidence", _evidence(result.evidence)),
        ("bg:id", result.id),
        *((PREDICATES[edge.type], Iri(iri(edge.target))) for edge in edges if edge.source == result.id),
        ("bg:added", Typed(stored.added, "xsd:dateTime")),
    )
    yield Resource(about, properties)


def _author(name: str, place: int) -> Blank:
    return Blank(_told(("rdf:type", Iri("schema:Person")), ("schema:name", name), ("schema:position", place)))


def _evidence(evidence: Evidence) -> Blank:
    return Blank(
        _told(
            ("rdf:type", Iri("bg:Evidence")),
            ("bg:field", evidence.field.value),
            ("bg:start", evidence.start),
            ("bg:end", evidence.end),
            ("bg:text", evidence.text),
            ("bg:sentence", evidence.sentence),
            ("bg:sentenceStart", evidence.sentence_start),
            ("bg:extractor", evidence.extractor),
            ("bg:confidence", evidence.confidence),
        )
    )
