"""Leaderboards: which results may be compared, and who is first. Pure, so that every store ranks alike.

Results stand on one board when they are of the same entity (a split is another), metric, setting and unit, and are all
levels or all gains. A paper that says a number twice stands there once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from kg.model import Result


class Numbered(Protocol):
    """What can be ranked."""

    @property
    def number(self) -> float:
        """Return what it reached."""


Row_co = TypeVar("Row_co", bound=Numbered, covariant=True)


@dataclass(frozen=True, slots=True)
class Condition:
    """What results must share to be compared; None where the paper names no metric or setting."""

    benchmark_id: str
    metric_id: str | None
    setting: str | None
    unit: str
    is_delta: bool


@dataclass(frozen=True, slots=True)
class Board(Generic[Row_co]):
    """A board: its condition, how many rows it has in all, and the first of them, the best first.

    `higher_is_better` is None where nobody knows; the rows then go from high to low.
    """

    condition: Condition
    higher_is_better: bool | None
    total: int
    results: tuple[Row_co, ...]

    @property
    def ranks(self) -> tuple[int, ...]:
        """Return the rank of each result."""
        return ranks([result.number for result in self.results])


def condition_of(result: Result) -> Condition | None:
    """Return the board that a result belongs to; None when it names nothing that it was measured on."""
    if result.benchmark_id is None:
        return None
    return Condition(result.benchmark_id, result.metric_id, result.setting or None, result.unit, result.is_delta)


def conditions(results: Iterable[Result]) -> dict[str, Condition]:
    """Return the board of each result of one paper by the result's id.

    Left out are those without a benchmark, and all but the first (by id) that state the same number of the same method.
    """
    found: dict[str, Condition] = {}
    stated: set[tuple[Condition, str | None, float]] = set()
    for result in sorted(results, key=lambda one: one.id):
        condition = condition_of(result)
        if condition is not None and (claim := (condition, result.method_id, result.number)) not in stated:
            stated.add(claim)
            found[result.id] = condition
    return found


def direction(up: int, down: int) -> bool | None:
    """Return whether more is better on a board, of whose results `up` say so and `down` say the opposite.

    >>> direction(3, 0), direction(0, 1), direction(2, 1), direction(0, 0)
    (True, False, None, None)
    """
    return None if bool(up) == bool(down) else bool(up)


def ranks(numbers: Sequence[float]) -> tuple[int, ...]:
    """Return the rank of each number of a sorted list: equal ones share a rank, and the next has as many before it.

    >>> ranks([90.1, 88.0, 88.0, 71.5])
    (1, 2, 2, 4)
    """
    found: list[int] = []
    for place, number in enumerate(numbers):
        found.append(found[-1] if place and number == numbers[place - 1] else place + 1)
    return tuple(found)
