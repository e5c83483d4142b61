"""Search: names that forgive spelling, the best first, then papers that hold every word, the newest first."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import strawberry

from api.graphql.context import Context
from api.graphql.cursors import Listing, SortedBy
from api.graphql.entity import Entity as EntityNode
from api.graphql.enums import NodeType
from api.graphql.fields import resolved
from api.graphql.node import Node
from api.graphql.paging import Count, PageInfo, page_info, page_size
from api.graphql.paper import Paper as PaperNode
from kg.errors import CursorError
from kg.model import EntityType, Paper
from kg.store.base import PaperFilter, PaperOrder, Position, Slice
from kg.text import terms

if TYPE_CHECKING:
    from kg.search import NameHit

NAMES = Listing("search:names", SortedBy.COUNT)
PAPERS = Listing("search:papers", SortedBy.DATE)


@strawberry.type(description="Something found.")
class SearchEdge:
    """Something found."""

    cursor: str
    node: Node
    score: float = strawberry.field(
        description="How well the name fits, 1 for exactly; 0 for a paper found by its words."
    )
    matched: str | None = strawberry.field(description="The form of the name that fits; null for a paper.")


@strawberry.type(description="A page of what was found.")
class SearchConnection:
    """A page of what was found."""

    edges: list[SearchEdge]
    page_info: PageInfo
    count: strawberry.Private[Count]

    @resolved("How much there is in all; counted when asked for.")
    async def total_count(self) -> int:
        """Return the number of names and papers found."""
        return await self.count()

    @classmethod
    async def page(
        cls, context: Context, text: str, types: Collection[NodeType] | None, *, first: int | None, after: str | None
    ) -> "SearchConnection":
        """Return a page of the names, and of the papers where the names end."""
        size, place = page_size(first), _place(after)
        question = _Question(context, text, frozenset(types or NodeType))
        hits = await question.names()
        names = [] if place.in_papers else _after(hits, place.position)
        edges = await _name_edges(context, names[:size])
        more = len(names) > size
        if not more:
            # Asked even where the names fill the page, to tell whether papers follow.
            room = size - len(names)
            papers = await question.papers(max(room, 1), place.position if place.in_papers else None)
            edges += [_paper_edge(*pair) for pair in zip(papers.items[:room], papers.positions[:room], strict=True)]
            more = papers.has_next or len(papers.items) > room
        info = page_info([edge.cursor for edge in edges], has_next=more, after=after)
        return cls(edges=edges, page_info=info, count=lambda: question.count(len(hits)))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page begins: behind a name, or behind a paper."""

    position: Position | None
    in_papers: bool = False


def _place(after: str | None) -> _Place:
    try:
        return _Place(NAMES.after(after))
    except CursorError:
        return _Place(PAPERS.after(after), in_papers=True)


@dataclass(frozen=True, slots=True)
class _Question:
    """A text and the kinds of node that may answer it."""

    context: Context
    text: str
    types: frozenset[NodeType]

    async def names(self) -> Sequence["NameHit"]:
        """Return all names that fit, the best first."""
        labels = frozenset(EntityType(kind.value) for kind in self.types - {NodeType.PAPER, NodeType.RESULT})
        if not labels:
            return ()
        return await asyncio.to_thread(lambda: self.context.parts.names.index().search(self.text, labels))

    async def papers(self, first: int, after: Position | None) -> Slice[Paper]:
        """Return a page of the papers that hold all words."""
        if not self._asks_for_papers:
            return Slice((), (), has_next=False)
        store = self.context.parts.store
        return await asyncio.to_thread(store.list_papers, self._words, PaperOrder.NEWEST, first=first, after=after)

    async def count(self, names: int) -> int:
        """Return how many names and papers there are."""
        if not self._asks_for_papers:
            return names
        return names + await asyncio.to_thread(self.context.parts.store.count_papers, self._words)

    @property
    def _asks_for_papers(self) -> bool:
        return NodeType.PAPER in self.types and bool(terms(self.text))

    @property
    def _words(self) -> PaperFilter:
        return PaperFilter(text=self.text)


def _after(hits: Sequence["NameHit"], position: Position | None) -> Sequence["NameHit"]:
    if position is None:
        return hits
    for index, hit in enumerate(hits):
        if hit.entity_id == position.id:
            return hits[index + 1 :]
    # The name has gone since: go on with those that fit less well than it did.
    return [hit for hit in hits if _rank(hit) < int(position.value or 0)]


def _rank(hit: "NameHit") -> int:
    return round(hit.score * 1_000_000)


async def _name_edges(context: Context, hits: Sequence["NameHit"]) -> list[SearchEdge]:
    found = await context.load.entities.load_many([hit.entity_id for hit in hits])
    return [
        SearchEdge(
            cursor=NAMES.encode(Position(_rank(hit), hit.entity_id)),
            node=EntityNode.from_model(entity),
            score=hit.score,
            matched=hit.matched,
        )
        for hit, entity in zip(hits, found, strict=True)
        if entity
    ]


def _paper_edge(paper: Paper, at: Position) -> SearchEdge:
    return SearchEdge(cursor=PAPERS.encode(at), node=PaperNode.from_model(paper), score=0.0, matched=None)
