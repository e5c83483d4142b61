"""Boards on Neo4j: which one a result stands on, how their counts follow the results, and their first rows."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from kg.boards import Board, Condition, conditions, direction
from kg.model import Result
from kg.store import cypher_boards
from kg.store.neo4j_papers import Run
from kg.store.neo4j_rows import Row, result_of
from kg.text import match_key


class Neo4jBoards(ABC):
    """The part of `Neo4jStore` that ranks results."""

    @abstractmethod
    def _read(self, statement: str, **parameters: object) -> list[Row]:
        """Run one statement in a transaction of its own."""

    def boards(
        self,
        groups: Sequence[frozenset[str]],
        *,
        metrics: frozenset[str] | None = None,
        setting: str | None = None,
        first: int,
        rows: int,
    ) -> list[list[Board[Result]]]:
        """Return for each group of entity ids its boards; see `Rankings`."""
        found: list[list[Board[Result]]] = [[] for _ in groups]
        for row in self._read(
            cypher_boards.BOARDS,
            groups=[sorted(ids) for ids in groups],
            metrics=None if metrics is None else sorted(metrics),
            setting=None if setting is None else match_key(setting),
            first=first,
            rows=rows,
        ):
            board = row["board"]
            results = tuple(result_of(result, paper) for paper, result in row["rows"])
            found[row["number"]].append(
                Board(condition_of_key(board["key"]), direction(board["up"], board["down"]), board["results"], results)
            )
        return found


def keys_of(results: Iterable[Result]) -> dict[str, str]:
    """Return the key of the board that each result of one paper stands on, by the result's id."""
    return {id_: _key(condition) for id_, condition in conditions(results).items()}


def shift(run: Run, gone: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> None:
    """Take results, as property maps, off their boards and put new ones on theirs."""
    rows: dict[str, dict[str, Any]] = {}
    for sign, results in ((-1, gone), (1, new)):
        for result in results:
            if key := result["board"]:
                row = rows.setdefault(key, unmoved(key))
                row["results"] += sign
                row["up"] += sign * (result["higherIsBetter"] is True)
                row["down"] += sign * (result["higherIsBetter"] is False)
    if rows:
        run(cypher_boards.SHIFT_BOARDS, rows=list(rows.values()))


def unmoved(key: str) -> dict[str, Any]:
    """Return the row that makes a board, if it is not there, and does not change its counts."""
    return {"key": key, "condition": _properties(key), "results": 0, "up": 0, "down": 0}


def _key(condition: Condition) -> str:
    return orjson.dumps(
        [condition.benchmark_id, condition.metric_id, condition.setting, condition.unit, condition.is_delta]
    ).decode()


def condition_of_key(key: str) -> Condition:
    """Return the condition of the board of a key."""
    return Condition(*orjson.loads(key))


def _properties(key: str) -> dict[str, Any]:
    condition = condition_of_key(key)
    return {
        "benchmark": condition.benchmark_id,
        "metric": condition.metric_id,
        "setting": condition.setting,
        "settingKey": match_key(condition.setting or ""),
        "unit": condition.unit,
        "isDelta": condition.is_delta,
    }
