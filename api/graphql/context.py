"""What the resolvers of one request share."""

from collections.abc import Callable
from typing import TypeVar

import strawberry

from api.bootstrap import Parts
from api.graphql.limits.documents import Asked
from api.graphql.loaders import Loaders
from api.tokens import NO_TOKENS
from kg.errors import StoreError

T = TypeVar("T")


NOBODY = NO_TOKENS.who
"""Refuses every change."""


class Context:
    """The parts of the application, and the request's own loaders."""

    def __init__(self, parts: Parts, identify: Callable[[], str] = NOBODY) -> None:
        """Begin with nothing read."""
        self.parts = parts
        self.load = Loaders(parts)
        self.identify = identify
        """Tells who asks, or raises what refuses a change."""
        self.asked: Asked | None = None
        """The operation, once it is known to be within the limits."""

    def afresh(self) -> "Context":
        """Return a context of the same request that remembers nothing: a connection may ask for days."""
        return Context(self.parts, self.identify)


Info = strawberry.Info[Context, None]


def new_context(parts: Parts, identify: Callable[[], str] = NOBODY) -> Context:
    """Return the context of one request; it may not be used for another, since it remembers what it has read."""
    return Context(parts, identify)


def present(found: T | None) -> T:
    """Return what an edge points to; it can only be missing when the graph changed between two reads."""
    if found is None:
        raise StoreError("The graph changed while it was read. Ask again.")
    return found
