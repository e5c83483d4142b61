"""What a store must show of entities under the decisions that hold, and what it must keep to go back: pure."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.curation import curated_entities, placeholder
from kg.decisions import Action, Decision, Merge, Split, entities_of
from kg.model import Entity
from kg.store.stream import StoredEntity, StoredExtraction, with_ancestors


@dataclass(frozen=True, slots=True)
class Settled:
    """By id: each entity as it is shown, and as it was extracted where that differs (None: it never was)."""

    shown: Mapping[str, Entity]
    kept: Mapping[str, Entity | None]


def settle(extracted: Mapping[str, Entity | None], actions: Sequence[Action]) -> Settled:
    """Return how entities stand; `extracted` tells what `kg.curation.curated_entities` asks for, counts left out."""
    known = {id_: replace(entity, paper_count=0) for id_, entity in extracted.items() if entity is not None}
    curated = curated_entities(known, actions)
    # One that a split made and a merge took away again at once answers to its id, too.
    ids = {**extracted, **curated, **dict.fromkeys(sorted(ids_of(actions)))}
    shown = {id_: curated.get(id_) or known.get(id_) or placeholder(id_) for id_ in ids}
    kept = {id_: known.get(id_) for id_, entity in shown.items() if known.get(id_) != entity}
    return Settled(shown, kept)


def put_back(
    entities: Iterable[Entity], extracted: Mapping[str, Entity | None], shown: Mapping[str, Entity], *, is_open: bool
) -> dict[str, Entity]:
    """Return what to show while facts that name these entities are written, so that writing knows of no decision.

    Of those that decisions change, one that the facts name stands as it was extracted, and begins anew with the name
    that it is given now where nothing has named it so far. The others are variants of what they were extracted as,
    unless that `is_open` already.
    """
    named = {entity.id: entity for entity in reversed(list(entities))}
    back: dict[str, Entity] = {}
    for id_, kept in extracted.items():
        if id_ in named:
            back[id_] = kept or Entity(id_, named[id_].name, frozenset(), (named[id_].name,))
        elif kept and not is_open:
            back[id_] = replace(shown[id_], variant_of=kept.variant_of)
    return back


def touches(ids: Collection[str], entities: Iterable[Entity]) -> bool:
    """Tell whether any of the entities, or what it is a variant of, has one of the ids."""
    return any(entity.id in ids or entity.variant_of in ids for entity in entities)


def with_parents(
    ids: Iterable[str],
    read: Callable[[Collection[str]], Mapping[str, Entity]],
    extracted: Mapping[str, Entity | None],
) -> dict[str, Entity]:
    """Return the entities with these ids, as `read` finds them, and all that they are or were variants of."""
    wanted, asked = set(ids), set[str]()
    states: dict[str, Entity] = {}
    while wanted - asked:
        found = read(wanted - asked)
        asked |= wanted
        states |= found
        kept = [entity for id_ in found if (entity := extracted.get(id_))]
        wanted = {entity.variant_of for entity in (*found.values(), *kept) if entity.variant_of}
    return states


def changed(wanted: Mapping[str, Entity], states: Mapping[str, Entity]) -> tuple[list[Entity], list[Entity]]:
    """Return the wanted entities that are not yet so, and those among them that become variants of another."""
    others = [entity for entity in wanted.values() if entity != states.get(entity.id)]
    parents = {id_: entity.variant_of for id_, entity in states.items()}
    return others, [entity for entity in others if entity.variant_of != parents.get(entity.id)]


def ids_of(actions: Iterable[Action]) -> set[str]:
    """Return the ids of all entities that some actions are about."""
    return {id_ for action in actions for id_ in entities_of(action)}


def curated_ids(log: Iterable[Decision], extractions: Iterable[StoredExtraction]) -> set[str]:
    """Return the ids of all entities that the decisions which hold are about, or what was extracted beneath them."""
    ids = ids_of(decision.action for decision in log if decision.holds)
    return ids.union(*(extraction.entities for extraction in extractions))


def beneath(log: Iterable[Decision], entities: Mapping[str, StoredEntity]) -> list[StoredEntity]:
    """Return of some entities those that the decisions which hold are about or change, and their ancestors."""
    ids = sorted(ids_of(decision.action for decision in log if decision.holds))
    ids += [id_ for id_, stored in entities.items() if stored.told != stored.entity]
    return list(with_ancestors(ids, entities).values())


def told_of(entities: Iterable[StoredEntity]) -> list[Entity]:
    """Return what was extracted of some entities."""
    return [stored.told for stored in entities if stored.told is not None]


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
