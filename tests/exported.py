"""What an export should hold, told by the store's other answers, in the form in which readers give it back.

That is a `Read`: nodes and edges with their values, lists as tuples, empty lists and what is not known left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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


def without(values: Mapping[str, Any], *others: str) -> Values:
    """Return values but for some."""
    return {name: value for name, value in values.items() if name not in others}
