"""What fields ask the store for, each way like the method of the port that it is named for, through the rounds."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from api.bootstrap import Parts
from api.graphql.rounds import Rounds
from kg.boards import Board
from kg.facets import Facet, FacetCount
from kg.lookup import find_entities
from kg.model import ASSERTED, Entity, EntityType, Paper, Relation, Result, Use
from kg.store.base import PaperUse, Position, Slice
from kg.together import NEWEST, NEWEST_OF_EACH, RAREST, CoUses, Kindred

Args = TypeVar("Args", bound=Hashable)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Which:
    """Which edges to a group of entities count."""

    roles: tuple[Relation, ...] = ASSERTED
    min_confidence: float = 0.0

    @property
    def is_usual(self) -> bool:
        """Say whether these are the edges whose papers an entity keeps the number of: all but mentions."""
        return self.min_confidence <= 0 and set(self.roles) == set(ASSERTED)


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
    """The way to the store from the fields of one level; the level of a field is how many fields lead to it."""

    def __init__(self, rounds: Rounds, level: int) -> None:
        """Ask through the rounds of a request."""
        self._names = partial(rounds.load, (level, 0))
        self._family = partial(rounds.load, (level, 1))
        self._load = partial(rounds.load, (level, 2))

    def alone(self, question: Callable[[Parts, Args], Answer], args: Args) -> Awaitable[Answer]:
        """Return the answer to a question that shares its call with no other, unless it is the same one."""
        return self._load(_Alone(question), None, args)

    async def all(self, load: Callable[[str], Awaitable[Answer]], ids: Sequence[str]) -> list[Answer]:
        """Return what one of these ways leads to for each id."""
        return await asyncio.gather(*map(load, ids))

    def papers(self, id_: str) -> Awaitable[Paper | None]:
        """Return the paper of an id."""
        return self._load(_papers, id_)

    def entities(self, id_: str) -> Awaitable[Entity | None]:
        """Return the live entity of an id."""
        return self._load(_entities, id_)

    def named(self, name: str, types: frozenset[EntityType]) -> Awaitable[list[Entity]]:
        """Return what a name can mean; see `kg.lookup.find_entities`."""
        return self._names(_named, (name, types))

    def variants(self, id_: str) -> Awaitable[list[Entity]]:
        """Return the variants of an entity, and theirs."""
        return self._family(_variants, id_)

    def list_uses(self, group: frozenset[str], page: Page) -> Awaitable[Slice[PaperUse]]:
        """Return a page of the papers that use one of a group of entities."""
        return self._load(_list_uses, group, page)

    def count_uses(self, group: frozenset[str], which: Which) -> Awaitable[int]:
        """Return how many papers use one of a group of entities."""
        return self._load(_count_uses, group, which)

    def facet_uses(self, group: frozenset[str], by: Facet, which: Which) -> Awaitable[list[FacetCount]]:
        """Return how many papers of a group of entities have each value."""
        return self._load(_facet_uses, group, (by, which))

    def boards(self, group: frozenset[str], page: BoardPage) -> Awaitable[list[Board[Result]]]:
        """Return the boards of a group of entities."""
        return self._load(_boards, group, page)

    def used_with(self, group: frozenset[str], beside: Beside) -> Awaitable[CoUses]:
        """Return what the papers of a group of entities use beside it."""
        return self._load(_used_with, group, beside)

    def kindred(self, paper_id: str) -> Awaitable[Kindred]:
        """Return the papers that share entities with one."""
        return self._load(_kindred, paper_id)

    def uses_of(self, paper_id: str) -> Awaitable[list[tuple[Use, Entity]]]:
        """Return the uses of a paper with the entities."""
        return self._load(_uses_of, paper_id)

    def results_of(self, paper_id: str) -> Awaitable[list[Result]]:
        """Return the results of a paper."""
        return self._load(_results_of, paper_id)


@dataclass(frozen=True, slots=True)
class _Alone(Generic[Args, Answer]):
    """A question of arguments alone, as the call of one item."""

    question: Callable[[Parts, Args], Answer]

    def __call__(self, parts: Parts, _items: Sequence[None], args: Args) -> Sequence[Answer]:
        return [self.question(parts, args)]


def _papers(parts: Parts, ids: Sequence[str], _: None) -> Sequence[Paper | None]:
    return parts.store.papers(ids)


def _entities(parts: Parts, ids: Sequence[str], _: None) -> Sequence[Entity | None]:
    return parts.store.entities(ids)


def _named(parts: Parts, names: Sequence[tuple[str, frozenset[EntityType]]], _: None) -> Sequence[list[Entity]]:
    return find_entities(parts.store, names, parts.lexicon)


def _variants(parts: Parts, ids: Sequence[str], _: None) -> Sequence[list[Entity]]:
    return parts.store.variants(ids)


def _list_uses(parts: Parts, groups: Sequence[frozenset[str]], page: Page) -> Sequence[Slice[PaperUse]]:
    which = page.which
    return parts.store.list_uses(
        groups, which.roles, first=page.first, after=page.after, min_confidence=which.min_confidence
    )


def _count_uses(parts: Parts, groups: Sequence[frozenset[str]], which: Which) -> Sequence[int]:
    return parts.store.count_uses(groups, which.roles, min_confidence=which.min_confidence)


def _facet_uses(
    parts: Parts, groups: Sequence[frozenset[str]], asked: tuple[Facet, Which]
) -> Sequence[list[FacetCount]]:
    by, which = asked
    return parts.store.facet_uses(groups, by, which.roles, min_confidence=which.min_confidence)


def _boards(parts: Parts, groups: Sequence[frozenset[str]], page: BoardPage) -> Sequence[list[Board[Result]]]:
    return parts.store.boards(groups, metrics=page.metrics, setting=page.setting, first=page.first, rows=page.rows)


def _used_with(parts: Parts, groups: Sequence[frozenset[str]], beside: Beside) -> Sequence[CoUses]:
    return parts.store.used_with(
        groups, beside.types, roles=beside.roles, other_roles=beside.other_roles, papers=NEWEST, first=beside.first
    )


def _kindred(parts: Parts, paper_ids: Sequence[str], _: None) -> Sequence[Kindred]:
    return parts.store.kindred(paper_ids, entities=RAREST, papers=NEWEST_OF_EACH)


def _uses_of(parts: Parts, paper_ids: Sequence[str], _: None) -> Sequence[list[tuple[Use, Entity]]]:
    return parts.store.uses_of(paper_ids)


def _results_of(parts: Parts, paper_ids: Sequence[str], _: None) -> Sequence[list[Result]]:
    return parts.store.results_of(paper_ids)
