"""The schema that the application serves; `python -m api.graphql.schema` prints it."""

import sys
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.schema.name_converter import NameConverter
from strawberry.types import ExecutionContext, ExecutionResult

from api.graphql.entity import TYPES, Data
from api.graphql.errors import TellErrors
from api.graphql.mutation import Mutation
from api.graphql.query import Query
from api.graphql.subscription import Subscription


class Schema(strawberry.Schema):
    """A schema whose errors are told and logged by `TellErrors` alone."""

    async def execute(self, *args: Any, **options: Any) -> ExecutionResult:  # noqa: ANN401  (as the parent has them)
        """Answer as the parent does, but tell of an unknown operation in the answer rather than by an exception."""
        try:
            return await super().execute(*args, **options)
        except CannotGetOperationTypeError as error:
            return ExecutionResult(data=None, errors=[GraphQLError(error.as_http_error_reason())])

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing here: the default would write the trace of every mistyped cursor."""


class Names(NameConverter):
    """Names of the schema: a listing of datasets is a `DatasetConnection`, though a node of it may be a benchmark."""

    def get_name_from_type(self, type_: Any) -> str:  # noqa: ANN401  (as the parent has it)
        """Return the part of a generic type's name that stands for its parameter."""
        return "Dataset" if type_ is Data else super().get_name_from_type(type_)


schema = Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=list(TYPES.values()),
    extensions=[TellErrors],
    config=StrawberryConfig(name_converter=Names()),
)


def as_text() -> str:
    """Return the schema in GraphQL's own language, as the committed snapshot holds it."""
    return schema.as_str() + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_text())
