"""Enumerations of the schema: those of the domain under the names of their members."""

from collections.abc import Iterable
from functools import lru_cache

import strawberry
from graphql import GraphQLError

from kg import model
from kg.graph import EdgeType as Relation
from kg.graph import NodeType
from kg.model import EntityType, Field
from kg.store.base import EntityOrder, PaperOrder

__all__ = ["EntityOrder", "EntityType", "Field", "NodeType", "PaperOrder", "Relation", "roles_of"]

strawberry.enum(
    Relation,
    name="Relation",
    description="How a paper stands to an entity, the strongest first; then the edges that join entities and results.",
)
strawberry.enum(NodeType, name="NodeType", description="The kinds of node.")
strawberry.enum(EntityType, name="EntityType", description="What kind of named thing an entity is.")
strawberry.enum(Field, name="Field", description="The part of a paper that offsets point into.")
strawberry.enum(PaperOrder, name="PaperOrder", description="Orders of papers; those without a date come last.")
strawberry.enum(EntityOrder, name="EntityOrder", description="Orders of entities: most papers first, or by name.")


def roles_of(relations: Iterable[Relation] | None) -> tuple[model.Relation, ...]:
    """Return the relations of papers to entities that are meant, all but mentions when none are named.

    Raises an error that the client sees for an edge that no paper has to an entity.
    """
    try:
        return _roles(tuple(relations or ())) or model.ASSERTED
    except ValueError as error:
        raise GraphQLError(
            "`roles` takes how papers stand to entities: PROPOSES to MENTIONS.", extensions={"code": "BAD_USER_INPUT"}
        ) from error


@lru_cache(maxsize=256)
def _roles(relations: tuple[Relation, ...]) -> tuple[model.Relation, ...]:
    return tuple(model.Relation(relation.value) for relation in relations)
