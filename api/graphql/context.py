"""What the resolvers of one request share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import strawberry

from api.bootstrap import Parts
from api.graphql.loaders import Loaders
from api.graphql.rounds import Rounds
from api.tokens import NO_TOKENS
from kg.errors import StoreError

if TYPE_CHECKING:
    from api.graphql.limits.documents import Asked  # which know pages, whose lengths are asked for in a context

T = TypeVar("T")


NOBODY = NO_TOKENS.who
"""Refuses every change."""


class Context:
    """The parts of the application, and the request's own rounds of questions."""

    def __init__(self, parts: Parts, identify: Callable[[], str] = NOBODY) -> None:
        """Begin with nothing read."""
        self.parts = parts
        self.rounds = Rounds(parts)
        self.identify = identify
        """Tells who asks, or raises what refuses a change."""
        self.spent = 0
        """What the operations before this one in its batch cost."""
        self.asked: Asked | None = None
        """The operation, once it is known to be within the limits."""

    def forget(self) -> None:
        """Forget what was read: the graph has changed since."""
        self.rounds.close()
        self.rounds = Rounds(self.parts)

    def afresh(self) -> "Context":
        """Return a context of the same request that remembers nothing: a connection may ask for days."""
        return Context(self.parts, self.identify)


class Info(strawberry.Info[Context, None]):
    """What a resolver is told: where it stands, and the way to the store from there."""

    @property
    def load(self) -> Loaders:
        """Return the way to the store from the level of this field."""
        level = sum(isinstance(key, str) for key in self.path.as_list())  # the rest are places in lists
        return Loaders(self.context.rounds, level)


def new_context(parts: Parts, identify: Callable[[], str] = NOBODY) -> Context:
    """Return the context of one request; it may not be used for another, since it remembers what it has read."""
    return Context(parts, identify)


def present(found: T | None) -> T:
    """Return what an edge points to; it can only be missing when the graph changed between two reads."""
    if found is None:
        raise StoreError("The graph changed while it was read. Ask again.")
    return found
