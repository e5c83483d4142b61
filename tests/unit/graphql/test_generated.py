"""Whatever is asked: an answer, never a failure of ours; few calls of the store; the same by a plan as without.

Each operation is made from a number. The suite asks the same ones each time, so that it fails for a change and not by
luck; `make soak` begins at a number that nobody knows, and tells it where something is wrong.
"""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

import orjson
import pytest

from api.bootstrap import Parts
from api.graphql.context import new_context
from api.graphql.limits.policy import Limits
from api.graphql.schema import schema
from kg.lexicon import Lexicon
from kg.store.sqlite import SqliteStore
from tests.unit.graphql.bounds import most_calls
from tests.unit.graphql.counting import CountingStore
from tests.unit.graphql.made_up import GRAPH
from tests.unit.graphql.operations import operation

# Where a field that may not be null fails, graphql-core leaves the coroutines of its siblings behind.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

OPERATIONS = int(os.environ.get("KG_SOAK_OPERATIONS", "500"))
"""How many are made up; `make soak` makes ten times as many."""
FIRST = SystemRandom().getrandbits(32) if "KG_SOAK_OPERATIONS" in os.environ else 0
NUMBERS = range(FIRST, FIRST + OPERATIONS)
TOO_MUCH = {"TOO_COSTLY", "TOO_DEEP", "TOO_MANY_ALIASES", "TOO_MANY_TOKENS", "GRAPHQL_VALIDATION_FAILED"}
KNOWN_CODES = TOO_MUCH | {"BAD_USER_INPUT", "NOT_FOUND"}


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as opened:
        # One thread: what a failed field has begun ends before the next request, and is counted for its own.
        opened.get_loop().set_default_executor(ThreadPoolExecutor(1))
        yield opened


@pytest.fixture(scope="module")
def store() -> Iterator[CountingStore]:
    with tempfile.TemporaryDirectory() as folder:
        opened = SqliteStore.open(Path(folder) / "kg.db", create=True)
        opened.upsert(GRAPH)
        yield CountingStore(opened)
        opened.close()


def made_up(number: int) -> tuple[str, dict[str, Any]]:
    random = Random(number)
    return operation(schema._schema, random, depth=random.randint(1, 6))


def ask(runner: asyncio.Runner, store: CountingStore, document: str, variables: dict[str, Any]) -> bytes:
    parts = Parts(store, Lexicon(), Limits(seconds=600))
    parts.names.index()  # a server has read them before it is asked
    context = new_context(parts)
    store.calls.clear()
    done = runner.run(schema.execute(document, variables, context))
    runner.run(asyncio.to_thread(int))
    errors = [error.formatted for error in done.errors or ()]
    return orjson.dumps({"data": done.data, "errors": errors, "extensions": done.extensions})


@contextmanager
def no_plans() -> Iterator[None]:
    plans = schema.plans
    schema.plans = NoPlans()
    try:
        yield
    finally:
        schema.plans = plans


class NoPlans:
    """Plans of nothing, so that the ordinary executor answers."""

    def get(self, _asked: object) -> None:
        return None


def test_whatever_is_asked_is_answered_by_a_call_a_level_and_kind_of_fact(
    runner: asyncio.Runner, store: CountingStore
) -> None:
    for number in NUMBERS:
        document, variables = made_up(number)
        told = orjson.loads(ask(runner, store, document, variables))
        asked = number, document, variables
        codes = {error["extensions"]["code"] for error in told["errors"]}
        assert codes <= KNOWN_CODES, (asked, told["errors"])
        assert "Traceback" not in str(told), asked
        most = 0 if codes & TOO_MUCH else most_calls(schema._schema, document)
        assert sum(store.calls.values()) <= most, (asked, store.calls)


def test_a_plan_answers_as_the_ordinary_executor_does(runner: asyncio.Runner, store: CountingStore) -> None:
    for number in NUMBERS[: OPERATIONS // 5]:
        document, variables = made_up(number)
        planned = ask(runner, store, document, variables)
        with no_plans():
            assert ask(runner, store, document, variables) == planned, (number, document, variables)
            most = most_calls(schema._schema, document)
            assert sum(store.calls.values()) <= most, (number, document, variables, store.calls)
