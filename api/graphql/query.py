"""The questions that can be asked."""

import asyncio
import datetime as dt
from typing import Annotated, TypeVar

import strawberry

from api.bootstrap import Parts
from api.graphql.analysis import Analysis, analyse
from api.graphql.change import Change, list_changes
from api.graphql.context import Info
from api.graphql.decision import Decision, list_decisions
from api.graphql.entity import Benchmark, Data, Entity, Method, Metric, Task
from api.graphql.enums import EntityOrder, EntityType, NodeType, PaperOrder, Relation
from api.graphql.facet import Facet, FacetCount, count_papers_by
from api.graphql.fields import resolved
from api.graphql.filters import EntityFilter, PaperFilter
from api.graphql.graph import DEFAULT_LIMIT, Graph, draw, way
from api.graphql.job import Job
from api.graphql.listing import list_entities, list_papers
from api.graphql.loaders import Loaders
from api.graphql.lookup import look_up
from api.graphql.node import Node
from api.graphql.paging import DEFAULT_PAGE, Connection
from api.graphql.paper import Paper
from api.graphql.search import SearchConnection
from api.graphql.stats import Stats
from api.version import version
from kg.ids import arxiv_id, paper_id
from kg.lookup import types_of
from kg.paths import LONGEST
from kg.store.base import StoreStats

E = TypeVar("E", bound=Entity)


async def _find(load: Loaders, name: str, kind: type[E], type_: EntityType | None) -> E | None:
    found = await look_up(load, name, types_of(type_))
    node = Entity.from_model(found, asked_for=name) if found else None
    return node if isinstance(node, kind) else None


def _stats(parts: Parts, _: None) -> StoreStats:
    return parts.store.stats()


@strawberry.type(description="The questions that can be asked.")
class Query:
    """The questions that can be asked."""

    @resolved("Anything by its id, old ids too.")
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:  # noqa: A002  (an argument of the schema)
        """Return the paper or entity with an id."""
        paper, entity = await asyncio.gather(info.load.papers(id), info.load.entities(id))
        if paper:
            return Paper.from_model(paper)
        return Entity.from_model(entity) if entity else None

    @resolved("A paper by any of its ids; a bare arXiv id will do.")
    async def paper(self, info: Info, id: strawberry.ID) -> Paper | None:  # noqa: A002
        """Return the paper with an id."""
        known = paper_id("", id) if arxiv_id(id) else id
        found = await info.load.papers(known)
        return Paper.from_model(found) if found else None

    @resolved("A page of papers.")
    async def papers(
        self,
        info: Info,
        first: int | None = DEFAULT_PAGE,
        after: str | None = None,
        filter: PaperFilter | None = None,  # noqa: A002
        order_by: PaperOrder | None = PaperOrder.NEWEST,
    ) -> Connection[Paper]:
        """Return a page of papers."""
        return await list_papers(info.load, first=first, after=after, where=filter, order=order_by)

    @resolved("How many of the papers that match have each value.")
    async def paper_counts(
        self,
        info: Info,
        by: Facet,
        filter: PaperFilter | None = None,  # noqa: A002
    ) -> list[FacetCount]:
        """Return the counts by one facet."""
        return await count_papers_by(info.load, by, filter)

    @resolved("The papers that came in or were taken out at a moment or later, the latest first; UTC unless it says.")
    async def changes(
        self, info: Info, since: dt.datetime, first: int | None = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[Change]:
        """Return a page of what changed."""
        return await list_changes(info.load, since, first=first, after=after)

    @resolved("What a name means, in any spelling, or an id: of several, the one with the most papers.")
    async def entity(self, info: Info, name: str, type: EntityType | None = None) -> Entity | None:  # noqa: A002
        """Return the entity of a name."""
        return await _find(info.load, name, Entity, type)

    @resolved("A benchmark or dataset by name: which of the two, papers decide.")
    async def benchmark(self, info: Info, name: str) -> Data | None:
        """Return the benchmark or dataset of a name."""
        return await _find(info.load, name, Data, EntityType.BENCHMARK)

    @resolved("A dataset or benchmark by name: which of the two, papers decide.")
    async def dataset(self, info: Info, name: str) -> Data | None:
        """Return the dataset or benchmark of a name."""
        return await _find(info.load, name, Data, EntityType.DATASET)

    @resolved("A method by name.")
    async def method(self, info: Info, name: str) -> Method | None:
        """Return the method of a name."""
        return await _find(info.load, name, Method, EntityType.METHOD)

    @resolved("A task by name.")
    async def task(self, info: Info, name: str) -> Task | None:
        """Return the task of a name."""
        return await _find(info.load, name, Task, EntityType.TASK)

    @resolved("A metric by name.")
    async def metric(self, info: Info, name: str) -> Metric | None:
        """Return the metric of a name."""
        return await _find(info.load, name, Metric, EntityType.METRIC)

    @resolved("A page of the benchmarks, those that are datasets too among them.")
    async def benchmarks(
        self,
        info: Info,
        first: int | None = DEFAULT_PAGE,
        after: str | None = None,
        filter: EntityFilter | None = None,  # noqa: A002
        order_by: EntityOrder | None = EntityOrder.POPULAR,
    ) -> Connection[Benchmark]:
        """Return a page of the benchmarks."""
        kind = Benchmark, EntityType.BENCHMARK
        return await list_entities(info.load, kind, first=first, after=after, where=filter, order=order_by)

    @resolved("A page of the datasets, those that are benchmarks too among them.")
    async def datasets(
        self,
        info: Info,
        first: int | None = DEFAULT_PAGE,
        after: str | None = None,
        filter: EntityFilter | None = None,  # noqa: A002
        order_by: EntityOrder | None = EntityOrder.POPULAR,
    ) -> Connection[Data]:
        """Return a page of the datasets."""
        kind = Data, EntityType.DATASET
        return await list_entities(info.load, kind, first=first, after=after, where=filter, order=order_by)

    @resolved("A page of the methods.")
    async def methods(
        self,
        info: Info,
        first: int | None = DEFAULT_PAGE,
        after: str | None = None,
        filter: EntityFilter | None = None,  # noqa: A002
        order_by: EntityOrder | None = EntityOrder.POPULAR,
    ) -> Connection[Method]:
        """Return a page of the methods."""
        kind = Method, EntityType.METHOD
        return await list_entities(info.load, kind, first=first, after=after, where=filter, order=order_by)

    @resolved("A page of the tasks.")
    async def tasks(
        self,
        info: Info,
        first: int | None = DEFAULT_PAGE,
        after: str | None = None,
        filter: EntityFilter | None = None,  # noqa: A002
        order_by: EntityOrder | None = EntityOrder.POPULAR,
    ) -> Connection[Task]:
        """Return a page of the tasks."""
        kind = Task, EntityType.TASK
        return await list_entities(info.load, kind, first=first, after=after, where=filter, order=order_by)

    @resolved("A page of the metrics.")
    async def metrics(
        self,
        info: Info,
        first: int | None = DEFAULT_PAGE,
        after: str | None = None,
        filter: EntityFilter | None = None,  # noqa: A002
        order_by: EntityOrder | None = EntityOrder.POPULAR,
    ) -> Connection[Metric]:
        """Return a page of the metrics."""
        kind = Metric, EntityType.METRIC
        return await list_entities(info.load, kind, first=first, after=after, where=filter, order=order_by)

    @resolved("Names first, forgiving spelling and the best first; then papers that hold all words, newest first.")
    async def search(
        self,
        info: Info,
        text: str,
        types: list[NodeType] | None = None,
        first: int | None = DEFAULT_PAGE,
        after: str | None = None,
    ) -> SearchConnection:
        """Return a page of what a text finds."""
        return await SearchConnection.page(info.load, text, types, first=first, after=after)

    @resolved("What lies around some nodes, the nearest first, to draw. Without relations, all but mentions.")
    async def graph(
        self,
        info: Info,
        around: list[strawberry.ID],
        depth: int | None = 1,
        limit: int | None = DEFAULT_LIMIT,
        types: list[NodeType] | None = None,
        relations: list[Relation] | None = None,
    ) -> Graph:
        """Return the neighbourhood of some nodes."""
        return await draw(info, around, depth=depth, limit=limit, types=types, relations=relations)

    @resolved("A page of what humans decided, undone or not, the newest first.")
    async def decisions(
        self, info: Info, first: int | None = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[Decision]:
        """Return a page of the decisions."""
        return await list_decisions(info.load, first=first, after=after)

    @resolved("How far an ingest is, by the id that it was given.")
    async def job(self, info: Info, id: strawberry.ID) -> Job | None:  # noqa: A002
        """Return the job with an id."""
        state = await asyncio.to_thread(info.context.parts.jobs.get, id)
        return Job.from_model(state) if state else None

    @resolved("The shortest path between two nodes, mentions being no step; null where none is so short.")
    async def path(
        self,
        info: Info,
        from_: Annotated[strawberry.ID, strawberry.argument(name="from")],
        to: strawberry.ID,
        max_length: int | None = LONGEST,
    ) -> Graph | None:
        """Return the shortest path between two nodes."""
        return await way(info, from_, to, max_length=max_length)

    @resolved("What the graph says as a whole: what is central, what belongs together. Up to 50,000 papers.")
    async def analysis(self, info: Info) -> Analysis:
        """Return the analyses of the graph."""
        return await analyse(info.load)

    @resolved("What the graph holds, in numbers.")
    async def stats(self, info: Info) -> Stats:
        """Return the counts."""
        return Stats.from_model(await info.load.alone(_stats, None), version())
