"""Pages of papers and of entities."""

import asyncio
from typing import TypeVar, cast

from api.graphql.context import Context
from api.graphql.cursors import Listing, SortedBy
from api.graphql.entity import Entity
from api.graphql.filters import EntityFilter, PaperFilter
from api.graphql.paging import Connection, connection, none_at_all, page_size
from api.graphql.paper import Paper
from kg.model import EntityType
from kg.store.base import EntityOrder, PaperOrder

E = TypeVar("E", bound=Entity)

PAPERS_BY = {
    PaperOrder.NEWEST: Listing("papers:newest", SortedBy.DATE),
    PaperOrder.OLDEST: Listing("papers:oldest", SortedBy.DATE),
    PaperOrder.TITLE: Listing("papers:title", SortedBy.TEXT),
}
ENTITIES_BY = {EntityOrder.POPULAR: SortedBy.COUNT, EntityOrder.NAME: SortedBy.TEXT}


async def list_papers(
    context: Context, *, first: int | None, after: str | None, where: PaperFilter | None, order: PaperOrder | None
) -> Connection[Paper]:
    """Return a page of papers; an empty one when the filter names something unknown."""
    order = order or PaperOrder.NEWEST
    listing, store = PAPERS_BY[order], context.parts.store
    size, position = page_size(first), listing.after(after)
    wanted = await (where or PaperFilter()).to_model(context)
    if wanted is None:
        return connection((), (), has_next=False, after=after, count=none_at_all)
    page = await asyncio.to_thread(store.list_papers, wanted, order, first=size, after=position)
    return connection(
        map(Paper.from_model, page.items),
        [listing.encode(position) for position in page.positions],
        has_next=page.has_next,
        after=after,
        count=lambda: asyncio.to_thread(store.count_papers, wanted),
    )


async def list_entities(
    context: Context,
    kind: tuple[type[E], EntityType],
    *,
    first: int | None,
    after: str | None,
    where: EntityFilter | None,
    order: EntityOrder | None,
) -> Connection[E]:
    """Return a page of the entities that carry a label, as nodes of the type beside it."""
    _, type_ = kind  # the type of all that carry the label: what `from_model` makes of them
    order = order or EntityOrder.POPULAR
    listing, store = Listing(f"{type_.lower()}:{order}", ENTITIES_BY[order]), context.parts.store
    prefix = (where.prefix if where else None) or ""
    page = await asyncio.to_thread(
        store.list_entities, type_, order, first=page_size(first), after=listing.after(after), prefix=prefix
    )
    return connection(
        [cast(E, Entity.from_model(entity)) for entity in page.items],
        [listing.encode(position) for position in page.positions],
        has_next=page.has_next,
        after=after,
        count=lambda: asyncio.to_thread(store.count_entities, type_, prefix=prefix),
    )
