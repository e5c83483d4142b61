"""What the graph holds, in numbers."""

import asyncio

import strawberry

from api.graphql.enums import EntityType, Relation
from api.graphql.extraction_quality import ExtractionQuality
from api.graphql.fields import resolved
from extraction.evaluation.quality import shipped_quality
from kg.model import EntityType as Label
from kg.model import Relation as Role
from kg.store.base import StoreStats


@strawberry.type(description="How many entities carry a label.")
class TypeCount:
    """How many entities carry a label."""

    type: EntityType
    count: int


@strawberry.type(description="How many edges have a relation.")
class RelationCount:
    """How many edges have a relation."""

    relation: Relation
    count: int


@strawberry.type(description="What the graph holds, in numbers.")
class Stats:
    """What the graph holds, in numbers."""

    papers: int
    entities: list[TypeCount] = strawberry.field(description="By label; what has two labels counts in both.")
    relations: list[RelationCount]
    variants: int
    results: int
    revision: int = strawberry.field(description="Grows with every write that changed something.")
    version: str = strawberry.field(description="The version of the program that answers.")

    @resolved("How good the extractor of this version is; null when what ships has not been measured.")
    async def extraction(self) -> ExtractionQuality | None:
        """Return the figures that ship, if they are those of the extractor that ships."""
        quality = await asyncio.to_thread(shipped_quality)
        return ExtractionQuality.from_model(quality) if quality else None

    @classmethod
    def from_model(cls, stats: StoreStats, version: str) -> "Stats":
        """Return what a client sees of the store's counts, every label and relation named."""
        return cls(
            papers=stats.papers,
            entities=[TypeCount(type=label, count=stats.entities.get(label, 0)) for label in Label],
            relations=[RelationCount(relation=Relation(role), count=stats.relations.get(role, 0)) for role in Role],
            variants=stats.variants,
            results=stats.results,
            revision=stats.revision,
            version=version,
        )
