"""Whole look-ups in SQLite, as many as are asked for in one transaction."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import orjson

from kg.boards import Board, Condition, direction
from kg.model import Entity, EntityType, Relation
from kg.store import sql, sql_lookups, sqlite_listing, sqlite_rows
from kg.store.lookups import Beside, Line, ListedPaper, NamedEntity, Told, ToldBoards, Wanted, WantedBoards
from kg.store.sqlite_rows import Row, listed
from kg.text import match_key

_RELATIONS = tuple(Relation)


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
    total = sqlite_listing.count_uses(db, group, wanted.roles, wanted.min_confidence) if wanted.is_counted else None
    if not wanted.first or not wanted.roles:
        return Told(entity, (), has_next=False, total=total)
    newest, id_ = sqlite_listing.start(wanted.after)
    values = {
        "ids": listed(group),
        "roles": listed(wanted.roles),
        "confidence": wanted.min_confidence,
        "newest": newest,
        "id": id_,
        "limit": wanted.first + 1,
    }
    (told,) = db.execute(sql_lookups.page(wanted.beside), values).fetchone()
    found = orjson.loads(told)
    return Told(entity, _papers(found[: wanted.first]), len(found) > wanted.first, total)


def _group(db: sqlite3.Connection, entity: Entity, *, with_variants: bool) -> frozenset[str]:
    if not with_variants:
        return frozenset({entity.id})
    (family,) = db.execute(sql_lookups.FAMILY, (entity.id,)).fetchone()
    return frozenset({entity.id, *orjson.loads(family)})


def _papers(found: Sequence[Row]) -> tuple[ListedPaper, ...]:
    entities: dict[str, NamedEntity] = {}

    def beside(edges: Sequence[Any]) -> Iterator[Beside]:
        for rank, _, id_, name, bits, confidence in sorted(edges):
            entity = entities.get(id_)
            if entity is None:
                entity = entities[id_] = NamedEntity(id_, name, sqlite_rows.types_of_bits(bits))
            yield Beside(_RELATIONS[rank], float(confidence), entity)

    return tuple(
        ListedPaper(id_, title, date, *_strongest(uses), tuple(beside(edges)))
        for (id_, title, date), uses, edges in found
    )


def _strongest(uses: Sequence[Row]) -> tuple[Relation, float]:
    rank, confidence = min(uses, key=_weakness) if len(uses) > 1 else uses[0]
    return _RELATIONS[rank], float(confidence)


def _weakness(use: Row) -> tuple[int, float]:
    rank, confidence = use
    return rank, -float(confidence)


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
    entities: dict[str, NamedEntity | None] = {}
    for (setting, unit, is_delta, total, up, down), (benchmark, metric), rows in found:
        lines = [Line(value, float(number), paper, method[0]) for value, number, paper, _, method in rows]
        condition = Condition(benchmark[0], metric[0], setting or None, unit, bool(is_delta))
        boards.append(Board(condition, direction(up, down), total, tuple(lines)))
        titles.update({paper: title for _, _, paper, title, _ in rows})
        for id_, name, bits, is_live in (benchmark, metric, *(row[4] for row in rows)):
            if id_ is not None and id_ not in entities:
                entities[id_] = NamedEntity(id_, name, sqlite_rows.types_of_bits(bits)) if is_live else None
    return ToldBoards(entity, tuple(boards), titles, entities)
