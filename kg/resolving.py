"""From what one abstract says to what a store keeps: names become entities, finds become edges and results."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.lexicon import Lexicon
from kg.linking import link
from kg.metrics import higher_is_better
from kg.model import Entity, Extraction, FoundEntity, FoundResult, Paper, PaperFacts, Result, Use

_NUMBER = re.compile(r"[-+−]?(?:\d[\d,]*\.?\d*|\.\d+)")


def resolve(extraction: Extraction, *, lexicon: Lexicon, extractor_version: str) -> PaperFacts:
    """Return the facts of a paper; found entities that are one become one edge, with the strongest relation."""
    paper = extraction.paper
    entities: dict[str, Entity] = {}
    uses: dict[str, Use] = {}
    ids: dict[tuple[str, str], str] = {}
    for found in extraction.entities:
        linked = link(found.name, found.type, found.forms, lexicon)
        ids[found.name, _kind(linked.entity.id)] = linked.entity.id
        for entity in (linked.entity, *linked.parents):
            entities[entity.id] = _united(entities.get(entity.id), entity)
        use = _use(paper, linked.entity.id, found)
        known = uses.get(use.entity_id)
        uses[use.entity_id] = _stronger(known, use) if known else use
    return PaperFacts(
        paper=paper,
        entities=tuple(entities.values()),
        uses=tuple(uses.values()),
        results=tuple(_results(extraction, ids, entities)),
        digest=digest(paper, extractor_version),
    )


def digest(paper: Paper, extractor_version: str) -> str:
    """Return what changes when a paper's text, its data or the extractor does."""
    return hashlib.sha256(repr((extractor_version, paper)).encode("utf-8", "surrogatepass")).hexdigest()


def _use(paper: Paper, entity_id: str, found: FoundEntity) -> Use:
    return Use(paper.id, entity_id, found.relation, found.confidence, found.evidence)


def _stronger(one: Use, other: Use) -> Use:
    strong = max(one, other, key=lambda use: (use.relation.strength, use.confidence))
    evidence = sorted({*one.evidence, *other.evidence}, key=lambda e: (e.field != "title", e.start, e.end, e.extractor))
    return replace(strong, confidence=max(one.confidence, other.confidence), evidence=tuple(evidence))


def _united(known: Entity | None, entity: Entity) -> Entity:
    if known is None:
        return entity
    aliases = tuple(dict.fromkeys((*known.aliases, *entity.aliases)))
    variant_of = known.variant_of or entity.variant_of
    return replace(known, types=known.types | entity.types, aliases=aliases, variant_of=variant_of)


def _kind(entity_id: str) -> str:
    return entity_id.partition(":")[0]


def _results(
    extraction: Extraction, ids: Mapping[tuple[str, str], str], entities: Mapping[str, Entity]
) -> Iterable[Result]:
    taken: set[str] = set()
    for found in extraction.results:
        number = _number(found.value)
        if number is None:
            continue
        metric_id = ids.get((found.metric or "", "metric"))
        result = Result(
            id=_result_id(extraction.paper, found),
            paper_id=extraction.paper.id,
            value=found.value,
            number=number,
            unit=found.unit,
            is_delta=found.is_delta,
            evidence=found.evidence,
            method_id=ids.get((found.method or "", "method")),
            benchmark_id=ids.get((found.on or "", "data")),
            metric_id=metric_id,
            setting=found.setting,
            higher_is_better=higher_is_better(entities[metric_id].name) if metric_id else None,
        )
        if result.id not in taken:
            taken.add(result.id)
            yield result


def _result_id(paper: Paper, found: FoundResult) -> str:
    """Name a result by its place and what it is about, so that a re-extraction finds it again in any order."""
    place = (
        found.evidence.field,
        found.evidence.start,
        found.value,
        found.on,
        found.metric,
        found.method,
        found.setting,
    )
    return f"result:{paper.id}:{hashlib.sha256(repr(place).encode()).hexdigest()[:10]}"


def _number(value: str) -> float | None:
    """Return a value as a float; a fraction such as 8/644 is its quotient, and None means that there is no number.

    >>> _number("1,024.5"), _number("8/644") == 8 / 644, _number("many")
    (1024.5, True, None)
    """
    parts = [float(part.replace(",", "").replace("−", "-")) for part in _NUMBER.findall(value)]
    if "/" in value and len(parts) == 2 and parts[1]:
        return parts[0] / parts[1]
    return parts[0] if parts else None
