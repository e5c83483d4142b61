"""Convoys: alike questions that come while others of their kind are on their way go to the store together.

Where a store is a server, to ask it costs more than to answer. So a few convoys of a kind are on their way at most, and
whoever comes meanwhile shares the next. Who comes alone leaves at once. What they carry is short, and so that it waits
for no thread that a long question keeps, they have threads of their own.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Load = TypeVar("Load")
Answer = TypeVar("Answer")

AT_ONCE = 2
"""How many convoys of a kind are on their way."""

MOST = 8
"""How many share a convoy: each of them waits for all."""

THREADS = 4
"""How many convoys of all kinds are on their way; more would only take the interpreter from each other."""


@dataclass(frozen=True, slots=True)
class _Seat(Generic[Load, Answer]):
    load: Load
    answer: asyncio.Future[Answer]
    context: Context = field(default_factory=copy_context)


class Convoys(Generic[Load, Answer]):
    """Convoys by the kind of what they carry."""

    def __init__(self, *, at_once: int = AT_ONCE, most: int = MOST) -> None:
        """Begin with none on its way."""
        self._at_once = at_once
        self._most = most
        self._waiting: defaultdict[Hashable, list[_Seat[Load, Answer]]] = defaultdict(list)
        self._leading: Counter[Hashable] = Counter()
        self._threads = ThreadPoolExecutor(THREADS, "convoy")
        self._tasks: set[asyncio.Task[None]] = set()  # a loop itself does not keep them

    async def carry(self, kind: Hashable, load: Load, go: Callable[[Sequence[Load]], Sequence[Answer]]) -> Answer:
        """Return what `go` answers for a load; it runs in a thread, under the deadline of the last who came."""
        seat: _Seat[Load, Answer] = _Seat(load, asyncio.get_running_loop().create_future())
        self._waiting[kind].append(seat)
        if self._leading[kind] < self._at_once:
            self._leading[kind] += 1
            task = asyncio.create_task(self._lead(kind, go))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await seat.answer

    async def _lead(self, kind: Hashable, go: Callable[[Sequence[Load]], Sequence[Answer]]) -> None:
        try:
            while waiting := self._waiting[kind]:
                seats = [seat for seat in waiting[: self._most] if not seat.answer.done()]
                del waiting[: self._most]
                if seats:
                    await self._go(seats, go)
                    await asyncio.sleep(0)  # who was answered may ask again, and share the next
        finally:
            self._leading[kind] -= 1
            if not self._leading[kind]:
                del self._leading[kind], self._waiting[kind]

    async def _go(self, seats: Sequence[_Seat[Load, Answer]], go: Callable[[Sequence[Load]], Sequence[Answer]]) -> None:
        loads = [seat.load for seat in seats]
        made = asyncio.get_running_loop().run_in_executor(self._threads, seats[-1].context.run, go, loads)
        await asyncio.wait({made})
        error = made.exception()
        for place, seat in enumerate(seats):
            if seat.answer.done():  # its request is over
                continue
            if error:
                seat.answer.set_exception(error)
            else:
                seat.answer.set_result(made.result()[place])
