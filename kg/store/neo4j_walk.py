"""Walking on Neo4j: a statement a step, which also brings the edges that it follows."""

# ruff: noqa: ANN401 - what a statement gives is of any type until it is a value of the model

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, ClassVar, NamedTuple

from kg.graph import ENTITY_TYPES, RANK, EdgeType, GraphNode, NodeType, result_label
from kg.store import cypher_graph
from kg.store.codec import confidence_from_tail
from kg.store.cypher_graph import CYPHER_TYPE
from kg.store.neo4j_rows import Row
from kg.store.subgraph import Reach
from kg.store.walk import EdgeRow, best

Columns = Sequence[Sequence[Any]]
Told = tuple[str, str, str, float | None]
"""An edge as a statement tells it: source, type, target, and its own confidence if it has one."""

_RANK = {CYPHER_TYPE[type_]: rank for type_, rank in RANK.items()}
_ORDER = itemgetter(0, 1, 2)
_ALL = frozenset(NodeType)
_PAPER, _RESULT = frozenset({NodeType.PAPER}), frozenset({NodeType.RESULT})
_VARIANT, _REPORTS = CYPHER_TYPE[EdgeType.VARIANT_OF], CYPHER_TYPE[EdgeType.REPORTS_RESULT]


class Found(NamedTuple):
    """A neighbour: by the rank of the edge, then what sorts it among equals, then its id."""

    rank: int
    key: int
    id: str
    kind: str
    node: GraphNode
    own: Sequence[tuple[str, str, float | None]]


class Neo4jSteps:
    """The steps of a walk from some nodes."""

    def __init__(self, read: Callable[..., list[Row]], reach: Reach, start: Iterable[GraphNode]) -> None:
        """Begin with the step from `start`."""
        self._read = read
        self._edges = frozenset(reach.edges)
        self._types = frozenset(reach.types)
        self._last = _by_kind((_kind(node), node.id) for node in start)
        self._last["unsure"] = self._last["results"]
        self._told: list[Told] = []
        self._sure: dict[str, float] = {}
        self._is_whole = False

    def step(self, known: Mapping[str, GraphNode], *, first: int, is_last: bool) -> list[GraphNode]:
        """Return the next nodes; see `kg.store.walk.Steps`."""
        kinds = frozenset(kind for kind, ids in self._last.items() if ids)
        statement = cypher_graph.step(self._edges, self._types, kinds, is_last=is_last)
        found: list[Found] = []
        if statement:
            (row,) = self._read(statement, **self._last, known=list(known), first=first)
            for part, read in self._READERS.items():
                found += read(self, row[part]) if part in row else ()
        if not self._types >= _ALL:
            found = [one for one in found if not self._types.isdisjoint(one.node.types)]
        chosen = best(sorted(found, key=_ORDER), known, first)
        self._told += ((one.id, *edge) for one in chosen for edge in one.own)
        self._last = _by_kind((one.kind, one.id) for one in chosen)
        self._is_whole = is_last or not chosen
        return [one.node for one in chosen]

    def edges(self, nodes: Mapping[str, GraphNode]) -> Iterator[EdgeRow]:
        """Return the edges among all nodes of the walk, those of the last ones too, wherever it ended."""
        if not self._is_whole:
            return edges_among(self._read, nodes, self._edges)
        return _rows([edge for edge in self._told if edge[2] in nodes and edge[0] in nodes], self._sure)

    def _entities_of_papers(self, columns: Columns) -> Iterator[Found]:
        papers, told = self._last["papers"], self._told.append
        for id_, name, count, labels, own, places, types, sure in zip(*columns, strict=True):
            for place, type_, how in zip(places, types, sure, strict=True):
                told((papers[place], type_, id_, how))
            yield _entity(min([_RANK[type_] for type_ in types]), id_, name, count, labels, own)

    def _results_of_papers(self, columns: Columns) -> Iterator[Found]:
        for *result, paper in zip(*columns, strict=True):
            self._told.append((paper, _REPORTS, result[0], None))
            yield self._result(_RANK[_REPORTS], *result)

    def _parents_of_entities(self, columns: Columns) -> Iterator[Found]:
        for *entity, variant in zip(*columns, strict=True):
            self._told.append((variant, _VARIANT, entity[0], None))
            yield _entity(_RANK[_VARIANT], *entity)

    def _entities_of_results(self, columns: Columns) -> Iterator[Found]:
        for *entity, result, type_ in zip(*columns, strict=True):
            self._told.append((result, type_, entity[0], None))
            yield _entity(_RANK[type_], *entity)

    def _papers_of_entities(self, columns: Columns) -> Iterator[Found]:
        return (_paper(rank, *paper) for *paper, rank in zip(*columns, strict=True))

    def _variants_of_entities(self, columns: Columns) -> Iterator[Found]:
        return (_entity(_RANK[_VARIANT], *entity) for entity in zip(*columns, strict=True))

    def _results_of_entities(self, columns: Columns) -> Iterator[Found]:
        return (self._result(rank, *result) for *result, rank in zip(*columns, strict=True))

    def _papers_of_results(self, columns: Columns) -> Iterator[Found]:
        return (_paper(_RANK[_REPORTS], *paper) for paper in zip(*columns, strict=True))

    def _evidence_of_results(self, columns: Columns) -> Iterator[Found]:
        self._sure |= _confidences(*columns)
        return iter(())

    def _result(self, rank: int, id_: str, *told: Any) -> Found:
        value, unit, is_delta, setting, sure, own = told
        if id_ not in self._sure:
            self._sure[id_] = confidence_from_tail(sure)
        label = result_label(value, unit, is_delta=is_delta, setting=setting)
        return Found(rank, 0, id_, "results", GraphNode(id_, label, _RESULT), own)

    _READERS: ClassVar = {
        "entities_of_papers": _entities_of_papers,
        "results_of_papers": _results_of_papers,
        "parents_of_entities": _parents_of_entities,
        "entities_of_results": _entities_of_results,
        "papers_of_entities": _papers_of_entities,
        "variants_of_entities": _variants_of_entities,
        "results_of_entities": _results_of_entities,
        "papers_of_results": _papers_of_results,
        "evidence_of_results": _evidence_of_results,
    }
    """How what each part of a statement tells is read, by the name of its column."""


def edges_among(read: Callable[..., list[Row]], ids: Iterable[str], edges: frozenset[EdgeType]) -> Iterator[EdgeRow]:
    """Read the edges among some nodes."""
    (row,) = read(cypher_graph.edges_among(edges), ids=list(ids))
    results, ends, sure = row["results"]
    sources = [row["papers"], row["entities"], (results, ends)]
    told = ((id_, *edge) for ids, own in sources for id_, some in zip(ids, own, strict=True) for edge in some)
    return _rows(told, _confidences(results, sure))


def node_types(labels: Iterable[str]) -> frozenset[NodeType]:
    """Return the types that the labels of an entity tell."""
    return _types(tuple(labels))


@functools.cache
def _types(labels: tuple[str, ...]) -> frozenset[NodeType]:
    return frozenset(NodeType(label) for label in ENTITY_TYPES.intersection(labels))


def _rows(told: Iterable[Told], sure: Mapping[str, float]) -> Iterator[EdgeRow]:
    """Give edges as they are sorted; those of a result are as sure as its evidence, and variants are sure."""
    for source, type_, target, own in told:
        yield source, target, _RANK[type_], sure.get(source, sure.get(target, 1.0)) if own is None else own


def _confidences(results: Sequence[str], sure: Sequence[str]) -> dict[str, float]:
    return dict(zip(results, map(confidence_from_tail, sure), strict=True))


def _by_kind(nodes: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {"papers": [], "entities": [], "results": [], "unsure": []}
    for kind, id_ in nodes:
        kinds[kind].append(id_)
    return kinds


def _kind(node: GraphNode) -> str:
    return {NodeType.PAPER: "papers", NodeType.RESULT: "results"}.get(node.type, "entities")


def _paper(rank: int, id_: str, title: str, date: str, own: Any) -> Found:
    day = dt.date.fromisoformat(date) if date else None
    return Found(rank, -day.toordinal() if day else 0, id_, "papers", GraphNode(id_, title, _PAPER, date=day), own)


def _entity(rank: int, id_: str, name: str, papers: int, labels: Sequence[str], own: Any) -> Found:
    return Found(rank, -papers, id_, "entities", GraphNode(id_, name, _types(tuple(labels)), papers), own)
