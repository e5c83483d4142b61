"""Search: names that forgive spelling, the best first, then papers that hold every word, the newest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import strawberry

from api.bootstrap import Parts
from api.graphql.context import Info
from api.graphql.cursors import Listing, SortedBy
from api.graphql.entity import Entity as EntityNode
from api.graphql.enums import NodeType
from api.graphql.fields import resolved
from api.graphql.filters import text_within
from api.graphql.listing import count_papers
from api.graphql.loaders import Loaders
from api.graphql.node import Node
from api.graphql.paging import PageInfo, page_info, page_size
from api.graphql.paper import Paper as PaperNode
from kg.errors import CursorError
from kg.model import Entity, EntityType, Paper
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
    question: strawberry.Private["_Question"]
    names: strawberry.Private[int]

    @resolved("How much there is in all; counted when asked for.")
    async def total_count(self, info: Info) -> int:
        """Return the number of names and papers found."""
        words = self.question.words
        return self.names + (await info.load.alone(count_papers, words) if words else 0)

    @classmethod
    async def page(
        cls, load: Loaders, text: str, types: Collection[NodeType] | None, *, first: int | None, after: str | None
    ) -> "SearchConnection":
        """Return a page of the names, and of the papers where the names end."""
        text_within(text)
        question = _Question(text, frozenset(types or NodeType))
        found = await load.alone(_find, (question, page_size(first), _place(after)))
        edges = [_name_edge(hit, entity) for hit, entity in found.names]
        edges += [_paper_edge(*pair) for pair in zip(found.papers.items, found.papers.positions, strict=True)]
        info = page_info([edge.cursor for edge in edges], has_next=found.papers.has_next, after=after)
        return cls(edges=edges, page_info=info, question=question, names=found.all_names)


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

    text: str
    types: frozenset[NodeType]

    @property
    def labels(self) -> frozenset[EntityType]:
        """Return the kinds whose names may fit."""
        return frozenset(EntityType(kind.value) for kind in self.types - {NodeType.PAPER, NodeType.RESULT})

    @property
    def words(self) -> PaperFilter | None:
        """Return which papers hold all words; None where no paper is asked for."""
        return PaperFilter(text=self.text) if NodeType.PAPER in self.types and terms(self.text) else None


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands on a page, and how many names fit in all."""

    names: Sequence[tuple["NameHit", Entity]]
    papers: Slice[Paper]
    all_names: int


def _find(parts: Parts, asked: tuple[_Question, int, _Place]) -> _Found:
    """Search the names, and the papers where the names end; the store is called for each, and for what has changed."""
    question, size, place = asked
    hits = parts.names.index().search(question.text, question.labels) if question.labels else []
    names = [] if place.in_papers else _after(hits, place.position)
    shown = names[:size]
    entities = parts.store.entities([hit.entity_id for hit in shown]) if shown else []
    papers: Slice[Paper] = Slice((), (), has_next=len(names) > size)
    if not papers.has_next and question.words:
        # Asked even where the names fill the page, to tell whether papers follow.
        room, after = size - len(shown), place.position if place.in_papers else None
        found = parts.store.list_papers(question.words, PaperOrder.NEWEST, first=max(room, 1), after=after)
        has_next = found.has_next or len(found.items) > room
        papers = Slice(found.items[:room], found.positions[:room], has_next)
    known = [(hit, entity) for hit, entity in zip(shown, entities, strict=True) if entity]
    return _Found(known, papers, len(hits))


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


def _name_edge(hit: "NameHit", entity: Entity) -> SearchEdge:
    at = Position(_rank(hit), hit.entity_id)
    return SearchEdge(cursor=NAMES.encode(at), node=EntityNode.from_model(entity), score=hit.score, matched=hit.matched)


def _paper_edge(paper: Paper, at: Position) -> SearchEdge:
    return SearchEdge(cursor=PAPERS.encode(at), node=PaperNode.from_model(paper), score=0.0, matched=None)
