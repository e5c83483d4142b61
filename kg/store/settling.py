"""What a store must show of entities under the decisions that hold, and what it must keep to go back: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.curation import curated_entities, placeholder
from kg.decisions import Action, Merge, Split, entities_of
from kg.model import Entity


@dataclass(frozen=True, slots=True)
class Settled:
    """By id: each entity as it is shown, and as it was extracted where that differs (None: it never was)."""

    shown: Mapping[str, Entity]
    kept: Mapping[str, Entity | None]


def settle(extracted: Mapping[str, Entity | None], actions: Sequence[Action]) -> Settled:
    """Return how entities stand; `extracted` tells what `kg.curation.curated_entities` asks for, counts left out."""
    known = {id_: replace(entity, paper_count=0) for id_, entity in extracted.items() if entity is not None}
    curated = curated_entities(known, actions)
    shown = {id_: curated.get(id_) or known.get(id_) or placeholder(id_) for id_ in {**extracted, **curated}}
    kept = {id_: known.get(id_) for id_, entity in shown.items() if known.get(id_) != entity}
    return Settled(shown, kept)


def ids_of(actions: Iterable[Action]) -> set[str]:
    """Return the ids of all entities that some actions are about."""
    return {id_ for action in actions for id_ in entities_of(action)}


def sources_of(actions: Iterable[Action]) -> set[str]:
    """Return the entities whose edges some actions move elsewhere."""
    sources: set[str] = set()
    for action in actions:
        match action:
            case Merge(source=source):
                sources.add(source)
            case Split(entity=entity):
                sources.add(entity)
    return sources
