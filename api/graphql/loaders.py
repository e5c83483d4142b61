"""Data loaders: what the fields of one request ask the store for at the same moment becomes one call.

A loader of a call with arguments has keys of pairs, the item and its arguments; keys of equal arguments share a call.
The store is synchronous, so each call runs in a thread.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from strawberry.dataloader import DataLoader

from api.bootstrap import Parts
from kg.boards import Board
from kg.facets import Facet, FacetCount
from kg.lookup import find_entities
from kg.model import ASSERTED, Entity, EntityType, Paper, Relation, Result, Use
from kg.store.base import PaperUse, Position, Slice
from kg.together import NEWEST, NEWEST_OF_EACH, RAREST, CoUses, Kindred

Item = TypeVar("Item", bound=Hashable)
Args = TypeVar("Args", bound=Hashable)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Which:
    """Which edges to a group of entities count."""

    roles: tuple[Relation, ...] = ASSERTED
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the edges that count."""

    which: Which
    first: int
    after: Position | None = None


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Which boards of a group of entities, how many, and how many rows of each."""

    metrics: frozenset[str] | None
    setting: str | None
    first: int
    rows: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What is asked of the papers of a group of entities: which papers, and which entities beside it."""

    types: frozenset[EntityType]
    first: int
    roles: tuple[Relation, ...] = ASSERTED
    other_roles: tuple[Relation, ...] = ASSERTED


class Loaders:
    """One request's way to the store; each loader answers like the method of the port that it is named for."""

    def __init__(self, parts: Parts) -> None:
        """Begin with nothing read."""
        store = parts.store

        def named(names: Sequence[str], types: frozenset[EntityType]) -> Sequence[list[Entity]]:
            return find_entities(store, names, types, parts.lexicon)

        def variants(ids: Sequence[str], direct: bool) -> Sequence[list[Entity]]:  # noqa: FBT001  (the loader's argument)
            return store.variants(ids, direct=direct)

        def list_uses(groups: Sequence[frozenset[str]], page: Page) -> Sequence[Slice[PaperUse]]:
            return store.list_uses(
                groups,
                page.which.roles,
                first=page.first,
                after=page.after,
                min_confidence=page.which.min_confidence,
            )

        def count_uses(groups: Sequence[frozenset[str]], which: Which) -> Sequence[int]:
            return store.count_uses(groups, which.roles, min_confidence=which.min_confidence)

        def facet_uses(groups: Sequence[frozenset[str]], asked: tuple[Facet, Which]) -> Sequence[list[FacetCount]]:
            by, which = asked
            return store.facet_uses(groups, by, which.roles, min_confidence=which.min_confidence)

        def boards(groups: Sequence[frozenset[str]], page: BoardPage) -> Sequence[list[Board]]:
            return store.boards(groups, metrics=page.metrics, setting=page.setting, first=page.first, rows=page.rows)

        def used_with(groups: Sequence[frozenset[str]], beside: Beside) -> Sequence[CoUses]:
            return store.used_with(
                groups,
                beside.types,
                roles=beside.roles,
                other_roles=beside.other_roles,
                papers=NEWEST,
                first=beside.first,
            )

        def kindred(paper_ids: Sequence[str]) -> Sequence[Kindred]:
            return store.kindred(paper_ids, entities=RAREST, papers=NEWEST_OF_EACH)

        self.papers: DataLoader[str, Paper | None] = DataLoader(_plain(store.papers))
        self.entities: DataLoader[str, Entity | None] = DataLoader(_plain(store.entities))
        self.named: DataLoader[tuple[str, frozenset[EntityType]], list[Entity]] = DataLoader(_grouped(named))
        self.variants: DataLoader[tuple[str, bool], list[Entity]] = DataLoader(_grouped(variants))
        self.list_uses: DataLoader[tuple[frozenset[str], Page], Slice[PaperUse]] = DataLoader(_grouped(list_uses))
        self.count_uses: DataLoader[tuple[frozenset[str], Which], int] = DataLoader(_grouped(count_uses))
        self.facet_uses: DataLoader[tuple[frozenset[str], tuple[Facet, Which]], list[FacetCount]] = DataLoader(
            _grouped(facet_uses)
        )
        self.boards: DataLoader[tuple[frozenset[str], BoardPage], list[Board]] = DataLoader(_grouped(boards))
        self.used_with: DataLoader[tuple[frozenset[str], Beside], CoUses] = DataLoader(_grouped(used_with))
        self.kindred: DataLoader[str, Kindred] = DataLoader(_plain(kindred))
        self.uses_of: DataLoader[str, list[tuple[Use, Entity]]] = DataLoader(_plain(store.uses_of))
        self.results_of: DataLoader[str, list[Result]] = DataLoader(_plain(store.results_of))


def _plain(ask: Callable[[Sequence[Item]], Sequence[Answer]]) -> Callable[[list[Item]], Awaitable[Sequence[Answer]]]:
    async def load(items: list[Item]) -> Sequence[Answer]:
        return await asyncio.to_thread(ask, items)

    return load


def _grouped(
    ask: Callable[[Sequence[Item], Args], Sequence[Answer]],
) -> Callable[[list[tuple[Item, Args]]], Awaitable[Sequence[Answer]]]:
    async def load(keys: list[tuple[Item, Args]]) -> Sequence[Answer]:
        groups: dict[Args, list[Item]] = {}
        for item, args in keys:
            groups.setdefault(args, []).append(item)
        answers: dict[tuple[Item, Args], Answer] = {}
        for args, items in groups.items():
            for item, answer in zip(items, await asyncio.to_thread(ask, items, args), strict=True):
                answers[item, args] = answer
        return [answers[key] for key in keys]

    return load
