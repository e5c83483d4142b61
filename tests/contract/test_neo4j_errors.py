"""What is told, in one line, when a Neo4j server refuses, is not there or goes away."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import neo4j
import pytest

import kg.store.neo4j as adapter
from kg.errors import (
    StoreAuthError,
    StoreError,
    StoreMissingError,
    StoreTimeoutError,
    StoreTooNewError,
    StoreUnavailableError,
    StoreUrlError,
)
from kg.model import PaperFacts
from kg.store.base import Outcome, PaperFilter
from kg.store.deadline import within
from kg.store.neo4j import Neo4jStore
from tests.contract.facts import corpus, facts, paper
from tests.neo4j_server import PASSWORD, USER, LocalServer, Server, start_or_skip

pytestmark = pytest.mark.neo4j


def opened(server: Server, *, create: bool = True) -> Neo4jStore:
    address, user, password = server
    return Neo4jStore.open(address, user=user, password=password, create=create)


def told(failure: pytest.ExceptionInfo[StoreError]) -> str:
    """Return the message, which must be one line."""
    message = str(failure.value)
    assert "\n" not in message
    return message


@contextmanager
def own_server(home: Path) -> Iterator[LocalServer]:
    server = start_or_skip(home)
    try:
        yield server
    finally:
        server.kill()


def test_a_statement_whose_time_is_over_is_stopped_on_the_server(neo4j_server: Server) -> None:
    store = opened(neo4j_server)
    endless = "UNWIND range(1, 1000000000) AS a UNWIND range(1, 1000000000) AS b RETURN count(a + b)"
    try:
        with within(1), pytest.raises(StoreTimeoutError) as failure:
            store._read(endless)
        running = store._read("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery AS statement")
        assert endless not in {row["statement"] for row in running}
        assert told(failure)
        assert store.revision() >= 0
    finally:
        store.close()


def test_a_wrong_password_is_told_at_once_and_never_shown(neo4j_server: Server) -> None:
    address, user, _ = neo4j_server
    start = time.monotonic()
    with pytest.raises(StoreAuthError) as failure:
        Neo4jStore.open(address, user=user, password="not-the-password", create=True)
    assert time.monotonic() - start < adapter.RETRY_SECONDS
    assert "KG_NEO4J_PASSWORD" in told(failure)
    assert "not-the-password" not in told(failure)


def test_a_missing_login_is_told_as_a_wrong_one(neo4j_server: Server) -> None:
    with pytest.raises(StoreAuthError) as failure:
        Neo4jStore.open(neo4j_server[0], user=None, password=None, create=True)
    assert "KG_NEO4J_USER" in told(failure)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_port_where_nobody_listens_is_told_with_its_address(scheme: str, tmp_path: Path) -> None:
    address = LocalServer(tmp_path).address.replace("bolt", scheme)
    with pytest.raises(StoreUnavailableError) as failure:
        Neo4jStore.open(address, user=USER, password=PASSWORD, create=True)
    assert told(failure) == f"Neo4j at {address} does not answer. Is it running?"


def test_a_host_that_does_not_exist_does_not_answer() -> None:
    with pytest.raises(StoreUnavailableError) as failure:
        Neo4jStore.open("bolt://nobody.invalid", user=USER, password=PASSWORD, create=True)
    assert "bolt://nobody.invalid:7687" in told(failure)


@pytest.mark.parametrize("url", ["http://localhost", "bolt://", "bolt://localhost:port", "neo4j://localhost/a/b"])
def test_an_address_that_is_none_of_neo4j_is_told_with_the_form(url: str) -> None:
    with pytest.raises(StoreUrlError) as failure:
        Neo4jStore.open(url, user=None, password=None, create=True)
    assert "neo4j://host:port/database" in told(failure)


def test_a_database_that_the_server_lacks_is_named(neo4j_server: Server) -> None:
    address, user, password = neo4j_server
    with pytest.raises(StoreMissingError) as failure:
        Neo4jStore.open(f"{address}/nothing", user=user, password=password, create=True)
    assert "'nothing'" in told(failure)


def test_a_database_may_be_named(empty_neo4j: Server) -> None:
    address, user, password = empty_neo4j
    store = Neo4jStore.open(f"{address}/neo4j", user=user, password=password, create=True)
    assert store.revision() == 0
    store.close()


def test_an_empty_database_is_no_graph_unless_one_may_be_made(empty_neo4j: Server) -> None:
    with pytest.raises(StoreMissingError) as failure:
        opened(empty_neo4j, create=False)
    assert "kg ingest" in told(failure)


def test_a_graph_of_a_newer_version_is_refused(empty_neo4j: Server) -> None:
    opened(empty_neo4j).close()
    address, user, password = empty_neo4j
    with neo4j.GraphDatabase.driver(address, auth=(user, password)) as driver:
        driver.execute_query("MATCH (b:Benchgraph) SET b.version = b.version + 1")
    with pytest.raises(StoreTooNewError):
        opened(empty_neo4j)


def test_two_programs_may_make_the_graph_at_once(empty_neo4j: Server) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: opened(empty_neo4j), range(4)))
    outcomes = [outcome for store in stores for outcome in store.upsert(corpus(1))]
    assert outcomes == [Outcome.NEW, *[Outcome.UNCHANGED] * 3]
    for store in stores:
        store.close()


def test_text_that_is_no_unicode_is_a_failure_of_the_store(empty_neo4j: Server) -> None:
    store = opened(empty_neo4j)
    with pytest.raises(StoreError) as failure:
        store.upsert([facts(paper("paper:W1", title="half a character: \ud83d"))])
    assert told(failure)
    store.close()


class Midway(list[PaperFacts]):
    """A batch that kills a server when its first part is written and not yet committed."""

    def __init__(self, batch: list[PaperFacts], server: LocalServer) -> None:
        super().__init__(batch)
        self.server = server

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice) and place.start:
            self.server.kill()
        return super().__getitem__(place)


def test_a_server_that_dies_in_the_middle_is_told_and_keeps_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "RETRY_SECONDS", 1)
    first, *others = corpus(20)
    with own_server(tmp_path) as server:
        place = server.address, USER, PASSWORD
        store = opened(place)
        store.upsert([first])
        before = store.stats()
        with pytest.raises(StoreUnavailableError) as failure:
            store.upsert(Midway([*others, others[0]], server))
        assert told(failure) == f"Neo4j at {server.address} does not answer. Is it running?"
        server.start()
        assert store.stats() == before
        assert store.upsert(others) == [Outcome.NEW] * 19
        assert store.count_papers(PaperFilter()) == 20
        store.close()
