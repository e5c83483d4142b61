"""Threads, killed processes, and stores that were closed."""

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.errors import StoreError, StoreMissingError
from kg.model import PaperFacts
from kg.store.base import GraphStore, Outcome, PaperFilter, PaperOrder
from kg.store.factory import open_store
from tests.contract.conftest import Fresh
from tests.contract.facts import corpus
from tests.contract.writer import BATCH, PAPERS, write

ROOT = Path(__file__).resolve().parents[2]
ALL = 1000
HUB = ["data:hub"]


def whole(store: GraphStore) -> list[object]:
    """Return all that a store of the corpus answers."""
    papers = store.list_papers(PaperFilter(), PaperOrder.NEWEST, first=ALL)
    ids = [paper.id for paper in papers.items]
    splits = store.variants(HUB)
    forms = sorted((form.entity_id, form.form, form.paper_count) for form in store.forms())
    uses = store.list_uses([frozenset({"data:hub", "data:hub-1"})], first=ALL)
    return [papers, store.uses_of(ids), store.results_of(ids), store.entities(HUB), splits, forms, uses]


@pytest.mark.parametrize("batches", [1, 4])
def test_a_killed_run_that_is_run_again_gives_the_graph_of_one_clean_run(
    place: Callable[[], str], tmp_path: Path, batches: int
) -> None:
    clean_url = f"sqlite:///{tmp_path}/clean.db"
    write(clean_url)
    url = place()
    command = [sys.executable, "-m", "tests.contract.writer", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(batches):
            assert process.stdout.readline()
        process.kill()
    killed = open_store(url)
    papers = killed.stats().papers
    assert papers >= batches * BATCH
    assert papers % BATCH == 0
    killed.close()
    write(url)
    clean, again = open_store(clean_url), open_store(url)
    assert whole(again) == whole(clean)
    clean.close()
    again.close()


def test_a_process_killed_while_it_decides_leaves_every_decision_whole(place: Callable[[], str]) -> None:
    url = place()
    store = open_store(url, create=True)
    store.upsert(corpus(BATCH))
    command = [sys.executable, "-m", "tests.contract.decider", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(3):
            last = int(process.stdout.readline())
        process.kill()
    (hub,) = store.entities(HUB)
    assert hub is not None
    taken = store.count_decisions()
    assert (hub.name, taken >= last) == (f"Hub {taken}", True)
    assert store.undo(range(1, taken + 1), who="bo") == [True] * taken
    assert [found.name for found in store.entities(HUB) if found] == ["Hub"]
    store.close()


def test_readers_are_answered_while_one_writes(store: GraphStore) -> None:
    """A server shows other transactions in part while they end, so only what one node says is held to be whole."""
    papers = corpus(PAPERS)
    store.upsert(papers[:BATCH])

    def read() -> set[int]:
        (hub,) = store.entities(HUB)
        (page,) = store.list_uses([frozenset({"data:hub-0", "data:hub-1", "data:hub-2"})], first=ALL)
        assert hub is not None
        assert all(item.uses for item in page.items)
        return {hub.paper_count}

    assert {count % BATCH for count in read_beside(store, papers[BATCH:], read)} == {0}
    assert store.stats().papers == PAPERS


def test_a_reader_of_the_file_sees_whole_batches_alone(fresh_sqlite: Fresh) -> None:
    store = fresh_sqlite()
    papers = corpus(PAPERS)
    store.upsert(papers[:BATCH])

    def read() -> set[int]:
        (page,) = store.list_uses([frozenset({"data:hub-0", "data:hub-1", "data:hub-2"})], first=ALL)
        stats = store.stats()
        return {len(page.items), stats.papers, stats.results, store.count_papers(PaperFilter())}

    assert {count % BATCH for count in read_beside(store, papers[BATCH:], read)} == {0}


def read_beside(store: GraphStore, papers: list[PaperFacts], read: Callable[[], set[int]]) -> set[int]:
    """Return what three threads read again and again while a fourth writes batches."""
    done = threading.Event()

    def read_on() -> set[int]:
        seen: set[int] = set()
        while not done.is_set():
            seen |= read()
        return seen

    def write_all() -> None:
        try:
            for start in range(0, len(papers), BATCH):
                store.upsert(papers[start : start + BATCH])
        finally:
            done.set()

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read_on) for _ in range(3)]
        pool.submit(write_all).result()
        return read().union(*(reader.result() for reader in readers))


def test_threads_that_write_at_once_lose_nothing(store: GraphStore) -> None:
    papers = corpus(32)
    with ThreadPoolExecutor(4) as pool:
        outcomes = pool.map(lambda start: store.upsert(papers[start : start + 4]), range(0, 32, 4))
        assert [outcome for batch in outcomes for outcome in batch] == [Outcome.NEW] * 32
    assert [found.paper_count for found in store.entities(HUB) if found] == [32]


def test_a_store_opened_again_holds_what_was_written(place: Callable[[], str]) -> None:
    url = place()
    first = open_store(url, create=True)
    first.upsert(corpus(5))
    before = whole(first)
    first.close()
    again = open_store(url)
    assert whole(again) == before
    again.close()


def test_a_store_that_is_not_there_is_not_made_by_looking(place: Callable[[], str]) -> None:
    url = place()
    for _ in range(2):
        with pytest.raises(StoreMissingError, match="kg ingest"):
            open_store(url)


def test_a_closed_store_refuses_in_words(store: GraphStore) -> None:
    store.close()
    with pytest.raises(StoreError):
        store.stats()
