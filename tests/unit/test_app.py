"""The application over HTTP, without a server: health, readiness, metrics, GraphQL's own manners."""

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.graphql.limits.policy import Limits
from api.graphql.limits.trusted import read_documents
from kg.errors import ServeError, StoreUnavailableError
from kg.lexicon import Lexicon
from kg.store.sqlite import SqliteStore
from tests.unit.graphql.counting import CountingStore
from tests.unit.graphql.made_up import GRAPH


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
    assert answer.json()["data"] == {"stats": {"papers": 0}}


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


def asked(client: Client, body: object, **more: Any) -> tuple[int, Any]:
    answer = client.post("/graphql", json=body, **more)
    return answer.status_code, answer.json()


STATS = {"query": "{ stats { papers } }"}


def test_a_batch_is_answered_in_order_up_to_a_bound(client: Client) -> None:
    status, told = asked(client, [STATS, {"query": "{ nothing }"}])
    assert (status, told[0]["data"], told[1]["data"]) == (200, {"stats": {"papers": 0}}, None)
    status, told = asked(client, [STATS] * 11)
    assert (status, told["errors"][0]["extensions"]["code"]) == (400, "BATCH_TOO_LARGE")


def test_the_operations_of_a_batch_share_one_cost(read: CountingStore) -> None:
    costly = {"query": "{ papers(first: 20) { edges { cursor } } }"}
    client = Client(create_app(read, lexicon=Lexicon(), limits=Limits(cost=45)))
    first, second, third = client.post("/graphql", json=[costly, costly, costly]).json()
    assert first["data"]
    assert second["data"]
    assert third["errors"][0]["extensions"]["code"] == "TOO_COSTLY"


def test_a_body_is_read_to_its_bound_and_no_further(client: Client) -> None:
    status, told = asked(client, {"query": "#" * 2_000_000})
    assert (status, told["errors"][0]["extensions"]["code"]) == (413, "BODY_TOO_LARGE")


def test_a_body_must_say_that_it_is_json(client: Client) -> None:
    answer = client.post(
        "/graphql", content=b'{"query": "{ stats { papers } }"}', headers={"Content-Type": "text/plain"}
    )
    assert answer.status_code == 415


def test_variables_may_stand_in_the_address(client: Client) -> None:
    document = "query($n: Int) { papers(first: $n) { totalCount } }"
    answer = client.get("/graphql", params={"query": document, "variables": '{"n": 3}'})
    assert answer.json()["data"] == {"papers": {"totalCount": 0}}
    assert client.get("/graphql", params={"query": document, "variables": "{"}).status_code == 400
    assert client.get("/graphql", params={"query": document, "variables": "[]"}).status_code == 400


def test_a_document_may_be_named_by_its_id_where_an_operator_trusts_it(client: Client, tmp_path: Path) -> None:
    listed = tmp_path / "documents.json"
    listed.write_text('{"ab12": "{ stats { papers } }"}')
    store = SqliteStore.open(tmp_path / "kg.db", create=True)
    strict = Client(create_app(store, lexicon=Lexicon(), trusted=read_documents(listed)))
    by_hash = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "ab12"}}}
    for body in (STATS, {"documentId": "sha256:ab12"}, by_hash):
        assert asked(strict, body)[1]["data"] == {"stats": {"papers": 0}}
    for body, code in (
        ({"query": "{ stats { results } }"}, "DOCUMENT_NOT_TRUSTED"),
        ({"documentId": "other"}, "PERSISTED_QUERY_NOT_FOUND"),
    ):
        assert asked(strict, body)[1]["errors"][0]["extensions"]["code"] == code
    assert asked(client, by_hash)[1]["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
    store.close()


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}'])
def test_a_list_of_trusted_documents_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    listed = tmp_path / "documents.json"
    listed.write_text(text)
    with pytest.raises(ServeError, match="KG_GRAPHQL_DOCUMENTS"):
        read_documents(listed)
    with pytest.raises(ServeError, match="KG_GRAPHQL_DOCUMENTS"):
        read_documents(tmp_path / "none.json")


@pytest.fixture
def read(tmp_path: Path) -> Iterator[CountingStore]:
    store = SqliteStore.open(tmp_path / "kg.db", create=True)
    store.upsert(GRAPH)
    yield CountingStore(store)
    store.close()


def test_an_answer_is_kept_until_the_graph_changes(read: CountingStore) -> None:
    client = Client(create_app(read, lexicon=Lexicon()))
    first, again = (client.post("/graphql", json=STATS) for _ in range(2))
    assert first.content == again.content
    assert first.headers["etag"] == again.headers["etag"]
    assert read.calls["stats"] == 1
    read.remove(["paper:arxiv:2501.00001"])
    later = client.post("/graphql", json=STATS)
    assert later.json()["data"]["stats"]["papers"] == len(GRAPH) - 1
    assert later.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("cache_bytes", [0, 300])
def test_answers_are_kept_only_within_their_room(read: CountingStore, cache_bytes: int) -> None:
    client = Client(create_app(read, lexicon=Lexicon(), cache_bytes=cache_bytes))
    for _ in range(2):
        assert client.post("/graphql", json=STATS).status_code == 200
    assert read.calls["stats"] == 2


def test_who_has_an_answer_is_told_so(read: CountingStore) -> None:
    client = Client(create_app(read, lexicon=Lexicon()))
    answer = client.get("/graphql", params=STATS)
    again = client.get("/graphql", params=STATS, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content, again.headers["cache-control"]) == (304, b"", "no-cache")


def test_neither_errors_nor_what_a_token_asks_is_kept(read: CountingStore) -> None:
    client = Client(create_app(read, lexicon=Lexicon()))
    assert "etag" not in client.post("/graphql", json={"query": "{ nothing }"}).headers
    assert "etag" not in client.post("/graphql", json=STATS, headers={"Authorization": "Bearer x"}).headers


def test_the_same_document_with_other_variables_is_another_question(read: CountingStore) -> None:
    client = Client(create_app(read, lexicon=Lexicon()))
    document = "query($n: Int) { papers(first: $n) { edges { cursor } } }"
    for size in (1, 2, 1):
        told = client.post("/graphql", json={"query": document, "variables": {"n": size}}).json()
        assert len(told["data"]["papers"]["edges"]) == size


def test_what_a_server_has_loaded_is_set_apart_while_it_serves(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "kg.db", create=True)
    app = create_app(store, lexicon=Lexicon(), close=True)
    client = Client(app)

    async def serve() -> bool:
        async with app.router.lifespan_context(app):
            for _ in range(1000):  # it reads names meanwhile
                await client._ask("GET", "/healthz")
                if gc.get_freeze_count():
                    return True
        return False

    assert asyncio.run(serve())
    assert gc.get_freeze_count() == 0
