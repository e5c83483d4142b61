"""How the explorer's files are served: under any path, to be kept by browsers, and held to a strict policy."""

import asyncio
import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from graphql import build_schema, parse, validate
from starlette.applications import Starlette
from starlette.routing import Mount

from api.app import create_app
from api.graphql.limits.trusted import TrustedDocuments
from api.rest.explorer import bundle, page_operations
from kg.lexicon import Lexicon
from kg.store.sqlite import SqliteStore
from tests.browser import needs_the_bundle
from tests.conftest import ROOT

BUDGET = 400 * 1024
DEEP = ("/", "/search?q=lora", "/entity/data:minif2f", "/paper/paper:arxiv:2109.00110", "/graph?around=data:minif2f")


class Site:
    """The application, alone or below another path."""

    def __init__(self, store: SqliteStore, mount: str = "") -> None:
        app = create_app(store, lexicon=Lexicon())
        self._app = Starlette(routes=[Mount(mount, app=app)]) if mount else app

    def get(self, path: str, **headers: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.get(path, headers=headers)

        return asyncio.run(ask())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    needs_the_bundle()
    opened = SqliteStore.open(tmp_path / "kg.db", create=True)
    yield opened
    opened.close()


def base_of(page: httpx.Response) -> httpx.URL:
    found = re.search(r'<base href="([^"]*)"', page.text)
    assert found
    return page.request.url.join(found.group(1))


@pytest.mark.parametrize("mount", ["", "/kg", "/a/b"])
def test_every_deep_link_finds_its_files_wherever_the_application_is_mounted(store: SqliteStore, mount: str) -> None:
    site = Site(store, mount)
    for path in DEEP:
        page = site.get(mount + path)
        assert page.status_code == 200
        assert base_of(page) == f"http://test{mount}/"
        for reference in re.findall(r'(?:src|href)="\./(assets/[^"]+)"', page.text):
            assert site.get(base_of(page).join(reference).path).status_code == 200


def test_a_slash_within_an_id_leads_no_file_astray(store: SqliteStore) -> None:
    page = Site(store).get("/entity/data:a%2Fb")
    assert base_of(page) == "http://test/"


def test_pages_run_no_script_and_ask_no_host_but_their_own(store: SqliteStore) -> None:
    site = Site(store)
    for page in (site.get("/"), site.get("/graphql", accept="text/html")):
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "connect-src 'self';" in policy
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=", page.text)
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page.text)
    assert "unsafe" not in site.get("/").headers["content-security-policy"]


def test_files_are_kept_for_good_and_pages_are_asked_for_again(store: SqliteStore) -> None:
    site = Site(store)
    page = site.get("/")
    script = re.search(r'src="\./(assets/[^"]+\.js)"', page.text)
    assert script
    assert "immutable" in site.get(f"/{script.group(1)}").headers["cache-control"]
    assert page.headers["cache-control"] == "no-cache"
    assert site.get("/", **{"if-none-match": page.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("name", ["../built-from.txt", "..%2F..%2Fapp.py", "nothing.js", ""])
def test_what_is_no_file_of_the_bundle_is_not_found(store: SqliteStore, name: str) -> None:
    assert Site(store).get(f"/assets/{name}").status_code == 404


def test_what_a_visitor_loads_is_under_400_kb() -> None:
    needs_the_bundle()
    files = {name: asset for name, asset in bundle().items() if not _is_graphiql(name)}
    assert any(name.endswith(".js") for name in files)
    assert sum(len(gzip.compress(asset.body)) for asset in files.values()) < BUDGET


def _is_graphiql(name: str) -> bool:
    """Tell whether a file is one that only GraphiQL's page loads."""
    return name not in _reached_from("index.html")


def _reached_from(name: str) -> set[str]:
    reached, waiting = set(), [name]
    while waiting:
        current = waiting.pop()
        if current in reached:
            continue
        reached.add(current)
        text = bundle()[current].body.decode(errors="replace")
        waiting += [other for other in bundle() if other != current and other.rpartition("/")[2] in text]
    return reached


def test_what_the_page_asks_is_answered_where_only_trusted_documents_are(store: SqliteStore) -> None:
    asked = {path.read_bytes().decode() for path in (ROOT / "api" / "web" / "src" / "queries").glob("*.graphql")}
    assert set(page_operations().values()) == asked
    strict = TrustedDocuments({"mine": "{ stats { papers } }"}).with_others(page_operations())
    assert all(map(strict.holds, asked))
    assert all(strict.text(hashlib.sha256(text.encode()).hexdigest()) == text for text in asked)


def test_what_the_page_asks_is_what_the_api_answers() -> None:
    asked = sorted((ROOT / "api" / "web" / "src" / "queries").glob("*.graphql"))
    assert asked
    snapshot = build_schema((ROOT / "api" / "graphql" / "schema.graphql").read_text(encoding="utf-8"))
    for path in asked:
        assert validate(snapshot, parse(path.read_text(encoding="utf-8"))) == [], path.name
