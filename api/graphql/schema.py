"""The schema that the application serves; `python -m api.graphql.schema` prints it."""

import sys
from typing import Any

from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter

from api.graphql.context import Info
from api.graphql.entity import TYPES, Data
from api.graphql.errors import TellErrors
from api.graphql.execution import Prepared, Schema
from api.graphql.mutation import Mutation
from api.graphql.query import Query
from api.graphql.subscription import Subscription


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
    extensions=[TellErrors, Prepared],
    config=StrawberryConfig(name_converter=Names(), info_class=Info),
)


def as_text() -> str:
    """Return the schema in GraphQL's own language, as the committed snapshot holds it."""
    return schema.as_str() + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_text())
