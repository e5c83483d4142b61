"""Whatever change is asked for: refused before anything is read, or recorded; never a failure of ours."""

import asyncio
import contextlib
from random import Random

import orjson
import pytest

from api.bootstrap import Parts
from api.graphql.context import new_context
from api.graphql.limits.policy import Limits
from api.graphql.schema import schema
from kg.lexicon import Lexicon
from kg.store.sqlite import SqliteStore
from tests.unit.graphql.counting import CountingStore
from tests.unit.graphql.operations import operation
from tests.unit.graphql.test_generated import KNOWN_CODES, NUMBERS, OPERATIONS

# Where a field that may not be null fails, graphql-core leaves the coroutines of its siblings behind.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

SECONDS = 0.05
"""How long somebody listens to what may never be told."""


def codes_of(errors: object) -> set[str]:
    told = orjson.loads(orjson.dumps([error.formatted for error in errors or ()]))
    assert "Traceback" not in str(told)
    return {error["extensions"]["code"] for error in told}


def test_whoever_has_no_token_changes_and_reads_nothing(store: SqliteStore) -> None:
    counting, revision = CountingStore(store), store.revision()
    parts = Parts(counting, Lexicon(), Limits(seconds=600))
    with asyncio.Runner() as runner:
        for number in NUMBERS[: OPERATIONS // 5]:
            random = Random(number)
            document, variables = operation(schema._schema, random, depth=random.randint(1, 4), kind="mutation")
            done = runner.run(schema.execute(document, variables, new_context(parts)))
            codes = codes_of(done.errors)
            assert codes <= KNOWN_CODES | {"MUTATIONS_OFF"}, (number, document, variables, codes)
            assert not done.data or set(done.data.values()) <= {None}, (number, document, variables)
    assert counting.calls == {}
    assert store.revision() == revision


def test_whoever_has_one_is_told_what_was_done_or_what_is_wrong(store: SqliteStore) -> None:
    parts = Parts(store, Lexicon(), Limits(seconds=600))
    with asyncio.Runner() as runner:
        for number in NUMBERS[: OPERATIONS // 5]:
            random = Random(number)
            document, variables = operation(
                # What is ingested is read beside the request, by a model that is slow to load.
                schema._schema,
                random,
                depth=random.randint(1, 4),
                kind="mutation",
                left_out=["ingest"],
            )
            done = runner.run(schema.execute(document, variables, new_context(parts, lambda: "ann")))
            codes = codes_of(done.errors)
            assert codes <= KNOWN_CODES, (number, document, variables, done.errors)
    assert store.count_decisions()


def test_whoever_listens_is_told_something_or_what_is_wrong(store: SqliteStore) -> None:
    parts = Parts(store, Lexicon(), Limits(seconds=600))

    async def listen(number: int) -> set[str]:
        random = Random(number)
        document, variables = operation(
            schema._schema, random, depth=random.randint(1, 4), kind="subscription", left_out=[]
        )
        told = await schema.stream(document, variables, new_context(parts))
        async with contextlib.aclosing(told):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SECONDS):
                    async for event in told:
                        return codes_of(event.errors)
        return set()

    with asyncio.Runner() as runner:
        for number in NUMBERS[: OPERATIONS // 20]:
            assert runner.run(listen(number)) <= KNOWN_CODES, number
