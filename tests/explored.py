"""The explorer on the bundled examples, served, and its pages opened in a browser under watch."""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # late, as below: most tests need neither browser nor extractor
    from playwright.sync_api import Browser

    from tests.e2e.page import Watched

Open = Callable[..., "Watched"]
"""Opens a page of the site."""

HOSTILE = {
    "id": "arXiv:2501.00009",
    "title": "<img src=x onerror=document.title='owned'> on miniF2F",
    "abstract": "We run <script>document.title='owned'</script> LoRA on miniF2F 𝒳 and reach 12.5% accuracy on miniF2F.",
    "date": "2025-01-09",
}


@pytest.fixture(scope="module")
def site(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the explorer on the bundled examples and one hostile paper."""
    from api.app import create_app
    from extraction.ingest import ingest
    from extraction.pipeline import load_extractor
    from extraction.sources import read_sources
    from kg import lexicon as lexicons
    from kg.store.sqlite import SqliteStore
    from tests.conftest import ROOT
    from tests.e2e.page import serving

    home = tmp_path_factory.mktemp("page")
    (home / "hostile.jsonl").write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
    sources = [str(ROOT / "api" / "demo" / "examples.jsonl"), str(home / "hostile.jsonl")]
    store = SqliteStore.open(home / "kg.db", create=True)
    ingest(read_sources(sources), store=store, extractor=load_extractor(), lexicon=lexicons.load())
    with serving(create_app(store)) as url:
        yield url
    store.close()


@pytest.fixture
def opened(browser: "Browser", site: str) -> Iterator[Open]:
    """Open pages of the site; at the end none may have logged an error or asked another host."""
    from tests.e2e.page import watched

    watches: list[Watched] = []

    def open_page(path: str, **options: Any) -> "Watched":
        watch = watched(browser, site, **options)
        watches.append(watch)
        watch.open(path)
        return watch

    yield open_page
    for watch in watches:
        watch.page.context.close()
    assert [problem for watch in watches for problem in watch.problems] == []
