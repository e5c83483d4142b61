"""Whatever is asked: an answer, never a failure of ours; few calls of the store; the same by a plan as without."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
from graphql import FieldNode, Visitor, parse, visit
from hypothesis import HealthCheck, Phase, given, settings

from api.bootstrap import Parts
from api.graphql.context import new_context
from api.graphql.limits.policy import Limits
from api.graphql.schema import schema
from kg.lexicon import Lexicon
from kg.store.sqlite import SqliteStore
from tests.unit.graphql.counting import CountingStore
from tests.unit.graphql.made_up import GRAPH
from tests.unit.graphql.operations import operations

# Where a field that may not be null fails, graphql-core leaves the coroutines of its siblings behind.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

OPERATIONS = int(os.environ.get("KG_SOAK_OPERATIONS", "500"))
"""How many are made up; `make soak` makes ten times as many."""
KNOWN_CODES = {
    "BAD_USER_INPUT",
    "GRAPHQL_VALIDATION_FAILED",
    "GRAPHQL_PARSE_FAILED",
    "NOT_FOUND",
    "TOO_COSTLY",
    "TOO_DEEP",
    "TOO_MANY_ALIASES",
    "TOO_MANY_TOKENS",
}


def made_up(operations: int) -> settings:
    return settings(
        max_examples=operations,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def store() -> Iterator[CountingStore]:
    with tempfile.TemporaryDirectory() as folder:
        opened = SqliteStore.open(Path(folder) / "kg.db", create=True)
        opened.upsert(GRAPH)
        yield CountingStore(opened)
        opened.close()


def ask(store: CountingStore, operation: tuple[str, dict[str, Any]]) -> bytes:
    document, variables = operation
    context = new_context(Parts(store, Lexicon(), Limits(seconds=600)))
    store.calls.clear()
    done = asyncio.run(schema.execute(document, variables, context))
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


FEW = 3
"""Calls that a field may make: two for what its names mean or one for variants, and one for what is asked of them."""
WALKS = {"graph": 7, "path": 11}
"""Those of a walk: three to know its ends, one a step, and the edges; a path reads its nodes, too."""
FILTERED = {"papers": 12, "paperCounts": 12}
"""A filter names things of up to four types: two calls for each, and one for its variants."""


def most_calls(document: str) -> int:
    """Return how many calls of the store a document may make: a number for each field, whatever it is asked of."""
    most = 0

    class Counting(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            nonlocal most
            name = node.name.value
            is_filtered = any(argument.name.value == "filter" for argument in node.arguments or ())
            most += WALKS.get(name, FILTERED[name] + 1 if is_filtered and name in FILTERED else FEW)

    visit(parse(document), Counting())
    return most


@made_up(OPERATIONS)
@given(operations(schema._schema, depth=6))
def test_whatever_is_asked_is_answered_within_the_budget(
    store: CountingStore, operation: tuple[str, dict[str, Any]]
) -> None:
    told = orjson.loads(ask(store, operation))
    calls = sum(store.calls.values())
    codes = {error["extensions"]["code"] for error in told["errors"]}
    assert codes <= KNOWN_CODES, told["errors"]
    assert "Traceback" not in str(told)
    most = most_calls(operation[0])
    assert calls <= (2 * most if codes else most)  # a plan that meets an error leaves the executor to begin again
    if codes & {"TOO_COSTLY", "TOO_DEEP", "TOO_MANY_ALIASES", "TOO_MANY_TOKENS", "GRAPHQL_VALIDATION_FAILED"}:
        assert calls == 0


@made_up(OPERATIONS // 5)
@given(operations(schema._schema, depth=6))
def test_a_plan_answers_as_the_ordinary_executor_does(
    store: CountingStore, operation: tuple[str, dict[str, Any]]
) -> None:
    planned = ask(store, operation)
    with no_plans():
        assert ask(store, operation) == planned
