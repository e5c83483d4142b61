"""A store that counts the calls of its port."""

import threading
from collections import Counter
from typing import Any

from kg.store.base import GraphStore


class CountingStore:
    """Passes every call on to a store and counts it by name."""

    def __init__(self, store: GraphStore) -> None:
        self.calls: Counter[str] = Counter()
        self._store = store
        self._lock = threading.Lock()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            with self._lock:
                self.calls[name] += 1
            return method(*args, **kwargs)

        return counted
