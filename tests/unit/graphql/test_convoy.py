"""Alike questions share their way to the store, and nobody gets or loses an answer by it."""

import asyncio
import threading
from collections.abc import Sequence
from typing import Any

import pytest

from api.bootstrap import Parts
from api.graphql.context import new_context
from api.graphql.convoy import AT_ONCE, MOST, Convoys
from api.graphql.schema import schema
from kg.errors import StoreUnavailableError
from kg.lexicon import Lexicon
from kg.store.sqlite import SqliteStore
from tests.unit.graphql.counting import CountingStore

PAPERS = "query($n: String!) { benchmark(name: $n) { name papers(first: 5) { totalCount edges { node { id } } } } }"
NAMES = "query($n: String!) { search(text: $n, types: [BENCHMARK], first: 5) { edges { node { id } } } }"


class Held:
    """Answers each load with its double, but not before it is let go."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.begun = threading.Semaphore(0)
        self.may_go = threading.Event()

    def __call__(self, loads: Sequence[int]) -> list[int]:
        self.calls.append(list(loads))
        self.begun.release()
        self.may_go.wait()
        if 13 in loads:
            raise ValueError(loads)
        return [2 * load for load in loads]


async def carried(convoys: Convoys[int, int], go: Held, loads: Sequence[int]) -> list[asyncio.Task[int]]:
    """Return the loads on their way: the first few alone, the rest waiting."""
    early = []
    for load in loads[:AT_ONCE]:
        early.append(asyncio.ensure_future(convoys.carry("kind", load, go)))
        await asyncio.to_thread(go.begun.acquire)
    late = [asyncio.ensure_future(convoys.carry("kind", load, go)) for load in loads[AT_ONCE:]]
    await asyncio.sleep(0)
    return early + late


def test_who_comes_meanwhile_shares_the_next() -> None:
    convoys, go = Convoys[int, int](), Held()

    async def ask() -> list[int]:
        tasks = await carried(convoys, go, range(AT_ONCE + MOST + 1))
        go.may_go.set()
        return await asyncio.gather(*tasks)

    assert asyncio.run(ask()) == [2 * load for load in range(AT_ONCE + MOST + 1)]
    assert sorted(map(len, go.calls)) == [*[1] * (AT_ONCE + 1), MOST]


def test_no_long_question_keeps_a_convoy_from_going() -> None:
    convoys, go, is_over = Convoys[int, int](), Held(), threading.Event()
    go.may_go.set()

    async def ask() -> int:
        long = [asyncio.ensure_future(asyncio.to_thread(is_over.wait)) for _ in range(100)]
        try:
            return await asyncio.wait_for(convoys.carry("kind", 2, go), 60)
        finally:
            is_over.set()
            await asyncio.gather(*long)

    assert asyncio.run(ask()) == 4


def test_what_fails_is_told_to_all_who_shared_it_and_to_nobody_else() -> None:
    convoys, go = Convoys[int, int](), Held()

    async def ask() -> list[int | BaseException]:
        tasks = await carried(convoys, go, [1, 2, 13, 4])
        go.may_go.set()
        answers = await asyncio.gather(*tasks, return_exceptions=True)
        return [*answers, await convoys.carry("kind", 5, go)]

    first, second, third, fourth, later = asyncio.run(ask())
    assert (first, second, later) == (2, 4, 10)
    assert isinstance(third, ValueError)
    assert isinstance(fourth, ValueError)


def test_who_gives_up_takes_the_answer_from_nobody_else() -> None:
    convoys, go = Convoys[int, int](), Held()

    async def ask() -> list[int]:
        tasks = await carried(convoys, go, range(AT_ONCE + 2))
        tasks[0].cancel()
        tasks[AT_ONCE].cancel()
        go.may_go.set()
        return await asyncio.gather(*tasks[1:AT_ONCE], *tasks[AT_ONCE + 1 :])

    assert asyncio.run(ask()) == [2 * load for load in (*range(1, AT_ONCE), AT_ONCE + 1)]
    assert go.calls[AT_ONCE:] == [[AT_ONCE + 1]]


def answers(parts: Parts, document: str, given: Sequence[dict[str, Any]]) -> list[Any]:
    """Return what requests that come at once are answered with."""

    async def ask() -> list[Any]:
        asking = [schema.execute(document, one, new_context(parts)) for one in given]
        return [(done.data, [str(error) for error in done.errors or ()]) for done in await asyncio.gather(*asking)]

    return asyncio.run(ask())


@pytest.mark.parametrize(("document", "method"), [(PAPERS, "look_up"), (NAMES, "revision")])
def test_requests_at_once_are_few_calls_and_answered_as_alone(store: SqliteStore, document: str, method: str) -> None:
    given = [{"n": name} for name in ("miniF2F", "PutnamBench", "nowhere", "data:minif2f", "", "minif2f") * 4]
    counting = CountingStore(store)
    parts = Parts(counting, Lexicon())
    together = answers(parts, document, given)
    calls = counting.calls[method]
    assert together == [answers(parts, document, [one])[0] for one in given]
    assert 0 < calls <= len(given) // 4


def test_a_store_that_fails_is_told_to_each_request(store: SqliteStore) -> None:
    class Away(CountingStore):
        def __getattr__(self, name: str) -> Any:
            raise StoreUnavailableError(f"away: {name}")

    told = answers(Parts(Away(store), Lexicon()), PAPERS, [{"n": "miniF2F"}] * 5)
    assert [len(errors) for _, errors in told] == [1] * 5
