"""Evidence as JSON, in one form for every adapter, so that other tools read the same graph from any store."""

import orjson

from kg.model import Evidence, Field

_FIELDS = {field.value: field for field in Field}


def evidence_to_json(evidence: tuple[Evidence, ...]) -> str:
    """Return a JSON array with one object a piece of evidence, its keys in the order of the fields of `Evidence`."""
    return orjson.dumps(evidence).decode()


def evidence_from_json(text: str) -> tuple[Evidence, ...]:
    """Return the evidence that `evidence_to_json` wrote, equal in every field."""
    if text == "[]":
        return ()
    return tuple(Evidence(**{**item, "field": _FIELDS[item["field"]]}) for item in orjson.loads(text))


def confidence_from_json(text: str) -> float:
    """Return how sure the first piece of the evidence is that `evidence_to_json` wrote, of which there is one."""
    confidence: float = orjson.loads(text)[0]["confidence"]
    return confidence
