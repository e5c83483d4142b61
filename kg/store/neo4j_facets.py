"""Counting papers by something on Neo4j, one statement a question."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from kg.facets import Facet, FacetCount, in_order
from kg.model import ASSERTED, Relation
from kg.store import cypher, cypher_facets
from kg.store.base import PaperFilter
from kg.store.neo4j_rows import Row, sought


class Neo4jFacets(ABC):
    """The part of `Neo4jStore` that counts papers by something."""

    @abstractmethod
    def _read(self, statement: str, **parameters: object) -> list[Row]:
        """Run one statement in a transaction of its own."""

    def facet_papers(self, where: PaperFilter, by: Facet) -> list[FacetCount]:
        """Return how many of the papers that match have each value."""
        return _counts(by, self._read(cypher_facets.of_papers(where, by), **sought(where)))

    def facet_uses(
        self,
        groups: Sequence[frozenset[str]],
        by: Facet,
        roles: Sequence[Relation] = ASSERTED,
        *,
        min_confidence: float = 0.0,
    ) -> list[list[FacetCount]]:
        """Return for each group how many of the papers that `list_uses` would list have each value."""
        rows = self._read(
            cypher_facets.OF_USES[by],
            groups=[sorted(group) for group in groups],
            types=[cypher.TYPE[role] for role in roles],
            minConfidence=min_confidence,
        )
        return [_counts(by, (row for row in rows if row["number"] == number)) for number in range(len(groups))]


def _counts(by: Facet, rows: Iterable[Row]) -> list[FacetCount]:
    def value(row: Row) -> str | None:
        return cypher.RELATION[row["value"]] if by is Facet.ROLE else row["value"]

    return in_order(by, [(value(row), row["papers"]) for row in rows])
