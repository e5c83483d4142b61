"""Questions of one request: asked once a level, and answered whoever gives up waiting."""

import asyncio
from collections.abc import Sequence

import pytest

from api.bootstrap import Parts
from api.graphql.rounds import Rounds
from kg.lexicon import Lexicon
from kg.store.sqlite import SqliteStore


class Asked:
    """Answers each item with itself, and knows in which calls they came."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def __call__(self, _parts: Parts, items: Sequence[str], _args: None) -> Sequence[str]:
        self.calls.append(list(items))
        if "wrong" in items:
            raise ValueError(items)
        return items


@pytest.fixture
def rounds(store: SqliteStore) -> Rounds:
    return Rounds(Parts(store, Lexicon()))


def test_who_gives_up_takes_the_answer_from_nobody_else(rounds: Rounds) -> None:
    ask = Asked()

    async def wait() -> str:
        one, other = (asyncio.ensure_future(rounds.load((1, 0), ask, "a")) for _ in range(2))
        await asyncio.sleep(0)
        one.cancel()
        return await other

    assert asyncio.run(wait()) == "a"
    assert ask.calls == [["a"]]


def test_a_level_waits_for_the_one_before_it(rounds: Rounds) -> None:
    ask = Asked()

    async def late() -> list[str]:
        return [
            await rounds.load((1, 0), ask, "a"),
            await rounds.load((1, 0), ask, "b"),
            await rounds.load((2, 0), ask, "c"),
        ]

    async def wait() -> None:
        await asyncio.gather(late(), rounds.load((2, 0), ask, "d"))

    asyncio.run(wait())
    assert ask.calls == [["a"], ["b"], ["d", "c"]]


def test_in_a_level_what_others_wait_for_comes_first(rounds: Rounds) -> None:
    ask = Asked()

    async def late() -> None:
        await rounds.load((1, 0), ask, "name")
        await rounds.load((1, 1), ask, "a")

    async def wait() -> None:
        await asyncio.gather(rounds.load((1, 1), ask, "b"), late())

    asyncio.run(wait())
    assert ask.calls == [["name"], ["b", "a"]]


def test_an_error_is_told_to_each_who_waits(rounds: Rounds) -> None:
    ask = Asked()

    async def wait() -> list[object]:
        return await asyncio.gather(*(rounds.load((1, 0), ask, "wrong") for _ in range(2)), return_exceptions=True)

    assert [type(told) for told in asyncio.run(wait())] == [ValueError, ValueError]
    assert len(ask.calls) == 1


def test_nothing_more_is_asked_once_the_request_is_answered(rounds: Rounds) -> None:
    ask = Asked()

    async def wait() -> None:
        rounds.load((1, 0), ask, "a")
        await asyncio.sleep(0)
        rounds.close()
        await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()})

    asyncio.run(wait())
    assert ask.calls == []
