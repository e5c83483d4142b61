"""How a paper stands to an entity, seen from the paper."""

import strawberry

from api.graphql.context import Info, present
from api.graphql.entity import Entity
from api.graphql.enums import Relation
from api.graphql.evidence import Evidence
from api.graphql.fields import resolved
from kg import model


@strawberry.type(description="How a paper stands to an entity, and what proves it.")
class EntityUse:
    """How a paper stands to an entity, and what proves it."""

    role: Relation
    confidence: float
    use: strawberry.Private[model.Use]
    paper: strawberry.Private[model.Paper]
    known: strawberry.Private[model.Entity | None]

    @classmethod
    def from_model(cls, use: model.Use, paper: model.Paper, entity: model.Entity | None = None) -> "EntityUse":
        """Return what a client sees of a use in `paper`; the entity is loaded when asked for, unless it is given."""
        return cls(role=Relation(use.relation), confidence=use.confidence, use=use, paper=paper, known=entity)

    @resolved("What proves it.")
    def evidence(self) -> list[Evidence]:
        """Return the pieces of evidence, made when they are asked for: a wide question has many uses."""
        return [Evidence.from_model(evidence, self.paper) for evidence in self.use.evidence]

    @resolved("The entity.")
    async def node(self, info: Info) -> Entity:
        """Return the entity."""
        entity = self.known or present(await info.load.entities(self.use.entity_id))
        return Entity.from_model(entity)
