"""The graph as labelled nodes and edges with typed properties: what every graph format writes in its own way.

Property names are those of the Neo4j store, so that the same query finds the same thing wherever a file was loaded.
Moments and dates are ISO strings; what is not known is left out. Evidence is a JSON array of objects, in one string.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.export.view import View
from kg.graph import EdgeType, NodeType, result_label
from kg.model import Entity, Paper, Result
from kg.store.codec import evidence_to_json
from kg.store.stream import StoredEntity, StoredPaper, StoredResult, StoredUse

Value = str | int | float | bool | tuple[str, ...]


class Kind(StrEnum):
    """The types of properties."""

    STRING = "string"
    INTEGER = "integer"
    DOUBLE = "double"
    BOOLEAN = "boolean"
    STRINGS = "strings"


NODE_KINDS = {
    "type": Kind.STRING,
    "labels": Kind.STRINGS,
    "name": Kind.STRING,
    "title": Kind.STRING,
    "abstract": Kind.STRING,
    "authors": Kind.STRINGS,
    "organization": Kind.STRING,
    "date": Kind.STRING,
    "url": Kind.STRING,
    "isSummary": Kind.BOOLEAN,
    "ids": Kind.STRINGS,
    "aliases": Kind.STRINGS,
    "paperCount": Kind.INTEGER,
    "value": Kind.STRING,
    "number": Kind.DOUBLE,
    "unit": Kind.STRING,
    "isDelta": Kind.BOOLEAN,
    "setting": Kind.STRING,
    "higherIsBetter": Kind.BOOLEAN,
    "evidence": Kind.STRING,
    "added": Kind.STRING,
}
"""Every property that a node may have."""

EDGE_KINDS = {
    "type": Kind.STRING,
    "confidence": Kind.DOUBLE,
    "evidence": Kind.STRING,
    "added": Kind.STRING,
}
"""Every property that an edge may have."""


@dataclass(frozen=True, slots=True)
class Node:
    """A paper, an entity or a result; `labels` are those of the Neo4j store, `label` is what to show."""

    id: str
    type: NodeType
    labels: tuple[str, ...]
    label: str
    properties: Mapping[str, Value]
    weight: int = 1

    @property
    def values(self) -> dict[str, Value]:
        """Return the properties with the type and the labels among them, for formats that know no labels."""
        return {"type": self.type.value, "labels": self.labels, **self.properties}


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed edge; no two edges of a graph have one id."""

    source: str
    target: str
    type: EdgeType
    properties: Mapping[str, Value]

    @property
    def id(self) -> str:
        """Return the id, made of the type and the ends."""
        return f"{self.source}|{self.type}|{self.target}"

    @property
    def label(self) -> str:
        """Return the type as it is written in Neo4j."""
        return self.type.value.upper()

    @property
    def values(self) -> dict[str, Value]:
        """Return the properties with the type among them, for formats whose edges have none."""
        return {"type": self.label, **self.properties}


def nodes(view: View) -> Iterator[Node]:
    """Yield the nodes: entities by id, then papers by id, then results by the id of their paper."""
    for entity in view.entities():
        yield entity_node(entity)
    for paper in view.papers():
        yield paper_node(paper)
    for result in view.results():
        yield result_node(result)


def edges(view: View) -> Iterator[Edge]:
    """Yield the edges: variants, then what papers say of entities, then those of results."""
    for stored in view.entities():
        child, parent = stored.entity.id, stored.entity.variant_of
        if parent is not None and view.shows(EdgeType.VARIANT_OF, child, parent):
            yield Edge(child, parent, EdgeType.VARIANT_OF, {"confidence": 1.0})
    for use in view.uses():
        yield use_edge(use)
    for result in view.results():
        yield from (edge for edge in result_edges(result) if view.shows(edge.type, edge.source, edge.target))


def entity_node(stored: StoredEntity) -> Node:
    """Return the node of an entity."""
    entity = stored.entity
    type_ = NodeType(entity.type.value)
    labels = ("Entity", *sorted(entity.types))
    return Node(entity.id, type_, labels, entity.name, _entity(entity, stored.added), entity.paper_count)


def paper_node(stored: StoredPaper) -> Node:
    """Return the node of a paper."""
    paper = stored.paper
    return Node(paper.id, NodeType.PAPER, ("Paper",), paper.title, _paper(paper, stored.added))


def result_node(stored: StoredResult) -> Node:
    """Return the node of a result."""
    result = stored.result
    label = result_label(result.value, result.unit, is_delta=result.is_delta, setting=result.setting)
    return Node(result.id, NodeType.RESULT, ("Result",), label, _result(result, stored.added))


def use_edge(stored: StoredUse) -> Edge:
    """Return the edge of a use."""
    use = stored.use
    properties: dict[str, Value] = {
        "confidence": use.confidence,
        "evidence": evidence_to_json(use.evidence),
        "added": stored.added,
    }
    return Edge(use.paper_id, use.entity_id, EdgeType(use.relation.value), properties)


def result_edges(stored: StoredResult) -> Iterator[Edge]:
    """Yield the edges of a result: from its paper, then to what it is on, of and measured by."""
    result = stored.result
    properties: dict[str, Value] = {"confidence": result.evidence.confidence, "added": stored.added}
    yield Edge(result.paper_id, result.id, EdgeType.REPORTS_RESULT, properties)
    for type_, end in (
        (EdgeType.ON, result.benchmark_id),
        (EdgeType.OF, result.method_id),
        (EdgeType.MEASURED_BY, result.metric_id),
    ):
        if end is not None:
            yield Edge(result.id, end, type_, properties)


def _entity(entity: Entity, added: str) -> dict[str, Value]:
    return _known(name=entity.name, aliases=entity.aliases, url=entity.url, paperCount=entity.paper_count, added=added)


def _paper(paper: Paper, added: str) -> dict[str, Value]:
    return _known(
        title=paper.title,
        abstract=paper.abstract,
        authors=paper.authors,
        organization=paper.organization,
        date=paper.date.isoformat() if paper.date else None,
        url=paper.url,
        isSummary=paper.is_summary,
        ids=paper.ids,
        added=added,
    )


def _result(result: Result, added: str) -> dict[str, Value]:
    return _known(
        value=result.value,
        number=result.number,
        unit=result.unit,
        isDelta=result.is_delta,
        setting=result.setting,
        higherIsBetter=result.higher_is_better,
        evidence=evidence_to_json((result.evidence,)),
        added=added,
    )


def _known(**properties: Value | None) -> dict[str, Value]:
    return {name: value for name, value in properties.items() if value is not None}
