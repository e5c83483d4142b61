"""The names that are held in memory: read once, whoever asks and however little time there is."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.names import Names
from kg.errors import StoreError, StoreTimeoutError
from kg.lookup import ALL_TYPES
from kg.model import Relation
from kg.store.base import NamedForm
from kg.store.deadline import within
from kg.store.sqlite import SqliteStore
from tests.contract.facts import entity, facts, paper

HUB = entity("data:hub", "Hub")


class SlowStore(SqliteStore):
    """A store that tells names when it is let, and counts how often it does."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.may_tell = threading.Event()
        self.readings = 0
        self.fails = False

    def forms(self) -> Iterator[NamedForm]:
        self.readings += 1
        self.may_tell.wait(60)
        if self.fails:
            raise StoreError("The disk is gone.")
        return super().forms()


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[SlowStore]:
    store = SlowStore.open(tmp_path / "graph.db", create=True)
    store.upsert([facts(paper("paper:a"), [(HUB, Relation.USES)])])
    yield store
    store.may_tell.set()
    store.close()


def test_a_search_without_time_leaves_the_reading_to_the_next(slow: SlowStore) -> None:
    names = Names(slow)
    for _ in range(2):
        with within(0.1), pytest.raises(StoreTimeoutError):
            names.index()
    slow.may_tell.set()
    assert names.index().nearest("hub", ALL_TYPES) == ("Hub",)
    assert slow.readings == 1


def test_names_can_be_read_before_anybody_asks(slow: SlowStore) -> None:
    slow.may_tell.set()
    names = Names(slow)
    names.begin()
    names.begin()
    assert names.index().nearest("hub", ALL_TYPES) == ("Hub",)
    assert slow.readings == 1


def test_a_reading_that_failed_is_begun_again(slow: SlowStore) -> None:
    slow.may_tell.set()
    slow.fails = True
    names = Names(slow)
    with pytest.raises(StoreError):
        names.index()
    slow.fails = False
    assert names.index().nearest("hub", ALL_TYPES) == ("Hub",)


def test_a_change_is_read_by_the_next_search(slow: SlowStore) -> None:
    slow.may_tell.set()
    names = Names(slow)
    names.begin()
    slow.upsert([facts(paper("paper:b"), [(entity("method:m", "Meander"), Relation.USES)])])
    assert names.index().nearest("meander", ALL_TYPES) == ("Meander",)
    assert slow.readings == 1
