"""The schema that the application serves; `python -m api.graphql.schema` prints it."""

from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter
from strawberry.types import ExecutionContext

from api.graphql.entity import TYPES, Data
from api.graphql.errors import TellErrors
from api.graphql.query import Query


class Schema(strawberry.Schema):
    """A schema whose errors are told and logged by `TellErrors` alone."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing here: the default would write the trace of every mistyped cursor."""


class Names(NameConverter):
    """Names of the schema: a listing of datasets is a `DatasetConnection`, though a node of it may be a benchmark."""

    def get_name_from_type(self, type_: Any) -> str:  # noqa: ANN401  (as the parent has it)
        """Return the part of a generic type's name that stands for its parameter."""
        return "Dataset" if type_ is Data else super().get_name_from_type(type_)


schema = Schema(
    query=Query,
    types=list(TYPES.values()),
    extensions=[TellErrors],
    config=StrawberryConfig(name_converter=Names()),
)

if __name__ == "__main__":
    import sys

    sys.stdout.write(schema.as_str() + "\n")
