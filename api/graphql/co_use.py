"""An entity that papers use together with another one."""

import strawberry

from api.graphql.entity import Entity
from api.graphql.loaders import Beside, Loaders
from kg import together


@strawberry.type(description="An entity that papers use together with another one.")
class CoUse:
    """An entity that papers use together with another one."""

    node: Entity
    count: int = strawberry.field(description="How many of the papers that were looked at use it.")
    of: int = strawberry.field(description="How many were looked at: all, or the newest thousand where there are more.")
    lift: float = strawberry.field(description="How many times likelier it is in those than in any paper.")

    @classmethod
    def from_model(cls, found: together.CoUse, of: int) -> "CoUse":
        """Return what a client sees of an entity that some of so many papers use."""
        return cls(node=Entity.from_model(found.entity), count=found.count, of=of, lift=found.lift)


async def used_beside(load: Loaders, group: frozenset[str], beside: Beside) -> list[CoUse]:
    """Return what the papers of a group of entities use beside it, that of most papers first."""
    found = await load.used_with(group, beside)
    return [CoUse.from_model(one, found.papers) for one in found.entities]
