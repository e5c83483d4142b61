"""Relay's connections: pages of a listing with cursors, and a total that is counted only when asked for."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Generic, TypeVar

import strawberry
from graphql import GraphQLError

from api.graphql.context import Info
from api.graphql.fields import resolved
from api.graphql.loaders import Loaders

T = TypeVar("T")

DEFAULT_PAGE = 20
LARGEST_PAGE = 100

Count = Callable[[Loaders], Awaitable[int]]
"""Counts a whole listing, asked from where its length stands."""


def page_size(first: int | None) -> int:
    """Return `first`, 20 for null; raises an error that the client sees unless it is between 1 and 100."""
    if first is None:
        return DEFAULT_PAGE
    if not 1 <= first <= LARGEST_PAGE:
        raise GraphQLError(
            f"`first` takes 1 to {LARGEST_PAGE}, not {first}. Page on with `after`.",
            extensions={"code": "BAD_USER_INPUT"},
        )
    return first


@strawberry.type(description="Where a page stands in its listing.")
class PageInfo:
    """Where a page stands in its listing."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


def page_info(cursors: Sequence[str], *, has_next: bool, after: str | None) -> PageInfo:
    """Return the page's place: there is something before it when it begins after a cursor."""
    return PageInfo(
        has_next_page=has_next,
        has_previous_page=after is not None,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


@strawberry.type(description="An item of a listing.")
class Edge(Generic[T]):
    """An item of a listing."""

    cursor: str
    node: T


@strawberry.type(description="A page of a listing.")
class Connection(Generic[T]):
    """A page of a listing."""

    edges: list[Edge[T]]
    page_info: PageInfo
    count: strawberry.Private[Count]

    @resolved("How many items the listing has in all; counted when asked for.")
    async def total_count(self, info: Info) -> int:
        """Return the length of the whole listing."""
        return await self.count(info.load)


def connection(
    nodes: Iterable[T], cursors: Sequence[str], *, has_next: bool, after: str | None, count: Count
) -> Connection[T]:
    """Return a page of nodes, each with its cursor."""
    edges = [Edge(cursor=cursor, node=node) for node, cursor in zip(nodes, cursors, strict=True)]
    return Connection(edges=edges, page_info=page_info(cursors, has_next=has_next, after=after), count=count)


async def none_at_all(_: Loaders) -> int:
    """Count an empty listing."""
    return 0
