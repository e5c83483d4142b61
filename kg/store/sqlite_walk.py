"""Walking in SQLite: each step a few statements, of which each answers with one row."""

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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

Found = tuple[Any, ...]
"""A neighbour: the rank of the edge, what sorts it among equals, its id, its key, its labels.

Of an entity then its name, and the key of what it is a variant of.
"""

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
    parents: dict[int, int] = field(default_factory=dict)
    """The keys of what entities are variants of, by theirs."""

    def values(self) -> dict[str, Any]:
        """Return the keys as the statements take them."""
        return {"papers": listed(self.papers), "entities": listed(self.entities), "results": listed(self.results)}

    def joined(self, more: "Among") -> "Among":
        """Return these and more nodes."""
        return Among(
            self.papers | more.papers,
            self.entities | more.entities,
            self.results | more.results,
            self.parents | more.parents,
        )

    def within(self, ids: Collection[str]) -> "Among":
        """Return those that are among some ids."""
        papers, entities, results = (
            {pk: id_ for pk, id_ in each.items() if id_ in ids} for each in (self.papers, self.entities, self.results)
        )
        return Among(papers, entities, results, {pk: one for pk, one in self.parents.items() if pk in entities})


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
            found += _rows(self._db, statement, values)
        for type_ in self._ways_of_hubs():
            better = {one[2] for one in found if one[0] < RANK[type_]} if len(found) >= first else set()
            if len(better - known.keys()) >= first:
                break
            found += self._of_hubs(type_, first)
        chosen = best(sorted(found), known, first)
        papers = {one[3]: one[2] for one in chosen if one[4] == sql_graph.PAPER}
        entities = {one[3]: one[2] for one in chosen if one[4] > sql_graph.PAPER}
        results = {one[3]: one[2] for one in chosen if one[4] == sql_graph.RESULT}
        parents = {one[3]: one[6] for one in chosen if one[4] > sql_graph.PAPER and one[6]}
        self._last = Among(papers, entities, results, parents)
        self._all = self._all.joined(self._last)
        return _nodes(self._db, chosen, self._last)

    def edges(self, nodes: Mapping[str, GraphNode]) -> list[EdgeRow]:
        """Return the edges among all nodes of the walk."""
        return edge_rows(self._db, self._all.within(nodes), self._edges)

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

    def _ways_of_hubs(self) -> list[EdgeType]:
        """Return the edges that may lead to very many, the one that says most first."""
        ends = {NodeType.PAPER: USES, NodeType.RESULT: RESULT_ENDS}
        open_ = {edge for type_, edges in ends.items() if type_ in self._types for edge in edges}
        return sorted(open_ & self._edges if self._last.entities else (), key=RANK.__getitem__)

    def _of_hubs(self, type_: EdgeType, first: int) -> list[Found]:
        """Return at least the first that an edge joins to any entity: some of each, and more until these are enough."""
        known = self._all.papers if type_ in USES else self._all.results
        hubs, given = listed(self._last.entities), {"known": listed(known), "relation": type_.value}
        size = 2 * first // len(self._last.entities)
        while True:
            size = min(size + 1, first)
            ((text,),) = self._db.execute(
                sql_graph.OF_EACH_HUB[type_], given | {"hubs": hubs, "rank": RANK[type_], "first": size}
            ).fetchall()
            each = [[tuple(row) for row in rows] for rows in orjson.loads(text)]
            found = [row for rows in each for row in rows]
            last = min((rows[-1] for rows in each if len(rows) == size), default=None)
            if size == first or last is None or len({row[2] for row in found if row <= last}) >= first:
                return found
            size *= 4


def edge_rows(db: sqlite3.Connection, among: Among, edges: frozenset[EdgeType]) -> list[EdgeRow]:
    """Return the live edges among some nodes."""
    values = among.values() | {"relations": listed(edges)}
    papers, entities = among.papers, among.entities
    rows: list[EdgeRow] = []
    if papers and entities and not edges.isdisjoint(USES):
        uses = _rows(db, sql_graph.USES_AMONG, values)
        rows += [(papers[paper], entities[entity], rank, float(sure)) for paper, entity, rank, sure in uses]
    if EdgeType.VARIANT_OF in edges:
        family = [(entities[variant], parent) for variant, parent in among.parents.items() if parent in entities]
        rows += [(variant, entities[parent], RANK[EdgeType.VARIANT_OF], 1.0) for variant, parent in family]
    if among.results and not edges.isdisjoint((EdgeType.REPORTS_RESULT, *RESULT_ENDS)):
        rows += _result_rows(_rows(db, sql_graph.ENDS, values), among, edges)
    return rows


def _result_rows(ends: Iterable[Sequence[Any]], among: Among, edges: frozenset[EdgeType]) -> Iterator[EdgeRow]:
    ranks = [RANK[type_] if type_ in edges else None for type_ in RESULT_ENDS]
    papers = among.papers if EdgeType.REPORTS_RESULT in edges else {}
    for result, told, paper, *leads_to in ends:
        id_, sure = among.results[result], float(told)
        if paper in papers:
            yield papers[paper], id_, RANK[EdgeType.REPORTS_RESULT], sure
        for end, rank in zip(leads_to, ranks, strict=True):
            if rank and end in among.entities:
                yield id_, among.entities[end], rank, sure


def _rows(db: sqlite3.Connection, statement: str, values: object) -> Iterator[tuple[Any, ...]]:
    (columns,) = db.execute(statement, values).fetchall()  # type: ignore[arg-type]
    return zip(*map(orjson.loads, columns), strict=True)


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
    return {row[0]: row for row in _rows(db, statement, (listed(pks),))} if pks else {}
