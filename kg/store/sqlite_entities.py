"""Writing entities to SQLite: what is known of one is united, and each keeps count of the papers that reach it."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Entity, EntityType, Use
from kg.store import sql
from kg.store.sql_schema import LABELS
from kg.store.sqlite_rows import Row, listed, types
from kg.text import match_key


@dataclass(slots=True)
class _Stored:
    pk: int
    types: frozenset[EntityType]
    url: str | None
    variant_of: int | None


def merge(db: sqlite3.Connection, entities: Sequence[Entity], uses: Sequence[Use], now: str) -> dict[str, int]:
    """Write entities, with the surfaces of their mentions as aliases, and return the row of each id."""
    wanted = {entity.id for entity in entities} | {entity.variant_of or "" for entity in entities}
    stored = {row[0]: _stored(row) for row in db.execute(sql.ENTITY_STATES, (listed(sorted(wanted)),))}
    for entity in entities:
        _unite(db, entity, stored, now)
    _add_aliases(db, entities, uses, stored)
    for entity in entities:
        _set_variant(db, entity, stored, now)
    return {id_: entity.pk for id_, entity in stored.items()}


def _stored(row: Row) -> _Stored:
    _, pk, *labels, url, variant_of = row
    return _Stored(pk, types(labels), url, variant_of)


def _unite(db: sqlite3.Connection, entity: Entity, stored: dict[str, _Stored], now: str) -> None:
    known = stored.get(entity.id)
    if known is None:
        row = {"id": entity.id, "name": entity.name, "name_fold": entity.name.casefold(), "url": entity.url, "now": now}
        (pk,) = db.execute(sql.ADD_ENTITY, row | label_columns(entity.types)).fetchone()
        stored[entity.id] = _Stored(pk, entity.types, entity.url, None)
        return
    united, url = known.types | entity.types, known.url if known.url is not None else entity.url
    if (united, url) != (known.types, known.url):
        known.types, known.url = united, url
        db.execute(sql.SET_ENTITY, {"pk": known.pk, "url": url} | label_columns(united))


def label_columns(carried: frozenset[EntityType]) -> dict[str, bool]:
    """Return the columns that say which labels an entity carries."""
    return {label: type_ in carried for type_, label in LABELS.items()}


def _add_aliases(
    db: sqlite3.Connection, entities: Sequence[Entity], uses: Sequence[Use], stored: dict[str, _Stored]
) -> None:
    forms = {(stored[entity.id].pk, form): None for entity in entities for form in (entity.name, *entity.aliases)}
    for use in uses:
        forms |= {(stored[use.entity_id].pk, evidence.text): None for evidence in use.evidence}
    db.executemany(sql.ADD_ALIAS, [(pk, form, match_key(form)) for pk, form in forms])


def _set_variant(db: sqlite3.Connection, entity: Entity, stored: dict[str, _Stored], now: str) -> None:
    """Note of what an entity is a variant, unless that is known already, unknown as a row, or closes a circle."""
    parent = stored.get(entity.variant_of or "")
    child = stored[entity.id]
    if parent is None or child.variant_of is not None:
        return
    ancestors = [pk for (pk,) in db.execute(sql.ANCESTORS, (parent.pk,))]
    if child.pk in ancestors:
        return
    db.execute(sql.SET_VARIANT, (parent.pk, child.pk))
    child.variant_of = parent.pk
    (used,) = db.execute(sql.USED, (child.pk,)).fetchone()
    if used:  # its papers count for the parents from now on
        for pk in ancestors:
            used, asserted = db.execute(sql.COUNT_AGAIN, (pk,)).fetchone()
            db.execute(sql.SET_COUNTS, {"pk": pk, "used": used, "asserted": asserted, "now": now})


@contextlib.contextmanager
def counting(db: sqlite3.Connection, paper: int, now: str) -> Iterator[None]:
    """Keep the counts of entities in step with what the block does to the edges of one paper.

    The difference of what the paper reaches before and after is written, so that no popular entity is counted anew. An
    entity that no paper reaches any more is retired, and one that is reached again lives.
    """
    before: dict[int, int] = dict(db.execute(sql.REACHED, (paper,)).fetchall())
    yield
    after: dict[int, int] = dict(db.execute(sql.REACHED, (paper,)).fetchall())
    for pk in sorted(before.keys() | after.keys()):
        used = (pk in after) - (pk in before)
        asserted = after.get(pk, 0) - before.get(pk, 0)
        if used or asserted:
            db.execute(sql.SHIFT_COUNTS, {"pk": pk, "used": used, "asserted": asserted, "now": now})
