"""The decorators of fields that are resolved by a method."""

from collections.abc import Callable
from typing import cast

import strawberry
from strawberry.types.field import StrawberryField

Decorator = Callable[[Callable[..., object]], StrawberryField]


def resolved(description: str) -> Decorator:
    """Return `strawberry.field` with a description, typed: its own type says nothing of what it decorates."""
    return cast(Decorator, strawberry.field(description=description))


def told(description: str) -> Decorator:
    """Return `strawberry.subscription` with a description, typed likewise."""
    return cast(Decorator, strawberry.subscription(description=description))
