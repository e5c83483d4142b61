"""The interface of everything that has an id."""

import strawberry


@strawberry.interface(description="Anything with an id.")
class Node:
    """Anything with an id."""

    id: strawberry.ID
