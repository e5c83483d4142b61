"""From candidates to entities: one group a thing, its type, its relation, its name, and every mention."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extraction.components.calibration import probability
from extraction.components.candidates import Candidate, candidates, text_of
from extraction.components.features import features
from extraction.components.groups import Group, grouped, without_overlap
from extraction.components.mention_context import Context, contexts
from extraction.components.relations import compares, proposes, relation_of
from extraction.components.types import type_by_context, type_by_name
from kg.model import DATA_TYPES, EntityType, Relation

THRESHOLD = 0.3
"""Below this a candidate costs more precision than it brings recall, measured on the training annotations."""
_OWN = {
    EntityType.METHOD: Relation.PROPOSES,
    EntityType.DATASET: Relation.INTRODUCES,
    EntityType.BENCHMARK: Relation.INTRODUCES,
}


@dataclass(frozen=True, slots=True)
class Assembled:
    """An entity in the offsets of the document."""

    name: str
    type: EntityType
    relation: Relation
    confidence: float
    mentions: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Find:
    """A group with the type it was given and what can be seen of it."""

    group: Group
    type: EntityType
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All groups of a document before any is turned down, and the context of each mention."""

    finds: tuple[Find, ...]
    contexts: Mapping[tuple[int, int], Context]


def findings(doc: Doc, abstract_start: int) -> Findings:
    """Return the groups that the candidates on a document make, in order of appearance."""
    kept = without_overlap(candidates(doc))
    spans = sorted({(c.start, c.end) for c in kept})
    seen = dict(zip(spans, contexts(doc, spans), strict=True))
    text = text_of(doc)
    groups = grouped(text, kept)
    types = settle_types(text, groups, spans, seen)
    finds = (
        Find(group, type_, tuple(features(text, abstract_start, group, type_, seen)))
        for group, type_ in zip(groups, types, strict=True)
    )
    return Findings(tuple(finds), seen)


def assemble(doc: Doc, abstract_start: int, weights: Mapping[str, float]) -> list[Assembled]:
    """Return the entities that the candidates on a document amount to, in order of appearance."""
    found = findings(doc, abstract_start)
    text = text_of(doc)
    sure = ((find, probability(find.features, weights)) for find in found.finds)
    return named(
        assembled(text, find, confidence, found.contexts) for find, confidence in sure if confidence >= THRESHOLD
    )


def assembled(text: str, find: Find, confidence: float, seen: Mapping[tuple[int, int], Context]) -> Assembled:
    """Return the entity that a find amounts to."""
    group, type_ = find.group, find.type
    relation = settle_relation(group, type_, seen)
    if type_ in DATA_TYPES and relation is not Relation.INTRODUCES:
        # What is measured on is a benchmark, whatever it is elsewhere.
        type_ = EntityType.DATASET if relation is Relation.USES else EntityType.BENCHMARK
    return Assembled(name_of(text, group, type_), type_, relation, round(confidence, 3), tuple(group.members))


def settle_types(
    text: str, groups: Sequence[Group], spans: Sequence[tuple[int, int]], seen: Mapping[tuple[int, int], Context]
) -> list[EntityType]:
    """Return the type of each group: by its best typed rule, else by name, context or list, else a method."""
    typed = [first_type(text, group, seen) for group in groups]
    of_span = {(m.start, m.end): type_ for group, type_ in zip(groups, typed, strict=True) for m in group.members}
    out: list[EntityType] = []
    for group, type_ in zip(groups, typed, strict=True):
        if type_ is None:
            votes = Counter(
                of_span.get(spans[i])
                for member in group.members
                for i in seen[(member.start, member.end)].listed_with
                if of_span.get(spans[i]) is not None
            )
            type_ = votes.most_common(1)[0][0] if votes else None
        out.append(type_ or EntityType.METHOD)
    return out


def first_type(text: str, group: Group, seen: Mapping[tuple[int, int], Context]) -> EntityType | None:
    """Return the type that a group's rules, its forms or its contexts give, or None."""
    typed = [member for member in group.members if member.type is not None]
    owned = [member for member in typed if member.relation is not None]
    if owned:
        return max(owned, key=lambda member: member.confidence).type
    for member in group.members:
        if member.full and not any(m.rule == "prior" for m in typed):
            by_name = type_by_context("", seen[(member.start, member.end)].after) or type_by_name(member.full)
            if by_name is not None:
                return by_name
    if typed:
        return max(typed, key=lambda member: member.confidence).type
    for member in group.members:
        for form in (text[member.start : member.end], member.full):
            by_name = type_by_name(form) if form else None
            if by_name is not None:
                return by_name
    found = Counter(
        type_
        for member in group.members
        if (type_ := type_by_context(seen[(member.start, member.end)].before, seen[(member.start, member.end)].after))
    )
    return found.most_common(1)[0][0] if found else None


def settle_relation(group: Group, type_: EntityType, seen: Mapping[tuple[int, int], Context]) -> Relation:
    """Return one relation: the paper's own where a rule says so, else the strongest that a mention speaks for."""
    if type_ in _OWN and any(member.relation in _OWN.values() for member in group.members):
        return _OWN[type_]
    if type_ is EntityType.METHOD and looks_own(group, seen):
        return Relation.PROPOSES
    found: set[Relation] = set()
    for member in group.members:
        context = seen[(member.start, member.end)]
        found.add(relation_of(type_, context.before, context.after))
    return max(found, key=lambda relation: relation.strength)


def looks_own(group: Group, seen: Mapping[tuple[int, int], Context]) -> bool:
    """Say whether a method that nobody knew before is the paper's own: defined in capitals, or said to be."""
    if group.rules & {"prior", "lexicon", "lexicon-weak"}:
        return False
    befores = [seen[(member.start, member.end)].before for member in group.members]
    if any(proposes(before) for before in befores):
        return True
    return {"acronym", "capitals"} <= group.rules and not any(compares(before, "") for before in befores)


def name_of(text: str, group: Group, type_: EntityType) -> str:
    """Return the name to show: the long form for tasks, else the short form defined, else as first written."""
    surfaces = [text[member.start : member.end] for member in group.members]
    defined = [text[m.start : m.end] for m in group.members if m.full]
    if type_ is EntityType.TASK:
        return max(defined, key=len) if defined else surfaces[0]
    return min(defined, key=len) if defined else surfaces[0]


def named(found: Iterable[Assembled]) -> list[Assembled]:
    """Return the entities with names that are unique: of two with one name only the first stays."""
    out: dict[str, Assembled] = {}
    for entity in found:
        out.setdefault(entity.name, entity)
    return list(out.values())
