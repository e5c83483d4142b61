"""Subscriptions as a client meets them: a real server, papers written by other processes, an end by signal."""

import contextlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.command import PATIENCE, Command
from tests.served import served

NEW_PAPERS = 'subscription { newPapers(benchmark: "miniF2F") { role evidence { text } node { title } } }'
TOKENS = {"KG_TOKENS": "ann:secret,other"}


@contextmanager
def subscribed(url: str, document: str) -> Iterator[ClientConnection]:
    address = url.replace("http", "ws") + "/graphql"
    with connect(
        address, subprotocols=["graphql-transport-ws"], open_timeout=PATIENCE, ping_interval=None
    ) as connection:
        connection.send(json.dumps({"type": "connection_init"}))
        assert "connection_ack" in connection.recv(timeout=PATIENCE)
        connection.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": document}}))
        # An answer to a question on the same connection: the subscription before it has begun.
        connection.send(json.dumps({"id": "2", "type": "subscribe", "payload": {"query": "{ stats { papers } }"}}))
        for _ in range(2):
            assert json.loads(connection.recv(timeout=PATIENCE))["id"] == "2"
        yield connection


def received(connection: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(connection.recv(timeout=PATIENCE))
    return message


def change(url: str, document: str, token: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"}
    told: dict[str, Any] = httpx.post(
        f"{url}/graphql", json={"query": document}, headers=headers, timeout=PATIENCE
    ).json()
    return told


def test_papers_of_another_process_and_of_a_job_are_told_as_they_come(any_kg: Command, records: Path) -> None:
    any_kg("ingest", "-", "--format", "jsonl")
    with served(replace(any_kg, secrets=any_kg.secrets | TOKENS)) as url, subscribed(url, NEW_PAPERS) as connection:
        assert any_kg("ingest", str(records)).out.startswith("2 papers: 2 new")
        told = [received(connection)["payload"]["data"]["newPapers"] for _ in range(2)]
        assert {one["node"]["title"][:8] for one in told} == {"PROOFKIT", "A Paper "}
        assert all(one["evidence"][0]["text"] for one in told)
        new = '[{ title: "By a job", abstract: "We evaluate on the miniF2F benchmark." }]'
        assert "errors" not in change(url, f"mutation {{ ingest(records: {new}) {{ id }} }}", "other")
        assert received(connection)["payload"]["data"]["newPapers"]["node"] == {"title": "By a job"}


def test_a_token_without_a_name_is_recorded_by_its_hash(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    rename = 'mutation { rename(entity: "miniF2F", name: "Mini") { who } }'
    with served(replace(kg, secrets=TOKENS)) as url:
        assert change(url, rename, "secret")["data"] == {"rename": {"who": "ann"}}
        assert change(url, rename, "other")["data"] == {"rename": {"who": "token-d9298a10"}}
        assert change(url, rename, "ann:secret")["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_a_signal_ends_the_server_though_somebody_listens(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    with contextlib.ExitStack() as until_end:
        with served(kg) as url:
            connection = until_end.enter_context(subscribed(url, NEW_PAPERS))
        with pytest.raises(ConnectionClosed):
            received(connection)
