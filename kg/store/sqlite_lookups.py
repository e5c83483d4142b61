"""Whole look-ups in SQLite, each in one transaction."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager

from kg.model import Entity, EntityType, Paper, Relation, Use
from kg.store import sql, sql_lookups, sqlite_listing, sqlite_rows
from kg.store.base import PaperUse, Slice
from kg.store.lookups import Told, Wanted
from kg.store.sqlite_rows import listed
from kg.text import match_key


class SqliteLookUps(ABC):
    """The part of `SqliteStore` that keeps the promises of `kg.store.lookups.LookUps`."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open a transaction that reads."""

    def look_up(self, name: str, types: frozenset[EntityType], wanted: Wanted) -> Told | None:
        """Return what a name means, and what is wanted of it."""
        with self._reading() as db:
            entity = _find(db, name, types)
            return None if entity is None else _told(db, entity, wanted)


def _find(db: sqlite3.Connection, name: str, types: frozenset[EntityType]) -> Entity | None:
    found = [sqlite_rows.entity(row) for _, *row in db.execute(sql.FIND, (listed([match_key(name)]),))]
    named = [entity for entity in found if entity.types & types]
    return min(named, key=lambda one: (-one.paper_count, name not in one.aliases, one.id), default=None)


def _told(db: sqlite3.Connection, entity: Entity, wanted: Wanted) -> Told:
    group = frozenset({entity.id})
    if wanted.with_variants:
        group |= {id_ for (id_,) in db.execute(sql_lookups.FAMILY, (entity.id,))}
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
