"""The papers of an entity: edges that say how, by which evidence, and what was reached there."""

from collections.abc import Iterable

import strawberry

from api.graphql.context import Info, present
from api.graphql.cursors import Listing, SortedBy
from api.graphql.entity import Entity
from api.graphql.entity_use import EntityUse
from api.graphql.enums import Relation
from api.graphql.evidence import Evidence
from api.graphql.facet import Facet, FacetCount
from api.graphql.fields import resolved
from api.graphql.loaders import Page
from api.graphql.paging import PageInfo, page_info
from api.graphql.paper import Paper
from api.graphql.result import Result
from kg import model
from kg.store.base import PaperUse

LISTING = Listing("uses:newest", SortedBy.DATE)


@strawberry.type(description="A paper that uses the entity or one of its variants; the strongest use speaks for all.")
class PaperUseEdge:
    """A paper that uses the entity or one of its variants."""

    cursor: str
    node: Paper
    role: Relation
    confidence: float
    found: strawberry.Private[PaperUse]
    group: strawberry.Private[frozenset[str]]

    @classmethod
    def from_model(cls, found: PaperUse, cursor: str, group: frozenset[str]) -> "PaperUseEdge":
        """Return what a client sees of a paper beside its uses of a group of entities."""
        strongest = found.uses[0]
        return cls(
            cursor=cursor,
            node=Paper.from_model(found.paper),
            role=Relation(strongest.relation),
            confidence=strongest.confidence,
            found=found,
            group=group,
        )

    @resolved("The evidence of all uses, that of the strongest first.")
    def evidence(self) -> list[Evidence]:
        """Return the united evidence, each piece once."""
        return [Evidence.from_model(evidence, self.found.paper) for evidence in _united(self.found.uses)]

    @resolved("Each use by itself: a variant or a further role a use.")
    def uses(self) -> list[EntityUse]:
        """Return the uses, the strongest first."""
        return [EntityUse.from_model(use, self.found.paper) for use in self.found.uses]

    @resolved("The entity of the strongest use: the one asked for, or a variant.")
    async def entity(self, info: Info) -> Entity:
        """Return the entity of the strongest use."""
        return Entity.from_model(present(await info.load.entities(self.found.uses[0].entity_id)))

    @resolved("What the paper reports on the entity and its variants.")
    async def results(self, info: Info) -> list[Result]:
        """Return the results that name one of the group."""
        paper = self.found.paper
        return [
            Result.from_model(result, paper)
            for result in await info.load.results_of(paper.id)
            if not self.group.isdisjoint((result.benchmark_id, result.method_id, result.metric_id))
        ]


@strawberry.type(description="A page of the papers of an entity.")
class PaperUseConnection:
    """A page of the papers of an entity, read when it is asked for: who counts reads no papers."""

    group: strawberry.Private[frozenset[str]]
    wanted: strawberry.Private[Page]
    after: strawberry.Private[str | None]
    kept_count: strawberry.Private[int | None]

    @resolved("The papers.")
    async def edges(self, info: Info) -> list[PaperUseEdge]:
        """Return the papers of the page."""
        found = await info.load.list_uses(self.group, self.wanted)
        return [
            PaperUseEdge.from_model(use, LISTING.encode(position), self.group)
            for use, position in zip(found.items, found.positions, strict=True)
        ]

    @resolved("Where the page stands.")
    async def page_info(self, info: Info) -> PageInfo:
        """Return the place of the page."""
        found = await info.load.list_uses(self.group, self.wanted)
        return page_info(list(map(LISTING.encode, found.positions)), has_next=found.has_next, after=self.after)

    @resolved("How many papers there are in all; counted when asked for.")
    async def total_count(self, info: Info) -> int:
        """Return the number of papers."""
        if self.kept_count is not None:
            return self.kept_count
        return await info.load.count_uses(self.group, self.wanted.which)

    @resolved("How many of all these papers have each value.")
    async def group_by(self, info: Info, by: Facet) -> list[FacetCount]:
        """Return the counts by one facet."""
        found = await info.load.facet_uses(self.group, by, self.wanted.which)
        return list(map(FacetCount.from_model, found))


def _united(uses: Iterable[model.Use]) -> Iterable[model.Evidence]:
    return dict.fromkeys(evidence for use in uses for evidence in use.evidence)
