"""What the graph says as a whole."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

import strawberry

from api.analyses import Analysed
from api.bootstrap import Parts
from api.graphql.central import Central
from api.graphql.community import Community
from api.graphql.fields import resolved
from api.graphql.loaders import Loaders
from api.graphql.methods_of_year import MethodsOfYear
from api.graphql.paging import DEFAULT_PAGE, page_size

T = TypeVar("T")


@strawberry.type(description="What the graph says as a whole, reckoned anew once the graph has changed.")
class Analysis:
    """What the graph says as a whole."""

    made: strawberry.Private[Analysed]

    @resolved("The benchmarks by PageRank in the graph of those that papers measure on together.")
    async def benchmarks(self, first: int | None = DEFAULT_PAGE) -> list[Central]:
        """Return the most central benchmarks."""
        return list(map(Central.from_model, await self._first(first, lambda made: made.benchmarks)))

    @resolved("The methods by PageRank in the graph of papers and the methods that they use.")
    async def methods(self, first: int | None = DEFAULT_PAGE) -> list[Central]:
        """Return the most central methods."""
        return list(map(Central.from_model, await self._first(first, lambda made: made.methods)))

    @resolved("The years whose papers use methods, with those that are central then, the latest first.")
    async def years(self, first: int | None = DEFAULT_PAGE) -> list[MethodsOfYear]:
        """Return the years."""
        return list(map(MethodsOfYear.from_model, await self._first(first, lambda made: made.years)))

    @resolved("The communities of benchmarks that papers measure on together, the most used first.")
    async def communities(self, first: int | None = DEFAULT_PAGE) -> list[Community]:
        """Return the communities."""
        return list(map(Community.from_model, await self._first(first, lambda made: made.communities)))

    async def _first(self, first: int | None, part: Callable[[Analysed], Sequence[T]]) -> Sequence[T]:
        """Return the first of a part, which a thread reckons when nobody has asked for it before."""
        most = page_size(first)
        return (await asyncio.to_thread(part, self.made))[:most]


async def analyse(load: Loaders) -> Analysis:
    """Return the analyses of the graph as it is now."""
    return Analysis(made=await load.alone(_analysed, None))


def _analysed(parts: Parts, _: None) -> Analysed:
    return parts.analyses.get()
