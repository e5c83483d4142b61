"""What changed in SQLite: the papers that came in and went, the latest first."""

import datetime as dt
import sqlite3
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager

from kg.history import Change, moment
from kg.store import history, sql_history
from kg.store.base import Position, Slice


class SqliteHistory(ABC):
    """The part of `SqliteStore` that tells what changed."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open a transaction that reads."""

    def changes(self, since: dt.datetime, *, first: int, after: Position | None = None) -> Slice[Change]:
        """Return a page of the papers that came in or were taken out since a moment, the latest first."""
        values = history.begin(after) | {"since": moment(since)}
        with self._reading() as db:
            rows = db.execute(sql_history.CHANGES, {**values, "limit": first + 1}).fetchall()
        return history.page(rows, first)

    def count_changes(self, since: dt.datetime) -> int:
        """Return how many changes `changes` would list in all."""
        with self._reading() as db:
            number: int = db.execute(sql_history.COUNT_CHANGES, {"since": moment(since)}).fetchone()[0]
        return number
