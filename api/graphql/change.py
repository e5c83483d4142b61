"""What became of the graph: papers that came in or were taken out, the latest first."""

import datetime as dt

import strawberry

from api.bootstrap import Parts
from api.graphql.context import Info
from api.graphql.cursors import Listing, SortedBy
from api.graphql.fields import resolved
from api.graphql.loaders import Loaders
from api.graphql.paging import Connection, connection, page_size
from api.graphql.paper import Paper
from kg import history
from kg.history import ChangeKind
from kg.store.base import Position, Slice

_LISTING = Listing("changes", SortedBy.TEXT)

strawberry.enum(ChangeKind, name="ChangeKind", description="A paper came in, or was taken out.")


@strawberry.type(description="A paper that came in or was taken out.")
class Change:
    """A paper that came in or was taken out."""

    kind: ChangeKind
    at: dt.datetime
    id: strawberry.ID = strawberry.field(description="The paper's main id, at the end for one that was taken out.")
    title: str = strawberry.field(description="The last that is known; former texts of a paper are not kept.")
    date: dt.date | None

    @classmethod
    def from_model(cls, found: history.Change) -> "Change":
        """Return what a client sees of a change."""
        id_ = strawberry.ID(found.paper_id)
        return cls(kind=found.kind, at=found.at, id=id_, title=found.title, date=found.date)

    @resolved("What the id answers with now; null for a paper that is out.")
    async def paper(self, info: Info) -> Paper | None:
        """Return the paper as it is now."""
        found = await info.load.papers(self.id)
        return Paper.from_model(found) if found else None


async def list_changes(
    load: Loaders, since: dt.datetime, *, first: int | None, after: str | None
) -> Connection[Change]:
    """Return a page of the changes since a moment."""
    size, position = page_size(first), _LISTING.after(after)
    page = await load.alone(_page, (since, size, position))
    return connection(
        map(Change.from_model, page.items),
        [_LISTING.encode(position) for position in page.positions],
        has_next=page.has_next,
        after=after,
        count=lambda load: load.alone(_count, since),
    )


def _page(parts: Parts, asked: tuple[dt.datetime, int, Position | None]) -> Slice[history.Change]:
    since, first, after = asked
    return parts.store.changes(since, first=first, after=after)


def _count(parts: Parts, since: dt.datetime) -> int:
    return parts.store.count_changes(since)
