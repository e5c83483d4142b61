"""What is marked in one paper, by a reader or by the extractor: the values of an annotation in the guide's form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from extraction.annotations import to_annotation
from kg.model import EntityType, Extraction, Relation

_HALF = re.compile("[\ud800-\udfff]")


class InvalidMarksError(ValueError):
    """A record is no annotation; the message says why."""


@dataclass(frozen=True, slots=True)
class MarkedEntity:
    """One entity of a paper; `confidence` is what the extractor gives it, 1 for what a reader marked."""

    name: str
    type: EntityType
    relation: Relation
    mentions: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class MarkedResult:
    """One number of a paper; `on` and `metric` are names of entities of the same paper, or None."""

    value: str
    on: str | None = None
    metric: str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """All that is marked in one paper."""

    id: str
    entities: tuple[MarkedEntity, ...] = ()
    results: tuple[MarkedResult, ...] = ()


def to_marks(value: object) -> Marks:
    """Return what an object in the guide's form marks; raises `InvalidMarksError`.

    >>> to_marks({"id": "a", "entities": [{"name": "LoRA", "type": "Method", "relation": "uses"}]}).entities[0].name
    'LoRA'
    """
    record = _object(value, "the record")
    return Marks(
        _string(record, "id", "the record"),
        tuple(_entity(item) for item in _objects(record, "entities", required=True)),
        tuple(_result(item) for item in _objects(record, "results", required=False)),
    )


def marks_of(source_id: str, extraction: Extraction) -> Marks:
    """Return what the extractor marks, as `kg extract` would print it, with the confidence of each entity."""
    marks = to_marks(to_annotation(source_id, extraction))
    entities = zip(marks.entities, extraction.entities, strict=True)
    return replace(marks, entities=tuple(replace(marked, confidence=found.confidence) for marked, found in entities))


def _entity(item: Mapping[object, object]) -> MarkedEntity:
    name = _string(item, "name", "an entity")
    forms = item.get("mentions", [])
    if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
        raise InvalidMarksError(f"the mentions of '{name}' are no list of strings")
    for form in forms:
        _check(form, f"a mention of '{name}'")
    try:
        type_ = EntityType(_string(item, "type", f"'{name}'"))
        relation = Relation(_string(item, "relation", f"'{name}'"))
    except ValueError as error:
        raise InvalidMarksError(f"'{name}' has an unknown type or relation: {error}") from error
    return MarkedEntity(name, type_, relation, tuple(forms))


def _result(item: Mapping[object, object]) -> MarkedResult:
    value = item.get("value")
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise InvalidMarksError("a result has no value")
    on, metric = item.get("on"), item.get("metric")
    if not isinstance(on, str | None) or not isinstance(metric, str | None):
        raise InvalidMarksError(f"on or metric of the result {value} is no name")
    return MarkedResult(str(value), on, metric)


def _object(value: object, what: str) -> Mapping[object, object]:
    if not isinstance(value, dict):
        raise InvalidMarksError(f"{what} is no object")
    return value


def _objects(record: Mapping[object, object], field: str, *, required: bool) -> list[Mapping[object, object]]:
    items = record.get(field)
    if items is None and not required:
        return []
    if not isinstance(items, list):
        raise InvalidMarksError(f"the record has no list of {field}")
    return [_object(item, f"one of its {field}") for item in items]


def _string(item: Mapping[object, object], field: str, what: str) -> str:
    value = item.get(field)
    if not isinstance(value, str):
        raise InvalidMarksError(f"{what} has no {field}")
    _check(value, f"the {field} of {what}")
    return value


def _check(text: str, what: str) -> None:
    """Refuse what no output can hold; no source has such texts either."""
    if _HALF.search(text):
        raise InvalidMarksError(f"{what} holds half of a surrogate pair")
