"""Whole look-ups in SQLite, as many as are asked for in one transaction."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager

import orjson

from kg.boards import Board, Condition, direction
from kg.model import Entity, EntityType, Paper, Relation, Use
from kg.store import sql, sql_lookups, sqlite_listing, sqlite_rows
from kg.store.base import PaperUse, Slice
from kg.store.lookups import Line, Told, ToldBoards, Wanted, WantedBoards
from kg.store.sqlite_rows import Row, listed
from kg.text import match_key


class SqliteLookUps(ABC):
    """The part of `SqliteStore` that keeps the promises of `kg.store.lookups.LookUps`."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open a transaction that reads."""

    def look_up(self, names: Sequence[str], types: frozenset[EntityType], wanted: Wanted) -> list[Told | None]:
        """Return what each name means, and what is wanted of it."""
        with self._reading() as db:
            found = [_find(db, name, types) for name in names]
            return [_told(db, entity, wanted) if entity else None for entity in found]

    def look_up_boards(
        self, names: Sequence[str], types: frozenset[EntityType], wanted: WantedBoards
    ) -> list[ToldBoards | None]:
        """Return what each name means, and its boards."""
        with self._reading() as db:
            found = [_find(db, name, types) for name in names]
            return [_told_boards(db, entity, wanted) if entity else None for entity in found]


def _find(db: sqlite3.Connection, name: str, types: frozenset[EntityType]) -> Entity | None:
    found = [sqlite_rows.entity(row) for _, *row in db.execute(sql.FIND, (listed([match_key(name)]),))]
    named = [entity for entity in found if entity.types & types]
    return min(named, key=lambda one: (-one.paper_count, name not in one.aliases, one.id), default=None)


def _told(db: sqlite3.Connection, entity: Entity, wanted: Wanted) -> Told:
    group = _group(db, entity, with_variants=wanted.with_variants)
    page: Slice[PaperUse] = Slice((), (), has_next=False)
    if wanted.first and wanted.roles:
        (page,) = sqlite_listing.list_uses(
            db,
            [group],
            wanted.roles,
            wanted.first,
            wanted.after,
            wanted.min_confidence,
            reading=sqlite_listing.HEADS,
        )
    total = sqlite_listing.count_uses(db, group, wanted.roles, wanted.min_confidence) if wanted.is_counted else None
    return Told(entity, group, page, total, _beside(db, [use.paper for use in page.items], wanted.beside))


def _group(db: sqlite3.Connection, entity: Entity, *, with_variants: bool) -> frozenset[str]:
    variants = db.execute(sql_lookups.FAMILY, (entity.id,)) if with_variants else ()
    return frozenset({entity.id, *(id_ for (id_,) in variants)})


def _beside(
    db: sqlite3.Connection, papers: Sequence[Paper], relations: frozenset[Relation]
) -> tuple[tuple[tuple[Use, Entity], ...], ...]:
    uses: list[list[tuple[Use, Entity]]] = [[] for _ in papers]
    if papers and relations:
        values = {"papers": listed(paper.id for paper in papers), "relations": listed(relations)}
        entities: dict[str, Entity] = {}
        for key, relation, confidence, id_, name, *labels in db.execute(sql_lookups.USES_BESIDE, values):
            entity = entities.get(id_)
            if entity is None:
                entity = entities[id_] = Entity(id_, name, sqlite_rows.types(labels))
            uses[key].append((Use(papers[key].id, id_, Relation(relation), confidence, ()), entity))
    return tuple(tuple(sorted(found, key=lambda pair: -pair[0].relation.strength)) for found in uses)


def _told_boards(db: sqlite3.Connection, entity: Entity, wanted: WantedBoards) -> ToldBoards:
    values = {
        "ids": listed(_group(db, entity, with_variants=wanted.with_variants)),
        "metrics": None,
        "setting": None if wanted.setting is None else match_key(wanted.setting),
        "first": wanted.first,
        "rows": wanted.rows,
    }
    (found,) = db.execute(sql_lookups.BOARDS, values).fetchone()
    return _boards(entity, orjson.loads(found))


def _boards(entity: Entity, found: Sequence[Row]) -> ToldBoards:
    boards: list[Board[Line]] = []
    titles: dict[str, str] = {}
    entities: dict[str, Entity | None] = {}
    for setting, unit, is_delta, total, up, down, benchmark, metric, rows in found:
        lines = [Line(value, float(number), paper, method[0]) for value, number, paper, _, method in rows]
        condition = Condition(benchmark[0], metric[0], setting or None, unit, bool(is_delta))
        boards.append(Board(condition, direction(up, down), total, tuple(lines)))
        titles.update({paper: title for _, _, paper, title, _ in rows})
        for id_, name, is_live, *labels in (benchmark, metric, *(row[4] for row in rows)):
            if id_ is not None and id_ not in entities:
                entities[id_] = Entity(id_, name, sqlite_rows.types(labels)) if is_live else None
    return ToldBoards(entity, tuple(boards), titles, entities)
