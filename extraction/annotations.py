"""What was extracted, in the form of the annotation guide: one JSON object a paper."""

from kg.model import Extraction, FoundEntity, FoundResult

OURS = "ours"
"""How the guide calls a method without a name."""


def to_annotation(source_id: str, extraction: Extraction) -> dict[str, object]:
    """Return the annotation of one paper under the id by which its source calls it.

    >>> from kg.model import Paper
    >>> to_annotation("a:1", Extraction(Paper("paper:a:1", "T", "A")))
    {'id': 'a:1', 'entities': [], 'results': []}
    """
    return {
        "id": source_id,
        "entities": [_entity(entity) for entity in extraction.entities],
        "results": [_result(result) for result in extraction.results],
    }


def _entity(entity: FoundEntity) -> dict[str, object]:
    return {
        "name": entity.name,
        "type": entity.type.value,
        "relation": entity.relation.value,
        "mentions": list(entity.forms),
    }


def _result(result: FoundResult) -> dict[str, object]:
    stated: dict[str, object] = {
        "method": result.method or OURS,
        "on": result.on,
        "metric": result.metric,
        "value": result.value,
        "unit": result.unit,
        "setting": result.setting,
    }
    return {**stated, "delta": True} if result.is_delta else stated
