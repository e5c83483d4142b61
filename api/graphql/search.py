"""Search: names that forgive spelling, the best first, then papers that hold every word, the newest first."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

import strawberry

from api.bootstrap import Parts
from api.graphql.context import Info
from api.graphql.entity import Entity as EntityNode
from api.graphql.enums import NodeType
from api.graphql.fields import resolved
from api.graphql.filters import text_within
from api.graphql.listing import count_papers
from api.graphql.loaders import Loaders
from api.graphql.node import Node
from api.graphql.paging import PageInfo, page_info, page_size
from api.graphql.paper import Paper as PaperNode
from api.graphql.searching import NAMES, PAPERS, Found, Question, check_cursor, find
from kg.model import Entity, Paper
from kg.store.base import Position

if TYPE_CHECKING:
    from kg.search import NameHit


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
    question: strawberry.Private[Question]
    names: strawberry.Private[Callable[[], int]]

    @resolved("How much there is in all; counted when asked for.")
    async def total_count(self, info: Info) -> int:
        """Return the number of names and papers found."""
        words = self.question.words
        return self.names() + (await info.load.alone(count_papers, words) if words else 0)

    @classmethod
    async def page(
        cls, load: Loaders, text: str, types: Collection[NodeType] | None, *, first: int | None, after: str | None
    ) -> "SearchConnection":
        """Return a page of the names, and of the papers where the names end."""
        text_within(text)
        question = Question(text, frozenset(types or NodeType))
        size = page_size(first)
        check_cursor(after)
        found, entities = await load.alone(_find, (question, size, after))
        named = zip(found.names, entities, strict=True)
        edges = [_name_edge(hit, at, entity) for (hit, at), entity in named if entity]
        edges += [_paper_edge(*pair) for pair in zip(found.papers.items, found.papers.positions, strict=True)]
        info = page_info([edge.cursor for edge in edges], has_next=found.papers.has_next, after=after)
        return cls(edges=edges, page_info=info, question=question, names=found.all_names)


_Asked = tuple[Question, int, str | None]


def _find(parts: Parts, asked: _Asked) -> tuple[Found, Sequence[Entity | None]]:
    """Return what is found with the entities of its names."""
    found = find(parts.store, parts.names.index, *asked)
    return found, parts.store.entities([hit.entity_id for hit, _ in found.names]) if found.names else ()


def _name_edge(hit: "NameHit", at: Position, entity: Entity) -> SearchEdge:
    return SearchEdge(cursor=NAMES.encode(at), node=EntityNode.from_model(entity), score=hit.score, matched=hit.matched)


def _paper_edge(paper: Paper, at: Position) -> SearchEdge:
    return SearchEdge(cursor=PAPERS.encode(at), node=PaperNode.from_model(paper), score=0.0, matched=None)
