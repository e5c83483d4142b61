"""The plans of operations that were asked lately."""

from graphql import GraphQLSchema

from api.graphql.compiled.fields import FIELDS, type_of
from api.graphql.compiled.plan import NotPlannedError, Selection, plan_of
from api.graphql.limits.documents import Asked
from api.graphql.lru import Lru

KEPT_CHARACTERS = 400_000
"""How long the texts of the operations may be whose plans are kept."""

Key = tuple[str, str | None, tuple[tuple[str, bool], ...]]


class Plans:
    """Plans by operation, and by the values of its Boolean variables: `@skip` and `@include` are settled in a plan."""

    def __init__(self, schema: GraphQLSchema) -> None:
        """Know none yet."""
        self._schema = schema
        self._kept: Lru[Key, Selection | NotPlannedError] = Lru(capacity=KEPT_CHARACTERS)

    def get(self, asked: Asked) -> Selection | None:
        """Return the plan of an operation, None where it cannot be planned."""
        text, name = asked.document.text, asked.operation.name
        flags = tuple((key, value) for key, value in asked.variables.coerced.items() if isinstance(value, bool))
        key = text, name.value if name else None, flags
        plan = self._kept.get(key)
        if plan is None:
            try:
                plan = plan_of(self._schema, asked, FIELDS, type_of)
            except NotPlannedError as error:
                plan = error
            self._kept.put(key, plan, weight=len(text))
        return plan if isinstance(plan, Selection) else None
