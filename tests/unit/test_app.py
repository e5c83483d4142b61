"""The application over HTTP, without a server: health, readiness, metrics, GraphQL's own manners."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from kg.errors import StoreUnavailableError
from kg.lexicon import Lexicon
from kg.store.sqlite import SqliteStore


class Client:
    """Asks an application in this process."""

    def __init__(self, app: FastAPI) -> None:
        self._transport = httpx.ASGITransport(app)

    def get(self, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self._ask("GET", path, **more))

    def post(self, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self._ask("POST", path, **more))

    async def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        async with httpx.AsyncClient(transport=self._transport, base_url="http://test") as client:
            return await client.request(method, path, **more)


class AwayStore:
    """A store that does not answer."""

    def __getattr__(self, name: str) -> object:
        def away(*_args: object, **_options: object) -> None:
            raise StoreUnavailableError("No answer from the server. Start it.")

        return away


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    store = SqliteStore.open(tmp_path / "kg.db", create=True)
    yield Client(create_app(store, lexicon=Lexicon(), cors_origins=["https://elsewhere.example"]))
    store.close()


@pytest.fixture
def away() -> Client:
    return Client(create_app(AwayStore(), lexicon=Lexicon()))


def test_health_does_not_ask_the_store(away: Client) -> None:
    answer = away.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_readiness_asks_the_store(client: Client, away: Client) -> None:
    assert (client.get("/readyz").status_code, client.get("/readyz").json()["status"]) == (200, "ok")
    answer = away.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "reason": "No answer from the server. Start it."}


def test_a_store_that_is_away_is_an_error_in_an_answer_of_200(away: Client) -> None:
    answer = away.post("/graphql", json={"query": "{ stats { papers } }"})
    assert answer.status_code == 200
    assert answer.json()["errors"][0]["extensions"] == {"code": "STORE_UNAVAILABLE"}


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{ nothing }"},
        {"query": "{"},
        {"query": "query($n: Int!) { papers(first: $n) { totalCount } }"},
        {"query": "{ papers(first: 0) { totalCount } }"},
        {"query": "query A { stats { papers } }", "operationName": "B"},
    ],
)
def test_a_well_formed_request_is_answered_with_200_and_errors(client: Client, body: dict[str, str]) -> None:
    answer = client.post("/graphql", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["errors"]


@pytest.mark.parametrize("body", [b"{", b"", b"\xff", b"[]", b"3", b'{"query": 3}', b'{"variables": {}}'])
def test_a_malformed_request_is_refused(client: Client, body: bytes) -> None:
    assert client.post("/graphql", content=body, headers={"Content-Type": "application/json"}).status_code == 400


def test_a_question_may_stand_in_the_address(client: Client) -> None:
    answer = client.get("/graphql", params={"query": "{ stats { papers } }"})
    assert answer.json() == {"data": {"stats": {"papers": 0}}}


def test_a_browser_gets_graphiql(client: Client) -> None:
    answer = client.get("/graphql", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "graphiql" in answer.text.lower()


def test_metrics_count_requests_by_path_and_status_and_unknown_paths_together(client: Client) -> None:
    client.get("/healthz")
    client.get("/no/such/path/1")
    client.get("/no/such/path/2")
    client.post("/graphql", json={"query": "{ stats { papers } }"})
    text = client.get("/metrics").text
    assert 'benchgraph_http_requests_total{method="GET",path="/healthz",status="200"} 1.0' in text
    assert 'benchgraph_http_requests_total{method="GET",path="other",status="404"} 2.0' in text
    assert 'benchgraph_http_request_seconds_count{path="/graphql"} 1.0' in text


def test_a_browser_elsewhere_may_ask_when_its_origin_is_allowed(client: Client) -> None:
    for origin, allowed in (("https://elsewhere.example", "https://elsewhere.example"), ("https://evil.example", None)):
        answer = client.post("/graphql", json={"query": "{ stats { papers } }"}, headers={"Origin": origin})
        assert answer.headers.get("access-control-allow-origin") == allowed


def test_there_is_nothing_else(client: Client) -> None:
    assert {client.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")} == {404}
