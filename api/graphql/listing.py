"""Pages of papers and of entities."""

from typing import TypeVar, cast

from api.bootstrap import Parts
from api.graphql.cursors import Listing, SortedBy
from api.graphql.entity import Entity
from api.graphql.filters import EntityFilter, PaperFilter
from api.graphql.loaders import Loaders
from api.graphql.paging import Connection, connection, none_at_all, page_size
from api.graphql.paper import Paper
from kg import model
from kg.model import EntityType
from kg.store import base
from kg.store.base import EntityOrder, PaperOrder, Position, Slice

E = TypeVar("E", bound=Entity)

PAPERS_BY = {
    PaperOrder.NEWEST: Listing("papers:newest", SortedBy.DATE),
    PaperOrder.OLDEST: Listing("papers:oldest", SortedBy.DATE),
    PaperOrder.TITLE: Listing("papers:title", SortedBy.TEXT),
}
ENTITIES_BY = {EntityOrder.POPULAR: SortedBy.COUNT, EntityOrder.NAME: SortedBy.TEXT}

PaperPage = tuple[base.PaperFilter, PaperOrder, int, Position | None]
EntityPage = tuple[EntityType, EntityOrder, int, Position | None, str]


def entities_by(type_: EntityType, order: EntityOrder) -> Listing:
    """Return the listing of the entities that carry a label, in an order."""
    return Listing(f"{type_.lower()}:{order}", ENTITIES_BY[order])


async def list_papers(
    load: Loaders, *, first: int | None, after: str | None, where: PaperFilter | None, order: PaperOrder | None
) -> Connection[Paper]:
    """Return a page of papers; an empty one when the filter names something unknown."""
    order = order or PaperOrder.NEWEST
    listing = PAPERS_BY[order]
    size, position = page_size(first), listing.after(after)
    wanted = await (where or PaperFilter()).to_model(load)
    if wanted is None:
        return connection((), (), has_next=False, after=after, count=none_at_all)
    page = await load.alone(_page_of_papers, (wanted, order, size, position))
    return connection(
        map(Paper.from_model, page.items),
        [listing.encode(position) for position in page.positions],
        has_next=page.has_next,
        after=after,
        count=lambda load: load.alone(count_papers, wanted),
    )


async def list_entities(
    load: Loaders,
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
    listing = entities_by(type_, order)
    prefix = (where.prefix if where else None) or ""
    page = await load.alone(_page_of_entities, (type_, order, page_size(first), listing.after(after), prefix))
    return connection(
        [cast(E, Entity.from_model(entity)) for entity in page.items],
        [listing.encode(position) for position in page.positions],
        has_next=page.has_next,
        after=after,
        count=lambda load: load.alone(_count_entities, (type_, prefix)),
    )


def _page_of_papers(parts: Parts, asked: PaperPage) -> Slice[model.Paper]:
    where, order, first, after = asked
    return parts.store.list_papers(where, order, first=first, after=after)


def count_papers(parts: Parts, where: base.PaperFilter) -> int:
    """Return how many papers match."""
    return parts.store.count_papers(where)


def _page_of_entities(parts: Parts, asked: EntityPage) -> Slice[model.Entity]:
    type_, order, first, after, prefix = asked
    return parts.store.list_entities(type_, order, first=first, after=after, prefix=prefix)


def _count_entities(parts: Parts, asked: tuple[EntityType, str]) -> int:
    type_, prefix = asked
    return parts.store.count_entities(type_, prefix=prefix)
