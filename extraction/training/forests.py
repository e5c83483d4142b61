"""Grow the forests over what the taggers say of papers that they were not tuned on, and set the limits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from extraction.components.assemble import PASSING, ROLES, Assembled, Findings, entities, findings, named
from extraction.components.candidates import text_of
from extraction.components.evidence import Source, document
from extraction.components.tagger import leave
from extraction.model.name_evidence import column
from extraction.model.priors import COLUMNS
from extraction.model.shipped import Limits
from extraction.model.tagger import Said, apply
from extraction.model.words import words
from extraction.pipeline import build
from extraction.training.examples import text_of as text_of_row
from extraction.training.folds import FOLDS, Gold
from extraction.training.forest_training import Arrays, Grown, across
from extraction.training.group_examples import NO_ROLE, forms_of, labels
from extraction.training.plan import Training
from extraction.training.reliability import best_threshold, rising
from extraction.training.result_examples import ResultExamples
from extraction.training.taggers import Taggers
from kg.model import EntityType, Paper, Relation
from kg.text import match_key

CLASSES = PASSING + 1 + len(COLUMNS)


@dataclass(frozen=True, slots=True)
class Judged:
    """A paper with all groups of its candidates, and class and role of each by its annotation."""

    doc: Doc
    found: Findings
    labels: Sequence[tuple[int, int]]


def judged(gold: Gold, taggers: Taggers) -> Iterator[Judged]:
    """Yield every annotated paper as the tagger without its fold reads it."""
    pipelines = [build(evidence, None) for evidence in taggers.evidence]
    for i, (row, note) in enumerate(zip(gold.papers, gold.annotations, strict=True)):
        fold = i % FOLDS
        item = taggers.examples[i]
        said = Said(
            words(text_of_row(row)[0]),
            *apply(taggers.without[fold], item.inputs.astype(np.float32), item.shapes.astype(np.int64)),
        )
        paper = Paper(row["id"], row["title"], row["abstract"])
        doc = leave(document(pipelines[fold], Source.of(paper)), said)
        found = findings(doc, taggers.evidence[fold])
        yield Judged(doc, found, labels(text_of(doc), found.groups, note))


def grow(gold: Gold, taggers: Taggers, plan: Training) -> Arrays:
    """Return the arrays of all forests, with thresholds and calibration."""
    papers = list(judged(gold, taggers))
    rows = np.concatenate([paper.found.rows for paper in papers if paper.labels])
    of_paper = np.repeat(np.arange(len(papers)), [len(paper.labels) for paper in papers])
    kinds, roles = np.array([pair for paper in papers for pair in paper.labels]).T
    sure_kinds = across(rows, kinds, of_paper, CLASSES, plan.entities)
    sure_roles = across(rows, roles, of_paper, len(ROLES), plan.entities)
    limits = kind_limits(sure_kinds, kinds)
    found = assembled(papers, sure_kinds, sure_roles, limits)
    confidence = rising(*outcomes(gold, papers, found))
    is_role = roles != NO_ROLE
    out = Grown(rows, kinds, CLASSES, plan.entities).arrays("entity")
    out |= Grown(rows[is_role], roles[is_role], len(ROLES), plan.entities).arrays("relation")
    result_arrays, result_limits = grow_results(gold, papers, found, plan)
    thresholds = np.array([*limits, *result_limits], np.float32)
    return out | result_arrays | {"thresholds": thresholds, "confidence": confidence}


def kind_limits(sure: NDArray[np.float64], kinds: NDArray[np.int64]) -> list[float]:
    """Return for each type the probability from which a thing is kept; what was named in passing counts neither way."""
    weighed = kinds != PASSING
    return [
        best_threshold(sure[weighed, i], kinds[weighed] == i, int((kinds == i).sum()))
        for i in range(PASSING + 1, CLASSES)
    ]


def assembled(
    papers: Sequence[Judged], kinds: NDArray[np.float64], roles: NDArray[np.float64], limits: Sequence[float]
) -> list[list[Assembled]]:
    """Return the entities of each paper by probabilities that did not see it, which are kept as they are."""
    as_it_is = Limits(np.array(limits, np.float32), np.array([[0, 1], [0, 1]], np.float32))
    out, at = [], 0
    for paper in papers:
        mine = slice(at, at + len(paper.labels))
        at = mine.stop
        made = (
            entities(text_of(paper.doc), paper.found.groups, single(kinds[mine]), single(roles[mine]), as_it_is)
            if paper.labels
            else ()
        )
        out.append(named(sorted(made, key=lambda entity: entity.mentions)))
    return out


def single(values: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return values as singles."""
    return values.astype(np.float32)


def outcomes(
    gold: Gold, papers: Sequence[Judged], found: Sequence[Sequence[Assembled]]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return for every entity that was found how sure it was, and whether a reader gave it this type and relation."""
    sure, right = [], []
    for paper, kept, note in zip(papers, found, gold.annotations, strict=True):
        by_form = forms_of(note)
        for entity in kept:
            keys = {match_key(text_of(paper.doc)[start:end]) for start, end in entity.mentions}
            known = [by_form[key] for key in sorted(keys) if key in by_form]
            passing = any(one["relation"] == Relation.MENTIONS for one in known)
            if entity.relation is not Relation.MENTIONS and not passing:
                sure.append(entity.confidence)
                right.append(any(same(entity, one) for one in known))
    return np.array(sure), np.array(right)


def same(entity: Assembled, one: Mapping[str, Any]) -> bool:
    """Say whether a reader annotated an entity with its type, datasets and benchmarks being one, and its relation."""
    return entity.relation == one["relation"] and column(entity.type) == column(EntityType(one["type"]))


def grow_results(
    gold: Gold, papers: Sequence[Judged], found: Sequence[Sequence[Assembled]], plan: Training
) -> tuple[Arrays, list[float]]:
    """Return the arrays of the forests of results, and the probabilities from which what they say is kept."""
    seen = ResultExamples()
    for i, (paper, kept, note) in enumerate(zip(papers, found, gold.annotations, strict=True)):
        seen.add(i, paper.doc, kept, note)
    arrays: Arrays = {}
    limits = []
    for name, rows, classes in (("number", seen.number, 3), ("on", seen.on, 2), ("metric", seen.metric, 2)):
        features, kinds, of_paper = rows.arrays()
        sure = across(features, kinds, of_paper, classes, plan.results)[:, 1:].sum(axis=1)
        limits.append(best_threshold(sure, kinds > 0, int((kinds > 0).sum())))
        arrays |= Grown(features, kinds, classes, plan.results).arrays(name)
    return arrays, limits
