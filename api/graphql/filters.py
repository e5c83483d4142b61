"""What narrows a listing, as clients write it, turned into the port's own filter."""

import asyncio
import datetime as dt

import strawberry
from graphql import GraphQLError

from api.graphql.enums import Relation, roles_of
from api.graphql.loaders import Loaders
from api.graphql.lookup import family, look_up
from kg.lookup import types_of
from kg.model import EntityType
from kg.store import base

LONGEST_TEXT = 1000


def text_within(text: str) -> None:
    """Raise what a client is told of a text that is too long to be searched for."""
    if len(text) > LONGEST_TEXT:
        message = f"`text` takes at most {LONGEST_TEXT} characters, not {len(text)}. Give the words that matter."
        raise GraphQLError(message, extensions={"code": "BAD_USER_INPUT"})


@strawberry.input(description="Which papers to list; every condition that is given must hold.")
class PaperFilter:
    """Which papers to list."""

    benchmark: str | None = strawberry.field(default=None, description="A name in any spelling, or an id.")
    dataset: str | None = None
    method: str | None = None
    task: str | None = None
    metric: str | None = None
    organization: str | None = None
    author: str | None = None
    text: str | None = strawberry.field(
        default=None, description="Words that the title or the abstract holds, all of them."
    )
    roles: list[Relation] | None = strawberry.field(default=None, description="How; all but mentions unless given.")
    min_confidence: float | None = 0.0
    published_after: dt.date | None = strawberry.field(default=None, description="That day or later.")
    published_before: dt.date | None = strawberry.field(default=None, description="That day or earlier.")
    include_variants: bool | None = True
    as_of: dt.datetime | None = strawberry.field(
        default=None,
        description="What was in the graph at that moment, by names and texts of now; UTC unless it says.",
    )

    async def to_model(self, load: Loaders) -> base.PaperFilter | None:
        """Return the port's filter; None when a name is unknown, so that no paper can match."""
        text_within(self.text or "")
        groups = await asyncio.gather(
            *(
                self._group(load, type_, name)
                for type_, name in (
                    (EntityType.BENCHMARK, self.benchmark),
                    (EntityType.DATASET, self.dataset),
                    (EntityType.METHOD, self.method),
                    (EntityType.TASK, self.task),
                    (EntityType.METRIC, self.metric),
                )
                if name is not None
            )
        )
        if not all(groups):
            return None
        return base.PaperFilter(
            entities=tuple(groups),
            roles=roles_of(self.roles),
            min_confidence=self.min_confidence or 0.0,
            author=self.author,
            organization=self.organization,
            text=self.text,
            published_after=self.published_after,
            published_before=self.published_before,
            as_of=self.as_of,
        )

    async def _group(self, load: Loaders, type_: EntityType, name: str) -> frozenset[str]:
        entity = await look_up(load, name, types_of(type_))
        return (
            await family(load, entity, include_variants=self.include_variants is not False) if entity else frozenset()
        )


@strawberry.input(description="Which entities to list.")
class EntityFilter:
    """Which entities to list."""

    prefix: str | None = strawberry.field(default=None, description="How one of its names begins, in any spelling.")
