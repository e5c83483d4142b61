"""Reading pages from SQLite: papers that match a filter, and the papers that use a group of entities."""

import heapq
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter

from kg.errors import CursorError
from kg.history import moment
from kg.model import ASSERTED, Paper, Relation, Use
from kg.store import sql, sql_history, sqlite_rows
from kg.store.base import EntityOrder, PaperFilter, PaperOrder, PaperUse, Position, Slice
from kg.store.sqlite_rows import Row, listed, newest, oldest, position_date
from kg.text import match_key, terms

Value = str | int | float

_START = (-(10**9), "")
"""A position before every item: real dates are smaller, real ids longer."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What follows the WHERE of a listing of papers, and its parameters."""

    sql: str
    values: dict[str, Value]


def condition(where: PaperFilter) -> Condition:
    """Return a filter as a conjunction that begins with AND, empty when everything matches."""
    parts: list[str] = []
    values: dict[str, Value] = {}

    def add(part: str, **given: Value) -> None:
        parts.append(f" AND {part}")
        values.update(given)

    edges: dict[str, Value] = {"roles": listed(where.roles), "confidence": where.min_confidence}
    for number, group in enumerate(where.entities):
        add(sql.HAS_EDGE_TO.format(number=number), **edges | {f"group{number}": listed(sorted(group))})
    if not where.entities and (set(where.roles) != set(ASSERTED) or where.min_confidence > 0):
        add(sql.HAS_EDGE, **edges)
    if where.author is not None:
        add(sql.HAS_AUTHOR, author=match_key(where.author))
    if where.organization is not None:
        add(sql.HAS_ORGANIZATION, organization=match_key(where.organization))
    if where.text is not None and (words := terms(where.text)):
        add(sql.HAS_WORDS, words=" ".join(f'"{word}"' for word in words))
    if where.published_after is not None:
        add(sql.SINCE, since=where.published_after.toordinal())
    if where.published_before is not None:
        add(sql.UNTIL, until=where.published_before.toordinal())
    if where.as_of is not None:
        values["as_of"] = moment(where.as_of, is_end=True)
    return Condition("".join(parts), values)


def of_moment(where: PaperFilter, statement: str) -> str:
    """Return a statement on what is live as one on what was at the moment of a filter, if it names one."""
    return statement if where.as_of is None else sql_history.as_of(statement)


def list_papers(
    db: sqlite3.Connection, where: PaperFilter, order: PaperOrder, first: int, after: Position | None
) -> Slice[Paper]:
    """Return a page of the papers that match."""
    matching = condition(where)
    value, id_ = _paper_position(where, order, after)
    statement = f"{sql.LIST_PAPERS}{matching.sql} AND {sql.PAPER_AFTER[order]}{sql.PAPER_ORDER[order]}"
    values = matching.values | {"value": value, "id": id_, "limit": first + 1}
    papers = [sqlite_rows.paper(row) for row in db.execute(of_moment(where, statement), values)]
    shown = tuple(papers[:first])
    return Slice(shown, tuple(_position(paper, order) for paper in shown), len(papers) > first)


def _paper_position(where: PaperFilter, order: PaperOrder, after: Position | None) -> tuple[Value, str]:
    """Return where a page begins: after a position, or with the first date that the filter lets through."""
    if order is PaperOrder.TITLE:
        return ("", "") if after is None else (str(after.value), after.id)
    key, bound = (newest, where.published_before) if order is PaperOrder.NEWEST else (oldest, where.published_after)
    begin = _START if bound is None else (key(bound), "")
    return begin if after is None else max(begin, (key(position_date(after)), after.id))


def _position(paper: Paper, order: PaperOrder) -> Position:
    if order is PaperOrder.TITLE:
        return Position(paper.title.casefold(), paper.id)
    return Position(paper.date.isoformat() if paper.date else None, paper.id)


@dataclass(frozen=True, slots=True)
class Reading:
    """How much of the papers and edges of a page is read, by their keys."""

    papers: str
    paper: Callable[[Row], Paper]
    edges: str


WHOLE = Reading(sql.PAPERS_BY_PK, sqlite_rows.paper, sql.EDGES_BY_PK)
WITHOUT_EVIDENCE = Reading(sql.PAPERS_BY_PK, sqlite_rows.paper, sql.BARE_EDGES_BY_PK)


@dataclass(frozen=True, slots=True)
class _Page:
    """The keys of a page: papers in order, each with its edges."""

    papers: tuple[tuple[int, tuple[int, ...]], ...]
    has_next: bool


def list_uses(
    db: sqlite3.Connection,
    groups: Sequence[frozenset[str]],
    roles: Sequence[Relation],
    first: int,
    after: Position | None,
    min_confidence: float,
    *,
    reading: Reading,
) -> list[Slice[PaperUse]]:
    """Return for each group a page of the papers with an edge to one of its entities, newest first."""
    date, id_ = start(after)
    values: dict[str, Value] = {"newest": date, "id": id_, "confidence": min_confidence}
    pages = [_page(db, group, frozenset(roles), first, values) for group in groups]
    chosen = [paper for page in pages for paper in page.papers]
    paper_pks = listed({pk for pk, _ in chosen})
    papers = {row[0]: reading.paper(row) for row in db.execute(reading.papers, (paper_pks,))}
    edge_pks = listed({edge for _, edges in chosen for edge in edges})
    uses = {pk: sqlite_rows.use(row) for pk, *row in db.execute(reading.edges, (edge_pks,))}
    return [_slice(page, papers, uses) for page in pages]


def start(after: Position | None) -> tuple[int, str]:
    """Return where a page in the order of `list_uses` begins."""
    return _START if after is None else (newest(position_date(after)), after.id)


def _page(
    db: sqlite3.Connection, group: frozenset[str], roles: frozenset[Relation], first: int, values: dict[str, Value]
) -> _Page:
    """Merge one cursor for each entity and relation, each in the order of the listing, and stop after a page.

    So a page of a popular benchmark costs the page and not the benchmark.
    """
    with ExitStack() as open_cursors:
        by_paper = groupby(_edges(db, group, roles, values, open_cursors), key=itemgetter(2))
        papers = tuple((paper, tuple(edge[3] for edge in edges)) for paper, edges in islice(by_paper, first + 1))
    return _Page(papers[:first], len(papers) > first)


def newest_papers(
    db: sqlite3.Connection, group: frozenset[str], roles: Sequence[Relation], first: int
) -> list[tuple[int, str]]:
    """Return the row and the id of the newest papers with an edge to one of a group."""
    values: dict[str, Value] = {"newest": _START[0], "id": _START[1], "confidence": 0.0}
    with ExitStack() as open_cursors:
        by_paper = groupby(_edges(db, group, frozenset(roles), values, open_cursors), key=itemgetter(2, 1))
        return [(pk, id_) for (pk, id_), _ in islice(by_paper, first)]


def _edges(
    db: sqlite3.Connection,
    group: frozenset[str],
    roles: frozenset[Relation],
    values: dict[str, Value],
    open_cursors: ExitStack,
) -> Iterator[tuple[int, str, int, int]]:
    """Yield the edges to a group in the order of the listing: the date, the paper's id and row, the edge's row."""
    cursors = [
        open_cursors.enter_context(
            closing(db.execute(sql.EDGES_OF_ENTITY, values | {"entity": pk, "relation": role.value}))
        )
        for (pk,) in db.execute(sql.ENTITY_PKS, (listed(group),)).fetchall()
        for role in sorted(roles)
    ]
    return heapq.merge(*cursors)


def count_uses(db: sqlite3.Connection, group: frozenset[str], roles: Sequence[Relation], min_confidence: float) -> int:
    """Return how many papers have an edge to one of a group: a kept count where there is one, else the edges tell."""
    kept = _kept_count(db, group) if set(roles) == set(ASSERTED) and min_confidence <= 0 else None
    if kept is not None:
        return kept
    values = {"ids": listed(group), "roles": listed(roles), "confidence": min_confidence}
    counted: int = db.execute(sql.COUNT_USES, values).fetchone()[0]
    return counted


def _kept_count(db: sqlite3.Connection, group: frozenset[str]) -> int | None:
    """Return the count of a group that is an entity with all of its live variants; None for any other group."""
    live = {pk: (parent, asserted) for pk, parent, asserted in db.execute(sql.LIVE_GROUP, {"ids": listed(group)})}
    roots = [(pk, asserted) for pk, (parent, asserted) in live.items() if parent not in live]
    if len(roots) != 1:
        return None
    ((root, asserted),) = roots
    family = {pk for (pk,) in db.execute(sql.LIVE_FAMILY, (root,))}
    count: int = asserted
    return count if family <= live.keys() else None


def _slice(page: _Page, papers: dict[int, Paper], uses: dict[int, Use]) -> Slice[PaperUse]:
    items = tuple(
        PaperUse(papers[pk], tuple(sorted((uses[edge] for edge in edges), key=_strongest_first)))
        for pk, edges in page.papers
    )
    return Slice(items, tuple(_position(item.paper, PaperOrder.NEWEST) for item in items), page.has_next)


def _strongest_first(use: Use) -> tuple[int, float, str]:
    return -use.relation.strength, -use.confidence, use.entity_id


def entity_position(order: EntityOrder, after: Position | None) -> tuple[Value, str]:
    """Return where a page of entities begins. Raises `CursorError` for a position of another order."""
    if order is EntityOrder.NAME:
        return ("", "") if after is None else (str(after.value), after.id)
    if after is None:
        return _START
    if not isinstance(after.value, int):
        raise CursorError(f"'{after.value}' is no count, so the cursor is of another listing.")
    return -after.value, after.id
