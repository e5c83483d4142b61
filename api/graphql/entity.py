"""Entities: the interface of all, and one type a label."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.enums import Relation, roles_of
from api.graphql.fields import resolved
from api.graphql.loaders import Beside, BoardPage, Page, Which
from api.graphql.lookup import family, namesakes
from api.graphql.node import Node
from api.graphql.paging import DEFAULT_PAGE, page_size
from kg import model

if TYPE_CHECKING:
    from api.graphql.board import Board
    from api.graphql.co_use import CoUse
    from api.graphql.paper_use import PaperUseConnection


@strawberry.interface(description="A named thing that papers propose, use or measure themselves on.")
class Entity(Node):
    """A named thing that papers propose, use or measure themselves on."""

    name: str
    aliases: list[str] = strawberry.field(description="All known forms, the name first.")
    url: str | None
    paper_count: int = strawberry.field(description="Papers with more than a mention of it or of one of its variants.")
    entity: strawberry.Private[model.Entity]
    asked_for: strawberry.Private[str]

    @staticmethod
    def from_model(entity: model.Entity, asked_for: str | None = None) -> "Entity":
        """Return the node, a Benchmark where it has several labels; `asked_for` is the name that found it."""
        return TYPES[entity.type](
            id=strawberry.ID(entity.id),
            name=entity.name,
            aliases=list(entity.aliases),
            url=entity.url,
            paper_count=entity.paper_count,
            entity=entity,
            asked_for=asked_for or entity.name,
        )

    @resolved("Its splits, versions and sizes, and those of these.")
    async def variants(self, info: Info) -> list["Entity"]:
        """Return the variants by name."""
        return [Entity.from_model(variant) for variant in await info.load.variants(self.id)]

    @resolved("What it is a split, version or size of.")
    async def variant_of(self, info: Info) -> "Entity | None":
        """Return the parent."""
        parent = self.entity.variant_of
        found = await info.load.entities(parent) if parent else None
        return Entity.from_model(found) if found else None

    @resolved("Other entities of the same name, those with most papers first.")
    async def alternatives(self, info: Info) -> list["Entity"]:
        """Return what else goes by the name that was asked for."""
        return [Entity.from_model(other) for other in await namesakes(info.load, self.entity, self.asked_for)]

    @resolved("The papers that use it, newest first: how, and the evidence. Without roles, all but mentions.")
    async def papers(
        self,
        info: Info,
        first: int | None = DEFAULT_PAGE,
        after: str | None = None,
        roles: list[Relation] | None = None,
        include_variants: bool | None = True,  # noqa: FBT001, FBT002  (an argument of the schema)
        min_confidence: float | None = 0.0,
    ) -> Annotated["PaperUseConnection", strawberry.lazy("api.graphql.paper_use")]:
        """Return a page of the papers."""
        # A paper has entities and an entity has papers: one of the two modules must be imported late.
        from api.graphql.paper_use import LISTING, PaperUseConnection

        which = Which(roles_of(roles), min_confidence or 0.0)
        wanted = Page(which, page_size(first), LISTING.after(after))
        load, with_variants = info.load, include_variants is not False
        group = await family(load, self.entity, include_variants=with_variants)
        kept = self.paper_count if with_variants and which.is_usual else None
        return PaperUseConnection(group=group, wanted=wanted, after=after, kept_count=kept)

    @resolved("Datasets and benchmarks that its papers use beside it, those of most papers first, then by name.")
    async def used_with(
        self, info: Info, first: int | None = DEFAULT_PAGE
    ) -> list[Annotated["CoUse", strawberry.lazy("api.graphql.co_use")]]:
        """Return the data that is used together with it."""
        return await self._beside(info, Beside(model.DATA_TYPES, page_size(first)))

    async def _beside(self, info: Info, beside: Beside) -> list["CoUse"]:
        from api.graphql.co_use import used_beside  # late: what is used beside an entity is one, too

        group = await family(info.load, self.entity, include_variants=True)
        return await used_beside(info.load, group, beside)


@strawberry.type(description="A model, algorithm, architecture or other way of doing something.")
class Method(Entity):
    """A way of doing something."""

    @resolved("What the papers that use it evaluate on, that of most papers first, then by name.")
    async def benchmarks(
        self, info: Info, first: int | None = DEFAULT_PAGE
    ) -> list[Annotated["CoUse", strawberry.lazy("api.graphql.co_use")]]:
        """Return the data that its papers evaluate on."""
        measured = (model.Relation.EVALUATES_ON,)
        return await self._beside(info, Beside(model.DATA_TYPES, page_size(first), other_roles=measured))


@strawberry.interface(description="A resource of data: one node, whether trained on here or measured on there.")
class Data(Entity):
    """A resource of data."""

    @resolved("The results on it, one board a condition under which they can be compared; most rows first.")
    async def leaderboard(
        self,
        info: Info,
        metric: str | None = None,
        setting: str | None = None,
        include_variants: bool | None = True,  # noqa: FBT001, FBT002  (an argument of the schema)
        first: int | None = DEFAULT_PAGE,
        rows: int | None = DEFAULT_PAGE,
    ) -> list[Annotated["Board", strawberry.lazy("api.graphql.board")]]:
        """Return the first boards, each with its first rows."""
        from api.graphql.board import (  # late: the rows of a board have papers, which have entities
            leaderboard,
            metrics_of,
        )

        load = info.load
        group, metrics = await asyncio.gather(
            family(load, self.entity, include_variants=include_variants is not False), metrics_of(load, metric)
        )
        page = BoardPage(metrics, setting, page_size(first), page_size(rows))
        return await leaderboard(load, group, page)

    @resolved("The methods of papers that evaluate on it, by how they stand to them; those of most papers first.")
    async def methods(
        self, info: Info, first: int | None = DEFAULT_PAGE, roles: list[Relation] | None = None
    ) -> list[Annotated["CoUse", strawberry.lazy("api.graphql.co_use")]]:
        """Return the methods of the papers that evaluate on it."""
        methods = frozenset({model.EntityType.METHOD})
        measured = (model.Relation.EVALUATES_ON,)
        beside = Beside(methods, page_size(first), roles=measured, other_roles=roles_of(roles))
        return await self._beside(info, beside)


@strawberry.type(description="A body of data.")
class Dataset(Data):
    """A body of data."""


@strawberry.type(description="What papers measure themselves on; it may be a dataset too.")
class Benchmark(Data):
    """What papers measure themselves on."""


@strawberry.type(description="A problem that papers address.")
class Task(Entity):
    """A problem that papers address."""


@strawberry.type(description="What results are measured in.")
class Metric(Entity):
    """What results are measured in."""


TYPES: dict[model.EntityType, type[Entity]] = {
    model.EntityType.METHOD: Method,
    model.EntityType.DATASET: Dataset,
    model.EntityType.BENCHMARK: Benchmark,
    model.EntityType.TASK: Task,
    model.EntityType.METRIC: Metric,
}
