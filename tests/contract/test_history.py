"""What came in and what was taken out, the latest first."""

import datetime as dt

from hypothesis import given, settings

from kg.history import ChangeKind
from kg.model import PaperFacts
from kg.store.base import GraphStore
from tests.contract.conftest import Fresh
from tests.contract.facts import batches, facts, paper
from tests.contract.snapshot import ALL, walk

EVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
FAR = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)


def changes(store: GraphStore, since: dt.datetime = EVER) -> list[tuple[str, ChangeKind]]:
    found = store.changes(since, first=ALL)
    assert store.count_changes(since) == len(found.items)
    return [(change.paper_id, change.kind) for change in found.items]


def test_papers_that_came_in_and_went_are_told_with_when(store: GraphStore) -> None:
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    store.upsert([facts(paper("paper:a", "A", date="2024-01-01")), facts(paper("paper:b"))])
    store.remove(["paper:a"])
    assert sorted(changes(store)) == [
        ("paper:a", ChangeKind.ADDED),
        ("paper:a", ChangeKind.RETIRED),
        ("paper:b", ChangeKind.ADDED),
    ]
    (gone,) = (change for change in store.changes(before, first=9).items if change.kind is ChangeKind.RETIRED)
    assert (gone.title, gone.date) == ("A", dt.date(2024, 1, 1))
    assert before <= gone.at <= dt.datetime.now(dt.UTC)
    assert changes(store, FAR) == []


def test_a_paper_that_came_back_came_in_again_and_was_not_taken_out(store: GraphStore) -> None:
    given = facts(paper("paper:a"))
    store.upsert([given])
    first = store.changes(EVER, first=1).items[0]
    store.remove(["paper:a"])
    store.upsert([given])
    assert changes(store) == [("paper:a", ChangeKind.ADDED)]
    assert store.changes(EVER, first=1).items[0].at >= first.at


def test_a_paper_that_turned_out_to_be_another_is_taken_out(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:arxiv:2401.00001")), facts(paper("paper:W3"))])
    both = paper("paper:arxiv:2401.00001", ids=("paper:arxiv:2401.00001", "paper:W3"))
    store.upsert([facts(both)])
    assert sorted(changes(store)) == [
        ("paper:W3", ChangeKind.ADDED),
        ("paper:W3", ChangeKind.RETIRED),
        ("paper:arxiv:2401.00001", ChangeKind.ADDED),
    ]


def test_pages_of_changes_make_up_all_of_them_the_latest_first(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(batch=batches)
    def law(batch: list[PaperFacts]) -> None:
        store = fresh()
        store.upsert(batch)
        store.remove([facts.paper.id for facts in batch[::2]])
        whole = store.changes(EVER, first=ALL).items
        assert walk(lambda after: store.changes(EVER, first=1, after=after)) == list(whole)
        assert [change.at for change in whole] == sorted((change.at for change in whole), reverse=True)

    law()
