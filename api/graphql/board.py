"""A leaderboard: results that can be compared, the best first."""

import strawberry

from api.graphql.context import Info, present
from api.graphql.entity import Data, Entity, Method, Metric
from api.graphql.fields import resolved
from api.graphql.loaders import BoardPage, Loaders
from api.graphql.lookup import look_up
from api.graphql.paper import Paper
from api.graphql.result import Result
from kg import boards, model
from kg.lookup import types_of
from kg.model import EntityType


@strawberry.type(description="A result in its place on a board.")
class BoardRow:
    """A result in its place on a board."""

    rank: int = strawberry.field(description="1 is best; equal numbers share a rank.")
    value: str = strawberry.field(description="The number as written.")
    number: float
    found: strawberry.Private[model.Result]

    @classmethod
    def from_model(cls, result: model.Result, rank: int) -> "BoardRow":
        """Return what a client sees of a result at a rank."""
        return cls(rank=rank, value=result.value, number=result.number, found=result)

    @resolved("Null means the paper's own method, which it gives no name.")
    async def method(self, info: Info) -> Method | None:
        """Return the method that reached it."""
        found = await _entity(info, self.found.method_id)
        return found if isinstance(found, Method) else None

    @resolved("The paper that reports it.")
    async def paper(self, info: Info) -> Paper:
        """Return the paper."""
        return Paper.from_model(await self._paper(info))

    @resolved("The result itself, with its evidence.")
    async def result(self, info: Info) -> Result:
        """Return the result."""
        return Result.from_model(self.found, await self._paper(info))

    async def _paper(self, info: Info) -> model.Paper:
        return present(await info.load.papers(self.found.paper_id))


@strawberry.type(description="Results that can be compared: of one entity, metric, setting and unit, levels or gains.")
class Board:
    """Results that can be compared."""

    setting: str | None = strawberry.field(description="The condition: pass@3200, zero-shot; null where none is named.")
    unit: str
    is_delta: bool = strawberry.field(description="The rows are gains, not levels.")
    higher_is_better: bool | None = strawberry.field(description="Null where nobody knows: then from high to low.")
    total_count: int = strawberry.field(description="How many rows the board has in all.")
    rows: list[BoardRow] = strawberry.field(description="The first rows, the best first.")
    condition: strawberry.Private[boards.Condition]

    @classmethod
    def from_model(cls, board: boards.Board[model.Result]) -> "Board":
        """Return what a client sees of a board."""
        condition = board.condition
        return cls(
            setting=condition.setting,
            unit=condition.unit,
            is_delta=condition.is_delta,
            higher_is_better=board.higher_is_better,
            total_count=board.total,
            rows=[BoardRow.from_model(*row) for row in zip(board.results, board.ranks, strict=True)],
            condition=condition,
        )

    @resolved("What the results were measured on: the one asked for, or a split of it.")
    async def benchmark(self, info: Info) -> Data | None:
        """Return the benchmark."""
        found = await _entity(info, self.condition.benchmark_id)
        return found if isinstance(found, Data) else None

    @resolved("What they are measured in; null where the papers do not say.")
    async def metric(self, info: Info) -> Metric | None:
        """Return the metric."""
        found = await _entity(info, self.condition.metric_id)
        return found if isinstance(found, Metric) else None


async def metrics_of(load: Loaders, name: str | None) -> frozenset[str] | None:
    """Return the ids of the metric of a name: none when it is unknown, and None where no name is given."""
    if name is None:
        return None
    found = await look_up(load, name, types_of(EntityType.METRIC))
    return frozenset({found.id} if found else ())


async def leaderboard(load: Loaders, group: frozenset[str], page: BoardPage) -> list[Board]:
    """Return the boards of a group of entities; none when the metric is unknown."""
    if page.metrics is not None and not page.metrics:
        return []
    return [Board.from_model(board) for board in await load.boards(group, page)]


async def _entity(info: Info, id_: str | None) -> Entity | None:
    found = await info.load.entities(id_) if id_ else None
    return Entity.from_model(found) if found else None
