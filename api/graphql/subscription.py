"""What clients are told as it happens, over a WebSocket."""

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator

import strawberry
from graphql import GraphQLError

from api.bootstrap import Parts
from api.graphql.context import Info
from api.graphql.enums import EntityType
from api.graphql.fields import told
from api.graphql.job import Job
from api.graphql.loaders import Loaders
from api.graphql.lookup import family, look_up
from api.graphql.paper_use import LISTING, PaperUseEdge
from api.jobs import Jobs
from kg.lookup import types_of
from kg.model import Relation
from kg.store.base import PaperUse, Position

LOOK_SECONDS = 0.2
"""How often a job is looked at: it lies in memory, or in a small file."""

SKEW_SECONDS = 60
"""How far behind the clock of whoever writes may be."""

MOST = 10_000
"""Papers that one look finds; of more at once the rest is left out."""


@strawberry.type(description="What clients are told as it happens.")
class Subscription:
    """What clients are told as it happens."""

    @told("How far an ingest is, whenever that changes, until it is finished.")
    async def ingest_progress(self, info: Info, job: strawberry.ID) -> AsyncGenerator[Job, None]:
        """Return the steps of a job; one that nobody knows is refused before anything is told."""
        jobs = info.context.parts.jobs
        if await asyncio.to_thread(jobs.get, job) is None:
            message = (
                f"There is no job '{job}'. Ask with the id that `ingest` gave; a server that ended forgot its jobs."
            )
            raise GraphQLError(message, extensions={"code": "NOT_FOUND"})
        return _steps(jobs, job)

    @told("Papers that use a benchmark or one of its variants, as they come in.")
    async def new_papers(self, info: Info, benchmark: str) -> AsyncGenerator[PaperUseEdge, None]:
        """Yield each paper that was not in the graph before; the benchmark may itself be yet to come."""
        context = info.context
        known: frozenset[str] = frozenset()
        looked = dt.datetime.now(dt.UTC)
        async with context.parts.watch.listening() as revision:
            known = frozenset(await _newcomers(info, benchmark, looked))
            while True:
                revision = await context.parts.watch.change(revision)
                begin = dt.datetime.now(dt.UTC)
                found = await _newcomers(info, benchmark, looked)
                for paper_id in sorted(set(found) - known):
                    edge = await _edge(info.load, benchmark, paper_id)
                    if edge:
                        yield edge
                known, looked = frozenset(found), begin


async def _steps(jobs: Jobs, job: str) -> AsyncGenerator[Job, None]:
    """Yield a job as it goes on; a slow client misses steps and never the last one."""
    last = None
    while (state := await asyncio.to_thread(jobs.get, job)) is not None:
        if state != last:
            yield Job.from_model(state)
            last = state
        if state.is_finished:
            return
        await asyncio.sleep(LOOK_SECONDS)


async def _group(load: Loaders, benchmark: str) -> frozenset[str]:
    entity = await look_up(load, benchmark, types_of(EntityType.BENCHMARK))
    return await family(load, entity, include_variants=True) if entity else frozenset()


async def _newcomers(info: Info, benchmark: str, looked: dt.datetime) -> list[str]:
    """Return the papers that came in since the last look, and a little before: clocks of writers may be behind."""
    info.context.forget()  # nothing that was read for the last event holds for this one
    group = await _group(info.load, benchmark)
    since = looked - dt.timedelta(seconds=SKEW_SECONDS)
    return await info.load.alone(_newcomers_of, (group, since))


def _newcomers_of(parts: Parts, asked: tuple[frozenset[str], dt.datetime]) -> list[str]:
    group, since = asked
    return parts.store.newcomers(group, since=since, first=MOST)


async def _edge(load: Loaders, benchmark: str, paper_id: str) -> PaperUseEdge | None:
    group = await _group(load, benchmark)
    paper, uses = await asyncio.gather(load.papers(paper_id), load.uses_of(paper_id))
    found = [use for use, to in uses if to.id in group and use.relation is not Relation.MENTIONS]
    if paper is None or not found:
        return None
    ranked = sorted(found, key=lambda use: (-use.relation.strength, -use.confidence, use.entity_id))
    position = Position(paper.date.isoformat() if paper.date else None, paper.id)
    return PaperUseEdge.from_model(PaperUse(paper, tuple(ranked)), LISTING.encode(position), group)
