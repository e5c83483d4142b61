"""A graph in an embedded store, and a way to ask it."""

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from api.bootstrap import Parts
from api.graphql.context import new_context
from api.graphql.limits.policy import Limits
from api.graphql.schema import schema
from kg.lexicon import Lexicon
from kg.store.sqlite import SqliteStore
from tests.unit.graphql.counting import CountingStore
from tests.unit.graphql.made_up import GRAPH

Ask = Callable[..., dict[str, Any]]


def answered(parts: Parts, document: str, *, operation: str | None = None, **variables: object) -> dict[str, Any]:
    """Return what a document is answered with, errors and all, as a client receives it."""
    done = asyncio.run(
        schema.execute(document, variable_values=variables, context_value=new_context(parts), operation_name=operation)
    )
    errors = [error.formatted for error in done.errors or ()]
    return {"data": done.data, "errors": errors, "extensions": done.extensions}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "kg.db", create=True)
    opened.upsert(GRAPH)
    yield opened
    opened.close()


@pytest.fixture
def counting(store: SqliteStore) -> CountingStore:
    return CountingStore(store)


@pytest.fixture
def answer(counting: CountingStore) -> Ask:
    """Return what a document is answered with, errors and all, as a client receives it."""
    # A machine that is busy with other work may take its time.
    parts = Parts(counting, Lexicon(), Limits(seconds=600))
    return partial(answered, parts)


@pytest.fixture
def ask(answer: Ask) -> Ask:
    """Return the data that a document is answered with; there may be no errors."""

    def asked(document: str, **variables: object) -> dict[str, Any]:
        done = answer(document, **variables)
        assert not done["errors"], done["errors"]
        data: dict[str, Any] = done["data"]
        return data

    return asked
