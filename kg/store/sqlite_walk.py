"""Walking in SQLite: each step a few statements, of which each answers with one row."""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from kg.graph import RANK, RESULT_ENDS, EdgeType, GraphNode, NodeType, result_label
from kg.model import Relation
from kg.store import sql_graph
from kg.store.sql_schema import LABELS
from kg.store.sqlite_rows import listed
from kg.store.subgraph import Reach
from kg.store.walk import EdgeRow, best

Found = list[Any]
"""A neighbour: the rank of the edge, what sorts it among equals, its id, its key, its labels, of an entity its name."""

USES = tuple(EdgeType(relation) for relation in Relation)
_BITS = {NodeType(type_.value): 1 << place for place, type_ in enumerate(LABELS)}
_TYPES = [frozenset(type_ for type_, bit in _BITS.items() if bit & labels) for labels in range(1 << len(_BITS))]
_PAPER, _RESULT = frozenset({NodeType.PAPER}), frozenset({NodeType.RESULT})


@dataclass(frozen=True, slots=True)
class Among:
    """The ids of some nodes, by the keys of their rows."""

    papers: dict[int, str] = field(default_factory=dict)
    entities: dict[int, str] = field(default_factory=dict)
    results: dict[int, str] = field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        """Return the keys as the statements take them."""
        return {"papers": listed(self.papers), "entities": listed(self.entities), "results": listed(self.results)}


class SqliteSteps:
    """The steps of a walk from some nodes, all in one transaction."""

    def __init__(self, db: sqlite3.Connection, reach: Reach, start: Among) -> None:
        """Begin with the step from `start`."""
        self._db = db
        self._edges = frozenset(reach.edges)
        self._types = frozenset(reach.types)
        self._labels = sum(_BITS.get(type_, 0) for type_ in self._types)
        self._all = self._last = start

    def step(self, known: Mapping[str, GraphNode], *, first: int, is_last: bool) -> list[GraphNode]:  # noqa: ARG002
        """Return the next nodes; see `kg.store.walk.Steps`."""
        found: list[Found] = []
        values = self._last.values() | {"relations": listed(self._edges), "labels": self._labels}
        for statement in self._ways():
            found += _row(self._db, statement, values)
        for type_, statement in sql_graph.OF_EACH_HUB.items() if self._last.entities else ():
            wanted = NodeType.PAPER if type_ in USES else NodeType.RESULT
            if type_ in self._edges and wanted in self._types:
                found += self._of_hubs(type_, statement, first)
        chosen = best(found, known, first)
        papers = {one[3]: one[2] for one in chosen if one[4] == sql_graph.PAPER}
        entities = {one[3]: one[2] for one in chosen if one[4] > sql_graph.PAPER}
        results = {one[3]: one[2] for one in chosen if one[4] == sql_graph.RESULT}
        self._last = Among(papers, entities, results)
        self._all = Among(self._all.papers | papers, self._all.entities | entities, self._all.results | results)
        return _nodes(self._db, chosen, self._last)

    def edges(self, nodes: Mapping[str, GraphNode]) -> list[EdgeRow]:
        """Return the edges among all nodes of the walk."""
        among = [{pk: id_ for pk, id_ in each.items() if id_ in nodes} for each in self._kinds()]
        return edge_rows(self._db, Among(*among), self._edges)

    def _kinds(self) -> tuple[dict[int, str], ...]:
        return self._all.papers, self._all.entities, self._all.results

    def _ways(self) -> list[str]:
        """Return the statements that find what few edges lead to."""
        uses, ends = not self._edges.isdisjoint(USES), not self._edges.isdisjoint(sql_graph.END_COLUMNS)
        reports, family = EdgeType.REPORTS_RESULT in self._edges, EdgeType.VARIANT_OF in self._edges
        last = self._last
        ways = {
            sql_graph.ENTITIES_OF_PAPERS: last.papers and uses and self._labels,
            sql_graph.FAMILY_OF_ENTITIES: last.entities and family and self._labels,
            sql_graph.RESULTS_OF_PAPERS: last.papers and reports and NodeType.RESULT in self._types,
            sql_graph.PAPERS_OF_RESULTS: last.results and reports and NodeType.PAPER in self._types,
            sql_graph.ENTITIES_OF_RESULTS: last.results and ends and self._labels,
        }
        return [statement for statement, is_open in ways.items() if is_open]

    def _of_hubs(self, type_: EdgeType, statement: str, first: int) -> Iterator[Found]:
        known = self._all.papers if type_ in USES else self._all.results
        given = {"hubs": listed(self._last.entities), "known": listed(known), "first": first}
        for rows in _row(self._db, statement, given | {"relation": type_.value, "rank": RANK[type_]}):
            yield from rows


def edge_rows(db: sqlite3.Connection, among: Among, edges: frozenset[EdgeType]) -> list[EdgeRow]:
    """Return the live edges among some nodes."""
    values = among.values() | {"relations": listed(edges)}
    papers, entities = among.papers, among.entities
    rows: list[EdgeRow] = []
    if papers and entities and not edges.isdisjoint(USES):
        uses = _row(db, sql_graph.USES_AMONG, values)
        rows += [(papers[paper], entities[entity], rank, sure) for paper, entity, rank, sure in uses]
    if entities and EdgeType.VARIANT_OF in edges:
        variants = _row(db, sql_graph.VARIANTS_AMONG, values)
        rows += [(entities[variant], entities[parent], RANK[EdgeType.VARIANT_OF], 1.0) for variant, parent in variants]
    if among.results and not edges.isdisjoint((EdgeType.REPORTS_RESULT, *RESULT_ENDS)):
        rows += _result_rows(_row(db, sql_graph.ENDS, values), among, edges)
    return rows


def _result_rows(ends: Iterable[Sequence[Any]], among: Among, edges: frozenset[EdgeType]) -> Iterator[EdgeRow]:
    ranks = [RANK[type_] if type_ in edges else None for type_ in RESULT_ENDS]
    papers = among.papers if EdgeType.REPORTS_RESULT in edges else {}
    for result, sure, paper, *leads_to in ends:
        id_ = among.results[result]
        if paper in papers:
            yield papers[paper], id_, RANK[EdgeType.REPORTS_RESULT], sure
        for end, rank in zip(leads_to, ranks, strict=True):
            if rank and end in among.entities:
                yield id_, among.entities[end], rank, sure


def _row(db: sqlite3.Connection, statement: str, values: object) -> list[Any]:
    ((text,),) = db.execute(statement, values).fetchall()  # type: ignore[arg-type]
    rows: list[Any] = orjson.loads(text)
    return rows


def _nodes(db: sqlite3.Connection, chosen: Sequence[Found], among: Among) -> list[GraphNode]:
    papers = _by_pk(db, sql_graph.PAPERS_BY_PK, among.papers)
    results = _by_pk(db, sql_graph.RESULTS_BY_PK, among.results)
    nodes = []
    for _, key, id_, pk, labels, *names in chosen:
        if labels == sql_graph.PAPER:
            _, title, date = papers[pk]
            nodes.append(GraphNode(id_, title, _PAPER, date=dt.date.fromisoformat(date) if date else None))
        elif labels == sql_graph.RESULT:
            _, value, unit, is_delta, setting = results[pk]
            nodes.append(GraphNode(id_, result_label(value, unit, is_delta=bool(is_delta), setting=setting), _RESULT))
        else:
            nodes.append(GraphNode(id_, names[0], _TYPES[labels], -key))
    return nodes


def _by_pk(db: sqlite3.Connection, statement: str, pks: Mapping[int, str]) -> dict[int, Sequence[Any]]:
    return {row[0]: row for row in _row(db, statement, (listed(pks),))} if pks else {}
