"""A graph in an embedded store, and a way to ask it."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.bootstrap import Parts
from api.graphql.context import new_context
from api.graphql.schema import schema
from kg.lexicon import Lexicon
from kg.store.sqlite import SqliteStore
from tests.unit.graphql.counting import CountingStore
from tests.unit.graphql.made_up import GRAPH

Ask = Callable[..., dict[str, Any]]


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
    parts = Parts(counting, Lexicon())

    def asked(document: str, **variables: object) -> dict[str, Any]:
        done = asyncio.run(schema.execute(document, variable_values=variables, context_value=new_context(parts)))
        errors = [error.formatted for error in done.errors or ()]
        return {"data": done.data, "errors": errors}

    return asked


@pytest.fixture
def ask(answer: Ask) -> Ask:
    """Return the data that a document is answered with; there may be no errors."""

    def asked(document: str, **variables: object) -> dict[str, Any]:
        done = answer(document, **variables)
        assert not done["errors"], done["errors"]
        data: dict[str, Any] = done["data"]
        return data

    return asked
