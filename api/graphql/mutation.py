"""The changes that a human may make: each needs a token, is recorded with who and when, and can be undone."""

import asyncio
import datetime as dt

import strawberry

from api import deciding
from api.graphql.context import Context, Info
from api.graphql.decision import Decision
from api.graphql.enums import Relation, roles_of
from api.graphql.fields import resolved
from api.graphql.job import Job, RecordInput, records_of
from extraction.readers.detect import SourceFormat as IngestFormat
from kg import model
from kg.decisions import Action

Ids = list[strawberry.ID]


async def _decide(context: Context, action: Action, who: str) -> Decision:
    (decision,) = await asyncio.to_thread(context.parts.store.decide, [action], who=who)
    context.forget()
    return Decision.from_model(decision)


def _role(role: Relation | None) -> model.Relation | None:
    return roles_of([role])[0] if role else None


@strawberry.type(description="The changes that a human may make, with a token; each is recorded and can be undone.")
class Mutation:
    """The changes that a human may make."""

    @resolved("Say that `source` is `target`: the old name and id answer with `target` from now on.")
    async def merge(self, info: Info, source: str, target: str) -> Decision:
        """Merge two entities."""
        who = info.context.identify()
        action = await asyncio.to_thread(deciding.merge, info.context.parts, source, target)
        return await _decide(info.context, action, who)

    @resolved("Take papers, and mentions by some of its aliases, out of an entity to a new one called `name`.")
    async def split(
        self, info: Info, entity: str, name: str, papers: Ids | None = None, aliases: list[str] | None = None
    ) -> Decision:
        """Split an entity in two."""
        who = info.context.identify()
        action = await asyncio.to_thread(
            deciding.split, info.context.parts, entity, name, papers=papers or (), aliases=aliases or ()
        )
        return await _decide(info.context, action, who)

    @resolved("Give an entity another name; the former one goes on finding it.")
    async def rename(self, info: Info, entity: str, name: str) -> Decision:
        """Rename an entity."""
        who = info.context.identify()
        action = await asyncio.to_thread(deciding.rename, info.context.parts, entity, name)
        return await _decide(info.context, action, who)

    @resolved("Say that an entity is also called so.")
    async def add_alias(self, info: Info, entity: str, alias: str) -> Decision:
        """Add an alias to an entity."""
        who = info.context.identify()
        action = await asyncio.to_thread(deciding.add_alias, info.context.parts, entity, alias)
        return await _decide(info.context, action, who)

    @resolved("Say that a paper does stand so to an entity: the edge is sure from now on. Without role, as it is.")
    async def confirm(self, info: Info, paper: strawberry.ID, entity: str, role: Relation | None = None) -> Decision:
        """Confirm an edge."""
        who = info.context.identify()
        action = await asyncio.to_thread(deciding.confirm, info.context.parts, paper, entity, _role(role))
        return await _decide(info.context, action, who)

    @resolved("Say that a paper does not stand so to an entity. Without role, in no way at all.")
    async def reject(self, info: Info, paper: strawberry.ID, entity: str, role: Relation | None = None) -> Decision:
        """Reject an edge."""
        who = info.context.identify()
        action = await asyncio.to_thread(deciding.reject, info.context.parts, paper, entity, _role(role))
        return await _decide(info.context, action, who)

    @resolved("Take a decision back: the graph is then as if it had never been taken.")
    async def undo(self, info: Info, id: strawberry.ID) -> Decision:  # noqa: A002  (an argument of the schema)
        """Undo a decision."""
        who = info.context.identify()
        undone = await asyncio.to_thread(deciding.undo, info.context.parts, id, who=who)
        info.context.forget()
        return Decision.from_model(undone)

    @resolved("Read papers, from records or from a text, and write what they use to the graph; a job tells how far.")
    async def ingest(
        self,
        info: Info,
        records: list[RecordInput] | None = None,
        text: str | None = None,
        format: IngestFormat | None = IngestFormat.AUTO,  # noqa: A002  (an argument of the schema)
        page_date: dt.date | None = None,
    ) -> Job:
        """Begin to ingest."""
        who = info.context.identify()
        given = records_of(records, text, format or IngestFormat.AUTO, page_date)
        return Job.from_model(info.context.parts.jobs.submit(given, who=who))
