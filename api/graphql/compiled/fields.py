"""What can be planned: how each field of the common types is read from the values of the model, in bulk."""

from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from api.graphql.compiled.graphs import GRAPH_FIELDS, GRAPH_ROOTS
from api.graphql.compiled.plan import Column, Fields, Step, each
from api.graphql.compiled.rankings import LEADERBOARD, RANKING_FIELDS, RANKING_ROOTS
from api.graphql.compiled.roots import ROOTS
from api.graphql.compiled.run import Held, Proof, Reported, Run, UseEdge, iso
from api.graphql.compiled.uses import papers_of
from api.graphql.enums import roles_of
from kg.errors import StoreError
from kg.model import DATA_TYPES, Entity, EntityType, Field, Paper, shown
from kg.store.lookups import Beside, NamedEntity

Node = Entity | NamedEntity


def type_of(value: object) -> str:
    """Return the name of the type as which a paper or an entity is shown."""
    return _name_of(value.types) if isinstance(value, NamedEntity | Entity) else "Paper"


@cache
def _name_of(types: frozenset[EntityType]) -> str:
    return shown(types).value


def _own(*names: str, of: str = "") -> dict[str, Column]:
    """Return the columns of attributes that are named as fields are, but for their case."""
    return {_camel(name): each(attrgetter(f"{of}{name}")) for name in names}


def _camel(name: str) -> str:
    first, *more = name.split("_")
    return first + "".join(word.capitalize() for word in more)


def _uses(type_: EntityType) -> Column:
    def column(run: Run, papers: Sequence[Paper], step: Step) -> list[list[Held | Beside]]:
        wanted = frozenset(roles_of(step.args(run)["roles"]))
        return [
            [use for use in uses if use.relation in wanted and use.entity and type_ in use.entity.types]
            for uses in run.uses_of(papers)
        ]

    return column


def _results(run: Run, papers: Sequence[Paper], _step: Step) -> list[list[Reported]]:
    return [
        [Reported(result, paper) for result in found]
        for paper, found in zip(papers, run.results_of(papers), strict=True)
    ]


def _results_there(run: Run, edges: Sequence[UseEdge], _step: Step) -> list[list[Reported]]:
    papers = [edge.paper for edge in edges]
    return [
        [
            Reported(one, edge.paper)
            for one in found
            if not edge.group.isdisjoint((one.benchmark_id, one.method_id, one.metric_id))
        ]
        for edge, found in zip(edges, run.results_of(papers), strict=True)
    ]


def _proofs(edge: UseEdge) -> list[Proof]:
    united = dict.fromkeys(evidence for use in edge.uses for evidence in use.evidence)
    return [Proof(evidence, edge.paper) for evidence in united]


def _shown_uses(edge: UseEdge) -> list[Held]:
    return [Held(use.relation, use.confidence, None, use, edge.paper) for use in edge.uses]


def _strongest(run: Run, edges: Sequence[UseEdge], _step: Step) -> list[Node]:
    return _present(run.entities([edge.uses[0].entity_id for edge in edges]))


def _held(run: Run, helds: Sequence[Held | Beside], _step: Step) -> list[Node]:
    known = [held.entity for held in helds if held.entity]
    nameless = [held.use.entity_id for held in helds if isinstance(held, Held)] if len(known) < len(helds) else []
    return _present(run.entities(nameless)) if nameless else known


def _present(entities: Sequence[Node | None]) -> list[Node]:
    found = [entity for entity in entities if entity is not None]
    if len(found) < len(entities):
        raise StoreError("The graph changed while it was read. Ask again.")
    return found


_ENDS = {"method": "method_id", "benchmark": "benchmark_id", "metric": "metric_id"}


def _end(of: str, types: frozenset[EntityType]) -> Column:
    def column(run: Run, reported: Sequence[Reported], _step: Step) -> list[Node | None]:
        # The first of a result's ends to be read brings the others, too.
        run.entities([getattr(one.result, end) for name, end in _ENDS.items() if name in run.asks for one in reported])
        found = run.entities([getattr(one.result, of) for one in reported])
        return [entity if entity and entity.types & types else None for entity in found]

    return column


_PAPER = {
    **_own("id", "title", "abstract", "organization", "url", "is_summary"),
    "ids": each(lambda paper: list(paper.ids)),
    "authors": each(lambda paper: list(paper.authors)),
    "date": each(lambda paper: iso(paper.date)),
    "benchmarks": _uses(EntityType.BENCHMARK),
    "datasets": _uses(EntityType.DATASET),
    "methods": _uses(EntityType.METHOD),
    "tasks": _uses(EntityType.TASK),
    "metrics": _uses(EntityType.METRIC),
    "results": _results,
}
_ENTITY = {
    **_own("id", "name", "url", "paper_count"),
    "aliases": each(lambda entity: list(entity.aliases)),
    "variants": lambda run, entities, _step: run.variants(entities),
    "variantOf": lambda run, entities, _step: run.entities([entity.variant_of for entity in entities]),
    "papers": papers_of,
}
_PAGE = {
    "totalCount": each(lambda page: page.count()),
    "pageInfo": each(lambda page: page),
    "edges": each(attrgetter("edges")),
}
_EDGE = _own("cursor", "node")

FIELDS: Fields = {
    "Query": {**ROOTS, **GRAPH_ROOTS, **RANKING_ROOTS},
    **GRAPH_FIELDS,
    **RANKING_FIELDS,
    "Paper": _PAPER,
    **{type_.value: _ENTITY | (LEADERBOARD if type_ in DATA_TYPES else {}) for type_ in EntityType},
    **{f"{name}Connection": _PAGE for name in ("Paper", "PaperUse", "Search", *EntityType)},
    **{f"{name}Edge": _EDGE for name in ("Paper", *EntityType)},
    "PageInfo": {
        "hasNextPage": each(attrgetter("has_next")),
        "hasPreviousPage": each(lambda page: page.after is not None),
        "startCursor": each(lambda page: page.edges[0].cursor if page.edges else None),
        "endCursor": each(lambda page: page.edges[-1].cursor if page.edges else None),
    },
    "PaperUseEdge": {
        **_own("cursor"),
        "node": each(attrgetter("paper")),
        "role": each(attrgetter("relation.name")),
        "confidence": each(lambda edge: float(edge.confidence)),
        "evidence": each(_proofs),
        "uses": each(_shown_uses),
        "entity": _strongest,
        "results": _results_there,
    },
    "EntityUse": {
        "confidence": each(lambda held: float(held.confidence)),
        "role": each(attrgetter("relation.name")),
        "evidence": each(lambda held: [Proof(evidence, held.paper) for evidence in held.use.evidence]),
        "node": _held,
    },
    "Evidence": {
        **_own("text", "start", "end", "sentence", "extractor", of="evidence."),
        "confidence": each(lambda proof: float(proof.evidence.confidence)),
        "field": each(lambda proof: proof.evidence.field.name),
        "isSummary": each(lambda proof: proof.paper.is_summary and proof.evidence.field is Field.ABSTRACT),
    },
    "Result": {
        **_own("id", "value", "unit", "is_delta", "setting", "higher_is_better", of="result."),
        "number": each(lambda reported: float(reported.result.number)),
        "evidence": each(lambda reported: Proof(reported.result.evidence, reported.paper)),
        "paper": each(attrgetter("paper")),
        "method": _end("method_id", frozenset({EntityType.METHOD})),
        "benchmark": _end("benchmark_id", frozenset({EntityType.BENCHMARK, EntityType.DATASET})),
        "metric": _end("metric_id", frozenset({EntityType.METRIC})),
    },
}
"""By type and field. What is not here is answered by the ordinary executor."""
