"""The plans of operations that were asked lately."""

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLSchema

from api.graphql.compiled.checks import Check, checks_of
from api.graphql.compiled.fields import FIELDS, type_of
from api.graphql.compiled.plan import NotPlannedError, Selection, Step, plan_of
from api.graphql.compiled.reading import reads_once_a_level
from api.graphql.compiled.run import Run
from api.graphql.limits.documents import Asked
from api.graphql.lru import Lru

KEPT_CHARACTERS = 400_000
"""How long the texts of the operations may be whose plans are kept."""

Key = tuple[str, str | None, tuple[tuple[str, bool], ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an operation asks of the root, and what may be wrong with its arguments."""

    root: Selection
    checks: tuple[tuple[Step, Check], ...]

    def answer(self, run: Run) -> dict[str, Any]:
        """Return the data of the answer; nothing is read for arguments that are wrong."""
        for step, check in self.checks:
            check(step.args(run))
        return self.root.read(run, [None])[0]


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
        return Plan(root, tuple(checks_of(root)))
