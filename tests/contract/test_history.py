"""What came in and what was taken out, the latest first."""

import datetime as dt

from hypothesis import given, settings

from kg.facets import Facet, FacetCount
from kg.history import ChangeKind
from kg.model import PaperFacts, Relation
from kg.store.base import GraphStore, PaperFilter, PaperOrder
from tests.contract.conftest import Fresh
from tests.contract.facts import batches, entity, facts, paper
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


def test_papers_and_edges_can_be_asked_for_as_they_were_at_a_moment(store: GraphStore) -> None:
    hub, method = entity("data:hub"), entity("method:m")
    uses, proposes = (hub, Relation.USES), (method, Relation.PROPOSES)
    store.upsert([facts(paper("paper:a", "A"), [uses, proposes]), facts(paper("paper:b", "B"), [uses])])
    then = max(change.at for change in store.changes(EVER, first=ALL).items)
    store.upsert([facts(paper("paper:a", "A"), [proposes]), facts(paper("paper:c", "C"), [uses])])
    store.remove(["paper:b"])

    def titles(as_of: dt.datetime | None, **where: object) -> list[str]:
        wanted = PaperFilter(as_of=as_of, **where)
        papers = store.list_papers(wanted, PaperOrder.TITLE, first=ALL).items
        assert store.count_papers(wanted) == len(papers)
        return [paper.title for paper in papers]

    on_hub = {"entities": (frozenset({"data:hub"}),)}
    assert (titles(None), titles(then), titles(EVER)) == (["A", "C"], ["A", "B"], [])
    assert (titles(None, **on_hub), titles(then, **on_hub)) == (["C"], ["A", "B"])
    assert (titles(then, text="b"), titles(then, min_confidence=0.95)) == (["B"], [])
    assert store.facet_papers(PaperFilter(as_of=then), Facet.ROLE) == [FacetCount("proposes", 1), FacetCount("uses", 2)]


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
