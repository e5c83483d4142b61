"""`/export/…`: the right format, the right part, packed or not, and every refusal in words."""

import gzip
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import httpx
import pytest
from fastapi import FastAPI

from api.bootstrap import Parts
from api.rest.export import export_router
from api.rest.export_limits import ExportLimits
from kg.export.formats import FORMS, Format
from kg.lexicon import Lexicon
from kg.store.base import GraphStore
from kg.store.factory import open_store
from tests.contract.facts import corpus

PAPERS = 30


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    opened = open_store(f"sqlite:///{tmp_path / 'kg.db'}", create=True)
    opened.upsert(corpus(PAPERS))
    yield opened
    opened.close()


class Client:
    """Asks an application in this process."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    def get(self, path: str, **options: object) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://test") as client:
                return await client.get(path, **options)

        return anyio.run(ask)


def client_of(store: GraphStore, **limits: int) -> Client:
    app = FastAPI()
    app.include_router(export_router(Parts(store, Lexicon()), ExportLimits(**limits)))
    return Client(app)


@pytest.fixture
def client(store: GraphStore) -> Client:
    return client_of(store)


def test_every_format_has_its_address_and_type(client: Client) -> None:
    listed = client.get("/export").json()["formats"]
    assert [item["format"] for item in listed] == list(Format)
    for item in listed:
        answer = client.get(item["path"])
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, item["mediaType"])
        assert answer.headers["content-disposition"].endswith(f'"{item["path"].rpartition("/")[2]}"')
        assert answer.content


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("*/*", Format.NODE_LINK),
        ("application/json", Format.NODE_LINK),
        ("text/turtle", Format.TURTLE),
        ("text/turtle;q=0.4, application/ld+json;q=0.9", Format.JSON_LD),
        ("application/gexf+xml, */*;q=0.1", Format.GEXF),
        ("text/*", Format.TURTLE),
        ("application/json;q=0, */*;q=0.5", Format.JSONL),
    ],
)
def test_a_bare_name_is_negotiated(client: Client, accept: str, format_: Format) -> None:
    answer = client.get("/export/graph", headers={"accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == FORMS[format_].media_type
    assert "Accept" in answer.headers["vary"]


def test_what_nobody_offers_is_refused_in_words(client: Client) -> None:
    answer = client.get("/export/graph", headers={"accept": "image/png"})
    assert (answer.status_code, "text/turtle" in answer.json()["error"]) == (406, True)
    answer = client.get("/export/graph.docx")
    assert (answer.status_code, "graph.gexf" in answer.json()["error"]) == (404, True)
    assert client.get("/export/other.gexf").status_code == 404


def test_gzip_is_an_encoding_for_who_takes_it_and_a_file_for_who_asks_for_it(client: Client) -> None:
    plain = client.get("/export/graph.json", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    encoded = client.get("/export/graph.json", headers={"accept-encoding": "br, gzip"})
    assert encoded.headers["content-encoding"] == "gzip"
    assert encoded.content == plain.content
    file = client.get("/export/graph.json.gz", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in file.headers
    assert gzip.decompress(file.content) == plain.content
    assert "content-encoding" not in client.get("/export/graph.vault.zip").headers


def ids(client: Client, query: str) -> list[str]:
    answer = client.get(f"/export/graph.json?{query}")
    assert answer.status_code == 200, answer.text
    return [node["id"] for node in answer.json()["nodes"]]


def test_the_query_names_a_part(client: Client) -> None:
    assert len(ids(client, "type=paper")) == PAPERS
    assert ids(client, "type=Benchmark,Task") == ["data:hub", "data:hub-0", "data:hub-1", "data:hub-2"]
    assert len(ids(client, "since=2024-01-02&until=2024-01-02&type=Paper")) == 2
    assert set(ids(client, "around=Hub&depth=1")) == {"data:hub", "data:hub-0", "data:hub-1", "data:hub-2"}
    assert ids(client, "around=data:hub&depth=0") == ["data:hub"]
    assert {id_.partition(":")[0] for id_ in ids(client, "relation=proposes")} == {"paper", "method"}


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("type=Paperr", 400, "benchmark"),
        ("relation=likes", 400, "evaluates_on"),
        ("since=yesterday", 400, "2024-12-31"),
        ("depth=99&around=Hub", 400, "from 0 to 6"),
        ("depth=2", 400, "give 'around'"),
        ("arround=Hub", 400, "around"),
        ("around=Hubb", 404, "Hub"),
    ],
)
def test_a_query_that_means_nothing_is_told_what_would(client: Client, query: str, status: int, told: str) -> None:
    answer = client.get(f"/export/graph.json?{query}")
    assert answer.status_code == status
    assert told in answer.json()["error"]


def test_a_graph_over_the_limit_is_refused_and_a_part_is_not(store: GraphStore) -> None:
    client = client_of(store, nodes=5)
    answer = client.get("/export/graph.json")
    assert (answer.status_code, "kg export" in answer.json()["error"]) == (413, True)
    assert client.get("/export/graph.json?since=2024-01-01&until=2024-01-01").status_code == 413
    assert client.get("/export/graph.json?type=Benchmark").status_code == 200


def test_only_so_many_run_at_once_and_each_gives_its_place_back(store: GraphStore) -> None:
    client = client_of(store, jobs=1)
    for _ in range(3):
        assert client.get("/export/graph.json").status_code == 200
        assert client.get("/export/graph.json?around=nobody").status_code == 404
    began, go_on = threading.Event(), threading.Event()
    scope = {"type": "http", "method": "GET", "path": "/export/graph.json", "headers": [], "query_string": b""}

    async def receive() -> dict[str, object]:
        await anyio.sleep_forever()  # the reader neither says more nor goes away
        raise AssertionError

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            began.set()
            await anyio.to_thread.run_sync(go_on.wait)

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(anyio.run, client.app, scope, receive, send)
        try:
            assert began.wait(60)
            refused = client.get("/export/graph.json")
        finally:
            go_on.set()
        slow.result(60)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "60")
    assert client.get("/export/graph.json").status_code == 200


def test_a_store_that_fails_is_told_as_json(store: GraphStore) -> None:
    client = client_of(store)
    store.close()
    answer = client.get("/export/graph.json?around=Hub")
    assert answer.status_code == 503
    assert "closed" in json.loads(answer.content)["error"]
