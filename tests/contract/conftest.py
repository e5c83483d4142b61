"""The same suite over every store: `store` is an empty one, `fresh` makes as many empty ones as a test asks for."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kg.store.base import GraphStore
from kg.store.factory import open_store
from tests.neo4j_server import Server, empty

Fresh = Callable[[], GraphStore]


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Give a function that returns the address of an empty place for a store, login included."""
    if request.param == "neo4j":
        return neo4j_place(request.getfixturevalue("neo4j_server"))
    return sqlite_place(tmp_path)


@pytest.fixture
def examples(place: Callable[[], str], request: pytest.FixtureRequest) -> settings:
    """Give the settings for a law that hypothesis tries on a store: few examples where each waits for a server."""
    on_server = request.node.get_closest_marker("neo4j") is not None
    return settings(deadline=None, max_examples=2 if on_server else 30, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def fresh(place: Callable[[], str]) -> Iterator[Fresh]:
    """Give a function that returns a new, empty store; the one before it is closed."""
    yield from freshly(place)


@pytest.fixture
def store(fresh: Fresh) -> GraphStore:
    """Give an empty store."""
    return fresh()


def sqlite_place(folder: Path) -> Callable[[], str]:
    """Return a function that names a new file in a folder at each call."""
    numbers = count()
    return lambda: f"sqlite:///{folder}/{next(numbers)}.db"


def neo4j_place(server: Server) -> Callable[[], str]:
    """Return a function that empties the server's database at each call."""
    address, user, password = server

    def emptied() -> str:
        empty(server)
        scheme, _, host = address.partition("://")
        return f"{scheme}://{user}:{password}@{host}"

    return emptied


def freshly(place: Callable[[], str]) -> Iterator[Fresh]:
    """Yield a function that opens a new store at a place; close the last one at the end."""
    opened: list[GraphStore] = []

    def fresh() -> GraphStore:
        while opened:
            opened.pop().close()
        opened.append(open_store(place(), create=True))
        return opened[-1]

    yield fresh
    while opened:
        opened.pop().close()


@pytest.fixture
def fresh_neo4j(neo4j_server: Server) -> Iterator[Fresh]:
    """Like `fresh`, of the server alone."""
    yield from freshly(neo4j_place(neo4j_server))


@pytest.fixture
def fresh_sqlite(tmp_path: Path) -> Iterator[Fresh]:
    """Like `fresh`, of files alone."""
    yield from freshly(sqlite_place(tmp_path))
