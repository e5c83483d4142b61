"""How many papers have a value: of a year, a role, a type."""

import strawberry

from api.bootstrap import Parts
from api.graphql.filters import PaperFilter
from api.graphql.loaders import Loaders
from kg import facets
from kg.facets import Facet
from kg.store import base

__all__ = ["Facet", "FacetCount", "count_papers_by"]

strawberry.enum(
    Facet,
    name="PaperFacet",
    description="What papers are counted by: the year that they came out in, how they stand to the entities that are "
    "asked about (any, where none is named), what the entities that they use are. A paper counts for each.",
)


@strawberry.type(description="How many papers have a value.")
class FacetCount:
    """How many papers have a value."""

    value: str | None = strawberry.field(description="2024, EVALUATES_ON, METHOD; null for papers without a date.")
    count: int

    @classmethod
    def from_model(cls, found: facets.FacetCount) -> "FacetCount":
        """Return what a client sees of a count: relations and types as their enumerations spell them."""
        return cls(value=found.value and found.value.upper(), count=found.papers)


async def count_papers_by(load: Loaders, by: Facet, where: PaperFilter | None) -> list[FacetCount]:
    """Return the counts of the papers that match; none when the filter names something unknown."""
    wanted = await (where or PaperFilter()).to_model(load)
    if wanted is None:
        return []
    found = await load.alone(_facet, (wanted, by))
    return list(map(FacetCount.from_model, found))


def _facet(parts: Parts, asked: tuple[base.PaperFilter, Facet]) -> list[facets.FacetCount]:
    return parts.store.facet_papers(*asked)
