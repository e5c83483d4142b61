"""A paper that shares entities with another one."""

import strawberry

from api.graphql.context import Info, present
from api.graphql.entity import Entity
from api.graphql.fields import resolved
from api.graphql.paper import Paper
from kg import together


@strawberry.type(description="A paper that shares entities with another one; what few papers use counts most.")
class RelatedPaper:
    """A paper that shares entities with another one."""

    score: float = strawberry.field(description="The sum over the shared entities of how rare each is.")
    found: strawberry.Private[together.Related]

    @classmethod
    def from_model(cls, found: together.Related) -> "RelatedPaper":
        """Return what a client sees of a related paper."""
        return cls(score=found.score, found=found)

    @resolved("The paper.")
    async def node(self, info: Info) -> Paper:
        """Return the paper."""
        return Paper.from_model(present(await info.load.papers(self.found.paper_id)))

    @resolved("What both use, the rarest first.")
    async def shared(self, info: Info) -> list[Entity]:
        """Return the shared entities."""
        load = info.load
        found = await load.all(load.entities, self.found.entity_ids)
        return [Entity.from_model(entity) for entity in found if entity]
