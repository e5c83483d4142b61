"""A piece of the graph as values: nodes of every kind and the edges among them.

Look-ups answer with papers and entities in full; a picture or a path needs many nodes and little of each.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kg.model import Entity, Relation, Result


class EdgeType(StrEnum):
    """Every kind of edge: those from a paper to an entity, then those that join entities and results."""

    PROPOSES = "proposes"
    INTRODUCES = "introduces"
    EVALUATES_ON = "evaluates_on"
    COMPARES_TO = "compares_to"
    USES = "uses"
    ADDRESSES = "addresses"
    REPORTS = "reports"
    MENTIONS = "mentions"
    VARIANT_OF = "variant_of"
    REPORTS_RESULT = "reports_result"
    ON = "on"
    OF = "of"
    MEASURED_BY = "measured_by"


class NodeType(StrEnum):
    """Every kind of node; the value is its label."""

    PAPER = "Paper"
    METHOD = "Method"
    DATASET = "Dataset"
    BENCHMARK = "Benchmark"
    TASK = "Task"
    METRIC = "Metric"
    RESULT = "Result"


ENTITY_TYPES = frozenset(NodeType) - {NodeType.PAPER, NodeType.RESULT}
"""The types of nodes that papers use."""

ALL_BUT_MENTIONS = tuple(type_ for type_ in EdgeType if type_ is not EdgeType.MENTIONS)
"""What a question about the graph follows when it names no relations."""

RESULT_ENDS = (EdgeType.ON, EdgeType.OF, EdgeType.MEASURED_BY)
"""The edges from a result to what it is on, of and measured by."""

RANK = {
    EdgeType.VARIANT_OF: 0,
    **{EdgeType(relation): rank for rank, relation in enumerate(Relation, start=1)},
    **{type_: rank for rank, type_ in enumerate((EdgeType.REPORTS_RESULT, *RESULT_ENDS), start=len(Relation) + 1)},
}
"""Which edge says most of what it joins, 0 for the most: a variant, then what papers say, then single numbers."""


class GraphNode(NamedTuple):
    """A paper, an entity or a result, as a picture shows it; a tuple, since a picture has hundreds of them.

    `types` holds one label, or Dataset and Benchmark both. `paper_count` is that of an entity, and 1 for the rest.
    """

    id: str
    label: str
    types: frozenset[NodeType]
    paper_count: int = 1
    date: dt.date | None = None

    @property
    def type(self) -> NodeType:
        """Return the label to show: Benchmark where the node has it."""
        return NodeType.BENCHMARK if NodeType.BENCHMARK in self.types else min(self.types)


class GraphEdge(NamedTuple):
    """An edge between two nodes, in the direction in which its relation reads."""

    source: str
    target: str
    type: EdgeType
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes, the edges among them, and whether a limit left neighbours out."""

    nodes: tuple[GraphNode, ...] = ()
    edges: tuple[GraphEdge, ...] = ()
    is_truncated: bool = False


def result_label(value: str, unit: str, *, is_delta: bool, setting: str | None = None) -> str:
    """Return a number as a picture names it.

    >>> result_label("61.7", "%", is_delta=False, setting="pass@32"), result_label("2", "points", is_delta=True)
    ('61.7% (pass@32)', '+2 points')
    """
    gain = "+" if is_delta and not value.startswith(("+", "-", "−")) else ""
    number = f"{gain}{value}{unit}" if unit in ("%", "x") else f"{gain}{value} {unit}".rstrip()
    return f"{number} ({setting})" if setting else number


def entity_node(entity: Entity) -> GraphNode:
    """Return the node of an entity."""
    types = frozenset(NodeType(type_.value) for type_ in entity.types)
    return GraphNode(entity.id, entity.name, types, entity.paper_count)


def result_node(result: Result) -> GraphNode:
    """Return the node of a result."""
    label = result_label(result.value, result.unit, is_delta=result.is_delta, setting=result.setting)
    return GraphNode(result.id, label, frozenset({NodeType.RESULT}))
