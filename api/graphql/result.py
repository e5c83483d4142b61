"""A number that a paper reports."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.entity import Data, Entity, Method, Metric
from api.graphql.evidence import Evidence
from api.graphql.fields import resolved
from api.graphql.node import Node
from kg import model

if TYPE_CHECKING:
    from api.graphql.paper import Paper


@strawberry.type(description="A number that a paper reports.")
class Result(Node):
    """A number that a paper reports."""

    value: str = strawberry.field(description="The number as written.")
    number: float
    unit: str
    is_delta: bool = strawberry.field(description="A gain, not a level.")
    setting: str | None = strawberry.field(description="The condition: pass@3200, zero-shot, a split.")
    higher_is_better: bool | None = strawberry.field(description="Null where nobody knows.")
    evidence: Evidence
    result: strawberry.Private[model.Result]
    of: strawberry.Private[model.Paper]

    @classmethod
    def from_model(cls, result: model.Result, paper: model.Paper) -> "Result":
        """Return what a client sees of a result of `paper`."""
        return cls(
            id=strawberry.ID(result.id),
            value=result.value,
            number=result.number,
            unit=result.unit,
            is_delta=result.is_delta,
            setting=result.setting,
            higher_is_better=result.higher_is_better,
            evidence=Evidence.from_model(result.evidence, paper),
            result=result,
            of=paper,
        )

    @resolved("Null means the paper's own method, which it gives no name.")
    async def method(self, info: Info) -> Method | None:
        """Return the method that reached it."""
        found = await _entity(info, self.result.method_id)
        return found if isinstance(found, Method) else None

    @resolved("What it was measured on.")
    async def benchmark(self, info: Info) -> Data | None:
        """Return the benchmark."""
        found = await _entity(info, self.result.benchmark_id)
        return found if isinstance(found, Data) else None

    @resolved("What it is measured in.")
    async def metric(self, info: Info) -> Metric | None:
        """Return the metric."""
        found = await _entity(info, self.result.metric_id)
        return found if isinstance(found, Metric) else None

    @resolved("The paper that reports it.")
    def paper(self) -> Annotated["Paper", strawberry.lazy("api.graphql.paper")]:
        """Return the paper."""
        from api.graphql.paper import Paper  # late: a paper has results, too

        return Paper.from_model(self.of)


async def _entity(info: Info, id_: str | None) -> Entity | None:
    found = await info.load.entities(id_) if id_ else None
    return Entity.from_model(found) if found else None
