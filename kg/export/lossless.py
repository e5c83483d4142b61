"""Everything that a store holds as JSON lines, from which `kg import` makes the same graph again.

The first line says what this is. Then comes a line an entity, a line a decision, a line a paper with its edges and
results, and last the counts of all, so that a file that was cut short is told from a whole one. Where decisions show
something else, `extracted` is what they were applied to. `kg.export.lossless_reader` reads it.
"""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from kg.decisions import Decision
from kg.export.json_text import text
from kg.export.view import View
from kg.model import Entity, Result, Use
from kg.store.decision_codec import KIND
from kg.store.stream import PaperRows, StoredEntity, by_paper

VERSION = 2
_RESULT_FIELDS = tuple(each.name for each in fields(Result) if each.name != "paper_id")


def write(view: View) -> Iterator[str]:
    """Yield the lines."""
    entities = decisions = papers = 0
    yield _line("benchgraph", {"version": VERSION})
    for entity in view.named():
        yield _line("entity", _entity(entity))
        entities += 1
    for decision in view.decisions():
        yield _line("decision", _decision(decision))
        decisions += 1
    for rows in by_paper(view.papers(), view.uses(), view.results(), view.extractions()):
        yield _line("paper", _paper(rows))
        papers += 1
    yield _line("end", {"entities": entities, "decisions": decisions, "papers": papers})


def _line(kind: str, fields: dict[str, Any]) -> str:
    return text({"kind": kind, **fields}) + "\n"


def _entity(stored: StoredEntity) -> dict[str, Any]:
    line = {**_named(stored.entity), "added": stored.added, "is_live": stored.is_live}
    if stored.told != stored.entity:
        line["extracted"] = stored.told and _named(stored.told)
    return line


def _named(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        "types": sorted(entity.types),
        "aliases": entity.aliases,
        "url": entity.url,
        "variant_of": entity.variant_of,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    action = {"action": KIND[type(decision.action)], "fields": decision.action}
    undone = {"undone_at": decision.undone_at, "undone_by": decision.undone_by}
    return {"id": decision.id, **action, "who": decision.who, "at": decision.at, **undone}


def _paper(rows: PaperRows) -> dict[str, Any]:
    stored = rows.paper
    paper = stored.paper
    return {
        "id": paper.id,
        "ids": paper.ids,
        "former_ids": stored.former_ids,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": paper.authors,
        "organization": paper.organization,
        "date": paper.date,
        "url": paper.url,
        "is_summary": paper.is_summary,
        "digest": stored.digest,
        "added": stored.added,
        "uses": [_use(stored.use) | {"added": stored.added} for stored in rows.uses],
        "results": [_result(stored.result) | {"added": stored.added} for stored in rows.results],
        **_extracted(rows),
    }


def _extracted(rows: PaperRows) -> dict[str, Any]:
    found = rows.extraction
    if found is None:
        return {}
    return {"extracted": {"uses": list(map(_use, found.uses)), "results": list(map(_result, found.results))}}


def _use(use: Use) -> dict[str, Any]:
    return {
        "entity": use.entity_id,
        "relation": use.relation,
        "confidence": use.confidence,
        "evidence": use.evidence,
    }


def _result(result: Result) -> dict[str, Any]:
    return {name: getattr(result, name) for name in _RESULT_FIELDS}
