"""A mapping that forgets what was used least lately, once it holds more than it may."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lru(Generic[K, V]):
    """Values by key, each with a weight; together they weigh at most `capacity`.

    >>> letters = Lru[str, int](capacity=2)
    >>> for letter in "abc":
    ...     letters.put(letter, 1, weight=1)
    >>> letters.get("a"), letters.get("c")
    (None, 1)
    """

    def __init__(self, *, capacity: int) -> None:
        """Hold nothing yet."""
        self._capacity = capacity
        self._weight = 0
        self._held: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """Return the value of a key, None where it is not held."""
        held = self._held.get(key)
        if held is None:
            return None
        self._held.move_to_end(key)
        return held[0]

    def put(self, key: K, value: V, *, weight: int) -> None:
        """Hold a value, unless it alone weighs more than all may."""
        if weight > self._capacity:
            return
        _, replaced = self._held.pop(key, (None, 0))
        self._held[key] = value, weight
        self._weight += weight - replaced
        while self._weight > self._capacity:
            _, (_, dropped) = self._held.popitem(last=False)
            self._weight -= dropped
