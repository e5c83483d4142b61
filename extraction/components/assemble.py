"""From candidates to entities: one group a thing, whether it is one, its type, its relation, its name, its mentions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from extraction.components.candidates import candidates, text_of
from extraction.components.evidence import abstract_start
from extraction.components.group_rows import table
from extraction.components.groups import Group, grouped
from extraction.components.mention_context import contexts
from extraction.components.tagger import said_of
from extraction.model.name_evidence import NameEvidence
from extraction.model.priors import COLUMNS
from extraction.model.shipped import Limits, Model
from kg.model import EntityType, Relation

NOTHING, PASSING = 0, 1
"""Classes of the forest that judges groups; the types of `COLUMNS` follow."""
NAMED = 0.5
"""The probability from which something that is named in passing is kept as such."""
ROLES: tuple[tuple[EntityType, Relation], ...] = (
    (EntityType.METHOD, Relation.PROPOSES),
    (EntityType.BENCHMARK, Relation.INTRODUCES),
    (EntityType.DATASET, Relation.INTRODUCES),
    (EntityType.BENCHMARK, Relation.EVALUATES_ON),
    (EntityType.METHOD, Relation.COMPARES_TO),
    (EntityType.METHOD, Relation.USES),
    (EntityType.DATASET, Relation.USES),
    (EntityType.TASK, Relation.ADDRESSES),
    (EntityType.METRIC, Relation.REPORTS),
)
"""Classes of the forest that says how the paper stands to a thing: what is used is a dataset, what is measured on a
benchmark."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Assembled:
    """An entity in the offsets of the document, its mentions in order."""

    name: str
    type: EntityType
    relation: Relation
    confidence: float
    mentions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All groups of a document before any is turned down, and what is seen of each: shape (groups, features)."""

    groups: tuple[Group, ...]
    rows: Array


def findings(doc: Doc, evidence: NameEvidence) -> Findings:
    """Return the groups that the candidates on a document make, in order of appearance."""
    text = text_of(doc)
    found = sorted(candidates(doc), key=lambda candidate: (candidate.start, candidate.end))
    spans = sorted({(candidate.start, candidate.end) for candidate in found})
    seen = dict(zip(spans, contexts(doc, spans), strict=True))
    groups = grouped(text, found)
    return Findings(tuple(groups), table(text, abstract_start(doc), groups, said_of(doc), seen, evidence))


def assemble(doc: Doc, model: Model, evidence: NameEvidence) -> list[Assembled]:
    """Return the entities that the candidates on a document amount to, in order of appearance."""
    found = findings(doc, evidence)
    if not found.groups:
        return []
    kinds = model.forests["entity"].probabilities(found.rows)
    roles = np.zeros((len(kinds), len(ROLES)), np.float32)
    weighed = np.flatnonzero(standing(kinds, model.limits) >= 0)
    roles[weighed] = model.forests["relation"].probabilities(found.rows[weighed])
    made = entities(text_of(doc), found.groups, kinds, roles, model.limits)
    return named(sorted(made, key=lambda entity: entity.mentions))


def entities(text: str, groups: Sequence[Group], kinds: Array, roles: Array, limits: Limits) -> Iterator[Assembled]:
    """Yield the entities that probabilities of kind, shape (groups, 6), and of role, (groups, 9), speak for."""
    above = kinds[:, 2:] - limits.thresholds[: len(COLUMNS)]
    is_thing = kinds[:, 2:].sum(axis=1)
    for i, spans in chosen(groups, standing(kinds, limits)):
        type_, relation, sure = role_of(COLUMNS[int(above[i].argmax())], roles[i])
        if kinds[i, PASSING] > is_thing[i]:
            relation, sure = Relation.MENTIONS, 1.0
        confidence = round(limits.calibrated(float(is_thing[i]) * sure), 3)
        yield Assembled(name_of(text, groups[i], spans, type_), type_, relation, confidence, spans)


def standing(kinds: Array, limits: Limits) -> Array:
    """Return how far each group is above what is asked of its best type, or of what is named in passing."""
    is_thing, in_passing = kinds[:, 2:].sum(axis=1), kinds[:, PASSING]
    above = (kinds[:, 2:] - limits.thresholds[: len(COLUMNS)]).max(axis=1)
    return np.asarray(np.maximum(above, np.where(in_passing > is_thing, is_thing + in_passing - NAMED, -1.0)))


def role_of(column: EntityType, roles: Array) -> tuple[EntityType, Relation, float]:
    """Return the likeliest role that fits a type, with its probability among those that fit."""
    fitting = [i for i, (type_, _) in enumerate(ROLES) if is_of(type_, column)]
    best = max(fitting, key=lambda i: float(roles[i]))
    type_, relation = ROLES[best]
    return type_, relation, float(roles[best] / max(1e-9, float(roles[fitting].sum())))


def is_of(type_: EntityType, column: EntityType) -> bool:
    """Say whether a type falls under one of `COLUMNS`, where a dataset counts as a benchmark."""
    return type_ is column or (type_ is EntityType.DATASET and column is EntityType.BENCHMARK)


def chosen(groups: Sequence[Group], above: Array) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
    """Yield the groups above their threshold, the surest first, with the spans that no surer one has taken."""
    taken: set[int] = set()
    for i in np.argsort(-above, kind="stable").tolist():
        if above[i] < 0:
            break
        free = tuple(span for span in groups[i].spans if taken.isdisjoint(range(*span)))
        spans = tuple(span for j, span in enumerate(free) if not j or span[0] >= free[j - 1][1])
        if spans:
            taken.update(place for span in spans for place in range(*span))
            yield i, spans


def name_of(text: str, group: Group, spans: Sequence[tuple[int, int]], type_: EntityType) -> str:
    """Return the name to show: the long form for tasks, else the short form defined, else as first written."""
    defined = [text[m.start : m.end] for m in group.members if m.full and (m.start, m.end) in spans]
    if not defined:
        return text[slice(*spans[0])]
    return max(defined, key=len) if type_ is EntityType.TASK else min(defined, key=len)


def named(found: Iterable[Assembled]) -> list[Assembled]:
    """Return the entities with names that are unique: of two with one name only the first stays."""
    out: dict[str, Assembled] = {}
    for entity in found:
        out.setdefault(entity.name, entity)
    return list(out.values())
