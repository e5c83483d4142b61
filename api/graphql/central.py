"""An entity by its share of the attention in the whole graph."""

import strawberry

from api.graphql.context import Info, present
from api.graphql.entity import Entity
from api.graphql.fields import resolved
from kg import analysis


@strawberry.type(description="An entity by its share of the attention in the whole graph.")
class Central:
    """An entity by its share of the attention."""

    score: float = strawberry.field(description="Its PageRank as a share: those of all that are ranked add up to 1.")
    paper_count: int = strawberry.field(description="How many of the papers that were looked at use it.")
    found: strawberry.Private[analysis.Central]

    @classmethod
    def from_model(cls, found: analysis.Central) -> "Central":
        """Return what a client sees of a ranked entity."""
        return cls(score=found.score, paper_count=found.papers, found=found)

    @resolved("The entity.")
    async def node(self, info: Info) -> Entity:
        """Return the entity."""
        return Entity.from_model(present(await info.load.entities(self.found.entity.id)))
