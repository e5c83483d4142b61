"""The SQLite store's rows as values of the model, and back."""

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from kg.errors import CursorError
from kg.model import Entity, EntityType, Paper, Relation, Result, Use
from kg.store.base import Position
from kg.store.codec import evidence_from_json
from kg.store.identity import listed_ids
from kg.store.sql_schema import LABELS, NO_DATE

Row = Sequence[Any]


def listed(values: Iterable[str | int]) -> str:
    """Return a list as the one parameter that a statement takes it in."""
    return orjson.dumps(list(values)).decode()


def newest(date: dt.date | None) -> int:
    """Return a date so that ascending order is newest first, none last."""
    return -date.toordinal() if date else 0


def oldest(date: dt.date | None) -> int:
    """Return a date so that ascending order is oldest first, none last."""
    return date.toordinal() if date else NO_DATE


def position_date(position: Position) -> dt.date | None:
    """Return the date of a position in an order by date. Raises `CursorError` for a position of another order."""
    if position.value is None:
        return None
    try:
        return dt.date.fromisoformat(str(position.value))
    except ValueError as error:
        raise CursorError(f"'{position.value}' is no date, so the cursor is of another listing.") from error


def paper(row: Row) -> Paper:
    """Return the paper of the columns `sql._PAPER`."""
    _, id_, title, abstract, authors, organization, date, url, is_summary, ids = row
    return Paper(
        id=id_,
        title=title,
        abstract=abstract,
        authors=tuple(orjson.loads(authors)),
        organization=organization,
        date=dt.date.fromisoformat(date) if date else None,
        url=url,
        is_summary=bool(is_summary),
        ids=listed_ids(id_, orjson.loads(ids)),
    )


def types(columns: Row) -> frozenset[EntityType]:
    """Return the types of an entity from its label columns, in the order of `LABELS`."""
    return _types(tuple(columns))


@functools.cache
def _types(columns: tuple[int, ...]) -> frozenset[EntityType]:
    return frozenset(type_ for type_, carries in zip(LABELS, columns, strict=True) if carries)


@functools.cache
def types_of_bits(bits: int) -> frozenset[EntityType]:
    """Return the types of an entity from its label columns as one number, the first of `LABELS` the lowest bit."""
    return types([bits >> place & 1 for place in range(len(LABELS))])


def entity(row: Row) -> Entity:
    """Return the entity of the columns `sql._ENTITY`."""
    id_, name, *labels, url, variant_of, asserted, forms = row
    return Entity(
        id=id_,
        name=name,
        types=types(labels),
        aliases=(name, *sorted(form for form in orjson.loads(forms) if form != name)),
        url=url,
        variant_of=variant_of,
        paper_count=asserted,
    )


def use(row: Row) -> Use:
    """Return the edge of the columns paper id, entity id, relation, confidence, evidence."""
    paper_id, entity_id, relation, confidence, evidence = row
    return Use(paper_id, entity_id, Relation(relation), confidence, evidence_from_json(evidence))


def result(row: Row) -> Result:
    """Return the result of the columns of `sql.RESULTS_OF` after the key."""
    id_, paper_id, value, number, unit, is_delta, evidence, method, benchmark, metric, setting, higher = row
    return Result(
        id=id_,
        paper_id=paper_id,
        value=value,
        number=number,
        unit=unit,
        is_delta=bool(is_delta),
        evidence=evidence_from_json(evidence)[0],
        method_id=method,
        benchmark_id=benchmark,
        metric_id=metric,
        setting=setting,
        higher_is_better=None if higher is None else bool(higher),
    )
