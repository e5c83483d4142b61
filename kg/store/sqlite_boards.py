"""Boards in SQLite: which one a result stands on, and their first rows."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager

from kg.boards import Board, Condition, conditions, direction
from kg.model import Result
from kg.store import sql_boards, sqlite_rows
from kg.store.sqlite_rows import Row, listed
from kg.text import match_key


class SqliteBoards(ABC):
    """The part of `SqliteStore` that ranks results."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open a transaction that reads."""

    def boards(
        self,
        groups: Sequence[frozenset[str]],
        *,
        metrics: frozenset[str] | None = None,
        setting: str | None = None,
        first: int,
        rows: int,
    ) -> list[list[Board[Result]]]:
        """Return for each group of entity ids its boards, those with most rows first."""
        wanted = {
            "metrics": None if metrics is None else listed(sorted(metrics)),
            "setting": None if setting is None else match_key(setting),
            "first": first,
        }
        with self._reading() as db:
            found = [db.execute(sql_boards.BOARDS, wanted | {"ids": listed(sorted(ids))}).fetchall() for ids in groups]
            return [[_board(db, row, rows) for row in boards] for boards in found]


def boards_of(db: sqlite3.Connection, results: Sequence[Result], entities: Mapping[str, int]) -> dict[str, int]:
    """Return the row of the board that each result of one paper stands on, by the result's id; made where need be."""
    found: dict[str, int] = {}
    for id_, condition in conditions(results).items():
        key = (
            *(entities[condition.benchmark_id], entities[condition.metric_id] if condition.metric_id else 0),
            *(condition.setting or "", condition.unit, condition.is_delta),
        )
        db.execute(sql_boards.ADD_BOARD, (*key, match_key(condition.setting or "")))
        (found[id_],) = db.execute(sql_boards.BOARD, key).fetchone()
    return found


def _board(db: sqlite3.Connection, row: Row, rows: int) -> Board[Result]:
    pk, benchmark, metric, setting, unit, is_delta, total, up, down = row
    more_is_better = direction(up, down)
    statement = sql_boards.LOWEST_FIRST if more_is_better is False else sql_boards.HIGHEST_FIRST
    results = map(sqlite_rows.result, db.execute(statement, {"board": pk, "rows": rows}))
    return Board(
        Condition(benchmark, metric, setting or None, unit, bool(is_delta)), more_is_better, total, tuple(results)
    )
