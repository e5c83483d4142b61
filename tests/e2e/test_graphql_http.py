"""GraphQL over HTTP as a client meets it: a real server on a free port, started as a user starts it."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.store.sqlite import SqliteStore
from tests.command import PATIENCE, Command
from tests.served import announced, served
from tests.unit.graphql.made_up import GRAPH

WHICH_PAPERS = """query($name: String!) { benchmark(name: $name) { name papers { totalCount edges {
  role evidence { text sentence } results { value metric { name } } node { title date } } } } }"""


@pytest.fixture
def filled(kg: Command, tmp_path: Path) -> Command:
    store = SqliteStore.open(tmp_path / "kg.db", create=True)
    store.upsert(GRAPH)
    store.close()
    return kg


@pytest.fixture
def url(filled: Command) -> Iterator[str]:
    with served(filled) as address:
        yield address


def ask(url: str, document: str, **variables: object) -> dict[str, Any]:
    answer = httpx.post(f"{url}/graphql", json={"query": document, "variables": variables}, timeout=PATIENCE)
    assert answer.status_code == httpx.codes.OK
    done: dict[str, Any] = answer.json()
    assert "errors" not in done, done
    return done["data"]


def test_which_papers_use_a_benchmark_and_how(url: str) -> None:
    found = ask(url, WHICH_PAPERS, name="mini-f2f")["benchmark"]
    assert found["papers"]["totalCount"] == 2
    edge = found["papers"]["edges"][0]
    assert (edge["role"], edge["node"]) == ("EVALUATES_ON", {"title": "Paper 1", "date": "2025-01-03"})
    assert edge["evidence"][0]["text"] in edge["evidence"][0]["sentence"]
    assert edge["results"] == [{"value": "61.7", "metric": {"name": "accuracy"}}]


def test_many_clients_at_once_get_the_same_answer(url: str) -> None:
    with ThreadPoolExecutor(16) as clients:
        answers = list(clients.map(lambda _: ask(url, WHICH_PAPERS, name="miniF2F"), range(64)))
    assert all(answer == answers[0] for answer in answers)


def test_a_write_of_another_process_is_seen_at_once(url: str, tmp_path: Path) -> None:
    assert ask(url, "{ stats { papers } }")["stats"]["papers"] == len(GRAPH)
    store = SqliteStore.open(tmp_path / "kg.db", create=False)
    store.remove(["paper:arxiv:2501.00001"])
    store.close()
    assert ask(url, "{ stats { papers } }")["stats"]["papers"] == len(GRAPH) - 1


def test_health_readiness_and_metrics_answer(url: str) -> None:
    assert httpx.get(f"{url}/healthz", timeout=PATIENCE).json() == {"status": "ok"}
    assert httpx.get(f"{url}/readyz", timeout=PATIENCE).json()["status"] == "ok"
    assert 'path="/healthz"' in httpx.get(f"{url}/metrics", timeout=PATIENCE).text


def test_a_signal_ends_the_server_in_good_order_though_a_client_stays_connected(filled: Command) -> None:
    server = filled.start("serve", "--port", "0")
    with httpx.Client(base_url=announced(server), timeout=PATIENCE) as client:
        assert client.get("/healthz").status_code == httpx.codes.OK
        server.send_signal(signal.SIGTERM)
        _, err = server.communicate(timeout=10)
    assert (server.returncode, err) == (0, b"")


def test_several_workers_serve_one_port_and_count_together(filled: Command) -> None:
    server = filled.start("serve", "--port", "0", "--workers", "2")
    try:
        address = announced(server)
        for _ in range(20):
            assert httpx.get(f"{address}/healthz", timeout=PATIENCE).status_code == httpx.codes.OK
        counted = httpx.get(f"{address}/metrics", timeout=PATIENCE).text
        assert '{method="GET",path="/healthz",status="200"} 20.0' in counted
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=PATIENCE)
    assert server.returncode == 0


def test_a_port_of_zero_takes_a_free_one_and_tells_it(filled: Command) -> None:
    server = filled.start("serve", "--port", "0")
    try:
        address = announced(server)
        assert httpx.get(f"{address}/healthz", timeout=PATIENCE).status_code == httpx.codes.OK
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def test_the_secret_of_a_store_is_not_announced(tmp_path: Path) -> None:
    secret = Command(tmp_path, "bolt://neo4j:very-secret@127.0.0.1:1")
    answer = secret("serve", "--port", "0")
    assert answer.code == 1
    assert "very-secret" not in answer.out + answer.err


def test_a_browser_elsewhere_may_ask_when_the_operator_allows_it(filled: Command) -> None:
    with served(replace(filled, secrets={"KG_CORS_ORIGINS": "https://app.example"})) as url:
        answer = httpx.post(
            f"{url}/graphql", json={"query": "{ stats { papers } }"}, headers={"Origin": "https://app.example"}
        )
    assert answer.headers["access-control-allow-origin"] == "https://app.example"
