"""A paper, what it uses and what it reports."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.entity_use import EntityUse
from api.graphql.enums import Relation, roles_of
from api.graphql.fields import resolved
from api.graphql.node import Node
from api.graphql.paging import page_size
from api.graphql.result import Result
from kg import model
from kg.together import related

if TYPE_CHECKING:
    from api.graphql.related import RelatedPaper

Roles = list[Relation] | None


@strawberry.type(description="A paper, its title and abstract as the source has them.")
class Paper(Node):
    """A paper, its title and abstract as the source has them."""

    ids: list[str] = strawberry.field(description="Every id under which the paper is known, the main one first.")
    title: str
    abstract: str
    authors: list[str]
    organization: str | None
    date: dt.date | None
    url: str | None
    is_summary: bool = strawberry.field(description="The abstract is a summary by somebody else than the authors.")
    paper: strawberry.Private[model.Paper]

    @classmethod
    def from_model(cls, paper: model.Paper) -> "Paper":
        """Return what a client sees of a paper."""
        return cls(
            id=strawberry.ID(paper.id),
            ids=list(paper.ids),
            title=paper.title,
            abstract=paper.abstract,
            authors=list(paper.authors),
            organization=paper.organization,
            date=paper.date,
            url=paper.url,
            is_summary=paper.is_summary,
            paper=paper,
        )

    @resolved("What it measures itself on, the strongest relation first. Without roles, all but mentions.")
    async def benchmarks(self, info: Info, roles: Roles = None) -> list[EntityUse]:
        """Return its uses of benchmarks."""
        return await self._uses(info, model.EntityType.BENCHMARK, roles)

    @resolved("The bodies of data that it uses; one that is a benchmark too is in both lists.")
    async def datasets(self, info: Info, roles: Roles = None) -> list[EntityUse]:
        """Return its uses of datasets."""
        return await self._uses(info, model.EntityType.DATASET, roles)

    @resolved("The methods that it proposes, uses or compares itself to.")
    async def methods(self, info: Info, roles: Roles = None) -> list[EntityUse]:
        """Return its uses of methods."""
        return await self._uses(info, model.EntityType.METHOD, roles)

    @resolved("The tasks that it addresses.")
    async def tasks(self, info: Info, roles: Roles = None) -> list[EntityUse]:
        """Return its uses of tasks."""
        return await self._uses(info, model.EntityType.TASK, roles)

    @resolved("The metrics that it reports.")
    async def metrics(self, info: Info, roles: Roles = None) -> list[EntityUse]:
        """Return its uses of metrics."""
        return await self._uses(info, model.EntityType.METRIC, roles)

    @resolved("The numbers that it reports, in the order of the text.")
    async def results(self, info: Info) -> list[Result]:
        """Return its results."""
        return [Result.from_model(result, self.paper) for result in await info.load.results_of(self.id)]

    @resolved("Papers that share entities with it; what few papers use counts most.")
    async def related(
        self, info: Info, first: int | None = 10
    ) -> list[Annotated["RelatedPaper", strawberry.lazy("api.graphql.related")]]:
        """Return the related papers, the most alike first."""
        from api.graphql.related import RelatedPaper  # late: a related paper is a paper

        kindred = await info.load.kindred(self.id)
        return [RelatedPaper.from_model(found) for found in related(kindred, first=page_size(first))]

    async def _uses(self, info: Info, type_: model.EntityType, roles: Roles) -> list[EntityUse]:
        # One call brings all the edges: the five lists and every choice of roles share it.
        wanted = set(roles_of(roles))
        return [
            EntityUse.from_model(use, self.paper, entity)
            for use, entity in await info.load.uses_of(self.id)
            if type_ in entity.types and use.relation in wanted
        ]
