"""The plans of operations that were asked lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError, GraphQLSchema

from api.graphql.compiled.checks import Check, checks_of
from api.graphql.compiled.fields import FIELDS, type_of
from api.graphql.compiled.plan import NotPlannedError, Selection, Step, plan_of
from api.graphql.compiled.rankings import NameSearch
from api.graphql.compiled.reading import reads_once_a_level
from api.graphql.compiled.run import Run
from api.graphql.compiled.whole import Whole
from api.graphql.limits.documents import Asked
from api.graphql.lru import Lru
from kg.errors import BenchgraphError

KEPT_CHARACTERS = 400_000
"""How long the texts of the operations may be whose plans are kept."""

Key = tuple[str, str | None, tuple[tuple[str, bool], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What an operation asks of the root, and what may be wrong with its arguments under some variables."""

    root: Selection
    checks: tuple[tuple[Step, Check], ...]
    ahead: Whole | NameSearch | None
    """What is read for many runs at once, where there is such a thing."""

    def may_share(self, run: Run) -> bool:
        """Tell whether a run is better answered together with others."""
        try:
            return self.ahead is not None and self.ahead.may_share(run)
        except GraphQLError:
            return False  # told when it is answered

    def answer(self, runs: Sequence[Run]) -> list[dict[str, Any] | None]:
        """Return the data of each run's answer; None where the ordinary executor has to answer, or to tell an error."""
        sound = {id(run) for run in runs if self._is_sound(run)}
        if self.ahead:
            try:
                self.ahead.read([run for run in runs if id(run) in sound])
            except BenchgraphError:
                return [None] * len(runs)
        return [self._data(run) if id(run) in sound else None for run in runs]

    def _is_sound(self, run: Run) -> bool:
        """Tell whether all arguments are right: nothing is read otherwise."""
        try:
            for step, check in self.checks:
                check(step.args(run))
        except (BenchgraphError, GraphQLError, NotPlannedError):
            return False
        return True

    def _data(self, run: Run) -> dict[str, Any] | None:
        try:
            return self.root.read(run, [None])[0]
        except (BenchgraphError, GraphQLError, NotPlannedError):
            return None


class Plans:
    """Plans by operation, and by the values of its Boolean variables: `@skip` and `@include` are settled in a plan."""

    def __init__(self, schema: GraphQLSchema) -> None:
        """Know none yet."""
        self._schema = schema
        self._kept: Lru[Key, Plan | NotPlannedError] = Lru(capacity=KEPT_CHARACTERS)

    def get(self, asked: Asked) -> Plan | None:
        """Return the plan of an operation, None where it cannot be planned."""
        text, name = asked.document.text, asked.operation.name
        flags = tuple((key, value) for key, value in asked.variables.coerced.items() if isinstance(value, bool))
        key = text, name.value if name else None, flags
        plan = self._kept.get(key)
        if plan is None:
            try:
                plan = self._made(asked)
            except NotPlannedError as error:
                plan = error
            self._kept.put(key, plan, weight=len(text))
        return plan if isinstance(plan, Plan) else None

    def _made(self, asked: Asked) -> Plan:
        root = plan_of(self._schema, asked, FIELDS, type_of)
        if not reads_once_a_level(root):
            raise NotPlannedError
        checks = tuple((step, check) for step, check in checks_of(root) if not _always_holds(step, check))
        return Plan(root, checks, Whole.of(root) or NameSearch.of(root))


def _always_holds(step: Step, check: Check) -> bool:
    if step.fixed is None:
        return False
    try:
        check(step.fixed)
    except (BenchgraphError, GraphQLError, NotPlannedError):
        return False
    return True
