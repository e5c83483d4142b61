"""Counting papers by something in SQLite, one statement a question."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager

from kg.facets import Facet, FacetCount, in_order
from kg.model import ASSERTED, Relation
from kg.store import sql_facets, sqlite_listing
from kg.store.base import PaperFilter
from kg.store.sql_schema import LABELS
from kg.store.sqlite_rows import Row, listed


class SqliteFacets(ABC):
    """The part of `SqliteStore` that counts papers by something."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open a transaction that reads."""

    def facet_papers(self, where: PaperFilter, by: Facet) -> list[FacetCount]:
        """Return how many of the papers that match have each value."""
        matching = sqlite_listing.condition(where)
        named = frozenset(id_ for group in where.entities for id_ in group)
        to_named = sql_facets.TO_NAMED if where.entities and by is Facet.ROLE else ""
        end = "" if by is Facet.TYPE else sql_facets.GROUP_BY
        values = {"roles": listed(where.roles), "confidence": where.min_confidence, "named": listed(sorted(named))}
        statement = sqlite_listing.of_moment(where, f"{sql_facets.OF_PAPERS[by]}{to_named}{matching.sql}{end}")
        with self._reading() as db:
            rows = db.execute(statement, values | matching.values).fetchall()
        return _counts(by, rows)

    def facet_uses(
        self,
        groups: Sequence[frozenset[str]],
        by: Facet,
        roles: Sequence[Relation] = ASSERTED,
        *,
        min_confidence: float = 0.0,
    ) -> list[list[FacetCount]]:
        """Return for each group how many of the papers that `list_uses` would list have each value."""
        values = {"roles": listed(roles), "confidence": min_confidence}
        with self._reading() as db:
            answers = [
                db.execute(sql_facets.OF_USES[by], values | {"ids": listed(sorted(group))}).fetchall()
                for group in groups
            ]
        return [_counts(by, rows) for rows in answers]


def _counts(by: Facet, rows: Sequence[Row]) -> list[FacetCount]:
    return in_order(by, zip(LABELS, rows[0], strict=True) if by is Facet.TYPE else [(row[0], row[1]) for row in rows])
