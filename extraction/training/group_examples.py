"""Groups of candidates as the forests of entities learn from them: what readers took each for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from extraction.components.assemble import NOTHING, PASSING, ROLES
from extraction.components.groups import Group
from extraction.model.name_evidence import column
from kg.model import EntityType, Relation
from kg.text import match_key

NO_ROLE = -1


def labels(text: str, groups: Sequence[Group], annotation: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Return for each group its class and its place in `ROLES` or `NO_ROLE`, by the entity that shares a form."""
    by_form = forms_of(annotation)
    return [label(text, group, by_form) for group in groups]


def forms_of(annotation: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the annotated entities by the key of each form; of two with one form the first."""
    return {
        match_key(form): entity
        for entity in reversed(annotation["entities"])
        for form in (entity["name"], *entity["mentions"])
    }


def label(text: str, group: Group, by_form: Mapping[str, Mapping[str, Any]]) -> tuple[int, int]:
    """Return the class and the role of one group; several entities in one group: the one met most often."""
    keys = (match_key(text[member.start : member.end]) for member in group.members)
    met = Counter(id(by_form[key]) for key in keys if key in by_form)
    if not met:
        return NOTHING, NO_ROLE
    entity = next(entity for entity in by_form.values() if id(entity) == met.most_common(1)[0][0])
    role = EntityType(entity["type"]), Relation(entity["relation"])
    kind = PASSING if role[1] is Relation.MENTIONS else PASSING + 1 + column(role[0])
    return kind, ROLES.index(role) if role in ROLES else NO_ROLE
