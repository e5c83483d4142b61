"""What the resolvers of one request share."""

from typing import TypeVar

import strawberry
from strawberry.fastapi import BaseContext

from api.bootstrap import Parts
from api.graphql.loaders import Loaders
from kg.errors import StoreError

T = TypeVar("T")


class Context(BaseContext):
    """The parts of the application, and the request's own loaders."""

    def __init__(self, parts: Parts) -> None:
        """Begin with nothing read."""
        super().__init__()
        self.parts = parts
        self.load = Loaders(parts)


Info = strawberry.Info[Context, None]


def new_context(parts: Parts) -> Context:
    """Return the context of one request; it may not be used for another, since it remembers what it has read."""
    return Context(parts)


def present(found: T | None) -> T:
    """Return what an edge points to; it can only be missing when the graph changed between two reads."""
    if found is None:
        raise StoreError("The graph changed while it was read. Ask again.")
    return found
