"""One run of a plan: the store, the variables, and what has been read so far."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphql.execution.values import VariableValues

from api.bootstrap import Parts
from api.graphql.cursors import Listing
from kg.lookup import find_entities
from kg.model import Entity, EntityType, Evidence, Paper, Result, Use
from kg.store.base import PaperUse, Slice


class Edge(NamedTuple):
    """An item of a page."""

    cursor: str
    node: Paper | Entity


class UseEdge(NamedTuple):
    """A paper of an entity."""

    cursor: str
    found: PaperUse
    group: frozenset[str]


class Held(NamedTuple):
    """A use of an entity, seen from the paper."""

    use: Use
    paper: Paper
    entity: Entity | None


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

    edges: Sequence[Edge | UseEdge]
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
    _uses: dict[str, list[tuple[Use, Entity]]] = field(default_factory=dict)
    _results: dict[str, list[Result]] = field(default_factory=dict)
    _entities: dict[str, Entity | None] = field(default_factory=dict)
    _variants: dict[str, list[Entity]] = field(default_factory=dict)

    def find(self, name: str, types: frozenset[EntityType]) -> Entity | None:
        """Return what a name or an id means, of several that with the most papers."""
        found = find_entities(self.parts.store, [(name, types)], self.parts.lexicon)[0]
        return found[0] if found else None

    def uses_of(self, papers: Sequence[Paper]) -> list[list[tuple[Use, Entity]]]:
        """Return the uses of papers."""
        ids = list(dict.fromkeys(paper.id for paper in papers if paper.id not in self._uses))
        if ids:
            found = self.parts.store.uses_of(ids, evidence="evidence" in self.asks)
            self._uses.update(zip(ids, found, strict=True))
        return [self._uses[paper.id] for paper in papers]

    def results_of(self, papers: Sequence[Paper]) -> list[list[Result]]:
        """Return the results of papers."""
        ids = list(dict.fromkeys(paper.id for paper in papers if paper.id not in self._results))
        if ids:
            self._results.update(zip(ids, self.parts.store.results_of(ids), strict=True))
        return [self._results[paper.id] for paper in papers]

    def entities(self, ids: Sequence[str | None]) -> list[Entity | None]:
        """Return entities by id, None for None."""
        unread = list(dict.fromkeys(id_ for id_ in ids if id_ is not None and id_ not in self._entities))
        if unread:
            self._entities.update(zip(unread, self.parts.store.entities(unread), strict=True))
        return [None if id_ is None else self._entities[id_] for id_ in ids]

    def variants(self, entities: Sequence[Entity]) -> list[list[Entity]]:
        """Return the variants of entities, and theirs."""
        ids = list(dict.fromkeys(one.id for one in entities if one.id not in self._variants))
        if ids:
            self._variants.update(zip(ids, self.parts.store.variants(ids), strict=True))
        return [self._variants[one.id] for one in entities]


def page_of(
    slice_: Slice[Paper] | Slice[Entity], listing: Listing, after: str | None, count: Callable[[], int]
) -> Page:
    """Return a page of a listing with its cursors."""
    items: Sequence[Paper | Entity] = slice_.items
    edges = [Edge(listing.encode(at), item) for at, item in zip(slice_.positions, items, strict=True)]
    return Page(edges, slice_.has_next, after, count)


def iso(date: dt.date | None) -> str | None:
    """Return a date as the schema writes it."""
    return date.isoformat() if date else None
