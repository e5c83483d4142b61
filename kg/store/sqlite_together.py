"""Papers that share entities, in SQLite: the newest papers come off the index that lists them, and stop there."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager

from kg.model import ASSERTED, EntityType, Relation
from kg.store import sql, sql_together, sqlite_listing, sqlite_rows
from kg.store.sqlite_rows import listed
from kg.together import CoUse, CoUses, Kindred, Shared, lift


class SqliteTogether(ABC):
    """The part of `SqliteStore` that tells what papers have in common."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open a transaction that reads."""

    def used_with(
        self,
        groups: Sequence[frozenset[str]],
        types: frozenset[EntityType],
        *,
        roles: Sequence[Relation] = ASSERTED,
        other_roles: Sequence[Relation] = ASSERTED,
        papers: int,
        first: int,
    ) -> list[CoUses]:
        """Return for each group what its newest papers use beside it."""
        if not (roles and other_roles):
            return [CoUses(0, ()) for _ in groups]
        statement = sql_together.used_with(types)
        found: list[CoUses] = []
        with self._reading() as db:
            (total,) = db.execute(sql_together.TOTAL).fetchone()
            for group in groups:
                looked = [pk for pk, _ in sqlite_listing.newest_papers(db, group, roles, papers)]
                kin = [pk for (pk,) in db.execute(sql_together.KIN, (listed(group),))]
                values = {"papers": listed(looked), "kin": listed(kin), "roles": listed(other_roles), "first": first}
                counts = dict(db.execute(statement, values).fetchall())
                found.append(_co_uses(db, counts, len(looked), total))
        return found

    def kindred(self, paper_ids: Sequence[str], *, entities: int, papers: int) -> list[Kindred]:
        """Return for each paper its rarest entities with their newest other papers."""
        with self._reading() as db:
            (total,) = db.execute(sql_together.TOTAL).fetchone()
            return [Kindred(total, _shared(db, id_, entities, papers)) for id_ in paper_ids]


def _co_uses(db: sqlite3.Connection, counts: dict[str, int], looked_at: int, total: int) -> CoUses:
    entities = [sqlite_rows.entity(row) for _, *row in db.execute(sql.ENTITIES, (listed(counts),))]
    by_id = {entity.id: entity for entity in entities}
    return CoUses(
        looked_at,
        tuple(
            CoUse(by_id[id_], count, lift(count, looked_at, by_id[id_].paper_count, total))
            for id_, count in counts.items()
        ),
    )


def _shared(db: sqlite3.Connection, paper_id: str, entities: int, papers: int) -> tuple[Shared, ...]:
    found: list[Shared] = []
    for entity_id, count, own in db.execute(sql_together.RAREST, (paper_id, entities)).fetchall():
        newest = sqlite_listing.newest_papers(db, frozenset({entity_id}), ASSERTED, papers + 1)
        others = [id_ for paper, id_ in newest if paper != own][:papers]
        if others:
            found.append(Shared(entity_id, count, tuple(others)))
    return tuple(found)
