"""Decisions, and what was extracted where they changed it, as JSON: in one form for every adapter."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from kg.decisions import Action, AddAlias, Confirm, Merge, Reject, Rename, Split
from kg.model import Entity, EntityType, Evidence, Field, PaperFacts, Relation, Result, Use

_KINDS: dict[str, type[Action]] = {
    "merge": Merge,
    "split": Split,
    "rename": Rename,
    "alias": AddAlias,
    "confirm": Confirm,
    "reject": Reject,
}
KIND = {type_: kind for kind, type_ in _KINDS.items()}
"""What each action is called."""


def action_to_json(action: Action) -> str:
    """Return an action as JSON: its kind, then its fields."""
    return orjson.dumps([KIND[type(action)], action]).decode()


def action_from_json(text: str) -> Action:
    """Return the action that `action_to_json` wrote."""
    return action_of(*orjson.loads(text))


def action_of(kind: str, fields: dict[str, Any]) -> Action:
    """Return the action of a kind, with its fields as JSON has them."""
    fields = dict(fields)
    if fields.get("relation") is not None:
        fields["relation"] = Relation(fields["relation"])
    if "evidence" in fields:
        fields["evidence"] = _evidence(fields["evidence"])
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return _KINDS[kind](**fields | lists)


def facts_to_json(facts: PaperFacts) -> str:
    """Return the edges and results of a paper as JSON."""
    return orjson.dumps([facts.uses, facts.results]).decode()


def facts_from_json(text: str) -> tuple[tuple[Use, ...], tuple[Result, ...]]:
    """Return the edges and results that `facts_to_json` wrote."""
    uses, results = orjson.loads(text)
    return tuple(map(_use, uses)), tuple(map(_result, results))


def entity_to_json(entity: Entity) -> str:
    """Return what was extracted of an entity as JSON, its count left out."""
    fields = [entity.id, entity.name, sorted(entity.types), entity.aliases, entity.url, entity.variant_of]
    return orjson.dumps(fields).decode()


def entity_from_json(text: str) -> Entity:
    """Return the entity that `entity_to_json` wrote."""
    id_, name, types, aliases, url, variant_of = orjson.loads(text)
    return Entity(id_, name, frozenset(map(EntityType, types)), tuple(aliases), url, variant_of)


def _evidence(pieces: Sequence[Mapping[str, Any]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(**{**piece, "field": Field(piece["field"])}) for piece in pieces)


def _use(fields: Mapping[str, Any]) -> Use:
    return Use(**{**fields, "relation": Relation(fields["relation"]), "evidence": _evidence(fields["evidence"])})


def _result(fields: Mapping[str, Any]) -> Result:
    return Result(**{**fields, "evidence": _evidence([fields["evidence"]])[0]})
