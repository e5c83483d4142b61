"""What changed on Neo4j: the papers that came in and went, the latest first."""

import datetime as dt
from abc import ABC, abstractmethod

from kg.history import Change, moment
from kg.store import cypher_history, history
from kg.store.base import Position, Slice
from kg.store.neo4j_rows import Row


class Neo4jHistory(ABC):
    """The part of `Neo4jStore` that tells what changed."""

    @abstractmethod
    def _read(self, statement: str, **parameters: object) -> list[Row]:
        """Run one statement in a transaction of its own."""

    def changes(self, since: dt.datetime, *, first: int, after: Position | None = None) -> Slice[Change]:
        """Return a page of the papers that came in or were taken out since a moment, the latest first."""
        rows = self._read(cypher_history.CHANGES, **history.begin(after), since=moment(since), limit=first + 1)
        return history.page([(row["kind"], row["at"], row["id"], row["title"], row["date"]) for row in rows], first)

    def count_changes(self, since: dt.datetime) -> int:
        """Return how many changes `changes` would list in all."""
        return int(self._read(cypher_history.COUNT_CHANGES, since=moment(since))[0]["changes"])
