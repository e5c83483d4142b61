"""A small graph of our own, written as facts, so that the tests of the API need neither reader nor extractor."""

import datetime as dt
from collections.abc import Sequence

from kg.ids import entity_id, paper_id
from kg.model import Entity, EntityType, Evidence, Field, Paper, PaperFacts, Relation, Result, Use

MINIF2F = Entity(
    entity_id(EntityType.BENCHMARK, "miniF2F"), "miniF2F", frozenset({EntityType.BENCHMARK}), ("Mini-F2F",)
)
MINIF2F_TEST = Entity(
    entity_id(EntityType.BENCHMARK, "miniF2F-test"),
    "miniF2F-test",
    frozenset({EntityType.BENCHMARK}),
    variant_of=MINIF2F.id,
)
IMAGENET = Entity(
    entity_id(EntityType.DATASET, "ImageNet"),
    "ImageNet",
    frozenset({EntityType.DATASET, EntityType.BENCHMARK}),
    url="https://image-net.org",
)
LAION = Entity(entity_id(EntityType.DATASET, "LAION"), "LAION", frozenset({EntityType.DATASET}))
SAM_METHOD = Entity(entity_id(EntityType.METHOD, "SAM"), "SAM", frozenset({EntityType.METHOD}))
SAM_DATASET = Entity(entity_id(EntityType.DATASET, "SAM"), "SAM", frozenset({EntityType.DATASET}))
PROVER = Entity(entity_id(EntityType.METHOD, "ProofKit"), "ProofKit", frozenset({EntityType.METHOD}))
PROVING = Entity(entity_id(EntityType.TASK, "theorem proving"), "theorem proving", frozenset({EntityType.TASK}))
ACCURACY = Entity(entity_id(EntityType.METRIC, "accuracy"), "accuracy", frozenset({EntityType.METRIC}))

Edge = tuple[Entity, Relation] | tuple[Entity, Relation, float]


def paper(number: int, sentence: str, *, date: str | None = None, **more: object) -> Paper:
    return Paper(
        id=paper_id("", f"2501.{number:05}"),
        title=f"Paper {number}",
        abstract=sentence,
        date=dt.date.fromisoformat(date) if date else None,
        **more,
    )


def evidence(of: Paper, surface: str, *, confidence: float = 0.9) -> Evidence:
    start = of.abstract.index(surface)
    return Evidence(
        Field.ABSTRACT, start, start + len(surface), surface, of.abstract, 0, "by-hand@1", confidence=confidence
    )


def facts(of: Paper, edges: Sequence[Edge], *, results: Sequence[Result] = ()) -> PaperFacts:
    uses = tuple(
        Use(of.id, entity.id, relation, *(rest or (0.9,)), (evidence(of, entity.name),))
        for entity, relation, *rest in edges
    )
    named = [entity for entity, *_ in edges]
    if MINIF2F_TEST in named:
        named.append(MINIF2F)
    return PaperFacts(of, tuple(dict.fromkeys(named)), uses, tuple(results), digest="1")


def result(of: Paper, value: str, *, on: Entity, method: Entity | None = None) -> Result:
    return Result(
        id=f"result:{of.id}:{value}",
        paper_id=of.id,
        value=value,
        number=float(value),
        unit="%",
        is_delta=False,
        evidence=evidence(of, value),
        method_id=method.id if method else None,
        benchmark_id=on.id,
        metric_id=ACCURACY.id,
        setting="pass@32",
        higher_is_better=True,
    )


_PROVER = paper(
    1,
    "We introduce ProofKit for theorem proving: 61.7 accuracy on miniF2F-test of miniF2F, and 90.1 on ImageNet.",
    date="2025-01-03",
    authors=("Ada Example", "Bo Example"),
    organization="Example Lab",
    url="https://example.org/1",
)
_OLDER = paper(2, "We measure on miniF2F and train on ImageNet.", date="2024-05-01", is_summary=True)
_DATELESS = paper(3, "SAM is a method that we use on ImageNet and LAION; miniF2F is only mentioned.")
_HOMOGRAPH = paper(4, "SAM is a method, and SAM is data.", date="2023-02-03")
_SECOND_SAM = paper(5, "SAM again, the method.", date="2023-02-03")

GRAPH = (
    facts(
        _PROVER,
        (
            (PROVER, Relation.INTRODUCES),
            (PROVING, Relation.ADDRESSES),
            (MINIF2F_TEST, Relation.EVALUATES_ON, 0.8),
            (MINIF2F, Relation.USES, 0.95),
            (IMAGENET, Relation.MENTIONS),
            (ACCURACY, Relation.REPORTS),
        ),
        results=(
            result(_PROVER, "61.7", on=MINIF2F_TEST, method=PROVER),
            result(_PROVER, "90.1", on=IMAGENET),
        ),
    ),
    facts(_OLDER, ((MINIF2F, Relation.EVALUATES_ON, 0.4), (IMAGENET, Relation.USES))),
    facts(
        _DATELESS,
        (
            (SAM_METHOD, Relation.USES),
            (IMAGENET, Relation.USES),
            (LAION, Relation.USES),
            (MINIF2F, Relation.MENTIONS),
        ),
    ),
    facts(_HOMOGRAPH, ((SAM_METHOD, Relation.USES), (SAM_DATASET, Relation.INTRODUCES))),
    facts(_SECOND_SAM, ((SAM_METHOD, Relation.PROPOSES),)),
)
