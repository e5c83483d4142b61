"""Whole look-ups on Neo4j, one statement for as many names as are asked for."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from kg.boards import Board, direction
from kg.model import Entity, EntityType, Relation
from kg.store import cypher_lookups, cypher_uses
from kg.store.cypher import RELATION
from kg.store.lookups import Beside, Line, ListedPaper, NamedEntity, Told, ToldBoards, Wanted, WantedBoards
from kg.store.neo4j_boards import condition_of_key
from kg.store.neo4j_rows import Row, entity_of
from kg.text import match_key

_TYPES: dict[tuple[str, ...], frozenset[EntityType]] = {}


class Neo4jLookUps(ABC):
    """The part of `Neo4jStore` that keeps the promises of `kg.store.lookups.LookUps`."""

    @abstractmethod
    def _read(self, statement: str, **parameters: object) -> list[Row]:
        """Run one statement in a transaction of its own."""

    def look_up(self, names: Sequence[str], types: frozenset[EntityType], wanted: Wanted) -> list[Told | None]:
        """Return what each name means, and what is wanted of it; see `LookUps`."""
        after = wanted.after
        rows = self._read(
            cypher_lookups.look_up(wanted),
            **_named(names, types),
            minConfidence=wanted.min_confidence,
            limit=wanted.first + 1,
            place=cypher_uses.FIRST if after is None else after.value or cypher_uses.LAST,
            id=after and after.id,
        )
        told = {row["number"]: _told(row, wanted) for row in rows}
        return [told.get(number) for number in range(len(names))]

    def look_up_boards(
        self, names: Sequence[str], types: frozenset[EntityType], wanted: WantedBoards
    ) -> list[ToldBoards | None]:
        """Return what each name means, and its boards; see `LookUps`."""
        rows = self._read(
            cypher_lookups.look_up_boards(with_variants=wanted.with_variants),
            **_named(names, types),
            metrics=None,
            setting=None if wanted.setting is None else match_key(wanted.setting),
            first=wanted.first,
            rows=wanted.rows,
        )
        told = {row["number"]: _told_boards(entity_of(row["entity"]), row["boards"]) for row in rows}
        return [told.get(number) for number in range(len(names))]


def _named(names: Sequence[str], types: frozenset[EntityType]) -> dict[str, object]:
    return {"names": list(names), "keys": list(map(match_key, names)), "labels": sorted(types)}


def _told(row: Row, wanted: Wanted) -> Told:
    papers = tuple(
        ListedPaper(id_, title, date, *_strongest(edges), _beside(beside))
        for id_, title, date, edges, beside in row["page"][: wanted.first]
    )
    total = row["total"] if wanted.is_counted else None
    return Told(entity_of(row["entity"]), papers, len(row["page"]) > wanted.first > 0, total)


def _strongest(edges: Sequence[Sequence[Any]]) -> tuple[Relation, float]:
    found = [(RELATION[type_], confidence) for type_, confidence, _ in edges]
    return max(found, key=lambda edge: (edge[0].strength, edge[1]))


def _beside(found: Sequence[Sequence[Any]]) -> tuple[Beside, ...]:
    ordered = sorted(
        (-RELATION[type_].strength, fold, id_, name, confidence, type_, labels)
        for type_, confidence, id_, name, labels, fold in found
    )
    return tuple(
        Beside(RELATION[type_], confidence, NamedEntity(id_, name, _types(labels)))
        for _, _, id_, name, confidence, type_, labels in ordered
    )


def _told_boards(entity: Entity, found: Sequence[Sequence[Any]]) -> ToldBoards:
    boards: list[Board[Line]] = []
    titles: dict[str, str] = {}
    entities: dict[str, NamedEntity | None] = {}
    for key, total, up, down, benchmark, metric, rows in found:
        lines = [Line(value, number, paper, method and method[0]) for value, number, paper, _, method in rows]
        boards.append(Board(condition_of_key(key), direction(up, down), total, tuple(lines)))
        titles.update({paper: title for _, _, paper, title, _ in rows})
        for id_, name, labels, is_live in (benchmark, metric, *(row[4] for row in rows if row[4])):
            if id_ is not None and id_ not in entities:
                entities[id_] = NamedEntity(id_, name, _types(labels)) if is_live else None
    return ToldBoards(entity, tuple(boards), titles, entities)


def _types(labels: Sequence[str]) -> frozenset[EntityType]:
    key = tuple(labels)
    known = _TYPES.get(key)
    if known is None:
        known = _TYPES[key] = frozenset(EntityType(label) for label in labels if label != "Entity")
    return known
