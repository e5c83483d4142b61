"""GraphQL over WebSockets: the protocol, who may connect, and what a change over it gets."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from api.app import create_app
from api.graphql import sockets
from api.tokens import parse_tokens
from kg.lexicon import Lexicon
from kg.store.sqlite import SqliteStore
from tests.command import PATIENCE
from tests.unit.graphql.made_up import GRAPH

HELD = {"Authorization": "Bearer secret"}


class Client:
    """Asks an application that listens in this process."""

    def __init__(self, port: int, http: httpx.Client) -> None:
        self.url = f"127.0.0.1:{port}/graphql"
        self.http = http

    def post(self, document: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        answer = self.http.post(f"http://{self.url}", json={"query": document}, headers=headers or {})
        told: dict[str, Any] = answer.json()
        return told

    @contextmanager
    def open(self, **options: Any) -> Iterator["Socket"]:
        """Connect by graphql-transport-ws, and be greeted."""
        with connect(
            f"ws://{self.url}",
            subprotocols=["graphql-transport-ws"],
            open_timeout=PATIENCE,
            ping_interval=None,
            **options,
        ) as connection:
            talk = Socket(connection)
            talk.send(type="connection_init")
            assert talk.receive() == {"type": "connection_ack"}
            yield talk


class Socket:
    """A connection."""

    def __init__(self, connection: ClientConnection) -> None:
        self._numbers = count(1)
        self._connection = connection

    def send(self, **message: object) -> None:
        self._connection.send(json.dumps(message))

    def receive(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self._connection.recv(timeout=PATIENCE))
        return message

    def begin(self, document: str) -> None:
        self.send(id=str(next(self._numbers)), type="subscribe", payload={"query": document})


@contextmanager
def listening(app: FastAPI) -> Iterator[Client]:
    """Serve an application from a thread of this process."""
    with socket.create_server(("127.0.0.1", 0)) as listener, httpx.Client(timeout=PATIENCE) as http:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=5))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield Client(listener.getsockname()[1], http)
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    return SqliteStore.open(tmp_path / "kg.db", create=True)


@pytest.fixture
def client(store: SqliteStore) -> Iterator[Client]:
    tokens, origins = parse_tokens(["ann:secret"]), ["https://app.example"]
    with listening(create_app(store, lexicon=Lexicon(), tokens=tokens, cors_origins=origins, close=True)) as client:
        yield client


def test_a_new_paper_is_told_to_whoever_asked_for_its_benchmark(client: Client, store: SqliteStore) -> None:
    with client.open() as talk:
        talk.begin('subscription { newPapers(benchmark: "miniF2F") { role node { title } entity { name } } }')
        talk.begin("{ stats { papers } }")
        answer = talk.receive()
        assert (answer["id"], answer["payload"]["data"]) == ("2", {"stats": {"papers": 0}})
        assert talk.receive() == {"id": "2", "type": "complete"}
        store.upsert(GRAPH)
        told = [talk.receive()["payload"]["data"]["newPapers"] for _ in range(2)]
    assert {one["node"]["title"] for one in told} == {"Paper 1", "Paper 2"}
    assert {one["entity"]["name"] for one in told} <= {"miniF2F", "miniF2F-test"}


def test_an_ingest_tells_how_far_it_is_until_its_end(client: Client) -> None:
    records = '[{ title: "A paper", abstract: "We evaluate on miniF2F." }, { title: "", abstract: "Nothing." }]'
    job = client.post(f"mutation {{ ingest(records: {records}) {{ id }} }}", HELD)["data"]["ingest"]["id"]
    steps = []
    with client.open() as talk:
        talk.begin(f'subscription {{ ingestProgress(job: "{job}") {{ status papers rejected }} }}')
        while (message := talk.receive())["type"] == "next":
            steps.append(message["payload"]["data"]["ingestProgress"])
    assert (steps[-1], message["type"]) == ({"status": "DONE", "papers": 2, "rejected": 1}, "complete")


def test_a_change_over_a_socket_is_refused_even_with_a_token(client: Client, store: SqliteStore) -> None:
    store.upsert(GRAPH)
    with client.open(additional_headers=HELD) as talk:
        talk.begin('mutation { rename(entity: "miniF2F", name: "X") { id } }')
        assert talk.receive()["payload"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert store.count_decisions() == 0


def test_an_unknown_job_is_told_with_a_code(client: Client) -> None:
    with client.open() as talk:
        talk.begin('subscription { ingestProgress(job: "none") { status } }')
        told = talk.receive()
    assert (told["type"], told["payload"][0]["extensions"]["code"]) == ("error", "NOT_FOUND")


def test_pages_elsewhere_connect_only_where_the_operator_allows_it(client: Client) -> None:
    with client.open(origin="https://app.example") as talk:
        talk.begin("{ stats { papers } }")
        assert talk.receive()["type"] == "next"
    with pytest.raises(InvalidStatus), client.open(origin="https://evil.example"):
        pass


def test_too_many_connections_are_told_to_come_later(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "CONNECTIONS", 1)
    with client.open(), pytest.raises(InvalidStatus), client.open():
        pass


def test_a_change_by_post_needs_a_token(client: Client, store: SqliteStore) -> None:
    store.upsert(GRAPH)
    rename = 'mutation { rename(entity: "miniF2F", name: "Mini") { who } }'
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic secret"}):
        (error,) = client.post(rename, headers)["errors"]
        assert error["extensions"]["code"] == "UNAUTHENTICATED"
    assert client.http.get(f"http://{client.url}", params={"query": rename}, headers=HELD).status_code in (400, 405)
    assert client.post(rename, HELD)["data"] == {"rename": {"who": "ann"}}


def test_pages_elsewhere_may_not_send_a_token(client: Client) -> None:
    asked = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
    codes = [
        client.http.options(
            f"http://{client.url}", headers=asked | {"Access-Control-Request-Headers": name}
        ).status_code
        for name in ("authorization", "content-type")
    ]
    assert codes == [400, 200]
