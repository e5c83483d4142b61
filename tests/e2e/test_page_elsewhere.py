"""The explorer where it is not at home: below another path, and on a graph that holds nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.routing import Mount

from api.app import create_app
from kg.store.sqlite import SqliteStore
from tests.e2e.page import serving, watched
from tests.unit.graphql.made_up import GRAPH


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "kg.db", create=True)
    yield opened
    opened.close()


def test_every_step_works_below_another_path(browser: Browser, store: SqliteStore) -> None:
    store.upsert(GRAPH)
    with serving(Starlette(routes=[Mount("/labs/kg", create_app(store))])) as host:
        watch = watched(browser, f"{host}/labs/kg")
        page = watch.open("/")
        page.get_by_role("combobox").fill("minif2f")
        page.get_by_role("option").first.click()
        page.wait_for_url("**/labs/kg/entity/data:minif2f")
        page.get_by_role("link", name="Show in the graph").click()
        expect(page.get_by_role("status").filter(has_text=re.compile("[0-9] nodes"))).to_be_visible()
        page.reload()
        expect(page.get_by_role("status").filter(has_text=re.compile("[0-9] nodes"))).to_be_visible()
        page.get_by_role("link", name="Benchgraph").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Which papers")
        page.context.close()
    assert watch.problems == []


def test_an_empty_graph_says_how_to_fill_it(browser: Browser, store: SqliteStore) -> None:
    with serving(Starlette(routes=[Mount("/", create_app(store))])) as host:
        watch = watched(browser, host)
        page = watch.open("/")
        expect(page.get_by_text("The graph is empty")).to_contain_text("kg ingest")
        assert watch.faults() == []
        page.context.close()
    assert watch.problems == []
