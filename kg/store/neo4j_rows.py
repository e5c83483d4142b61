"""Pure functions between the model and what Neo4j keeps: property maps one way, values the other."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from kg.history import moment
from kg.ids import title_id
from kg.model import Entity, EntityType, Field, Paper, Relation, Result, Use
from kg.store.base import NamedForm, PaperFilter, PaperOrder, Position, Slice
from kg.store.codec import evidence_from_json, evidence_to_json
from kg.store.cypher import RELATION, TYPE
from kg.text import match_key, terms

T = TypeVar("T")
Row = Mapping[str, Any]
"""What one record or property map holds; it goes no further than the adapter."""


def paper_properties(paper: Paper, *, main_id: str, ids: tuple[str, ...], digest: str) -> dict[str, Any]:
    """Return what a paper's node holds: what was given, and the normal forms that filters and orders compare."""
    date = paper.date.isoformat() if paper.date else None
    return {
        "id": main_id,
        "ids": list(ids),
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": list(paper.authors),
        "organization": paper.organization,
        "date": date,
        "url": paper.url,
        "isSummary": paper.is_summary,
        "digest": digest,
        "titleId": title_id(paper.title),
        "sortDate": date or "",
        "sortTitle": paper.title.casefold(),
        "searchText": spaced(terms(f"{paper.title}\n{paper.abstract}")),
        "searchAuthors": spaced(map(match_key, paper.authors)),
        "organizationKey": None if paper.organization is None else match_key(paper.organization),
        "retired": None,
    }


def entity_properties(entity: Entity) -> dict[str, Any]:
    """Return what an entity's node holds beside its labels and the counts."""
    return {
        "name": entity.name,
        "sortName": entity.name.casefold(),
        "aliases": list(entity.aliases),
        "url": entity.url,
    }


def result_properties(result: Result) -> dict[str, Any]:
    """Return what a result's node holds; what it is of and on are edges."""
    return {
        "id": result.id,
        "value": result.value,
        "number": result.number,
        "unit": result.unit,
        "isDelta": result.is_delta,
        "setting": result.setting,
        "higherIsBetter": result.higher_is_better,
        "evidence": evidence_to_json((result.evidence,)),
    }


def result_ends(result: Result) -> dict[str, str | None]:
    """Return the ids of the entities that a result's edges lead to."""
    return {"benchmark": result.benchmark_id, "method": result.method_id, "metric": result.metric_id}


def paper_of(row: Row) -> Paper:
    """Return the paper of a property map."""
    return Paper(
        id=row["id"],
        title=row["title"],
        abstract=row["abstract"],
        authors=tuple(row["authors"]),
        organization=row["organization"],
        date=dt.date.fromisoformat(row["date"]) if row["date"] else None,
        url=row["url"],
        is_summary=row["isSummary"],
        ids=tuple(row["ids"]),
    )


def entity_of(row: Row) -> Entity:
    """Return the entity of a property map."""
    return Entity(
        id=row["id"],
        name=row["name"],
        types=frozenset(map(EntityType, row["types"])),
        aliases=tuple(row["aliases"]),
        url=row["url"],
        variant_of=row["variantOf"],
        paper_count=row["paperCount"],
    )


def forms_of(row: Row) -> Iterator[NamedForm]:
    """Yield the forms of an entity of a property map."""
    types = frozenset(map(EntityType, row["types"]))
    return (NamedForm(form, row["id"], row["name"], types, row["paperCount"]) for form in row["aliases"])


def use_of(row: Row, paper_id: str) -> Use:
    """Return the use of a map of an edge."""
    return Use(
        paper_id=paper_id,
        entity_id=row["entity"],
        relation=RELATION[row["type"]],
        confidence=row["confidence"],
        evidence=evidence_from_json(row["evidence"]),
    )


def result_of(row: Row, paper_id: str) -> Result:
    """Return the result of a property map with the ids of its entities."""
    (evidence,) = evidence_from_json(row["evidence"])
    return Result(
        id=row["id"],
        paper_id=paper_id,
        value=row["value"],
        number=row["number"],
        unit=row["unit"],
        is_delta=row["isDelta"],
        evidence=evidence,
        method_id=row["method"],
        benchmark_id=row["benchmark"],
        metric_id=row["metric"],
        setting=row["setting"],
        higher_is_better=row["higherIsBetter"],
    )


def by_strength(use: Use) -> tuple[int, float, str]:
    """Order the edges of a paper to one group: strongest relation first, then highest confidence, then entity id."""
    return -use.relation.strength, -use.confidence, use.entity_id


def by_name(entity: Entity) -> tuple[str, str]:
    """Order entities by case-folded name, then id."""
    return entity.name.casefold(), entity.id


def by_papers(entity: Entity) -> tuple[int, str]:
    """Order entities by papers, most first, then id."""
    return -entity.paper_count, entity.id


def by_role(pair: tuple[Use, Entity]) -> tuple[int, str, str]:
    """Order the edges of a paper to all of its entities: strongest relation first, then name, then id."""
    use, entity = pair
    return -use.relation.strength, *by_name(entity)


def by_place(result: Result) -> tuple[int, int, str]:
    """Order results as their places stand in the text, then by id."""
    return list(Field).index(result.evidence.field), result.evidence.start, result.id


def is_asserted(relation: Relation) -> bool:
    """Tell whether an edge counts for the papers of its entity."""
    return relation is not Relation.MENTIONS


def spaced(words: Iterable[str]) -> str:
    """Return words so that each stands between two spaces: `CONTAINS ' word '` then finds whole words alone."""
    return f" {' '.join(words)} "


def paper_position(paper: Paper, order: PaperOrder) -> Position:
    """Return where a paper stands in a listing of this order."""
    if order is PaperOrder.TITLE:
        return Position(paper.title.casefold(), paper.id)
    return Position(paper.date.isoformat() if paper.date else None, paper.id)


def page(items: Sequence[T], first: int, position: Callable[[T], Position]) -> Slice[T]:
    """Return a page of the first of some items, of which one more than `first` was asked for."""
    shown = tuple(items[:first])
    return Slice(shown, tuple(map(position, shown)), has_next=len(items) > first)


def sought(where: PaperFilter) -> dict[str, object]:
    """Return the parameters of the conditions of a filter."""
    words = terms(where.text or "")
    author = match_key(where.author or "")
    return {
        "groups": [sorted(group) for group in where.entities],
        "types": [TYPE[role] for role in where.roles],
        "minConfidence": where.min_confidence,
        "author": f" {author} ",
        "authorQuery": f'"{author}"',
        "organization": match_key(where.organization or ""),
        "terms": [f" {word} " for word in words],
        "textQuery": " AND ".join(f'"{word}"' for word in words),
        "publishedAfter": where.published_after and where.published_after.isoformat(),
        "publishedBefore": where.published_before and where.published_before.isoformat(),
        "asOf": where.as_of and moment(where.as_of, is_end=True),
    }
