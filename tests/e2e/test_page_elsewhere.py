"""The explorer where it is not at home: below another path, and on a graph that holds nothing."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.routing import Mount

from api.app import create_app
from api.graphql.limits.trusted import TrustedDocuments
from extraction.ingest import ingest
from extraction.pipeline import load_extractor
from extraction.sources import read_sources
from kg import lexicon as lexicons
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


def test_the_best_value_over_time_is_drawn_and_has_a_name(browser: Browser, store: SqliteStore, tmp_path: Path) -> None:
    papers = [
        {
            "id": f"p{year}",
            "title": "A study",
            "date": f"{year}-01-09",
            "abstract": f"We reach {40 + (year - 2012) * 2}.5% accuracy on GSM8K.",
        }
        for year in range(2012, 2024)
    ]
    (tmp_path / "papers.jsonl").write_text("\n".join(map(json.dumps, papers)), encoding="utf-8")
    sources = read_sources([str(tmp_path / "papers.jsonl")])
    ingest(sources, store=store, extractor=load_extractor(), lexicon=lexicons.load())
    with serving(create_app(store)) as host:
        watch = watched(browser, host)
        page = watch.open("/entity/GSM8K")
        chart = page.get_by_role("img", name="over time")
        expect(chart).to_have_accessible_name(re.compile("from 40.5%, Jan 9, 2012 to 62.5%, Jan 9, 2023"))
        page.get_by_role("button", name="Show 2 more rows").click()
        expect(page.locator(".boards details[open] tbody tr")).to_have_count(12)
        assert watch.faults() == []
        page.context.close()
    assert watch.problems == []


def test_the_page_works_where_only_trusted_documents_are_answered(browser: Browser, store: SqliteStore) -> None:
    store.upsert(GRAPH)
    with serving(create_app(store, trusted=TrustedDocuments({}))) as host:
        watch = watched(browser, host)
        page = watch.open("/search?q=minif2f")
        page.get_by_role("link", name="miniF2F", exact=True).first.click()
        expect(page.locator(".use").first).to_be_visible()
        page.get_by_role("link", name="Show in the graph").click()
        expect(page.get_by_role("status").filter(has_text=re.compile("[0-9] nodes"))).to_be_visible()
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
