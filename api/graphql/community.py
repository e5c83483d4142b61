"""Benchmarks that papers use together rather than with others."""

import strawberry

from api.graphql.context import Info
from api.graphql.entity import Entity
from api.graphql.fields import resolved
from api.graphql.paging import DEFAULT_PAGE, page_size
from kg import analysis


@strawberry.type(description="Benchmarks that papers use together rather than with others (Louvain).")
class Community:
    """Benchmarks that papers use together."""

    size: int = strawberry.field(description="How many benchmarks it has.")
    paper_count: int = strawberry.field(description="How many papers use one of them.")
    found: strawberry.Private[analysis.Community]

    @classmethod
    def from_model(cls, found: analysis.Community) -> "Community":
        """Return what a client sees of a community."""
        return cls(size=len(found.members), paper_count=found.papers, found=found)

    @resolved("Its benchmarks, the most used first.")
    async def members(self, info: Info, first: int | None = DEFAULT_PAGE) -> list[Entity]:
        """Return the benchmarks."""
        load = info.load
        found = await load.all(load.entities, [one.id for one in self.found.members[: page_size(first)]])
        return [Entity.from_model(entity) for entity in found if entity]
