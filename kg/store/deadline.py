"""How long a question may take: set around it, and kept by every statement of a store that it leads to."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kg.errors import StoreTimeoutError

_END: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop whatever statement of a store runs in this context (threads that `asyncio.to_thread` starts included).

    The statement raises `StoreTimeoutError`, and so does each further one.
    """
    before = _END.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _END.reset(before)


def remaining() -> float | None:
    """Return how many seconds are left, None without a deadline. Raises `StoreTimeoutError` when none are."""
    end = _END.get()
    if end is None:
        return None
    left = end - time.monotonic()
    if left <= 0:
        raise timed_out()
    return left


def timed_out() -> StoreTimeoutError:
    """Return the error of a question that took too long."""
    return StoreTimeoutError("The question took too long and was stopped. Ask for smaller pages, or for less of each.")
