"""When the store is called for one request: level by level, all that the fields of a level ask for at once.

Fields are resolved as soon as they can be, so that those of one level ask at different moments: one at once, another
when it knows what a name means. Here they wait for each other. A call of the store is made for each kind of fact and
its arguments, however many fields, aliases and objects ask for it.
"""

import asyncio
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from api.bootstrap import Parts

Ask = Callable[[Parts, Sequence[Any], Any], Sequence[Any]]
"""Answers for some items under the same arguments, in order; it runs in a thread, since the store is synchronous."""

Call = tuple[Ask, Hashable]
"""A kind of fact and its arguments."""

Turn = tuple[int, int]
"""The level of the field that asks, and its place in that: what other questions of a field wait for comes first."""

_QUIET = 8
"""Turns of the event loop without a new question after which no field is about to ask: each runs some turns later than
the one around it, since every list and object of an answer is awaited by a task of its own."""


class Rounds:
    """The questions of one request that wait for their turn, and the answers so far, so that nothing is asked twice."""

    def __init__(self, parts: Parts) -> None:
        """Begin with nothing asked."""
        self._parts = parts
        self._answers: dict[tuple[Call, Hashable], asyncio.Future[Any]] = {}
        self._waiting: dict[Turn, dict[Call, list[Hashable]]] = {}
        self._questions = 0
        self._turn: asyncio.Task[None] | None = None
        self._is_closed = False

    def load(self, turn: Turn, ask: Ask, item: Hashable, args: Hashable = None) -> asyncio.Future[Any]:
        """Return the answer for an item; the least turn comes first."""
        call = ask, args
        answer = self._answers.get((call, item))
        if answer is None:
            answer = self._answers[call, item] = asyncio.get_running_loop().create_future()
            self._waiting.setdefault(turn, {}).setdefault(call, []).append(item)
            self._questions += 1
        if not self._is_closed and (self._turn is None or self._turn.done()):
            self._turn = asyncio.create_task(self._take_turns())
        return asyncio.shield(answer)  # who gives up, since a sibling has failed, takes it from nobody else

    def close(self) -> None:
        """Ask nothing more: the request is answered, though a field that failed may have left others waiting."""
        self._is_closed = True
        if self._turn is not None:
            self._turn.cancel()

    async def _take_turns(self) -> None:
        while self._waiting:
            await self._until_quiet()
            calls = self._waiting.pop(min(self._waiting))
            await asyncio.gather(*(self._make(call, items) for call, items in calls.items()))

    async def _until_quiet(self) -> None:
        quiet = 0
        while quiet < _QUIET:
            before = self._questions
            await asyncio.sleep(0)
            quiet = quiet + 1 if self._questions == before else 0

    async def _make(self, call: Call, items: Sequence[Hashable]) -> None:
        """Make a call, and hand to each who waits the answer or the error."""
        awaited = {item: answer for item in items if not (answer := self._answers[call, item]).done()}
        if not awaited:
            return  # nobody waits any more
        ask, args = call
        made = asyncio.ensure_future(asyncio.to_thread(ask, self._parts, list(awaited), args))
        made.add_done_callback(_looked_at)
        await asyncio.wait({made})
        error = made.exception()
        found = [None] * len(awaited) if error else made.result()
        for answer, one in zip(awaited.values(), found, strict=True):
            if answer.done():
                continue
            if error:
                answer.set_exception(error)
                answer.exception()  # a field whose sibling has failed may never look at it
            else:
                answer.set_result(one)


def _looked_at(made: asyncio.Future[Any]) -> None:
    """Look at what became of a call, so that nobody is warned of one whose request is over."""
    if not made.cancelled():
        made.exception()
