"""What a name means in a graph: by any spelling, by an alias that the lexicon knows, by id."""

from collections.abc import Sequence

from kg.lexicon import Lexicon
from kg.linking import link
from kg.model import DATA_TYPES, Entity, EntityType
from kg.store.base import GraphStore
from kg.text import match_key


def find_entities(
    store: GraphStore, names: Sequence[str], types: frozenset[EntityType], lexicon: Lexicon
) -> list[list[Entity]]:
    """Return for each name the live entities of the types that it can mean, the likeliest first.

    An id means itself. Of homographs the one with more papers comes first, and of equals the one that is spelled so. A
    name that the graph has never seen may still be known to the lexicon as another name of one that it has.
    """
    found = store.find([match_key(name) for name in names], types)
    by_id = _by_id(store, names)
    answers = [
        _ranked(name, entity, entities, types) for name, entity, entities in zip(names, by_id, found, strict=True)
    ]
    unknown = [number for number, answer in enumerate(answers) if not answer]
    if not unknown:
        return answers
    linked = [(number, link_id) for number in unknown for link_id in _linked(names[number], types, lexicon)]
    for (number, _), entity in zip(linked, store.entities([id_ for _, id_ in linked]), strict=True):
        if entity and entity.types & types and entity not in answers[number]:
            answers[number].append(entity)
    return answers


def _by_id(store: GraphStore, names: Sequence[str]) -> list[Entity | None]:
    """Return the entities of those names that are ids; the store is asked only where one may be."""
    if not any(":" in name for name in names):
        return [None] * len(names)
    return store.entities(list(names))


def _ranked(name: str, by_id: Entity | None, found: list[Entity], types: frozenset[EntityType]) -> list[Entity]:
    ranked = sorted(found, key=lambda entity: (-entity.paper_count, name not in entity.aliases, entity.id))
    if by_id is None or not by_id.types & types:
        return ranked
    return [by_id, *(entity for entity in ranked if entity.id != by_id.id)]


def _linked(name: str, types: frozenset[EntityType], lexicon: Lexicon) -> list[str]:
    kinds = sorted(types - {EntityType.DATASET} if types >= DATA_TYPES else types)
    return list(dict.fromkeys(link(name, type_, (name,), lexicon).entity.id for type_ in kinds))
