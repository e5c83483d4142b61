"""Which part of the graph is meant."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from kg.graph import EdgeType, NodeType


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which part: every condition that is given must hold.

    `types` names the nodes, `relations` the edges. Dates are those of papers and inclusive; a paper without a date
    fails them, and a result goes with its paper. `ids` holds the only nodes that may stay. Edges need both of their
    ends. With `relations` and without `ids`, nodes without an edge are left out; with dates, entities without one.
    """

    types: Collection[NodeType] | None = None
    relations: Collection[EdgeType] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    ids: frozenset[str] | None = None

    @property
    def is_dated(self) -> bool:
        """Tell whether dates decide."""
        return self.since is not None or self.until is not None

    def allows(self, type_: EdgeType) -> bool:
        """Tell whether edges of a type may stay."""
        return self.relations is None or type_ in self.relations


ALL = Selection()
"""Everything."""
