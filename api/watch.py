"""Noticing that the graph has changed: one task asks the store for all who wait, and only while somebody does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kg.errors import StoreError
from kg.store.base import GraphStore

SECONDS = 1.0
"""How long a change may go unnoticed."""


class Watch:
    """The store's revision as it was lately; to be used within one event loop."""

    def __init__(self, store: GraphStore, *, seconds: float = SECONDS) -> None:
        """Ask for nothing yet."""
        self._store = store
        self._seconds = seconds
        self._changed = asyncio.Condition()
        self._listeners = 0
        self._revision = -1
        self._task: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[int]:
        """Keep the watch going within the block, and give it the revision at its beginning."""
        self._listeners += 1
        try:
            revision = await asyncio.to_thread(self._store.revision)
            if self._task is None:
                self._revision = revision
                self._task = asyncio.create_task(self._go_on())
            yield revision
        finally:
            self._listeners -= 1
            if not self._listeners and self._task:
                self._task.cancel()
                self._task = None

    async def change(self, seen: int) -> int:
        """Return the revision once it is another than the one that was seen."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._revision != seen)
            return self._revision

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(self._seconds)
            try:
                revision = await asyncio.to_thread(self._store.revision)
            except StoreError:
                continue  # it may come back; whoever asks a question is told
            async with self._changed:
                self._revision = revision
                self._changed.notify_all()
