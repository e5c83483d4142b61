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


CONFIDENCE = '"confidence":'
"""What stands before the last value of each piece of evidence, and nowhere in its texts, whose quotes are escaped."""


def confidence_from_tail(text: str) -> float:
    """Return how sure the last piece of evidence is from what follows the last `CONFIDENCE` in its JSON."""
    return float(text.removesuffix("}]"))
