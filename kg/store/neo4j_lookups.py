"""Whole look-ups on Neo4j, each one statement."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from kg.model import Entity, EntityType, Paper, Use
from kg.store import cypher_lookups, cypher_uses
from kg.store.base import PaperOrder, PaperUse
from kg.store.cypher import RELATION
from kg.store.lookups import Told, Wanted
from kg.store.neo4j_rows import Row, by_strength, entity_of, page, paper_position
from kg.text import match_key

_TYPES: dict[tuple[str, ...], frozenset[EntityType]] = {}


class Neo4jLookUps(ABC):
    """The part of `Neo4jStore` that keeps the promises of `kg.store.lookups.LookUps`."""

    @abstractmethod
    def _read(self, statement: str, **parameters: object) -> list[Row]:
        """Run one statement in a transaction of its own."""

    def look_up(self, name: str, types: frozenset[EntityType], wanted: Wanted) -> Told | None:
        """Return what a name means, and what is wanted of it; see `LookUps`."""
        after = wanted.after
        rows = self._read(
            cypher_lookups.look_up(wanted),
            key=match_key(name),
            name=name,
            labels=sorted(types),
            minConfidence=wanted.min_confidence,
            limit=wanted.first + 1,
            place=cypher_uses.FIRST if after is None else after.value or cypher_uses.LAST,
            id=after and after.id,
        )
        return _told(rows[0], wanted) if rows else None


def _told(row: Row, wanted: Wanted) -> Told:
    uses = [_paper_use(*found[:4]) for found in row["page"]]
    shown = page(uses, wanted.first, lambda use: paper_position(use.paper, PaperOrder.NEWEST))
    beside = tuple(_beside(found[0], found[4]) for found in row["page"][: wanted.first])
    return Told(
        entity_of(row["entity"]), frozenset(row["ids"]), shown, row["total"] if wanted.is_counted else None, beside
    )


def _paper_use(id_: str, title: str, date: str | None, edges: Sequence[Sequence[Any]]) -> PaperUse:
    paper = Paper(id_, title, "", date=dt.date.fromisoformat(date) if date else None)
    uses = [Use(id_, entity, RELATION[type_], confidence, ()) for type_, confidence, entity in edges]
    return PaperUse(paper, tuple(sorted(uses, key=by_strength) if len(uses) > 1 else uses))


def _beside(paper_id: str, found: Sequence[Sequence[Any]]) -> tuple[tuple[Use, Entity], ...]:
    ordered = sorted(
        (-RELATION[type_].strength, fold, id_, name, confidence, type_, labels)
        for type_, confidence, id_, name, labels, fold in found
    )
    return tuple(
        (Use(paper_id, id_, RELATION[type_], confidence, ()), Entity(id_, name, _types(labels)))
        for _, _, id_, name, confidence, type_, labels in ordered
    )


def _types(labels: Sequence[str]) -> frozenset[EntityType]:
    key = tuple(labels)
    known = _TYPES.get(key)
    if known is None:
        known = _TYPES[key] = frozenset(EntityType(label) for label in labels if label != "Entity")
    return known
