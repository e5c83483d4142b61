"""Enumerations of the schema: those of the domain under the names of their members, and the kinds of node."""

from enum import Enum

import strawberry

from kg.model import EntityType, Field, Relation
from kg.store.base import EntityOrder, PaperOrder

__all__ = ["EntityOrder", "EntityType", "Field", "NodeType", "PaperOrder", "Relation"]

strawberry.enum(Relation, name="Relation", description="How a paper stands to an entity, the strongest first.")
strawberry.enum(EntityType, name="EntityType", description="What kind of named thing an entity is.")
strawberry.enum(Field, name="Field", description="The part of a paper that offsets point into.")
strawberry.enum(PaperOrder, name="PaperOrder", description="Orders of papers; those without a date come last.")
strawberry.enum(EntityOrder, name="EntityOrder", description="Orders of entities: most papers first, or by name.")


@strawberry.enum(description="The kinds of node that a search can be narrowed to.")
class NodeType(Enum):
    """The kinds of node."""

    PAPER = "Paper"
    METHOD = "Method"
    DATASET = "Dataset"
    BENCHMARK = "Benchmark"
    TASK = "Task"
    METRIC = "Metric"
