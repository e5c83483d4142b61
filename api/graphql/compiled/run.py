"""One run of a plan: the store, the variables, and what has been read so far."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphql.execution.values import VariableValues

from api.bootstrap import Parts
from api.graphql.compiled.plan import Step
from api.graphql.cursors import Listing
from api.graphql.paper_use import LISTING
from kg.boards import Board
from kg.errors import StoreError
from kg.lookup import find_entities
from kg.model import Entity, EntityType, Evidence, Paper, Relation, Result, Use
from kg.search import NameIndex
from kg.store.base import Position, Slice
from kg.store.lookups import Beside, Line, NamedEntity, Told, ToldBoards


class Edge(NamedTuple):
    """An item of a page."""

    listing: Listing
    position: Position
    node: Paper | Entity

    @property
    def cursor(self) -> str:
        """Return the cursor, which is made only where it is asked for."""
        return self.listing.encode(self.position)


class UseEdge(NamedTuple):
    """A paper of an entity, with its strongest use; after a whole look-up, a `ListedPaper` of it without its uses."""

    paper: Any
    relation: Relation
    confidence: float
    uses: Sequence[Use] = ()
    group: frozenset[str] = frozenset()

    @property
    def cursor(self) -> str:
        """Return the cursor."""
        return LISTING.encode(Position(iso(self.paper.date), self.paper.id))


class Held(NamedTuple):
    """A use of an entity, seen from the paper; a whole look-up has a `Beside` in its place."""

    relation: Relation
    confidence: float
    entity: Entity | None
    use: Use
    paper: Paper


class Proof(NamedTuple):
    """Evidence, and the paper that it is in."""

    evidence: Evidence
    paper: Paper


class Reported(NamedTuple):
    """A result, and the paper that reports it."""

    result: Result
    paper: Paper


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a listing; `count` tells the length of all of it."""

    edges: Sequence[Any]
    has_next: bool
    after: str | None
    count: Callable[[], int]


@dataclass(slots=True)
class Run:
    """What the columns of one run share; papers and entities are read once, whoever asks."""

    parts: Parts
    variables: VariableValues
    asks: frozenset[str]
    args: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Those of the steps so far; `Step.args` keeps them."""
    found: Entity | None = None
    """What a whole look-up found."""
    index: NameIndex | None = None
    """The names, where they were read for several runs."""
    _pages: dict[int, Told] = field(default_factory=dict)
    _boards: dict[int, Sequence[Board[Line]]] = field(default_factory=dict)
    _papers: dict[str, Paper] = field(default_factory=dict)
    _uses: dict[str, Sequence[Held | Beside]] = field(default_factory=dict)
    _results: dict[str, list[Result]] = field(default_factory=dict)
    _entities: dict[str, Entity | NamedEntity | None] = field(default_factory=dict)
    _variants: dict[str, list[Entity]] = field(default_factory=dict)

    def names(self) -> NameIndex:
        """Return the names that the graph has now."""
        return self.index or self.parts.names.index()

    def find(self, name: str, types: frozenset[EntityType]) -> Entity | None:
        """Return what a name or an id means, of several that with the most papers."""
        found = find_entities(self.parts.store, [(name, types)], self.parts.lexicon)[0]
        return found[0] if found else None

    def keep(self, pages: Iterable[Step], told: Told) -> None:
        """Keep what a whole look-up found for the steps that will ask for it."""
        self.found = told.entity
        self._pages = {id(page): told for page in pages}
        self._uses = {paper.id: paper.beside for paper in told.papers}

    def page(self, step: Step) -> Told | None:
        """Return the page of papers that a step asks for, where a whole look-up has found it."""
        return self._pages.get(id(step))

    def keep_boards(self, steps: Iterable[Step], told: ToldBoards) -> None:
        """Keep what a look-up of boards found for the steps that will ask for them."""
        self.found = told.entity
        self._boards = {id(step): told.boards for step in steps}
        self._papers = {id_: Paper(id_, title, "") for id_, title in told.titles.items()}
        self._entities = dict(told.entities)

    def boards(self, step: Step) -> Sequence[Board[Line]] | None:
        """Return the boards that a step asks for, where a whole look-up has found them."""
        return self._boards.get(id(step))

    def uses_of(self, papers: Sequence[Paper]) -> list[Sequence[Held | Beside]]:
        """Return the uses of papers."""
        unread = {paper.id: paper for paper in papers if paper.id not in self._uses}
        if unread:
            found = self.parts.store.uses_of(list(unread), evidence="evidence" in self.asks)
            for (id_, paper), uses in zip(unread.items(), found, strict=True):
                self._uses[id_] = [Held(use.relation, use.confidence, entity, use, paper) for use, entity in uses]
        return [self._uses[paper.id] for paper in papers]

    def results_of(self, papers: Sequence[Paper]) -> list[list[Result]]:
        """Return the results of papers."""
        ids = list(dict.fromkeys(paper.id for paper in papers if paper.id not in self._results))
        if ids:
            self._results.update(zip(ids, self.parts.store.results_of(ids), strict=True))
        return [self._results[paper.id] for paper in papers]

    def entities(self, ids: Sequence[str | None]) -> list[Entity | NamedEntity | None]:
        """Return entities by id, None for None."""
        unread = list(dict.fromkeys(id_ for id_ in ids if id_ is not None and id_ not in self._entities))
        if unread:
            self._entities.update(zip(unread, self.parts.store.entities(unread), strict=True))
        return [None if id_ is None else self._entities[id_] for id_ in ids]

    def papers(self, ids: Sequence[str], *, heads: bool) -> list[Paper]:
        """Return papers by id, with `heads` their ids and titles alone."""
        unread = list(dict.fromkeys(id_ for id_ in ids if id_ not in self._papers))
        if unread:
            found = self._heads(unread) if heads else self.parts.store.papers(unread)
            self._papers.update({paper.id: paper for paper in found if paper is not None})
        if not self._papers.keys() >= set(ids):
            raise StoreError("The graph changed while it was read. Ask again.")
        return [self._papers[id_] for id_ in ids]

    def _heads(self, ids: Sequence[str]) -> list[Paper | None]:
        return [Paper(node.id, node.label, "") if node else None for node in self.parts.store.nodes(ids)]

    def variants(self, entities: Sequence[Entity]) -> list[list[Entity]]:
        """Return the variants of entities, and theirs."""
        ids = list(dict.fromkeys(one.id for one in entities if one.id not in self._variants))
        if ids:
            self._variants.update(zip(ids, self.parts.store.variants(ids), strict=True))
        return [self._variants[one.id] for one in entities]


def groups_of(run: Run, entities: Sequence[Entity], *, with_variants: bool) -> list[frozenset[str]]:
    """Return for each entity the ids that a question about it means."""
    if not with_variants:
        return [frozenset({entity.id}) for entity in entities]
    return [
        frozenset({entity.id, *(variant.id for variant in variants)})
        for entity, variants in zip(entities, run.variants(entities), strict=True)
    ]


def page_of(
    slice_: Slice[Paper] | Slice[Entity], listing: Listing, after: str | None, count: Callable[[], int]
) -> Page:
    """Return a page of a listing."""
    items: Sequence[Paper | Entity] = slice_.items
    edges = [Edge(listing, at, item) for at, item in zip(slice_.positions, items, strict=True)]
    return Page(edges, slice_.has_next, after, count)


def iso(date: dt.date | str | None) -> str | None:
    """Return a date as the schema writes it, which that of a `ListedPaper` already is."""
    return date.isoformat() if isinstance(date, dt.date) else date
