"""Look-ups by name as resolvers need them, through the rounds of its request."""

from collections.abc import Iterable

from api.graphql.loaders import Loaders
from kg.lookup import ALL_TYPES
from kg.model import Entity, EntityType


async def look_up(load: Loaders, name: str, types: frozenset[EntityType]) -> Entity | None:
    """Return the entity that a name or an id means: of several, the one with the most papers."""
    found = await load.named(name, types)
    return found[0] if found else None


async def namesakes(load: Loaders, entity: Entity, name: str) -> Iterable[Entity]:
    """Return the other entities, of whatever type, that go by a name."""
    return [other for other in await load.named(name, ALL_TYPES) if other.id != entity.id]


async def family(load: Loaders, entity: Entity, *, include_variants: bool) -> frozenset[str]:
    """Return the ids that a question about an entity means: its own, and those of its variants unless left out."""
    variants = await load.variants(entity.id) if include_variants else []
    return frozenset({entity.id, *(variant.id for variant in variants)})
