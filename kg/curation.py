"""What decisions make of facts and of entities: pure, so that every store applies them alike.

A store keeps the facts as they were extracted wherever a decision changes them, and shows what `curated_facts` and
`curated_entities` return. Decisions are applied in the order in which they were taken, each to what those before it
left. So the graph is a function of the extracted facts and of the decisions that hold, and taking one out again gives
what there would have been without it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.decisions import Action, AddAlias, Confirm, Merge, Reject, Rename, Split
from kg.model import Entity, EntityType, Evidence, Field, Paper, PaperFacts, Relation, Result, Use
from kg.text import match_key

HUMAN = "human@1"
"""The extractor of evidence that nothing but a decision speaks for."""

SURE = 1.0


def curated_facts(facts: PaperFacts, actions: Iterable[Action], known_as: Collection[str] = ()) -> PaperFacts:
    """Return the facts of a paper with the edges and results that the actions leave; itself if none is about it.

    `known_as` are all ids under which the paper answers, its own alone unless given. `entities` stays as it was:
    `curated_entities` is about those.
    """
    known = set(known_as) or {facts.paper.id, *facts.paper.ids}
    shown = facts
    for action in actions:
        match action:
            case Merge() if _names(shown, action.source):
                shown = _merged(shown, action)
            case Split() if _names(shown, action.entity):
                shown = _split(shown, action, is_taken=not known.isdisjoint(action.papers))
            case Confirm() if action.paper in known:
                shown = _confirmed(shown, action)
            case Reject() if action.paper in known and _names(shown, action.entity):
                shown = _rejected(shown, action)
    return shown


def _names(facts: PaperFacts, entity: str) -> bool:
    return any(use.entity_id == entity for use in facts.uses) or any(entity in _ends(one) for one in facts.results)


def _merged(facts: PaperFacts, action: Merge) -> PaperFacts:
    uses = (replace(use, entity_id=action.target) if use.entity_id == action.source else use for use in facts.uses)
    return replace(facts, uses=_united(uses), results=_renamed(facts.results, action.source, action.target))


def _split(facts: PaperFacts, action: Split, *, is_taken: bool) -> PaperFacts:
    keys = {match_key(alias) for alias in action.aliases}
    parted: list[Use] = []
    for use in facts.uses:
        if use.entity_id != action.entity:
            parted.append(use)
            continue
        going = tuple(piece for piece in use.evidence if is_taken or match_key(piece.text) in keys)
        staying = tuple(piece for piece in use.evidence if piece not in going)
        for entity, pieces in ((action.entity, staying), (action.into, going)):
            if pieces:
                parted.append(replace(use, entity_id=entity, evidence=pieces))
    named = {use.entity_id for use in parted}
    has_left = is_taken or (action.into in named and action.entity not in named)
    results = _renamed(facts.results, action.entity, action.into) if has_left else facts.results
    return replace(facts, uses=_united(parted), results=results)


def _confirmed(facts: PaperFacts, action: Confirm) -> PaperFacts:
    uses = {(use.entity_id, use.relation): use for use in facts.uses}
    key = action.entity, action.relation
    evidence = uses[key].evidence if key in uses else _standing(action.evidence, facts.paper)
    uses[key] = Use(facts.paper.id, action.entity, action.relation, SURE, evidence)
    return replace(facts, uses=tuple(uses.values()))


def _rejected(facts: PaperFacts, action: Reject) -> PaperFacts:
    uses = (
        use
        for use in facts.uses
        if use.entity_id != action.entity or (action.relation is not None and use.relation is not action.relation)
    )
    results = facts.results
    if action.relation is None:
        results = tuple(result for result in results if action.entity not in _ends(result))
    return replace(facts, uses=tuple(uses), results=results)


def _united(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Return the edges, those of one relation to one entity as one: all the evidence and the higher confidence."""
    united: dict[tuple[str, Relation], Use] = {}
    for use in uses:
        key = use.entity_id, use.relation
        known = united.get(key)
        if known is not None:
            evidence = sorted({*known.evidence, *use.evidence}, key=_place)
            use = replace(known, confidence=max(known.confidence, use.confidence), evidence=tuple(evidence))
        united[key] = use
    return tuple(united.values())


def _place(piece: Evidence) -> tuple[bool, int, int, str]:
    return piece.field is not Field.TITLE, piece.start, piece.end, piece.extractor


def _ends(result: Result) -> tuple[str | None, ...]:
    return result.method_id, result.benchmark_id, result.metric_id


def _renamed(results: tuple[Result, ...], old: str, new: str) -> tuple[Result, ...]:
    if not any(old in _ends(result) for result in results):
        return results
    return tuple(
        replace(
            result,
            method_id=new if result.method_id == old else result.method_id,
            benchmark_id=new if result.benchmark_id == old else result.benchmark_id,
            metric_id=new if result.metric_id == old else result.metric_id,
        )
        for result in results
    )


def _standing(pieces: Sequence[Evidence], paper: Paper) -> tuple[Evidence, ...]:
    """Return the evidence as it stands in the paper's text now.

    A piece that moved is found again by its sentence. Where no sentence is left, the title stands for the paper and
    the word of a human for the proof.
    """
    found = [again for piece in pieces if (again := _found_again(piece, paper))]
    if found:
        return tuple(dict.fromkeys(found))
    title = paper.title
    return (Evidence(Field.TITLE, 0, len(title), title, title, 0, HUMAN, SURE),)


def _found_again(piece: Evidence, paper: Paper) -> Evidence | None:
    text = paper.text(piece.field)
    if text.startswith(piece.sentence, piece.sentence_start):
        return piece
    for field in Field:
        begin = paper.text(field).find(piece.sentence)
        if begin >= 0:
            moved = begin - piece.sentence_start
            start, end = piece.start + moved, piece.end + moved
            return replace(piece, field=field, start=start, end=end, sentence_start=begin)
    return None


# Entities


def curated_entities(extracted: Mapping[str, Entity], actions: Iterable[Action]) -> dict[str, Entity]:
    """Return the entities that the actions make of the extracted ones, by id; one that was merged away is missing.

    `extracted` holds the entities that the actions are about, their variants and all that they are variants of.
    `paper_count` is left as it is.
    """
    world = dict(extracted)
    for action in actions:
        match action:
            case Merge():
                _merge(world, action)
            case Split():
                _part(world, action)
            case Rename() if action.entity in world:
                named = world[action.entity]
                world[action.entity] = replace(named, name=action.name, aliases=_forms(action.name, named.aliases))
            case AddAlias() if action.entity in world:
                known = world[action.entity]
                world[action.entity] = replace(known, aliases=_forms(known.name, (*known.aliases, action.alias)))
    return world


def placeholder(entity_id: str) -> Entity:
    """Return an entity of which nothing but the id is known."""
    prefix, _, name = entity_id.partition(":")
    type_ = EntityType.DATASET if prefix == "data" else EntityType(prefix.capitalize())
    return Entity(entity_id, name, frozenset({type_}), (name,))


def became(actions: Iterable[Action]) -> dict[str, str]:
    """Return for each id that was merged away the entity that it is now.

    >>> became([Merge("method:a", "method:b"), Merge("method:b", "method:c")])
    {'method:a': 'method:c', 'method:b': 'method:c'}
    """
    now: dict[str, str] = {}
    for action in actions:
        match action:
            case Merge(source, target):
                now = {old: target if new == source else new for old, new in now.items()} | {source: target}
                now.pop(target, None)
            case Split(into=into):
                now.pop(into, None)
    return now


def _merge(world: dict[str, Entity], action: Merge) -> None:
    source = world.pop(action.source, None)
    if source is None:
        return
    target = world.get(action.target) or replace(source, id=action.target, variant_of=None)
    lineage = set(_line(world, target))
    for child in [entity for entity in world.values() if entity.variant_of == action.source]:
        # What stands between the two would come to stand above itself: it goes up to where the source stood.
        parent = source.variant_of if child.id in lineage else action.target
        world[child.id] = replace(child, variant_of=parent)
    target = replace(world.get(action.target, target), url=target.url or source.url, types=target.types | source.types)
    world[target.id] = replace(target, aliases=_forms(target.name, (*target.aliases, *source.aliases)))
    if target.variant_of is None and source.variant_of is not None:
        above = world.get(source.variant_of)
        if above is not None and target.id not in _line(world, above):
            world[target.id] = replace(world[target.id], variant_of=source.variant_of)


def _part(world: dict[str, Entity], action: Split) -> None:
    whole = world.get(action.entity)
    if whole is None:
        return
    leaving = {match_key(alias) for alias in action.aliases}
    staying = (form for form in whole.aliases if form == whole.name or match_key(form) not in leaving)
    world[whole.id] = replace(whole, aliases=_forms(whole.name, staying))
    known = world.get(action.into) or replace(whole, id=action.into, aliases=(), variant_of=None, url=None)
    going = (form for form in whole.aliases if match_key(form) in leaving and form != whole.name)
    aliases = _forms(action.name, (*known.aliases, *action.aliases, *action.forms, *going))
    world[action.into] = replace(known, name=action.name, types=known.types | whole.types, aliases=aliases)


def _line(world: Mapping[str, Entity], entity: Entity) -> Iterable[str]:
    """Yield the id of an entity and of what it is a variant of, and so on."""
    seen: set[str] = set()
    step: Entity | None = entity
    while step is not None and step.id not in seen:
        seen.add(step.id)
        yield step.id
        step = world.get(step.variant_of) if step.variant_of else None


def _forms(name: str, forms: Iterable[str]) -> tuple[str, ...]:
    return (name, *sorted(set(forms) - {name}))
