"""What a name means in a graph: by any spelling, by an alias that the lexicon knows, by id."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import TypeVar

from kg.lexicon import Lexicon
from kg.linking import link
from kg.model import DATA_TYPES, Entity, EntityType
from kg.store.base import GraphStore
from kg.text import LONGEST_NAME, match_key

T = TypeVar("T")

ALL_TYPES = frozenset(EntityType)


def types_of(type_: EntityType | None) -> frozenset[EntityType]:
    """Return the types that a look-up by `type_` matches: datasets and benchmarks are one, and None means any."""
    if type_ is None:
        return ALL_TYPES
    return DATA_TYPES if type_ in DATA_TYPES else frozenset({type_})


def find_entities(
    store: GraphStore, names: Sequence[tuple[str, frozenset[EntityType]]], lexicon: Lexicon
) -> list[list[Entity]]:
    """Return for each name the live entities of the types beside it that it can mean, the likeliest first.

    An id means itself. Of homographs the one with more papers comes first, and of equals the one that is spelled so. A
    name that the graph has never seen may still be known to the lexicon as another name of one that it has. However
    many names, the store is called once, and once more where one is an id or was never seen.
    """
    keys = [match_key(name) for name, _ in names]
    named = _read(store.find, keys, frozenset[EntityType]().union(*(types for _, types in names)))
    found = [[one for one in named[key] if one.types & types] for key, (_, types) in zip(keys, names, strict=True)]
    linked = [
        [] if entities or len(name) > LONGEST_NAME else _linked(name, types, lexicon)
        for entities, (name, types) in zip(found, names, strict=True)
    ]
    by_id = _read(store.entities, [*(name for name, _ in names if ":" in name), *chain.from_iterable(linked)])
    answers = []
    for (name, types), entities, others in zip(names, found, linked, strict=True):
        itself = by_id.get(name)
        meant = [itself] if itself and itself.types & types else []
        meant += _ranked(name, entities)
        meant += [] if meant else [one for one in map(by_id.get, others) if one and one.types & types]
        answers.append(list({one.id: one for one in meant}.values()))
    return answers


def _read(ask: Callable[..., list[T]], keys: Sequence[str], *args: object) -> dict[str, T]:
    """Return what the store has for each key; it is not called where there is none."""
    unique = list(dict.fromkeys(keys))
    return dict(zip(unique, ask(unique, *args), strict=True)) if unique else {}


def _ranked(name: str, found: list[Entity]) -> list[Entity]:
    return sorted(found, key=lambda entity: (-entity.paper_count, name not in entity.aliases, entity.id))


def _linked(name: str, types: frozenset[EntityType], lexicon: Lexicon) -> list[str]:
    kinds = sorted(types - {EntityType.DATASET} if types >= DATA_TYPES else types)
    return list(dict.fromkeys(link(name, type_, (name,), lexicon).entity.id for type_ in kinds))
