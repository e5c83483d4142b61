"""Look-ups by name as resolvers need them, through the request's loaders."""

from collections.abc import Iterable

from api.graphql.context import Context
from kg.lookup import ALL_TYPES
from kg.model import Entity, EntityType


async def look_up(context: Context, name: str, types: frozenset[EntityType]) -> Entity | None:
    """Return the entity that a name or an id means: of several, the one with the most papers."""
    found = await context.load.named.load((name, types))
    return found[0] if found else None


async def namesakes(context: Context, entity: Entity, name: str) -> Iterable[Entity]:
    """Return the other entities, of whatever type, that go by a name."""
    return [other for other in await context.load.named.load((name, ALL_TYPES)) if other.id != entity.id]


async def family(context: Context, entity: Entity, *, include_variants: bool) -> frozenset[str]:
    """Return the ids that a question about an entity means: its own, and those of its variants unless left out."""
    variants = await context.load.variants.load((entity.id, False)) if include_variants else []
    return frozenset({entity.id, *(variant.id for variant in variants)})
