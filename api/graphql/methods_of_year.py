"""The methods of a year's papers by their share of the attention."""

import strawberry

from api.graphql.central import Central
from api.graphql.fields import resolved
from api.graphql.paging import DEFAULT_PAGE, page_size
from kg import analysis


@strawberry.type(description="A year, and the methods that are central among its papers.")
class MethodsOfYear:
    """A year, and the methods that are central among its papers."""

    year: int
    found: strawberry.Private[analysis.Year]

    @classmethod
    def from_model(cls, found: analysis.Year) -> "MethodsOfYear":
        """Return what a client sees of a year."""
        return cls(year=found.year, found=found)

    @resolved("The methods by PageRank in the graph of the year's papers and their methods.")
    async def methods(self, first: int | None = DEFAULT_PAGE) -> list[Central]:
        """Return the most central methods."""
        return list(map(Central.from_model, self.found.methods[: page_size(first)]))
