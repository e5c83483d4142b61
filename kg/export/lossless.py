"""Everything that a store holds as JSON lines, from which `kg import` makes the same graph again.

The first line says what this is. Then comes a line an entity and a line a paper, with its edges and results, and last
the counts of both, so that a file that was cut short is told from a whole one. `kg.export.lossless_reader` reads it.
"""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from kg.export.json_text import text
from kg.export.view import View
from kg.model import Result
from kg.store.stream import PaperRows, StoredEntity, StoredResult, StoredUse, by_paper

VERSION = 1
_RESULT_FIELDS = tuple(each.name for each in fields(Result) if each.name != "paper_id")


def write(view: View) -> Iterator[str]:
    """Yield the lines."""
    entities = papers = 0
    yield _line("benchgraph", {"version": VERSION})
    for entity in view.named():
        yield _line("entity", _entity(entity))
        entities += 1
    for rows in by_paper(view.papers(), view.uses(), view.results()):
        yield _line("paper", _paper(rows))
        papers += 1
    yield _line("end", {"entities": entities, "papers": papers})


def _line(kind: str, fields: dict[str, Any]) -> str:
    return text({"kind": kind, **fields}) + "\n"


def _entity(stored: StoredEntity) -> dict[str, Any]:
    entity = stored.entity
    return {
        "id": entity.id,
        "name": entity.name,
        "types": sorted(entity.types),
        "aliases": entity.aliases,
        "url": entity.url,
        "variant_of": entity.variant_of,
        "added": stored.added,
        "is_live": stored.is_live,
    }


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
        "uses": [_use(use) for use in rows.uses],
        "results": [_result(result) for result in rows.results],
    }


def _use(stored: StoredUse) -> dict[str, Any]:
    use = stored.use
    return {
        "entity": use.entity_id,
        "relation": use.relation,
        "confidence": use.confidence,
        "added": stored.added,
        "evidence": use.evidence,
    }


def _result(stored: StoredResult) -> dict[str, Any]:
    return {name: getattr(stored.result, name) for name in _RESULT_FIELDS} | {"added": stored.added}
